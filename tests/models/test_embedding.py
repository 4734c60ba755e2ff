"""Embeddings over a real server: batches, order, unit length, the record, and what is said when there are none."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from drafter.check import masked
from drafter.errors import MissingKey, ModelUnavailable, SettingsError, UnknownModel
from drafter.evaluate.loopback import Reply, Request, serve
from drafter.evaluate.vectors import vector
from drafter.library.embedding import Embedding
from drafter.models import bare
from drafter.models.completion import ChatOptions
from drafter.models.embedding import BATCH, ServedEmbedding, open_served_embedding
from drafter.models.ledger import SendingLedger
from tests.models.small_chat import lines

ONCE = ChatOptions(attempts=1)


def opened(folder: Path, base_url: str, name: str = "openai:bge-m3", **others: Any) -> ServedEmbedding:
    terms = {"key": "sk-secret", "options": ONCE, "mask": bare, "ledger": SendingLedger(folder / "sent.jsonl")}
    return open_served_embedding(name, base_url=base_url, **{**terms, **others})


def silent(_: Request) -> Reply:
    pytest.fail("no chat is asked")


def test_it_is_an_embedding_as_the_library_wants_one(tmp_path: Path) -> None:
    with serve(silent, dialect="vllm") as base_url:
        embedding: Embedding = opened(tmp_path, base_url)
        passages, queries = embedding.passages(["主动公开", "依申请公开"]), embedding.queries(["主动公开"])
    assert embedding.name == "openai:bge-m3"
    assert passages.dtype == np.float32 and passages.shape == (2, 64)
    assert np.allclose(passages[0], queries[0]) and np.allclose(np.linalg.norm(passages, axis=1), 1)


def test_many_texts_go_in_batches_and_keep_their_order(tmp_path: Path) -> None:
    texts = [f"第{number}段" for number in range(BATCH * 3 + 5)]
    log: list[Request] = []
    with serve(silent, dialect="vllm", log=log) as base_url:
        rows = opened(tmp_path, base_url).passages(texts)
    assert sorted(len(request.body["input"]) for request in log) == [5, BATCH, BATCH, BATCH]
    assert all(isinstance(text, str) for text in log[0].body["input"])
    assert np.allclose(rows, [vector(text) for text in texts], atol=1e-6)


def test_a_service_that_takes_fewer_at_a_time_gets_fewer(tmp_path: Path) -> None:
    texts = [f"第{number}段" for number in range(100)]
    log: list[Request] = []
    with serve(silent, dialect="qwen", log=log) as base_url:
        embedding = opened(tmp_path, base_url)
        rows = embedding.passages(texts)
        before = len(log)
        embedding.passages(texts[:20])
    assert np.allclose(rows, [vector(text) for text in texts], atol=1e-6)
    assert max(len(request.body["input"]) for request in log[before:]) <= 10 < BATCH
    # What was learned is not tried again.
    assert len(log) - before == 3


def test_no_texts_have_no_vectors(tmp_path: Path) -> None:
    assert opened(tmp_path, "http://127.0.0.1:9/v1").passages([]).shape == (0, 0)


def test_texts_are_masked_and_recorded_before_they_leave(tmp_path: Path) -> None:
    log: list[Request] = []
    with serve(silent, dialect="vllm", log=log) as base_url:
        opened(tmp_path, base_url, mask=masked).passages(["请回电13900001111。", "无"])
    assert log[0].body["input"] == ["请回电【已遮盖：手机号】。", "无"]
    sent, ended = lines(tmp_path)
    assert (sent["task"], sent["model"], sent["masked"]) == ("embed", "openai:bge-m3", {"手机号": 1})
    assert f"http://{sent['address']}/v1" == base_url
    assert (ended["outcome"], ended["texts"]) == ("answered", 2)


def test_what_cannot_be_recorded_is_not_sent(tmp_path: Path) -> None:
    log: list[Request] = []
    with serve(silent, dialect="vllm", log=log) as base_url:
        embedding = opened(tmp_path, base_url)
        (tmp_path / "sent.jsonl").unlink()
        (tmp_path / "sent.jsonl").mkdir()
        with pytest.raises(SettingsError, match="留痕文件写不进去"):
            embedding.passages(["无"])
    assert log == []


def test_a_model_that_is_none_and_a_key_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match="不能用作嵌入模型"):
        opened(tmp_path, "http://127.0.0.1:9/v1", name="local:x.gguf")
    with pytest.raises(MissingKey):
        opened(tmp_path, "https://api.openai.com/v1", key=None)
    with pytest.raises(SettingsError, match="http"):
        opened(tmp_path, "ftp://x")
    with pytest.raises(ModelUnavailable, match="拒绝连接"):
        opened(tmp_path, "http://127.0.0.1:9/v1").queries(["无"])
    assert lines(tmp_path)[-1]["outcome"] == "failed"


@dataclass
class Odd:
    """A server that says one thing to everything."""

    status: int
    body: object
    calls: int = 0


@contextmanager
def odd(status: int, body: object) -> Iterator[tuple[str, Odd]]:
    says = Odd(status, body)

    class Caller(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_POST(self) -> None:
            says.calls += 1
            self.rfile.read(int(self.headers["content-length"]))
            written = json.dumps(says.body).encode()
            self.send_response(says.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Caller)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", says
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def listed(*rows: list[float]) -> Mapping[str, object]:
    return {"object": "list", "model": "m", "data": [{"index": n, "embedding": row} for n, row in enumerate(rows)]}


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (200, listed([1.0, 2.0]), "2 段文字只得到 1 个向量"),
        (200, listed([1.0, 2.0], [1.0]), "长短不一"),
        (200, listed([1.0, 2.0], [0.0, 0.0]), "全为零"),
        (200, {"choices": []}, "不是 OpenAI 兼容接口"),
        (200, [], "不是 OpenAI 兼容接口"),
        (404, {"error": {"message": "Not Found"}}, "没有嵌入接口"),
        (404, {"error": {"message": "The model `m` does not exist", "code": "model_not_found"}}, "没有模型"),
        (401, {"error": {"message": "bad key"}}, "密钥不对"),
        (500, {"error": {"message": "oh"}}, "暂时不能服务"),
    ],
)
def test_what_cannot_be_used_is_said_so(tmp_path: Path, status: int, body: object, told: str) -> None:
    with odd(status, body) as (base_url, _), pytest.raises(ModelUnavailable, match=told):
        opened(tmp_path, base_url).passages(["一", "二"])


def test_a_text_that_is_refused_alone_ends_the_halving(tmp_path: Path) -> None:
    with odd(400, {"error": {"message": "no"}}) as (base_url, says), pytest.raises(ModelUnavailable, match="HTTP 400"):
        opened(tmp_path, base_url).passages(["一"] * 8)
    assert says.calls == 4


def test_a_server_out_of_breath_is_asked_again(tmp_path: Path) -> None:
    with odd(503, {}) as (base_url, says), pytest.raises(ModelUnavailable):
        opened(tmp_path, base_url, options=ChatOptions(attempts=2)).passages(["一"])
    assert says.calls == 2
