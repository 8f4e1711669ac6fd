"""What the browser tests share: one server a run, one browser a file, and phones that must end without a fault."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.joining import joined
from tests.e2e.phone import AFTERNOON, PATIENCE, TALL, Clock, Phone, open_browser
from tests.e2e.server import Server

type Phones = Callable[..., Phone]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server.start(tmp_path_factory.mktemp("kinwell"))
    yield server
    server.stop()


# Of a file and not of the run: Playwright's loop, while it is open, would keep Django's own tests from their tables.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = open_browser(playwright)
        yield opened
        opened.close()


@pytest.fixture
def server(running: Server) -> Server:
    running.forget()
    running.set_clock(AFTERNOON)
    return running


@pytest.fixture
def opened() -> list[Phone]:
    return []


@pytest.fixture
def clock(server: Server, opened: list[Phone]) -> Clock:
    return Clock(server=server, phones=opened)


@pytest.fixture
def phones(browser: Browser, server: Server, clock: Clock, opened: list[Phone]) -> Iterator[Phones]:
    """Open phones; at the end none of them may have met an error, a violation of policy, or another host."""

    def open_phone(*, size: tuple[int, int] = TALL, at: datetime | None = None) -> Phone:
        phone = Phone.open(browser, server, at or clock.at, size=size)
        opened.append(phone)
        return phone

    yield open_phone
    faults = [fault for phone in opened for fault in phone.unforgiven()]
    for phone in opened:
        phone.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def phone(phones: Phones) -> Phone:
    return phones()


@pytest.fixture
def ada(phone: Phone) -> Phone:
    """Return Ada's phone, on Now of her first evening with Iris."""
    phone.first_run()
    return phone


@pytest.fixture
def sam(ada: Phone, phones: Phones) -> Phone:
    """Return Sam's phone, in the same family as Ada's; both show Now."""
    other = joined(ada, phones())
    for one in (ada, other):
        one.home()
        one.taps = 0
    return other


@pytest.fixture(scope="session")
def results() -> Path:
    folder = Path(__file__).parents[2] / "test-results"
    folder.mkdir(exist_ok=True)
    return folder
