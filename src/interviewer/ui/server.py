"""Serving the page: one port, one process, and no host but our own is ever contacted."""

from __future__ import annotations

import os
import secrets
import socket as sockets
import threading
from collections.abc import Callable
from importlib import resources
from typing import TYPE_CHECKING, Any

from interviewer.app import App
from interviewer.errors import InputError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TRIED_PORTS = 50

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = ((b"content-security-policy", _POLICY.encode()), (b"referrer-policy", b"no-referrer"), (b"x-content-type-options", b"nosniff"))


def bind(host: str, port: int) -> sockets.socket:
    """Return a listening socket on `port`, or on the next free one; raises InputError when none of the next 50 is free."""
    family = sockets.AF_INET6 if ":" in host else sockets.AF_INET
    for candidate in range(port, min(port + TRIED_PORTS, 65536)):
        server = sockets.socket(family, sockets.SOCK_STREAM)
        server.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        try:
            server.bind((host, candidate))
            server.listen(128)
        except OSError as error:
            server.close()
            if error.errno not in (13, 48, 98, 10013, 10048):  # in use, or not allowed for us
                raise InputError(f"can't listen there: {error.strerror}", where=host, way_out="Use --host 127.0.0.1.") from error
            continue
        return server
    raise InputError(f"no free port from {port} to {port + TRIED_PORTS - 1}", where="--port", way_out="Name another port.")


class _Guarded:
    """Adds the headers that keep a page from loading anything from another host."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def secret(app: App) -> str:
    """Return the key that seals what the browser keeps; it must outlive a restart."""
    path = app.settings.home / "browser.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32), "utf-8")
    return path.read_text("utf-8")


def asgi(app: App, ready: threading.Event, root_path: str = "") -> ASGIApp:
    """Return the page as an ASGI application; `root_path` is the path under which a reverse proxy shows it, which the proxy strips."""
    os.environ["GRADIO_TEMP_DIR"] = str(app.settings.passing_path)  # read when it is imported: people's words belong into their folder
    import gradio as gr
    from fastapi import FastAPI

    from interviewer.ui import page
    from interviewer.ui.settings import sweep

    sweep(app.settings.passing_path, page.KEPT_S)  # a kill leaves them behind
    outer = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _installable(outer)
    blocks = page.build(app, ready, secret(app))
    beside = resources.files("interviewer.ui")
    # Gradio's own link to the manifest leaves out the path of a proxy.
    manifest = 'document.querySelector("link[rel=manifest]")?.setAttribute("href", "./manifest.json");'
    script = f"<script>{manifest}{''.join(beside.joinpath(name).read_text('utf-8') for name in ('page.js', 'address.js'))}</script>"
    shown: dict[str, Any] = {"theme": page.theme(), "css": beside.joinpath("style.css").read_text("utf-8"), "head": script}
    mounted = gr.mount_gradio_app(
        outer,
        blocks,
        path="/",
        root_path=root_path or None,
        favicon_path=str(beside.joinpath("icon.svg")),
        footer_links=[],
        run_history=False,
        show_error=False,  # frame.py tells what went wrong; the words of an exception may hold anything
        max_file_size=f"{app.settings.max_file_mb:.0f}mb",
        **shown,
    )
    return _Guarded(mounted)


def _installable(outer: FastAPI) -> None:
    """Serve what a browser needs to install the page as an app; its addresses are relative, so that it works behind a proxy, too."""
    from fastapi.responses import JSONResponse, Response

    icon = resources.files("interviewer.ui").joinpath("icon.svg").read_bytes()
    manifest = {
        "name": "Interviewer",
        "short_name": "Interviewer",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#f8fafc",
        "theme_color": "#0f766e",
        "icons": [{"src": "./icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    outer.get("/manifest.json")(lambda: JSONResponse(manifest, media_type="application/manifest+json"))
    outer.get("/icon.svg")(lambda: Response(icon, media_type="image/svg+xml"))


def serve(app: App, socket: sockets.socket, prepare: Callable[[], None], announce: Callable[[str], None], root_path: str = "") -> None:
    """Serve until interrupted; `prepare` runs in the background once the page answers."""
    import uvicorn

    ready = threading.Event()

    def background() -> None:
        try:
            prepare()
        finally:
            ready.set()

    host, port = socket.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host
    config = uvicorn.Config(asgi(app, ready, root_path), log_level="warning", timeout_graceful_shutdown=3)
    server = uvicorn.Server(config)
    start_up = server.startup

    async def startup(sockets: list[Any] | None = None) -> None:
        await start_up(sockets=sockets)
        announce(f"http://{shown}:{port}/")
        threading.Thread(target=background, name="prepare", daemon=True).start()

    server.startup = startup  # type: ignore[method-assign]
    server.run(sockets=[socket])
