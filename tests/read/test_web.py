"""Reports at web addresses, from a real server on loopback: limits, redirections, charsets, and what is refused."""

from __future__ import annotations

import gzip
import http.server
import ipaddress
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from drafter.errors import UnreadableDocument
from drafter.form import edition
from drafter.read import read
from drafter.read.web import Address, Bounds, anywhere, fetch, is_public
from drafter.read.webpage import read_url

Page = Callable[[http.server.BaseHTTPRequestHandler], None]
GBK = "<html><body><p>云岭县水利局2023年政府信息公开工作年度报告</p></body></html>".encode("gbk")


class Site(http.server.ThreadingHTTPServer):
    """A site whose pages are functions that answer the request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_address[1]}{path}"

    def handle_error(self, *_: object) -> None:
        """Readers that hang up are what the tests are about."""


class Answering(http.server.BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.pages[self.path](self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def page(body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> Page:
    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **given}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def moved(url: str) -> Page:
    return page(b"", status=302, Location=url)


def test_a_page_is_read_like_the_saved_file(site: Site, forms: Any) -> None:
    data = forms.html(edition("2021"), {"t3.new.total": 7})
    site.pages["/zwgk/t1.html"] = page(data)
    report = read_url(site.url("/zwgk/t1.html"), permits=anywhere)
    saved = read(data, "t1.html")
    assert (report.figures, report.text, report.sections) == (saved.figures, saved.text, saved.sections)
    assert report.source.name == site.url("/zwgk/t1.html")
    assert report.source.sha256 == saved.source.sha256


def test_redirections_and_chinese_addresses_are_followed(site: Site) -> None:
    site.pages["/a"] = moved("/%E5%B9%B4%E6%8A%A5.txt?x=1")
    site.pages["/%E5%B9%B4%E6%8A%A5.txt?x=1"] = page("正文".encode(), "text/plain")
    report = read_url(site.url("/a"), permits=anywhere)
    assert (report.text, report.source.format) == ("正文", "text")
    assert read_url(site.url("/年报.txt?x=1"), permits=anywhere).text == "正文"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_addresses_inside_are_refused_and_not_asked(host: str, site: Site) -> None:
    site.pages["/"] = page(b"<p>a</p>")
    with pytest.raises(UnreadableDocument, match=r"内部网络.*--allow-private") as caught:
        read_url(site.url("/", host))
    assert str(caught.value).startswith(site.url("/", host))
    assert site.asked == []


def test_a_redirection_to_an_address_inside_is_refused(site: Site) -> None:
    def only_the_first(address: Address) -> bool:
        return address == ipaddress.ip_address("127.0.0.1")

    site.pages["/"] = moved(site.url("/secret", "127.0.0.2"))
    with pytest.raises(UnreadableDocument, match=r"内部网络（127\.0\.0\.2"):
        fetch(site.url("/"), only_the_first)
    assert site.asked == ["/"]


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/", "http://[::1"])
def test_a_redirection_to_something_else_than_the_web_is_refused(where: str, site: Site) -> None:
    site.pages["/"] = moved(where)
    with pytest.raises(UnreadableDocument, match=r"不是网页地址|用户名"):
        fetch(site.url("/"), anywhere)


def test_endless_redirections_end(site: Site) -> None:
    site.pages["/"] = moved("/")
    with pytest.raises(UnreadableDocument, match="超过 5 次"):
        fetch(site.url("/"), anywhere)
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2400:3200::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def test_too_large_a_page_is_not_read_to_its_end(site: Site) -> None:
    site.pages["/"] = page(b"x" * 3_000_000)
    with pytest.raises(UnreadableDocument, match="1 MB 的上限"):
        fetch(site.url("/"), anywhere, Bounds(size=1024 * 1024))


def test_a_page_that_unpacks_to_far_too_much_is_not_unpacked(site: Site) -> None:
    site.pages["/"] = page(gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip")
    with pytest.raises(UnreadableDocument, match="1 MB 的上限"):
        fetch(site.url("/"), anywhere, Bounds(size=1024 * 1024))


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.pages["/"] = page(gzip.compress("<p>内容</p>".encode()), Content_Encoding="gzip")
    assert read_url(site.url("/"), permits=anywhere).text == "内容"


def drip(part: str) -> Page:
    """A server that sends a byte now and then for ever, in the head or in the body."""

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"\r\n" if part == "body" else b"X: "))
        for _ in range(100):
            request.wfile.write(b"x")
            time.sleep(0.1)

    return answer


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_slow_server_is_given_up(part: str, site: Site) -> None:
    site.pages["/"] = drip(part)
    with pytest.raises(UnreadableDocument, match="1 秒的时间上限"):
        fetch(site.url("/"), anywhere, Bounds(seconds=1))


def test_a_page_cut_short_is_no_page(site: Site) -> None:
    site.pages["/"] = page(b"<p>half", Content_Length="5000")
    with pytest.raises(UnreadableDocument, match="中断"):
        fetch(site.url("/"), anywhere)


@pytest.mark.parametrize(("status", "says"), [(404, "不存在或已移走（状态码 404）"), (503, "状态码 503")])
def test_errors_of_the_server(status: int, says: str, site: Site) -> None:
    site.pages["/"] = page(b"<p>sorry</p>", status=status)
    with pytest.raises(UnreadableDocument, match=says):
        fetch(site.url("/"), anywhere)


def test_nobody_there() -> None:
    with pytest.raises(UnreadableDocument, match="连不上"):
        fetch("http://127.0.0.1:9/", anywhere)
    with pytest.raises(UnreadableDocument, match="找不到网站"):
        fetch("http://nobody.invalid/", anywhere)


@pytest.mark.parametrize(
    ("body", "charset", "noticed"),
    [
        (GBK, "gbk", False),
        (GBK, "utf-8", True),
        (GBK, "iso-8859-1", True),
        (GBK, "x-unknown", True),
        (GBK.decode("gbk").encode(), "gb2312", True),
        (GBK.decode("gbk").encode("big5", "replace"), "", False),
        (GBK.decode("gbk").encode("utf-16"), "utf-16", False),
    ],
)
def test_the_charset_of_the_server_is_weighed_against_the_page(
    body: bytes, charset: str, noticed: bool, site: Site
) -> None:
    if not charset:
        body, charset = "<p>雲嶺縣2023年政府信息公開工作年度報告</p>".encode("big5"), "big5"
    site.pages["/"] = page(body, f"text/html; charset={charset}")
    report = read_url(site.url("/"), permits=anywhere)
    assert "2023年政府信息公" in report.text
    assert any(notice.code == "charset_mismatch" for notice in report.notices) is noticed


def test_the_format_is_that_of_the_content(site: Site, forms: Any) -> None:
    word = forms.docx(edition("2021"), {})
    site.pages["/down.jsp?id=3"] = page(word, "application/octet-stream")
    site.pages["/a"] = page(word, "text/html")
    assert read_url(site.url("/down.jsp?id=3"), permits=anywhere).source.format == "docx"
    assert read_url(site.url("/a"), permits=anywhere).source.format == "docx"
