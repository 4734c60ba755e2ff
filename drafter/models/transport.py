"""The HTTP client below a chat: bounds that hold whatever a server sends, and nothing sent to anybody else."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx2
import openai

from drafter.models.completion import ChatOptions

MOST_BYTES = 64 * 1024 * 1024
"""Of one response. A stream takes some 400 bytes for a character; a line without an end would be kept in memory."""
_OPENAI_ONLY = ("openai-organization", "openai-project")


class Overtime(httpx2.ReadTimeout):
    """The whole response took too long, though pieces of it kept coming."""


class Overflow(httpx2.ReadError):
    """The response is larger than any answer can be."""


class _Bounded(httpx2.SyncByteStream):
    """A response's bytes, until the time is up or there are too many.

    The library's own read timeout starts anew with every byte, a keep-alive comment included.
    """

    def __init__(self, stream: httpx2.SyncByteStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def __iter__(self) -> Iterator[bytes]:
        taken = 0
        for piece in self._stream:
            if time.monotonic() > self._until:
                raise Overtime("the whole time is used up")
            taken += len(piece)
            if taken > MOST_BYTES:
                raise Overflow("too many bytes")
            yield piece

    def close(self) -> None:
        self._stream.close()


def on_this_machine(base_url: str) -> bool:
    """Whether the address is on loopback."""
    host = urlsplit(base_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def timeout_of(options: ChatOptions) -> httpx2.Timeout:
    """Of one request. It has to be given to the library too: what it sends along overrides the client's own."""
    return httpx2.Timeout(options.between, connect=options.connect)


@cache
def trusted() -> ssl.SSLContext:
    """The certificates trusted, those of SSL_CERT_FILE where it is set; reading them takes a tenth of a second."""
    return httpx2.create_ssl_context()


def open_client(base_url: str, options: ChatOptions, *, keyless: bool) -> httpx2.Client:
    """A client for one address.

    It follows no redirect: a prompt goes to the address the user gave and nowhere else. Proxies of the environment
    are used as everywhere, except for an address on this machine. Without a key nothing is sent in its place.
    """
    official = (urlsplit(base_url).hostname or "").endswith("api.openai.com")

    def leaving(request: httpx2.Request) -> None:
        request.extensions["started"] = time.monotonic()
        dropped = () if official else _OPENAI_ONLY
        for name in (*dropped, *(("authorization",) if keyless else ())):
            request.headers.pop(name, None)

    def coming(response: httpx2.Response) -> None:
        stream = response.stream
        if isinstance(stream, httpx2.SyncByteStream):
            response.stream = _Bounded(stream, response.request.extensions["started"] + options.whole)

    return openai.DefaultHttpxClient(
        follow_redirects=False,
        timeout=timeout_of(options),
        verify=trusted(),
        # None: the plain transport, whatever proxies the environment names.
        mounts={f"all://{urlsplit(base_url).netloc}": None} if on_this_machine(base_url) else None,
        event_hooks={"request": [leaving], "response": [coming]},
    )
