"""Pictures of every screen, for people to look at: python tests/e2e/shots.py OUTDIR [WORD...]

By day and by night, at 390 x 844. With words, only the screens whose name holds one of them.
"""

import sys
import tempfile
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.phone import AFTERNOON, Clock, Phone, open_browser
from tests.e2e.server import Server
from tests.e2e.walk import screens


def shoot(browser: Browser, server: Server, theme: str, to: Path, wanted: list[str]) -> None:
    """Walk past every screen in this light and keep a picture of each."""
    server.forget()
    opened: list[Phone] = []

    def opens() -> Phone:
        phone = Phone.open(browser, server, AFTERNOON)
        phone.light(theme)
        opened.append(phone)
        return phone

    for number, (name, phone) in enumerate(screens(opens, Clock(server=server, phones=opened)), 1):
        if wanted and not any(word in name for word in wanted):
            continue
        picture(phone, to / f"{number:02}-{name}-{theme}.png")
    for phone in opened:
        for fault in phone.unforgiven():
            sys.stderr.write(f"fault: {fault}\n")
        phone.context.close()


def picture(phone: Phone, path: Path) -> None:
    """Keep what the screen shows; of a page longer than that also what it shows when scrolled to its end."""
    phone.page.screenshot(path=path)
    sys.stdout.write(f"{path}\n")
    end = "scrollTo(0, document.documentElement.scrollHeight), scrollY"
    if phone.page.locator("dialog[open]").count() == 0 and phone.page.evaluate(end):
        phone.page.screenshot(path=path.with_stem(f"{path.stem}-end"))
        phone.page.evaluate("scrollTo(0, 0)")


def main(to: Path, wanted: list[str]) -> None:
    """Take them all."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server.start(Path(data))
        try:
            browser = open_browser(playwright)
            for theme in ("day", "night"):
                shoot(browser, server, theme, to, wanted)
        finally:
            server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
