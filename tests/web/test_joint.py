"""Steps for two, left off by one: that one has the version for one adult, and to the other nothing ever happened."""

from uuid import UUID

import pytest

from kinwell.core.ids import ME, pair_of
from kinwell.core.log.events import NightProposed
from kinwell.web import taps
from tests.builders import ADA, IRIS, NAN, SAM, instant
from tests.web.browsing import Clock, Page, Phone, cue, row, rows
from tests.web.test_tonight import NIGHT, card, kinds
from tests.web.watching import TOKEN

ALONE = NightProposed(night=NIGHT.night, first=ADA, second=ADA, begin=NIGHT.begin, turn=NIGHT.turn, end=NIGHT.end)
ASK = {"what": "take Iris", "minutes": 20, "when": instant("18:30").isoformat(), "until": instant("19:00").isoformat()}


@pytest.fixture
def evening(clock: Clock) -> Clock:
    clock.at("18:00")
    return clock


def leaves(phone: Phone, other: UUID = SAM, *, off: bool = True) -> None:
    reply = phone.client.post(phone.address("see", other), {"id": str(phone.ids()), "joint": "off" if off else "on"})
    assert reply.status_code == 302


def places(page: Page) -> list[str]:
    """Return where the bar at the foot leads, by icon."""
    return [given["href"] for name, given in page.elements if name == "use" and given["href"].startswith("#i-")]


def everything(phone: Phone) -> list[bytes]:
    pages = ["now", "fresh", "family", "history", "tonight", "favour", "lists", "full"]
    replies = [*map(phone.gets, pages), phone.gets("see", ADA), phone.gets("child", IRIS)]
    return [TOKEN.sub(b"", reply.content) for reply in replies]


def test_who_leaves_them_off_has_the_screens_of_one_adult(ada: Phone, sam: Phone, evening: Clock) -> None:
    before = ada.opens()
    assert "Sam" in before.says
    assert "#i-people" not in places(before)
    leaves(ada)

    now = ada.opens()
    assert "Sam" not in now.says
    assert "#i-people" in places(now)
    assert "#i-people" in places(ada.opens("history"))
    assert "Bed at" in now.says
    assert "Sam" not in ada.opens("tonight").says
    assert "Things for two Left off." in ada.opens("see", SAM).says


def test_offered_again_all_is_as_it_was(ada: Phone, sam: Phone, evening: Clock) -> None:
    before = everything(ada)[0]
    leaves(ada)
    leaves(ada, off=False)
    assert len(everything(ada)[0]) == len(before)
    assert "Sam" in ada.opens().says


def test_the_other_obtains_every_byte_as_before(ada: Phone, sam: Phone, evening: Clock) -> None:
    before = everything(sam)
    leaves(ada)
    ada.taps(taps.night(ALONE)[0])
    assert everything(sam) == before


def test_what_is_left_off_is_ones_own_for_good(ada: Phone, sam: Phone) -> None:
    before = rows()
    leaves(ada)
    [new] = rows().keys() - before.keys()
    assert row(new).eyes == ME
    reply = ada.sends([ada.wire({"kind": "log.eyes", "body": {"target": str(new), "eyes": "adults"}})])
    assert reply.status_code == 422
    assert ada.opens("history").says.count("two") == 0


def test_an_ask_that_comes_in_can_be_answered_and_is_the_only_one(ada: Phone, sam: Phone, evening: Clock) -> None:
    leaves(ada)
    assert "b-ask" not in " ".join(given.get("id", "") for _, given in ada.opens().elements)
    sam.taps({"kind": "favour.asked", "body": {**taps_to_ada(), **ASK}})
    arrived = ada.opens()
    assert "take Iris" in arrived.says
    answer = next(given["id"] for _, given in arrived.elements if given.get("id", "").startswith("b-cannot-"))
    ada.presses(answer)
    assert "take Iris" not in ada.opens().says


def taps_to_ada() -> dict[str, str]:
    return {"pair": str(pair_of(ADA, SAM)), "to": str(ADA)}


def test_a_night_that_the_other_proposes_can_be_left_and_then_it_is_ones_own(
    ada: Phone, sam: Phone, evening: Clock
) -> None:
    leaves(ada)
    sam.presses("b-night-yes")
    assert "Sam has" in ada.opens().says
    sees = sam.opens().says
    ada.presses("b-night-left")
    assert not card(ada.opens())
    assert "Sam" not in ada.opens("tonight").says
    assert sam.opens().says == sees


def test_a_night_of_ones_own_is_nobody_elses(ada: Phone, sam: Phone, evening: Clock) -> None:
    leaves(ada)
    before = [TOKEN.sub(b"", sam.gets(page).content) for page in ("now", "tonight", "history")]
    ada.presses("b-night-yes")
    assert "Tonight: bed at 8:30" in ada.opens().says
    assert [TOKEN.sub(b"", sam.gets(page).content) for page in ("now", "tonight", "history")] == before
    assert kinds() == []  # sealed: not even its kind stands in the clear
    assert ada.sends_form("tonight", leave="1").status_code == 302
    assert not card(ada.opens())
    assert "Tonight: bed at 8:30" not in ada.opens().says


def test_a_yes_to_a_night_of_ones_own_is_refused_and_shown_to_nobody(ada: Phone, sam: Phone, evening: Clock) -> None:
    [id] = ada.taps(taps.night(ALONE)[0])
    for phone in (ada, sam):
        spec = {"kind": "night.agreed", "body": {"proposal": str(id)}}
        assert phone.sends([phone.wire(spec)]).status_code == 422


def test_a_need_is_never_answered_by_the_other_and_nobody_is_named(ada: Phone, sam: Phone, evening: Clock) -> None:
    leaves(ada)
    for need in ("held", "heard"):
        ada.taps(cue("ada", need, "clear"))
    assert "Sam" not in ada.opens().says


@pytest.mark.parametrize("other", [ADA, NAN, IRIS, UUID(int=7)])
def test_only_with_another_adult_of_the_family(ada: Phone, other: UUID) -> None:
    assert ada.client.post(ada.address("see", other), {"joint": "off"}).status_code == 404
    spec = {"kind": "joint.set", "body": {"other": str(other), "on": False}}
    assert ada.sends([ada.wire(spec)]).status_code == 404


def test_a_helper_has_no_such_page(nan: Phone) -> None:
    assert nan.client.post(nan.address("see", SAM), {"joint": "off"}).status_code == 404
