"""The page behind a reverse proxy that shows it under a path of its own, and what lets it be installed as an app."""

from __future__ import annotations

import json
import re
import socketserver
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from tests.program import Serving, run, serving

PREFIX = "/practice/room"


class Proxy(socketserver.BaseRequestHandler):
    """Takes one request a connection, strips the prefix, and passes bytes both ways; anything else is not found."""

    def handle(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head and (more := self.request.recv(65536)):
            head += more
        lines, _, rest = head.partition(b"\r\n\r\n")
        first, *others = lines.split(b"\r\n")
        match = re.match(rb"(\w+) " + PREFIX.encode() + rb"(/\S*) (HTTP/1\.1)", first)
        if match is None:
            self.request.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        kept = [line for line in others if not line.lower().startswith(b"connection:")]
        with create_connection(("127.0.0.1", self.server.behind)) as back:  # type: ignore[attr-defined]
            back.sendall(b"\r\n".join((b" ".join(match.groups()), *kept, b"Connection: close")) + b"\r\n\r\n" + rest)
            threading.Thread(target=_pass, args=(self.request, back), daemon=True).start()
            _pass(back, self.request)


def _pass(one: object, other: object) -> None:
    try:
        while data := one.recv(65536):  # type: ignore[attr-defined]
            other.sendall(data)  # type: ignore[attr-defined]
    except OSError:
        pass


@contextmanager
def proxied(served: Serving) -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Proxy) as proxy:
        proxy.daemon_threads = True
        proxy.behind = served.port  # type: ignore[attr-defined]
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_address[1]}{PREFIX}/"
        proxy.shutdown()


def test_an_interview_goes_through_a_reverse_proxy(tmp_path: Path, page: Page) -> None:
    with serving(tmp_path, options=["--root-path", PREFIX]) as served, proxied(served) as url:
        lost: list[str] = []
        page.on("response", lambda reply: lost.append(reply.url) if reply.status >= 400 else None)
        page.goto(url)
        expect(page.locator("#start")).to_be_visible(timeout=60_000)  # a first start reads the bank
        assert page.locator("link[rel=manifest]").evaluate("link => link.href") == url + "manifest.json"
        page.locator("#start").click()
        page.locator("#answer textarea").fill("缩放是为了让 softmax 不至于饱和，这样梯度才不会消失，训练也更稳定。")
        page.locator("#send").click()
        expect(page.locator("#chat")).to_contain_text("缩放是为了让 softmax 不至于饱和")
        page.reload()
        expect(page.locator("#chat")).to_contain_text("缩放是为了让 softmax 不至于饱和")
        assert PREFIX in page.url and lost == []


def test_it_can_be_installed_as_an_app(server: Serving) -> None:
    with urllib.request.urlopen(server.url + "manifest.json") as reply:
        manifest = json.load(reply)
    assert manifest["name"] == "Interviewer" and manifest["display"] == "standalone"
    with urllib.request.urlopen(urljoin(server.url, manifest["icons"][0]["src"])) as reply:
        assert reply.headers["content-type"].startswith("image/svg") and b"#0f766e" in reply.read()


def test_a_path_that_is_none_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", "--root-path", "https://example.org/x")
    assert done.returncode == 2 and "/interviewer" in done.stderr
