"""`kinwell https` as somebody starts it: what it says, what it serves with and without HTTPS, and how it ends."""

import http.client
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from kinwell.server import certificates
from kinwell.server.certificates import ready
from kinwell.server.checks import _certificate
from tests.server.test_certificates import HOME
from tests.words.test_sentences import BANNED, has

SRC = Path(__file__).parents[2] / "src"
PATIENCE = 60.0  # seconds to start, on a busy machine
STOPS = 4.0  # seconds: sooner than it would be killed


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running `kinwell https`."""

    data: Path
    port: int
    plain_port: int
    process: subprocess.Popen[str]
    log: Path

    def asks(self, path: str, *, host: str = "localhost", headers: dict[str, str] | None = None) -> "Reply":
        """Ask over HTTPS, as a phone that trusts the authority."""
        trusts = ssl.create_default_context(cafile=str(self.data / "tls" / "authority.crt"))
        with closing(http.client.HTTPSConnection(host, self.port, timeout=10, context=trusts)) as met:
            met.request("GET", path, headers=headers or {})
            reply = met.getresponse()
            return Reply(reply.status, dict(reply.getheaders()), reply.read())

    def asks_plainly(self, path: str, method: str = "GET") -> "Reply":
        """Ask without HTTPS."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.plain_port}{path}", method=method)
        try:
            with urllib.request.urlopen(asked, timeout=10) as reply:
                return Reply(reply.status, dict(reply.headers), reply.read())
        except urllib.error.HTTPError as refused:
            return Reply(refused.code, dict(refused.headers), refused.read())


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("https")
    port, plain = free_port(), free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("KINWELL_", "DJANGO_"))}
    asked = ("https", "--host", "127.0.0.1", "--port", str(port), "--http-port", str(plain), "--name", "nest.home")
    with (data / "said").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kinwell", *asked, "--data", str(data)],
            env=env | {"PYTHONPATH": str(SRC)},
            stdout=log,
            stderr=log,
            text=True,
        )
    started = Served(data=data, port=port, plain_port=plain, process=process, log=data / "said")
    try:
        _wait(started)
        yield started
    finally:
        process.kill()
        process.wait()


def _wait(served: Served) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and served.process.poll() is None:
        try:
            served.asks("/help")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(served.log.read_text())


def test_it_says_where_it_is_and_shows_a_code_and_the_fingerprint(served: Served) -> None:
    said = served.log.read_text()
    assert f"https://nest.home:{served.port}/" in said
    assert f"http://nest.home:{served.plain_port}/" in said
    assert "█" in said
    kept = certificates.kept(served.data)
    assert kept is not None
    assert kept[0].fingerprint in said
    assert "PRIVATE KEY" not in said


def test_cookies_are_for_https_alone_and_no_name_is_bound_to_it_for_long(served: Served) -> None:
    reply = served.asks("/welcome")
    assert reply.status == 200
    assert reply.headers["set-cookie"].startswith("__Host-csrftoken=")
    assert "; Secure" in reply.headers["set-cookie"]
    assert "strict-transport-security" not in reply.headers


def test_it_answers_to_the_names_of_the_machine_alone(served: Served) -> None:
    for name, status in (("nest.home", 200), ("localhost", 200), ("127.0.0.1", 200), ("elsewhere.example", 400)):
        assert served.asks("/help", headers={"Host": f"{name}:{served.port}"}).status == status


def test_a_stream_stands_beside_it_and_is_not_there_for_strangers(served: Served) -> None:
    assert served.asks("/f/00000000-0000-0000-0000-000000000001/stream").status == 404


def test_without_https_there_are_the_steps_and_the_certificate_and_nothing_else(served: Served) -> None:
    certificate = served.asks_plainly("/kinwell.crt")
    assert certificate.body == (served.data / "tls" / "authority.crt").read_bytes()
    assert certificate.headers["Content-Type"] == "application/x-x509-ca-cert"
    for path in (
        "/welcome",
        "/sign-in",
        "/help",
        "/f/",
        "/tls/authority.key",
        "/../tls/authority.key",
        "/static/",
        "/x",
    ):
        assert served.asks_plainly(path).status == 404
    for method in ("POST", "PUT", "DELETE"):
        assert served.asks_plainly("/", method).status == 501


@pytest.mark.parametrize(("phone", "steps"), [("iphone", 4), ("android", 3)])
def test_each_step_leads_to_the_next_and_back(served: Served, phone: str, steps: int) -> None:
    assert f'href="/{phone}/1"' in served.asks_plainly("/").text
    for number in range(1, steps + 1):
        page = served.asks_plainly(f"/{phone}/{number}").text
        assert f"Step {number} of {steps}" in page
        assert f'href="{f"/{phone}/{number - 1}" if number > 1 else "/"}"' in page
        assert (f'href="/{phone}/{number + 1}"' in page) == (number < steps)
        assert page.count("<h1>") == 1
        assert not re.search(r"<script|<style| style=|<form", page)
    assert f'href="https://nest.home:{served.port}/"' in page
    assert "If the browser warns" in page
    assert 'href="/kinwell.crt"' in served.asks_plainly(f"/{phone}/1").text


def test_all_that_a_step_asks_for_is_there_and_is_of_this_server(served: Served) -> None:
    for path in ("/", "/iphone/4", "/android/2"):
        reply = served.asks_plainly(path)
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        asked = re.findall(r'<link [^>]*href="([^"]*)"', reply.text)
        assert len(asked) == 3
        assert {served.asks_plainly(address).status for address in asked} == {200}


def test_no_step_blames_hurries_or_promises(served: Served) -> None:
    for path in ("/", *(f"/iphone/{n}" for n in range(1, 5)), *(f"/android/{n}" for n in range(1, 4))):
        said = re.sub(r"<[^>]*>", " ", served.asks_plainly(path).text)
        assert [word for word in BANNED if has(word, said)] == []


def test_a_phone_that_says_nothing_keeps_nobody_out(served: Served) -> None:
    silent = [socket.create_connection(("127.0.0.1", served.plain_port), timeout=10) for _ in range(20)]
    try:
        assert served.asks_plainly("/").status == 200
    finally:
        for one in silent:
            one.close()


def test_a_port_that_is_taken_is_said_plainly(served: Served) -> None:
    taken = str(served.plain_port)
    asked = (
        "https",
        "--host",
        "127.0.0.1",
        "--port",
        str(free_port()),
        "--http-port",
        taken,
        "--data",
        str(served.data),
    )
    done = subprocess.run(
        [sys.executable, "-m", "kinwell", *asked],
        env=os.environ | {"PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert f"port {taken} is not to be had" in done.stderr
    assert "Traceback" not in done.stderr


def test_asked_to_stop_it_stops_soon(served: Served) -> None:
    """The last test of this server."""
    begins = time.monotonic()
    served.process.send_signal(signal.SIGTERM)
    served.process.wait(PATIENCE)
    assert time.monotonic() - begins < STOPS
    assert "refused to gracefully stop" not in served.log.read_text()


# What `kinwell doctor` says of it.


def said(data: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, bool]]:
    monkeypatch.setattr(settings, "DATA", data)
    return {check.what: (check.said, check.good) for check in _certificate(now)}


def test_doctor_says_nothing_of_what_was_never_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(tmp_path, datetime.now(UTC), monkeypatch) == {}


def test_doctor_tells_when_the_certificate_nears_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    ready(tmp_path, HOME, now)

    assert said(tmp_path, now, monkeypatch) == {
        "authority": ("until 2036-11-23", True),
        "certificate": ("until 2027-12-25", True),
    }
    text, good = said(tmp_path, now + timedelta(days=367), monkeypatch)["certificate"]
    assert "kinwell https" in text
    assert not good


def test_doctor_tells_of_keys_that_others_could_read_or_nobody_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    made = ready(tmp_path, HOME, now)
    made.paths.key.chmod(0o644)
    assert said(tmp_path, now, monkeypatch)["tls"][1] is False

    made.paths.key.write_text("")
    assert said(tmp_path, now, monkeypatch)["certificate"][1] is False
