"""Getting a phone to trust this machine: steps, one a screen, and the certificate. All that is served without HTTPS.

A phone cannot trust the certificate before it has it, so these few pages stand on a plain port of their own. They are
made once, before anything is served, hold nothing of anyone's, take nothing in, and know no other address.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static

from kinwell.server.certificates import Ready
from kinwell.web.pages import qr

STEPS = {"iphone": ("download", "install", "trust", "open"), "android": ("download", "install", "open")}
CERTIFICATE = "/kinwell.crt"
LOOK = (("web/tokens.css", "text/css"), ("web/app.css", "text/css"), ("web/icon.svg", "image/svg+xml"))
PATIENCE = 10  # seconds for a request; a phone that went to sleep holds nothing
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where Kinwell is and where these steps are, as links, and what the phone is to trust."""

    kinwell: str
    steps: str
    machine: str
    ready: Ready


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is served: its bytes and of what kind they are."""

    body: bytes
    kind: str


def told(here: Here) -> str:
    """Return what the terminal shows: the address, the code to scan, and the fingerprint to compare."""
    code = StringIO()
    segno.make(here.steps, error="l").terminal(out=code, border=2, compact=True)
    again = "\nIt is another than before: a phone that trusted the earlier one takes these steps once more.\n"
    return (
        f"Kinwell is on {here.kinwell} (Ctrl+C stops it)\n\n"
        f"On a phone in the same network scan this, or open {here.steps}, and follow the steps:\n\n"
        f"{code.getvalue()}\n"
        f"It gets the certificate of “{here.ready.authority.name}”. Its SHA-256 fingerprint, to compare:\n"
        f"{here.ready.authority.fingerprint}\n"
        f"{again if here.ready.is_new else ''}"
    )


def pages(here: Here) -> dict[str, Kept]:
    """Return all that is served, by its path. The static files have been collected before."""
    certificate = here.ready.paths.authority.read_bytes()
    found = {CERTIFICATE: Kept(certificate, "application/x-x509-ca-cert"), "/": _page("web/phone.html", here)}
    for phone, steps in STEPS.items():
        for number, step in enumerate(steps, start=1):
            found[f"/{phone}/{number}"] = _step(here, phone, number, step)
    for name, kind in LOOK:
        found[static(name)] = Kept(_collected(static(name)).read_bytes(), f"{kind}; charset=utf-8")
    return found


def listen(host: str, port: int) -> ThreadingHTTPServer:
    """Return a server that holds the port and serves nothing yet; raise OSError when the port is not to be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    kind = type("Steps", (ThreadingHTTPServer,), {"address_family": family, "daemon_threads": True})
    server: ThreadingHTTPServer = kind((host, port), _Serves)
    return server


def serve(server: ThreadingHTTPServer, kept: Mapping[str, Kept]) -> None:
    """Serve these things in a thread, until the process ends or the server is shut down."""
    server.RequestHandlerClass = type("Serves", (_Serves,), {"kept": kept})
    Thread(target=server.serve_forever, name="phone steps", daemon=True).start()


def _step(here: Here, phone: str, number: int, step: str) -> Kept:
    steps = len(STEPS[phone])
    before, after = f"/{phone}/{number - 1}" if number > 1 else "/", f"/{phone}/{number + 1}"
    return _page(
        "web/phone_step.html",
        here,
        title=f"phone.{phone}.{step}.title",
        how=f"phone.{phone}.{step}.how",
        step=step,
        phone=phone,
        number=number,
        steps=steps,
        back=before,
        next=after if number < steps else "",
    )


def _page(template: str, here: Here, **more: object) -> Kept:
    code = qr(here.steps)
    told = {"here": here, "authority": here.ready.authority.name, "certificate": CERTIFICATE, "code": code}
    return Kept(render_to_string(template, {**told, **more}).encode(), "text/html; charset=utf-8")


def _collected(address: str) -> Path:
    root: Path = settings.STATIC_ROOT
    return root / address.removeprefix(settings.STATIC_URL)


class _Serves(BaseHTTPRequestHandler):
    """Answers GET and HEAD for what is kept, and knows nothing else."""

    kept: Mapping[str, Kept] = {}
    timeout = PATIENCE
    server_version = "Kinwell"
    sys_version = ""

    def do_GET(self) -> None:
        found = self._answer()
        if found is not None:
            self.wfile.write(found.body)

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (its own name)
        """Log nothing: an address tells who looked."""

    def _answer(self) -> Kept | None:
        found = self.kept.get(self.path.partition("?")[0])
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        self.send_response(HTTPStatus.OK)
        for name, value in {**HEADERS, "Content-Type": found.kind, "Content-Length": str(len(found.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        return found
