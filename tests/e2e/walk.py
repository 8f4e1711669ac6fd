"""A walk past every screen: each is shown in turn, by its name, for whoever looks at it (a test, or a camera)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from playwright.sync_api import Route, expect

from tests.e2e.joining import confirm, invite
from tests.e2e.phone import AFTERNOON, NIGHT, PASSPHRASE, Clock, Phone

type Shown = tuple[str, Phone]
type Opens = Callable[[], Phone]

PASSES_BY = r"net::ERR_|\b(404|410|422|503)\b"  # what is shown on purpose on this walk


def screens(opens: Opens, clock: Clock) -> Iterator[Shown]:
    """Show every screen; `opens` gives another phone, set up as the walk wants it."""
    clock.set(AFTERNOON)
    sample, ada, sam = opens(), opens(), opens()
    for phone in (sample, ada, sam):
        phone.forgive(PASSES_BY)
    yield from _before(ada)
    yield from _sample(sample)
    ada.first_run()
    yield from _now(ada, clock)
    yield from _notice(ada)
    yield from _suggested(ada, clock)
    yield from _places(ada)
    yield from _programs(ada)
    yield from _own_people(ada)
    yield from _own_needs(ada)
    yield from _child(ada)
    yield from _lists(ada)
    yield from _two(ada, sam)
    yield from _asks(ada, sam)
    yield from _handed_over(ada, sam, opens, clock)
    yield from _night(ada, clock)
    clock.passes(hours=8)
    yield from _unreliable(ada)
    yield from _full(ada, clock)
    yield from _out(ada)


def _before(phone: Phone) -> Iterator[Shown]:
    phone.go("/")
    yield "welcome", phone
    phone.page.locator("details summary").click()
    yield "welcome-zone", phone
    phone.page.fill("#name", "Ada")
    phone.page.fill("#passphrase", "password1234")
    phone.page.fill("#child", "Iris")
    phone.page.fill("#born", "2031-01")
    phone.button("Start").click()
    expect(phone.page.get_by_role("alert")).to_be_visible()
    yield "welcome-refused", phone
    phone.go("/help")
    yield "help", phone
    for folded in phone.page.locator("main details > summary").all():
        folded.click()
    yield "help-doors-open", phone
    phone.go("/help/together")
    yield "together", phone
    phone.go("/help/sleep")
    yield "safe-sleep", phone
    phone.go("/nothing-here")
    yield "not-found", phone


def _sample(phone: Phone) -> Iterator[Shown]:
    phone.go("/")
    phone.button("Look around with a sample family").click()
    expect(phone.on("now")).to_be_visible()
    yield "sample-now", phone
    for sheet in ("feed", "sleep", "change", "hold", "children"):
        phone.tap({"children": "b-child"}.get(sheet, f"b-{sheet}"))
        expect(phone.on(sheet)).to_be_visible()
        yield f"sample-sheet-{sheet}", phone
        phone.tap(phone.button("Close", sheet=sheet))
    phone.logs("b-none")
    yield "sample-none-thanks", phone
    phone.go(f"{phone.family}days")
    yield "sample-days", phone
    phone.go(f"{phone.family}family")
    yield "sample-family", phone


def _now(ada: Phone, clock: Clock) -> Iterator[Shown]:
    yield "now-first-evening", ada
    for hook, sheet in (("b-feed", "feed"), ("b-change", "change"), ("b-child", "children")):
        ada.tap(hook)
        expect(ada.on(sheet)).to_be_visible()
        yield f"sheet-{sheet}", ada
        ada.tap(ada.button("Close", sheet=sheet))
    ada.feeds("Left")
    yield "now-first-log", ada
    clock.passes(minutes=12, seconds=30)
    ada.home()
    yield "now-feeding", ada
    ada.logs("b-feed")
    ada.logs("b-hold")
    yield "now-noted-undo", ada
    ada.logs("b-undo")
    yield "now-taken-back", ada


def _notice(ada: Phone) -> Iterator[Shown]:
    ada.home()
    ada.tap("b-notice")
    yield "sheet-notice", ada
    ada.on("notice").locator("summary").click()
    yield "sheet-notice-all", ada
    ada.logs(ada.button("Hungry", sheet="notice"))
    yield "noted", ada
    ada.tap(ada.button("At…", sheet="noted"))
    yield "later", ada
    ada.tap(ada.button("Close", sheet="later"))
    for chip in ("Touched out", "Tired"):
        ada.tap("b-notice")
        ada.logs(ada.button(chip, sheet="notice"))
        yield f"noted-{chip.lower().replace(' ', '-')}", ada
        ada.tap(ada.button("Close", sheet="noted"))
    ada.tap("b-child")
    ada.logs(ada.button("Feed", sheet="children"))
    yield "noted-child", ada
    ada.tap(ada.button("Close", sheet="noted"))
    yield "now-awake", ada
    ada.tap("b-notice")
    ada.logs(ada.button("Quiet", sheet="notice"))
    ada.on("noted").locator("[data-leads]").click()
    expect(ada.page.locator("section[data-sign]:visible")).to_have_count(1)
    yield "help-after-a-danger", ada
    ada.tap(ada.button("Keep this for my appointment"))
    expect(ada.on("status")).to_have_text("Kept. It stands in Days.")
    yield "help-sign-kept", ada
    ada.home()


def _suggested(ada: Phone, clock: Clock) -> Iterator[Shown]:
    clock.passes(minutes=70)
    ada.home()
    expect(ada.page.locator("section.question")).to_be_visible()
    yield "now-asked-about-a-cue", ada
    ada.tap("b-notice")
    ada.logs(ada.button("Hungry", sheet="notice"))
    ada.logs(ada.button("Iris first", sheet="noted"))
    ada.logs("b-sleep")
    clock.passes(minutes=2)
    ada.home()
    yield "now-asleep-suggestion", ada
    ada.go(f"{ada.family}?hands=2")
    yield "now-hands-two", ada
    ada.go(f"{ada.family}?hands=30")
    ada.logs("b-yes")
    yield "now-act-or-done", ada
    clock.passes(hours=7)
    ada.home()
    yield "now-evening", ada


def _places(ada: Phone) -> Iterator[Shown]:
    ada.tap("b-notice")
    ada.on("own-words").fill("so very tired of soup")
    ada.logs(ada.button("Save", sheet="notice"))
    ada.go(f"{ada.family}days")
    yield "days", ada
    lines = ada.page.locator("article.line")
    for kind, text in (("feed", "eft"), ("sleep", "leep"), ("note", "words")):
        if lines.filter(has_text=text).count():
            lines.filter(has_text=text).first.get_by_role("link", name="Edit").click()
            yield f"edit-{kind}", ada
            ada.go(f"{ada.family}days")
    ada.page.get_by_role("link", name="Edit").last.click()
    ada.button("Remove").click()
    expect(ada.page.locator("article.line.gone")).not_to_have_count(0)
    yield "days-removed", ada
    ada.page.get_by_role("link", name="Edit").last.click()
    ada.page.fill("#at", "2026-06-10T14:05")
    ada.button("Save").click()
    yield "days-changed", ada
    ada.page.get_by_role("link", name="Earlier").click()
    yield "days-empty", ada
    ada.go(f"{ada.family}family")
    yield "family", ada
    for folded in ada.page.locator("main details summary").all():
        folded.click()
    yield "family-unfolded", ada
    ada.page.get_by_role("link", name="Edit Iris").click()
    ada.page.fill("#month", "2031-01")
    ada.button("Save").click()
    expect(ada.page.get_by_role("alert")).to_be_visible()
    yield "person-refused", ada
    ada.go(f"{ada.family}family")
    ada.page.get_by_role("link", name="Edit Ada").click()
    yield "person-oneself", ada


def _two(ada: Phone, sam: Phone) -> Iterator[Shown]:
    link = invite(ada)
    yield "family-code", ada
    sam.page.goto(link)
    yield "join", sam
    sam.page.fill("#name", "Ada")
    sam.page.fill("#passphrase", PASSPHRASE)
    sam.button("Yes").click()
    expect(sam.page.get_by_role("alert")).to_be_visible()
    yield "join-refused", sam
    sam.join(link, "Sam")
    yield "waiting", sam
    ada.go(f"{ada.family}family")
    yield "family-is-it-them", ada
    confirm(ada, "Sam")
    yield "family-of-two", ada
    ada.home()
    yield "now-connected", ada
    ada.tap(ada.page.get_by_role("link", name="Choose"))
    yield "see", ada
    here = ada.page.url
    ada.button("Leave them off").click()
    expect(ada.button("Offer them again")).to_be_visible()
    yield "see-left-off", ada
    ada.home()
    yield "now-left-off", ada
    ada.page.goto(here)
    ada.button("Offer them again").click()
    expect(ada.button("Leave them off")).to_be_visible()
    ada.page.get_by_label("By need").check()
    ada.page.locator("[name=need][value=relief]").check()
    yield "see-by-need", ada
    ada.button("Save").click()
    ada.home()
    ada.tap("b-notice")
    ada.logs(ada.button("Needed out", sheet="notice"))
    yield "noted-needed-out-of-two", ada
    ada.tap(ada.button("Close", sheet="noted"))
    sam.home()
    yield "now-of-the-other", sam
    sam.page.goto(link)
    yield "join-spent", sam


def _handed_over(ada: Phone, sam: Phone, opens: Opens, clock: Clock) -> Iterator[Shown]:
    nan = opens()
    nan.forgive(PASSES_BY)
    ada.home()
    ada.page.get_by_role("link", name="Hand over Iris").click()
    ada.page.get_by_role("link", name="Edit the card").click()
    yield "card-edit", ada
    ada.page.fill("#helps", "side-lying, shush, the porch")
    ada.page.fill("#places", "Bottles in the fridge door. Clinic list on the fridge.")
    ada.page.fill("#ring_first", "Mel, 0170 123")
    ada.page.locator("[name=own_way]").check()
    ada.button("Save").click()
    expect(ada.on("card")).to_be_visible()
    yield "card", ada
    ada.tap("b-leave")
    yield "card-leave-a-line", ada
    ada.tap(ada.button("Close", sheet="leave"))
    ada.page.get_by_role("link", name="A link for someone").click()
    yield "link-new", ada
    ada.page.fill("#name", "Sam")
    ada.button("Make the link").click()
    expect(ada.page.get_by_role("alert")).to_be_visible()
    yield "link-refused", ada
    ada.page.fill("#name", "Nan")
    ada.button("Make the link").click()
    expect(ada.page.locator(".qr")).to_be_visible()
    yield "link-made", ada
    link = ada.page.locator(".link").inner_text()
    sam.page.goto(link)
    yield "link-of-another", sam
    nan.page.goto(link)
    yield "link", nan
    nan.button("I am Nan").click()
    expect(nan.on("card")).to_be_visible()
    nan.logs("b-take")
    yield "card-of-a-link", nan
    sam.home()
    sam.page.get_by_role("link", name="Hand over Iris").click()
    sam.logs("b-take")
    yield "card-both-took", sam
    nan.home()
    nan.tap("b-change")
    nan.logs(nan.button("Wet", sheet="change"))
    yield "now-of-a-link", nan
    nan.page.get_by_role("link", name="Hand over Iris").click()
    clock.passes(minutes=6)
    ada.home()
    ada.page.get_by_role("link", name="Hand over Iris").click()
    ada.logs("b-take")
    yield "card-taken", ada
    ada.home()
    expect(ada.page.locator(".away")).to_be_visible()
    yield "now-while-away", ada
    ada.go(f"{ada.family}family")
    yield "family-with-a-link", ada
    ada.page.get_by_role("button", name="End it now").click()
    nan.go("/")
    yield "link-ended", nan
    nan.page.goto(link)
    nan.page.goto(link[:-1])
    yield "link-unknown", nan


def _lists(ada: Phone) -> Iterator[Shown]:
    ada.go(f"{ada.family}lists")
    yield "lists", ada
    limit = ada.on("limit")
    limit.get_by_text("Add").click()
    ada.page.fill("#limit-text", "no talks after nine")
    yield "lists-limit", ada
    limit.get_by_role("button", name="Save").click()
    expect(limit.get_by_role("alert")).to_be_visible()
    limit.get_by_text("talks for two").click()
    ada.page.fill("#begins", "21:00")
    ada.page.fill("#ends", "06:00")
    limit.get_by_role("button", name="Save").click()
    expect(ada.on("limit")).to_contain_text("from 9 pm to 6 am")
    yield "lists-kept", ada
    yield from _acts(ada)
    ada.home()


def _acts(ada: Phone) -> Iterator[Shown]:
    ada.page.get_by_role("link", name="Things that do us good").click()
    yield "acts", ada
    ada.page.get_by_text("Add one", exact=True).click()
    yield "acts-add", ada
    ada.page.fill("#name", "Nan’s soup, warmed up, at the kitchen window")
    ada.page.fill("#minutes", "601")
    ada.page.locator("#name").press("Enter")
    expect(ada.page.locator("#wrong")).to_be_visible()
    for folded in ("And a child?", "More about it"):
        ada.page.locator("summary").get_by_text(folded).click()
    yield "acts-refused", ada
    ada.page.fill("#minutes", "10")
    ada.page.get_by_text("food", exact=True).first.click()
    ada.page.get_by_role("button", name="Save").click()
    expect(ada.page.get_by_role("link", name="Edit Nan’s soup")).to_be_visible()
    yield "acts-kept", ada
    ada.page.get_by_text("Hide one of Kinwell’s").click()
    ada.page.locator("#hidden details details summary").first.click()
    yield "acts-hide", ada
    ada.page.get_by_role("button", name="Hide: ").first.click()
    expect(ada.page.get_by_role("button", name="Offer again")).to_be_visible()
    yield "acts-hidden", ada
    ada.page.get_by_role("link", name="Edit Nan’s soup").click()
    yield "act", ada
    ada.page.get_by_role("button", name="Remove").click()
    yield "act-removed", ada


def _child(ada: Phone) -> Iterator[Shown]:
    ada.go(f"{ada.family}family")
    ada.page.get_by_role("link", name="About Iris").click()
    yield "child", ada
    for helped in ("porch", "humming", "porch"):
        ada.page.get_by_text("A sign, and what it was").click()
        ada.page.fill("#sign", "rubs ears")
        ada.page.select_option("#need", "child.sleep")
        ada.page.fill("#helped", helped)
        ada.page.locator("#helps").get_by_role("button", name="Save").click()
        ada.page.wait_for_load_state()
    yield "child-sign", ada
    ada.on("b-pause").click()
    expect(ada.on("b-resume")).to_be_visible()
    yield "child-paused", ada
    ada.on("b-resume").click()
    expect(ada.on("helps")).to_be_visible()
    ada.home()


def _own_needs(ada: Phone) -> Iterator[Shown]:
    ada.go(f"{ada.family}needs")
    yield "needs", ada
    ada.page.get_by_role("link", name="Edit food").click()
    yield "need", ada
    ada.page.fill("#cadence", "soon")
    ada.page.locator("#cadence").press("Enter")
    expect(ada.page.locator("#wrong")).to_be_visible()
    yield "need-refused", ada
    ada.go(f"{ada.family}needs")
    ada.page.get_by_text("Add one of your own").click()
    yield "need-added", ada
    ada.page.fill("#name", "x" * 30)
    ada.page.locator("#name").press("Enter")
    ada.page.get_by_text("Add one of your own").click()
    ada.page.fill("#name", "X" * 30)
    ada.page.locator("#name").press("Enter")
    expect(ada.page.locator("#wrong")).to_be_visible()
    yield "need-added-refused", ada
    ada.page.fill("#name", "Piano")
    ada.page.locator("#name").press("Enter")
    yield "needs-own", ada
    ada.page.get_by_role("link", name="Edit Piano").click()
    yield "need-own", ada
    ada.home()
    ada.tap("b-notice")
    ada.on("notice").locator("summary").click()
    yield "sheet-notice-own", ada
    ada.logs(ada.button("Piano", sheet="notice"))
    yield "noted-own", ada
    ada.tap(ada.button("Close", sheet="noted"))
    ada.go(f"{ada.family}needs/own_2")
    ada.page.get_by_role("button", name="Take it away").click()
    yield "need-taken-away", ada
    ada.home()


def _programs(ada: Phone) -> Iterator[Shown]:
    ada.go(f"{ada.family}family")
    ada.page.get_by_role("link", name="Other programs").click()
    yield "programs", ada
    ada.page.fill("#name", "The button by the changing table")
    ada.page.get_by_text("Write what is yours").click()
    ada.button("Make a token").click()
    expect(ada.page.get_by_text("is shown this once")).to_be_visible()
    yield "programs-token", ada
    ada.page.get_by_role("link", name="Back").click()
    yield "programs-one", ada


def _own_people(ada: Phone) -> Iterator[Shown]:
    ada.go(f"{ada.family}ask")
    yield "ask-nobody-yet", ada
    ada.go(f"{ada.family}people")
    yield "people-empty", ada
    ada.page.fill("#name", "Mel from next door")
    ada.page.fill("#number", "at work")
    ada.button("Save").click()
    expect(ada.page.get_by_role("alert")).to_be_visible()
    yield "people-refused", ada
    ada.page.fill("#number", "0170 123 45 67")
    ada.button("Save").click()
    expect(ada.page.get_by_role("link", name="Call Mel")).to_be_visible()
    yield "people", ada
    ada.page.get_by_role("link", name="Edit Mel").click()
    yield "people-edit", ada
    ada.go(f"{ada.family}ask")
    ada.button("Ask").click()
    expect(ada.page.get_by_role("link", name="Text Mel")).to_be_visible()
    yield "ask-text", ada
    ada.home()
    yield "now-of-one-adult", ada


def _asks(ada: Phone, sam: Phone) -> Iterator[Shown]:
    ada.go(f"{ada.family}ask")
    yield "ask", ada
    for what in ("", "fetch the parcel from next door before six"):
        ada.go(f"{ada.family}ask")
        ada.page.fill("#what", what)
        ada.button("Ask").click()
        expect(ada.on("now")).to_be_visible()
    yield "now-asked-and-draft", ada
    ada.go(f"{ada.family}ask")
    yield "ask-while-one-is-open", ada
    ada.page.evaluate("() => document.querySelectorAll('[name=chip]').forEach((chip) => chip.remove())")
    ada.button("Ask").click()
    expect(ada.page.get_by_role("alert")).to_be_visible()
    yield "ask-refused", ada
    sam.home()
    yield "now-ask-arrived", sam
    sam.tap(sam.button("Another time…"))
    yield "sheet-another-time", sam
    sam.logs(sam.page.locator("dialog[open] button").first)
    ada.home()
    yield "now-another-time", ada
    ada.logs(ada.page.locator("[id^=b-then-]"))
    sam.home()
    sam.logs("b-rest-asks")
    yield "now-asks-rest", sam
    sam.logs("b-asks-come")
    sam.logs(sam.button("Yes"))
    yield "now-said-yes", sam
    ada.home()
    yield "now-says-yes", ada
    ada.logs(ada.button("Done"))
    yield "now-to-thank", ada
    ada.page.get_by_label("Thanks to Sam").fill("That hour was the first in two days. Thank you.")
    ada.logs(ada.button("Send"))
    sam.home()
    yield "now-thanked", sam
    sam.logs(sam.button("Close"))


def _unreliable(ada: Phone) -> Iterator[Shown]:
    def lies_ahead(route: Route) -> None:
        body = (route.request.post_data or "").replace('"sent_at"', '"sent"')
        route.continue_(post_data=body)

    ada.home()
    ada.page.route("**/log*", lambda route: route.abort())
    ada.tap("b-hold")
    expect(ada.on("status")).to_be_visible()
    yield "now-offline", ada
    ada.page.unroute("**/log*")
    ada.waits()
    expect(ada.on("status")).to_be_hidden()
    ada.page.route("**/log*", lies_ahead)
    ada.shows_time(ada.server_time() + timedelta(minutes=30))
    ada.tap("b-hold")
    expect(ada.page.get_by_role("alert")).to_be_visible()
    yield "now-refused", ada
    ada.page.unroute("**/log*")


def _night(ada: Phone, clock: Clock) -> Iterator[Shown]:
    clock.set(NIGHT)
    ada.home()
    yield "night-now", ada
    ada.feeds("Left")
    clock.passes(minutes=12, seconds=30)
    ada.home()
    yield "night-feeding", ada
    ada.logs("b-reach-drink")
    yield "night-feeding-noted", ada
    ada.logs("b-done")
    yield "night-done", ada
    clock.passes(minutes=3)
    ada.home()
    ada.feeds("Bottle")
    yield "night-bottle", ada
    ada.logs("b-done")


def _full(ada: Phone, clock: Clock) -> Iterator[Shown]:
    ada.home()
    ada.on("b-full").scroll_into_view_if_needed()
    yield "now-full-asked", ada
    ada.logs("b-full-half")
    yield "now-full-said", ada
    ada.tap("b-full")
    expect(ada.on("full")).to_be_visible()
    ada.logs("b-sheet-patience-thin")
    expect(ada.on("full")).to_be_visible()
    yield "sheet-full", ada
    ada.tap(ada.button("Close", sheet="full"))
    ada.go(f"{ada.family}tonight")
    yield "tonight-full", ada
    for level in ("fair", "full", "fair", "", "low", "empty", "", "low", "empty"):
        clock.passes(days=1)
        ada.home()
        if level:
            ada.logs(f"b-full-{level}")
    ada.page.locator("[id^=full-low]").scroll_into_view_if_needed()
    yield "now-full-low", ada
    ada.go(f"{ada.family}full")
    yield "full-weeks", ada
    ada.page.locator("main details > summary").click()
    yield "full-weeks-in-words", ada
    yield from _wired(ada, clock)


def _wired(ada: Phone, clock: Clock) -> Iterator[Shown]:
    """Two nights of two hours, and full of energy on each day after."""
    for _ in range(2):
        midnight = (clock.at + timedelta(days=1)).replace(hour=0, minute=30)
        clock.set(midnight)
        ada.home()
        ada.tap("b-notice")
        ada.logs(ada.button("Tired", sheet="notice"))
        ada.logs(ada.on("noted").get_by_role("button", name="Now", exact=True))
        clock.passes(hours=2)
        ada.home()
        ada.logs("b-up")
        clock.set(midnight.replace(hour=10))
        ada.home()
        ada.logs("b-full-full")
    ada.page.locator("[id^=full-wired]").scroll_into_view_if_needed()
    yield "now-full-wired", ada


def _out(ada: Phone) -> Iterator[Shown]:
    ada.go("/sign-out")
    yield "sign-out", ada
    ada.page.get_by_role("button", name="Sign out").click()
    expect(ada.page.locator("#id_login")).to_be_visible()
    yield "sign-in", ada
    ada.page.fill("#id_login", "ada")
    ada.page.fill("#id_password", "not this one at all")
    ada.page.get_by_role("button", name="Sign in").click()
    expect(ada.page.locator("#id_login")).to_be_visible()
    yield "sign-in-refused", ada
