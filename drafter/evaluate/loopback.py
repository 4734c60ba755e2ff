"""A server on loopback that speaks the OpenAI wire the way one provider does, quirks and failures included.

What it answers is a function of the request, so a test or an evaluation scripts the model and meets the provider's
edge over real sockets. It serves `/v1/chat/completions` (plain and streamed), `/v1/models` and `/v1/embeddings`.
"""

from __future__ import annotations

import json
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from drafter.evaluate.dialect import DIALECTS, Dialect, Quirk
from drafter.evaluate.events import events, usage
from drafter.evaluate.exchange import Reply, Request
from drafter.evaluate.vectors import embeddings

__all__ = ["Answer", "Quirk", "Reply", "Request", "failure", "in_turn", "serve"]

Answer = Callable[[Request], Reply]


def in_turn(*replies: Reply) -> Answer:
    """Give `replies` one after the other, the last one for every call after it."""
    waiting = list(replies)
    lock = threading.Lock()

    def answer(request: Request) -> Reply:
        with lock:
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return answer


def failure(dialect: str, kind: str, *, model: str = "", headers: Mapping[str, str] | None = None) -> Reply:
    """The reply by which `dialect` says that something is wrong.

    `kind`: no_key, no_model, too_long, no_money, too_fast, censored, refused.
    """
    row = DIALECTS[dialect]
    status = {"no_key": 401, "too_long": 400, "too_fast": 429}.get(kind)
    told = getattr(row, kind)
    status, code, message = (status, *told) if status is not None else told
    error = row.error(status, code, message.format(model=model))
    return Reply(status=status, error=error, headers=dict(headers or {}))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A client that opens a connection a section may open dozens at once.
    request_queue_size = 128

    def __init__(self, dialect: Dialect, answer: Answer, log: list[Request], key: str, models: Sequence[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Caller)
        self.dialect = dialect
        self.answer = answer
        self.log = log
        self.key = key
        self.models = models
        self.errors: list[BaseException] = []
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def drop(self) -> None:
        """Close what clients still hold open, as a server that dies does."""
        self.closing.set()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no fault of the server; what `answer` raised is kept for whoever runs it."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self.errors.append(error)


class _Caller(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self.path.endswith("/models"):
            rows = [{"id": name, "object": "model", "owned_by": "loopback"} for name in self.server.models]
            self._send(200, {"object": "list", "data": rows})
        else:
            self._refuse(404, "not_found", f"no such path: {self.path}")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, json.loads(body), headers)
        self.server.log.append(request)
        wrong = self._wrong(request)
        if wrong is not None:
            self._fail(wrong)
        elif self.path.endswith("/embeddings"):
            self._send(200, embeddings(request.body))
        else:
            self._chat(request, self.server.answer(request))

    def _wrong(self, request: Request) -> Reply | None:
        """What the dialect refuses before any model sees it."""
        row = self.server.dialect
        if self.server.key and request.headers.get("authorization") != f"Bearer {self.server.key}":
            return failure(row.name, "no_key")
        if self.path.endswith("/embeddings"):
            return self._wrong_batch(request)
        if not self.path.endswith("/chat/completions"):
            return Reply(status=404, error=row.error(404, "not_found", f"no such path: {self.path}"))
        if self.server.models and request.model not in self.server.models:
            return failure(row.name, "no_model", model=request.model)
        return _wrong_form(row, request)

    def _wrong_batch(self, request: Request) -> Reply | None:
        row = self.server.dialect
        texts = request.body.get("input", "")
        if isinstance(texts, str) or len(texts) <= row.batch:
            return None
        message = f"batch size is invalid, it should not be larger than {row.batch}."
        return Reply(status=400, error=row.error(400, "invalid_parameter_error", message))

    def _chat(self, request: Request, reply: Reply) -> None:
        if reply.delay and self.server.closing.wait(reply.delay):
            self.close_connection = True
        elif reply.status != 200:
            self._fail(reply)
        elif reply.raw is not None:
            self._send(200, reply.raw, reply.headers)
        elif request.stream:
            self._stream(request, reply)
        else:
            self._send(200, _completion(self.server.dialect, request, reply), reply.headers)

    def _stream(self, request: Request, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("transfer-encoding", "chunked")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        quirks = self.server.dialect.quirks | reply.quirks
        for piece in events(self.server.dialect, request.body, reply):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.flush()
            if self.server.closing.wait(reply.pause) if reply.pause else self.server.closing.is_set():
                break
        if Quirk.SILENT in quirks:
            self.server.closing.wait()
        if quirks & {Quirk.SILENT, Quirk.DROPPED}:
            self.close_connection = True
        else:
            self.wfile.write(b"0\r\n\r\n")

    def _fail(self, reply: Reply) -> None:
        body = reply.error
        if body is None:
            body = self.server.dialect.error(reply.status, "error", "something went wrong")
        self._send(reply.status, body.encode() if isinstance(body, str) else body, reply.headers)

    def _refuse(self, status: int, code: str, message: str) -> None:
        self._send(status, self.server.dialect.error(status, code, message))

    def _send(self, status: int, body: Mapping[str, Any] | bytes, headers: Mapping[str, str] | None = None) -> None:
        text = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("content-type", "text/html" if text.startswith(b"<") else "application/json")
        self.send_header("content-length", str(len(text)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)


def _wrong_form(row: Dialect, request: Request) -> Reply | None:
    """What is wrong with the parameters of a call, for this dialect."""
    form = request.response_format
    if form is not None and form.get("type") not in row.formats:
        return failure(row.name, "refused")
    strange = next((name for name in sorted(row.unknown) if name in request.body), None)
    if strange is not None:
        message = f"Unsupported parameter: '{strange}' is not supported with this model."
        return Reply(status=row.refused[0], error=row.error(row.refused[0], "unsupported_parameter", message))
    written = json.dumps(request.messages, ensure_ascii=False).lower()
    if row.says_json and form == {"type": "json_object"} and "json" not in written:
        message = (
            "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
        )
        return Reply(status=400, error=row.error(400, "invalid_parameter_error", message))
    warmth = request.body.get("temperature")
    if row.warmth is not None and warmth is not None and warmth not in row.warmth:
        message = f"invalid temperature: only {row.warmth[0]:g} is allowed for this model"
        return Reply(status=400, error=row.error(400, "invalid_request_error", message))
    return None


def _completion(dialect: Dialect, request: Request, reply: Reply) -> Mapping[str, Any]:
    """A whole answer at once."""
    message: dict[str, Any] = {"role": "assistant", "content": reply.content if reply.refusal is None else None}
    if reply.reasoning:
        message[dialect.thought] = reply.reasoning
    if reply.refusal is not None:
        message["refusal"] = reply.refusal
    told = {} if Quirk.NO_USAGE in dialect.quirks | reply.quirks else {"usage": usage(request.body, reply)}
    choice = {"index": 0, "message": message, "finish_reason": reply.finish, "logprobs": None}
    head = {"id": "chatcmpl-loopback", "object": "chat.completion", "created": 0, "model": request.model}
    return {**head, "choices": [choice], **told}


@contextmanager
def serve(
    answer: Answer,
    *,
    dialect: str = "openai",
    log: list[Request] | None = None,
    key: str = "",
    models: Sequence[str] = (),
    certificate: Path | None = None,
) -> Iterator[str]:
    """Run a server while the block lasts; yields its base URL, http://127.0.0.1:PORT/v1.

    `answer` is called in the thread of the connection, several at once. `log` takes every call, the refused ones
    included. With `key` only that key is let in; with `models` only those are known. With
    `certificate`, a PEM file that has the key too, the address is https. What `answer` raised is raised
    when the block ends.
    """
    server = _Server(DIALECTS[dialect], answer, [] if log is None else log, key, models)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        # The handshake is left to the thread of the connection.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.drop()
        server.shutdown()
        server.server_close()
        thread.join()
    if server.errors:
        raise server.errors[0]
