"""A phone in a hand: a page that counts taps, keeps its own clock, and writes down everything that went wrong on it."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, Route, expect

from tests.e2e.server import Server, ahead

LONDON = ZoneInfo("Europe/London")
AFTERNOON = datetime(2026, 6, 10, 14, 12, tzinfo=LONDON)
NIGHT = datetime(2026, 6, 11, 2, 0, tzinfo=LONDON)
TALL = (390, 844)
NARROW = (360, 740)
PATIENCE = 15_000  # milliseconds that something may take to show on a busy machine
GLANCE = 50  # milliseconds between two looks at what has come
POLL = 5_100  # milliseconds; a page asks anew every five seconds
PASSPHRASE = "four words for tonight"

_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`content security policy: ${event.violatedDirective} refused ${event.blockedURI || "inline"}`);
});
"""


def open_browser(playwright: Playwright) -> Browser:
    """Return the system's Chromium, the one that CHROMIUM names if it names one."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise RuntimeError("the browser tests need Chromium: run them by `make e2e`, or set CHROMIUM to its path")
    return playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))


@dataclass(kw_only=True)
class Phone:
    """One browser context with its page: nothing of it is shared with another phone."""

    server: Server
    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)
    taps: int = 0

    @classmethod
    def open(cls, browser: Browser, server: Server, at: datetime, *, size: tuple[int, int] = TALL) -> "Phone":
        """Return a phone in London whose clock stands at this instant and goes on."""
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.clock.install(time=at)
        context.add_init_script(_TELL_VIOLATIONS)
        phone = cls(server=server, context=context, page=context.new_page())
        phone._listen()
        return phone

    def _listen(self) -> None:
        host = urlsplit(self.server.url).netloc
        context = self.context
        context.on("console", lambda said: self._fault(f"console: {said.text}") if said.type == "error" else None)
        context.on("weberror", lambda error: self._fault(f"script: {error.error}"))
        context.on(
            "request",
            lambda request: (
                self._fault(f"asks another host: {request.url}")
                if urlsplit(request.url).netloc not in ("", host)
                else None
            ),
        )
        context.on(
            "response",
            lambda reply: (
                self._fault(f"{reply.status}: {reply.request.method} {urlsplit(reply.url).path}")
                if reply.status >= 400
                else None
            ),
        )
        context.on(
            "requestfailed",
            lambda request: (
                self._fault(f"failed: {request.url} {request.failure}")
                if request.failure != "net::ERR_ABORTED"  # leaving a page stops what it asked for
                else None
            ),
        )

    def _fault(self, text: str) -> None:
        self.faults.append(text)

    def forgive(self, pattern: str) -> None:
        """Say which faults belong to what is tested, by a regular expression."""
        self.forgiven.append(pattern)

    def unforgiven(self) -> list[str]:
        """Return what went wrong besides that."""
        return [fault for fault in self.faults if not any(re.search(one, fault) for one in self.forgiven)]

    # Going about

    def go(self, path: str) -> None:
        """Open an address of the server."""
        self.page.goto(self.server.url + path)

    @property
    def family(self) -> str:
        """Return the address of the family whose screen is shown, such as /f/<id>/."""
        return re.match(r"/f/[0-9a-f-]{36}/", urlsplit(self.page.url).path)[0]  # type: ignore[index]

    def home(self) -> None:
        """Open Now from cold."""
        self.go("/")
        expect(self.page.locator("#now")).to_be_visible()

    def first_run(self, name: str = "Ada", child: str = "Iris", born: str = "2026-03") -> None:
        """Answer the four questions."""
        self.go("/")
        self.page.fill("#name", name)
        self.page.fill("#passphrase", PASSPHRASE)
        self.page.fill("#child", child)
        self.page.fill("#born", born)
        self.page.get_by_role("button", name="Start").click()
        expect(self.page.locator("#now")).to_be_visible()
        self.page.wait_for_load_state()

    def add_child(self, name: str, born: str) -> None:
        """Add a child to the family."""
        self.go(f"{self.family}family")
        self.page.get_by_text("Add a child").click()
        self.page.fill("#child", name)
        self.page.fill("#born", born)
        self.page.locator("#born").press("Enter")
        expect(self.page.locator("main")).to_contain_text(name)
        self.home()

    def join(self, link: str, name: str) -> None:
        """Take up an invitation as somebody new."""
        self.page.goto(link)
        self.page.fill("#name", name)
        self.page.fill("#passphrase", PASSPHRASE)
        self.page.get_by_role("button", name="Yes", exact=True).click()
        expect(self.page.get_by_role("heading", name="Your yes has arrived.")).to_be_visible()

    def light(self, theme: str) -> None:
        """Read every page by `day` or by `night` from now on."""
        self.context.add_cookies([{"name": "theme", "value": theme, "url": self.server.url}])

    # Taps

    def on(self, hook: str) -> Locator:
        """Return what an id names: `b-feed`, or the sheet `feed`."""
        return self.page.locator(f"#{hook}")

    def button(self, text: str, *, sheet: str = "") -> Locator:
        """Return a button by its text, in a sheet if one is named."""
        where: Page | Locator = self.on(sheet) if sheet else self.page
        return where.get_by_role("button", name=text, exact=True)

    def tap(self, what: str | Locator) -> None:
        """Tap once, and count it; on a page whose scripts have run, or nothing would hear it."""
        self.page.wait_for_load_state()
        self.taps += 1
        (self.on(what) if isinstance(what, str) else what).click()

    def logs(self, what: str | Locator) -> None:
        """Tap what logs something, and wait until the screen that came back is shown."""
        with self.page.expect_response("**/log*"):
            self.tap(what)
        expect(self.page.locator(".saving")).to_have_count(0)

    def feeds(self, side: str = "Left") -> None:
        """Begin a feed."""
        self.tap("b-feed")
        self.logs(self.button(side, sheet="feed"))

    # Time

    def shows_time(self, at: datetime) -> None:
        """Set the phone's clock."""
        self.page.clock.set_system_time(at)

    def server_time(self) -> datetime:
        """Return what Kinwell takes for the present."""
        return datetime.now(LONDON) + ahead(self.server.data)

    def waits(self, milliseconds: int = POLL) -> None:
        """Let this phone's timers run ahead, such as the one that asks for what is new."""
        self.page.clock.fast_forward(milliseconds)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait, as long as a busy machine may need, until this holds of what was noticed here."""
        for _ in range(PATIENCE // GLANCE):
            if holds():
                return
            self.page.wait_for_timeout(GLANCE)
        raise AssertionError("what was waited for did not come")


@dataclass
class Clock:
    """The one time of a test: the server's and every phone's."""

    server: Server
    phones: list[Phone]
    at: datetime = AFTERNOON

    def set(self, at: datetime) -> None:
        """Let it be this instant, everywhere; it goes on from there."""
        self.at = at
        self.server.set_clock(at)
        for phone in self.phones:
            phone.shows_time(at)

    def passes(self, **length: float) -> None:
        """Let some time pass."""
        self.set(self.at + timedelta(**length))


@contextmanager
def held(phone: Phone, pattern: str = "**/log*") -> Iterator[list[Route]]:
    """Hold back what the phone sends until the block ends; yields what waits."""
    waiting: list[Route] = []
    phone.page.route(pattern, lambda route: waiting.append(route))  # noqa: PLW0108  (Playwright counts arguments)
    yield waiting
    for route in waiting:
        route.continue_()
    phone.page.unroute(pattern)
