"""A report fetched from its address on the web, for the command line.

Addresses that are not on the public Internet are refused unless allowed, at every redirection, and the connection goes
to the very address that was judged. Nothing is sent but the request; proxies are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from drafter.errors import UnreadableDocument
from drafter.read.progress import tell

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_CONNECT_SECONDS = 15.0
_CHUNK = 64 * 1024
_MOST_REDIRECTIONS = 5
_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Left as they are in an address that a browser shows with Chinese in it.
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/csv": "csv",
    "application/pdf": "pdf",
    "application/json": "json",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/ofd": "ofd",
}
_FAILURES = {
    401: "要登录才能看",
    403: "服务器不让看",
    404: "网页不存在或已移走",
    410: "网页已删除",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the bytes, the address they came from in the end, the format that the server or the
    address names (None where neither does), and the charset the server names (None where it names none).
    """

    data: bytes
    url: str
    kind: str | None
    charset: str | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most bytes an answer may have, and the most seconds all of it may take."""

    size: int = 64 * 1024 * 1024
    seconds: float = 60.0


BOUNDS = Bounds()


def is_public(address: Address) -> bool:
    """Tell whether an address is on the public Internet, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def anywhere(address: Address) -> bool:
    """Allow every address."""
    return address is not None


def fetch(url: str, permits: Callable[[Address], bool] = is_public, bounds: Bounds = BOUNDS) -> Fetched:
    """Fetch what stands at `url`, following redirections as far as `permits` allows the addresses they lead to.

    Raises:
        UnreadableDocument: the address is no web address, is not permitted, does not answer in time, answers with an
            error, redirects too often, or gives more than `bounds` allow.
    """
    deadline = time.monotonic() + bounds.seconds
    at = url
    for _ in range(_MOST_REDIRECTIONS + 1):
        tell("下载网页")
        with _answer(at, url, permits, deadline, bounds) as answer:
            where = answer.headers.get("Location") if answer.status in _REDIRECTIONS else None
            if where is None:
                return _fetched(answer, at, url, deadline, bounds)
        at = _next(at, where)
    raise UnreadableDocument(
        f"网页转来转去超过 {_MOST_REDIRECTIONS} 次，没有读到。请在浏览器中打开另存后再读。", name=url
    )


@contextmanager
def _answer(
    at: str, url: str, permits: Callable[[Address], bool], deadline: float, bounds: Bounds
) -> Iterator[http.client.HTTPResponse]:
    """The answer to a request for `at`; whatever goes wrong on the way is told of `url`, which the user gave."""
    parts = _parts(at, url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _address(host, port, url, permits)
    target = quote(parts.path or "/", _SAFE) + (f"?{quote(parts.query, _SAFE)}" if parts.query else "")
    connection = http.client.HTTPConnection(host, port)
    try:
        with closing(_connected(address, host, port, parts.scheme == "https", deadline)) as sock:
            connection.sock = sock
            with _hung_up(sock, deadline):
                headers = {
                    "User-Agent": "drafter",
                    "Accept": "*/*",
                    "Accept-Encoding": "identity",
                    "Connection": "close",
                }
                connection.request("GET", target, headers=headers)
                yield connection.getresponse()
    except ssl.SSLError as error:
        raise UnreadableDocument(
            f"网站的安全证书有问题（{error.reason}）。请在浏览器中打开另存后再读。", name=url
        ) from error
    except (OSError, http.client.HTTPException, zlib.error) as error:
        raise _unreached(url, deadline, bounds) from error
    finally:
        connection.close()


def _next(at: str, where: str) -> str:
    """The address that a redirection from `at` leads to; one that is none is left to be refused as such."""
    try:
        return urljoin(at, where)
    except ValueError:
        return where


def _parts(at: str, url: str) -> SplitResult:
    """The parts of a web address.

    Raises:
        UnreadableDocument: it is no address of the web, or has a name and password in it.
    """
    message = "不是网页地址。请给出以 http:// 或 https:// 开头的完整地址。"
    try:
        parts = urlsplit(at)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        raise UnreadableDocument(message, name=url) from error
    if not usable:
        raise UnreadableDocument(message, name=url)
    if parts.username or parts.password:
        raise UnreadableDocument("地址里带有用户名或密码，没有打开。请在浏览器中打开另存后再读。", name=url)
    return parts


def _address(host: str, port: int, url: str, permits: Callable[[Address], bool]) -> str:
    """The address to connect to: one of those `host` stands for, all of which must be permitted."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    except (OSError, UnicodeError) as error:
        raise UnreadableDocument(f"找不到网站“{host}”。请检查地址和网络连接。", name=url) from error
    refused = next((a for a in addresses if not permits(ipaddress.ip_address(a))), None)
    if refused is not None:
        message = f"地址指向内部网络（{host}，{refused}），没有打开。确实要读内网网页时请加 --allow-private。"
        raise UnreadableDocument(message, name=url)
    return addresses[0]


def _connected(address: str, host: str, port: int, secure: bool, deadline: float) -> socket.socket:
    patience = max(0.1, min(_CONNECT_SECONDS, deadline - time.monotonic()))
    sock = socket.create_connection((address, port), timeout=patience)
    if not secure:
        return sock
    try:
        return ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    except BaseException:
        sock.close()
        raise


@contextmanager
def _hung_up(sock: socket.socket, deadline: float) -> Iterator[None]:
    """Within the block the connection is cut at `deadline`: a server that drips a byte now and then never times out."""

    def cut() -> None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _unreached(url: str, deadline: float, bounds: Bounds) -> UnreadableDocument:
    if time.monotonic() >= deadline:
        message = f"下载超过 {bounds.seconds:g} 秒的时间上限，已停止。请在浏览器中打开另存后再读。"
        return UnreadableDocument(message, name=url)
    return UnreadableDocument("连不上网站，或连接中断。请检查地址和网络连接，或在浏览器中打开另存后再读。", name=url)


def _fetched(answer: http.client.HTTPResponse, at: str, url: str, deadline: float, bounds: Bounds) -> Fetched:
    if answer.status != 200:
        what = _FAILURES.get(answer.status, "服务器没有给出网页")
        raise UnreadableDocument(
            f"{what}（状态码 {answer.status}）。请检查地址，或在浏览器中打开另存后再读。", name=url
        )
    data = _body(answer, url, bounds)
    length = answer.headers.get("Content-Length", "")
    coded = answer.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity")
    cut_short = length.isdecimal() and not coded and len(data) < int(length)
    if cut_short or time.monotonic() >= deadline:
        raise _unreached(url, deadline, bounds)
    kind, charset = _named(answer.headers, at)
    return Fetched(data, at, kind, charset)


def _body(answer: http.client.HTTPResponse, url: str, bounds: Bounds) -> bytes:
    """The whole answer, unpacked where it is packed."""
    packed = answer.headers.get("Content-Encoding", "").strip().lower() in ("gzip", "x-gzip", "deflate")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed else None
    pieces: list[bytes] = []
    size = 0
    while chunk := answer.read1(_CHUNK):
        piece = chunk if unpack is None else unpack.decompress(chunk, bounds.size - size + 1)
        pieces.append(piece)
        size += len(piece)
        if size > bounds.size:
            message = f"网页超过 {bounds.size // 1024 // 1024} MB 的上限。年度报告不会这么大，请确认地址。"
            raise UnreadableDocument(message, name=url)
    return b"".join(pieces)


def _named(headers: Message, at: str) -> tuple[str | None, str | None]:
    """Format and charset by the headers, the format else by the address."""
    kind = _KINDS.get(headers.get_content_type())
    if "Content-Type" not in headers or headers.get_content_type() == "application/octet-stream":
        kind = PurePosixPath(urlsplit(at).path).suffix.lower().lstrip(".") or None
    charset = headers.get_content_charset()
    return kind, charset if charset and re.fullmatch(r"[\w.:-]{1,40}", charset) else None
