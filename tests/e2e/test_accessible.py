"""Every screen for every body: axe finds nothing, a thumb hits everything, large text stays whole, keys are enough."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Phones
from tests.e2e.phone import NARROW, TALL, Clock, Phone
from tests.e2e.walk import screens

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_COMMON = """
  const inside = [...document.querySelectorAll("dialog[open]")].pop() ?? document.body;
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 0;
  const name = (e) => {
    const text = (e.innerText || e.value || e.ariaLabel || "").trim().slice(0, 30);
    return `${e.localName}${e.id ? `#${e.id}` : ""} "${text}"`;
  };
  const tapped = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const said = [];
"""
# What is smaller than a thumb.
TARGETS = f"""() => {{{_COMMON}
  for (const one of inside.querySelectorAll(tapped)) {{
    if (!shown(one)) continue;
    const {{ width, height }} = (one.closest("label") ?? one).getBoundingClientRect();
    if (width < 43.5 || height < 43.5) said.push(`${{name(one)}} is ${{Math.round(width)}} x ${{Math.round(height)}}`);
  }}
  return said;
}}"""
# What is cut, or has to be scrolled sideways.
WHOLE = f"""() => {{{_COMMON}
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) said.push("the page scrolls sideways");
  if (inside !== document.body && inside.scrollWidth > inside.clientWidth) said.push("the sheet scrolls sideways");
  for (const one of inside.querySelectorAll("a, button, summary, h1, h2, h3, p, span, b, label, li")) {{
    if (!shown(one) || one.closest(".sr")) continue;
    const box = one.getBoundingClientRect();
    const inline = getComputedStyle(one).display === "inline";
    if (box.left < -1 || box.right > width + 1) said.push(`${{name(one)}} sticks out`);
    if (!inline && one.scrollWidth > one.clientWidth + 1) said.push(`${{name(one)}} is wider than its box`);
  }}
  return said;
}}"""
# What lies under something else even when scrolled to.
COVERED = f"""() => {{{_COMMON}
  for (const one of inside.querySelectorAll(tapped)) {{
    if (!shown(one)) continue;
    one.scrollIntoView({{ block: "center", behavior: "instant" }});
    const box = one.getBoundingClientRect();
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const free = one.contains(there) || there?.closest("label")?.contains(one);
    if (!free) said.push(`${{name(one)}} lies under ${{there ? name(there) : "nothing"}}`);
  }}
  scrollTo(0, 0);
  return said;
}}"""


@dataclass
class Findings:
    """What was found on each screen."""

    said: list[str] = field(default_factory=list)

    def add(self, screen: str, how: str, found: list[str]) -> None:
        self.said += [f"{screen} ({how}): {one}" for one in found]

    def none(self, kept: Path) -> None:
        kept.write_text("\n".join(self.said))
        assert not self.said, "\n" + "\n".join(self.said)


def axe(page: Page, *, rules: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> list[str]:
    """Return what axe finds: the rule, and where."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(tags)}
    # Targets are measured here, against 44 px, and not where a bar happens to lie over one that scrolls.
    options = {"runOnly": only, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": False}}}
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{one['id']}: {node['target']} {re.sub(r'\\s+', ' ', node['failureSummary'])[:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def text_size(phone: Phone, percent: int) -> None:
    """Set the size that the reader chose for text in their browser."""
    session = phone.context.new_cdp_session(phone.page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}})
    session.detach()


def opener(phones: Phones, theme: str) -> Callable[[], Phone]:
    def opens() -> Phone:
        phone = phones()
        phone.light(theme)
        return phone

    return opens


def test_by_day_every_screen_is_sound_whole_and_in_reach(phones: Phones, clock: Clock, results: Path) -> None:
    findings = Findings()
    for name, phone in screens(opener(phones, "day"), clock):
        page = phone.page
        findings.add(name, "axe", axe(page, tags=RULES))
        findings.add(name, "390 px", page.evaluate(TARGETS) + page.evaluate(WHOLE) + page.evaluate(COVERED))
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        findings.add(name, "360 px", page.evaluate(TARGETS) + page.evaluate(WHOLE))
        text_size(phone, 200)
        findings.add(name, "360 px, 200 % text", page.evaluate(WHOLE) + page.evaluate(COVERED))
        text_size(phone, 100)
        page.set_viewport_size({"width": TALL[0], "height": TALL[1]})
    findings.none(results / "screens-by-day.txt")


def test_by_night_every_screen_has_contrast(phones: Phones, clock: Clock, results: Path) -> None:
    findings = Findings()
    for name, phone in screens(opener(phones, "night"), clock):
        findings.add(name, "axe", axe(phone.page, rules=("color-contrast",)))
    findings.none(results / "screens-by-night.txt")


def focused(page: Page) -> str:
    """Return what has the focus: its id, else its text."""
    return page.evaluate("() => document.activeElement?.id || (document.activeElement?.innerText ?? '').trim()")


def test_tab_goes_through_now_in_the_order_it_is_read(ada: Phone) -> None:
    ada.tap("b-notice")
    ada.logs(ada.button("Hungry", sheet="notice"))
    ada.page.keyboard.press("Escape")
    ada.logs("b-sleep")
    ada.home()
    reached = []
    for _ in range(30):
        ada.page.keyboard.press("Tab")
        reached.append(focused(ada.page))
        if reached[-1] == "More":
            break
    wanted = ["Help", "b-yes", "b-else", "b-none", "b-feed", "b-sleep", "b-change", "b-hold", "b-notice", "b-child"]
    assert [one for one in reached if one in wanted] == wanted
    assert reached[-4:] == ["Now", "Days", "My people", "More"]
    all_of_them = ada.page.evaluate(
        "() => [...document.querySelectorAll('a[href], button, summary')].filter((e) => e.checkVisibility()).length"
    )
    assert len(reached) == all_of_them


def test_what_has_the_focus_shows_it(ada: Phone) -> None:
    for _ in range(12):
        ada.page.keyboard.press("Tab")
        outline = ada.page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) }"
        )
        assert outline >= 2, focused(ada.page)


@pytest.mark.parametrize(("hook", "sheet"), [("b-feed", "feed"), ("b-change", "change"), ("b-notice", "notice")])
def test_a_sheet_takes_the_focus_and_gives_it_back(ada: Phone, hook: str, sheet: str) -> None:
    ada.on(hook).press("Enter")
    expect(ada.on(sheet)).to_be_visible()
    inside = "(id) => document.getElementById(id).contains(document.activeElement)"
    assert ada.page.evaluate(inside, sheet)
    for _ in range(30):
        ada.page.keyboard.press("Tab")
        assert ada.page.evaluate(inside, sheet) or ada.page.evaluate("() => document.activeElement === document.body")
    ada.page.keyboard.press("Escape")
    expect(ada.on(sheet)).to_be_hidden()
    assert focused(ada.page) == hook


def test_keys_alone_log_a_feed_and_a_cue(ada: Phone) -> None:
    keys = ada.page.keyboard
    ada.on("b-feed").press("Enter")
    ada.button("Left", sheet="feed").press("Enter")
    expect(ada.page.locator("h1")).to_contain_text("Iris is feeding")
    expect(ada.on("b-feed")).to_be_focused()
    ada.on("b-notice").press("Enter")
    ada.button("Hungry", sheet="notice").press("Space")
    expect(ada.on("noted")).to_be_visible()
    assert ada.page.evaluate("() => document.getElementById('noted').contains(document.activeElement)")
    keys.press("Escape")
    expect(ada.on("noted")).to_be_hidden()
    expect(ada.on("b-notice")).to_be_focused()


def test_an_answer_to_a_cue_gives_the_focus_back(ada: Phone) -> None:
    ada.tap("b-notice")
    ada.logs(ada.button("Hungry", sheet="notice"))
    with ada.page.expect_response("**/log*"):
        ada.button("Iris first", sheet="noted").press("Enter")
    expect(ada.on("b-undo")).to_be_visible()
    expect(ada.on("b-notice")).to_be_focused()


def test_news_of_the_page_leave_the_focus_where_it_is(ada: Phone, clock: Clock) -> None:
    ada.on("b-hold").focus()
    clock.passes(minutes=5)
    ada.waits()
    expect(ada.page.locator(".top")).to_contain_text("2:17 pm")
    expect(ada.on("b-hold")).to_be_focused()


def test_tapping_outside_closes_a_sheet(ada: Phone) -> None:
    ada.tap("b-feed")
    ada.page.mouse.click(195, 40)
    expect(ada.on("feed")).to_be_hidden()


UNDO_IS_UNDER = """() => {
    const { x, width, bottom } = document.getElementById("b-undo").getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, bottom - 4)?.closest("button")?.id;
}"""


@pytest.mark.parametrize("size", [TALL, NARROW])
def test_undo_is_in_sight_after_every_quick_log(phones: Phones, size: tuple[int, int]) -> None:
    ada = phones(size=size)
    ada.first_run()
    ada.tap("b-notice")
    ada.logs(ada.button("Hungry", sheet="notice"))
    ada.page.keyboard.press("Escape")
    for hook in ("b-hold", "b-hold", "b-sleep", "b-sleep"):
        ada.logs(hook)
        seen = ada.page.evaluate(UNDO_IS_UNDER)
        assert seen == "b-undo", f"after {hook} the undo lies under {seen}"
