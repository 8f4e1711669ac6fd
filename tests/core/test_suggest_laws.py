"""The promises of docs/model.md, 2, held in every generated moment and week of a family."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kinwell.core.catalogue import acts
from kinwell.core.ids import adult
from kinwell.core.needs.pressure import Reading
from kinwell.core.suggest import Met, Offer
from tests.builders import ADA, IDS, SAM, US, a_family
from tests.core.moments import (
    OWN_NEEDS,
    Moment,
    ago,
    answers,
    cued,
    fits,
    floors,
    forbids,
    is_due,
    is_night,
    is_tired,
    is_wanted,
    is_weary,
    lawful,
    leading,
    met_by,
    moments,
)

EXAMPLES = 300


@given(moments())
def test_an_urgent_or_clear_cue_of_a_child_leads(moment: Moment) -> None:
    known = moment.known
    cues = leading(moment, known)
    if not cues:
        return
    urgent = [one for one in cues if one.cue == "urgent"] or cues
    assert set(moment.now().acts[0].meets) & {Met(holder=one.holder, need=one.need) for one in urgent}


@given(moments())
def test_beside_the_child_stands_a_need_of_the_viewers_own(moment: Moment) -> None:
    known = moment.known
    if not leading(moment, known):
        return
    own = [one for one in known.values() if one.holder == adult(ADA) and one.deficit and is_due(moment, one)]
    can = [
        act
        for one in own
        for act, by in answers(moment, one, known)
        if by == ADA and act.hands <= 1 and fits(moment, act)
    ]
    if not can:
        return
    offers = moment.now().acts
    assert any(acts()[o.act].hands <= 1 and any(met.holder == adult(ADA) for met in o.meets) for o in offers)


@given(moments())
def test_the_floor_furthest_past_is_met_when_anyone_present_can_answer_it(moment: Moment) -> None:
    known = moment.known
    there = {adult(ADA), *(adult(IDS[name]) for name in moment.present)}
    can = [
        known[met]
        for met in floors(moment, known)
        if met.holder in there and is_due(moment, known[met])
        if any(fits(moment, act) for act, _ in answers(moment, known[met], known))
    ]
    if not can:
        return
    furthest = max(one.past_floor for one in can)
    first = {Met(holder=one.holder, need=one.need) for one in can if one.past_floor == furthest}
    assert first & met_by(moment.now())


@given(moments())
def test_every_other_known_floor_is_named(moment: Moment) -> None:
    suggestion = moment.now()
    named = {met for met in suggestion.named if met.holder.kind == "adult"}
    assert named == floors(moment, moment.known) - met_by(suggestion)
    assert len(suggestion.named) == len(set(suggestion.named))


@given(moments())
def test_no_act_breaks_a_rule(moment: Moment) -> None:
    known = moment.known
    for offer in moment.now().acts:
        act = acts()[offer.act]
        assert lawful(moment, act, offer.by, known)
        bounded = offer.by == ADA and not cued(moment, act, known) and moment.minutes is not None
        assert not bounded or act.minutes <= moment.minutes


@given(moments())
def test_no_limit_and_no_boundary_is_crossed(moment: Moment) -> None:
    known = moment.known
    for offer in moment.now().acts:
        act = acts()[offer.act]
        company = {ADA, offer.by} | ({IDS[name] for name in moment.present} if act.others else set())
        answered = cued(moment, act, known)
        assert not any(forbids(moment, bound, act, company, answered) for bound in moment.bounds)


@given(moments())
def test_what_asks_for_a_yes_is_offered_where_both_said_yes_to_an_us_and_are_there(moment: Moment) -> None:
    for offer in moment.now().acts:
        assert not acts()[offer.act].consent or (moment.paired and offer.by == ADA)


@given(moments())
def test_with_nobody_there_nothing_needs_anybody(moment: Moment) -> None:
    if moment.present:
        return
    offers = moment.now().acts
    assert all(offer.by == ADA and not acts()[offer.act].others for offer in offers)
    assert moment.agreed or not any(met.holder == US or acts()[o.act].apart for o in offers for met in o.meets)


@given(moments())
def test_with_steps_for_two_left_off_nothing_is_for_two_asked_of_them_or_about_them(moment: Moment) -> None:
    state = moment.state
    left_off = replace(state, people=state.people.apart_from(ADA, frozenset({SAM})))
    suggestion = moment.now_of(left_off)
    helped = "nan" in moment.present
    assert all(offer.by != SAM for offer in suggestion.acts)
    assert helped or not any(acts()[offer.act].others for offer in suggestion.acts)
    assert not {adult(SAM), US} & {met.holder for met in met_by(suggestion) | {*suggestion.named}}
    assert suggestion == replace(moment, present=moment.present - {"sam"}).now_of(left_off)


@given(moments())
def test_nobody_drowsy_is_seated_or_has_to_carry_with_a_child(moment: Moment) -> None:
    if not (is_night(moment) or is_tired(ADA, moment.known)):
        return
    assert not any(acts()[offer.act].drowsy_unsafe for offer in moment.now().acts)


@given(moments())
def test_a_need_that_is_not_known_is_no_reason_and_is_met_by_nothing_shown(moment: Moment) -> None:
    unknown = {met for met, one in moment.known.items() if not one.known}
    suggestion = moment.now()
    assert not unknown & (met_by(suggestion) | {*suggestion.named})
    spoken_of = {reason.facts.get("need") for offer in suggestion.acts for reason in offer.reasons}
    assert not {met.need for met in unknown if met.holder == adult(ADA)} & spoken_of - {
        met.need for met in met_by(suggestion)
    }


@given(moments())
def test_at_most_three_acts_each_once(moment: Moment) -> None:
    offers = moment.now().acts
    assert len({offer.act for offer in offers}) == len(offers) <= 3


@given(moments())
def test_only_what_is_known_and_waits_is_met_and_every_act_has_a_reason(moment: Moment) -> None:
    known = moment.known
    suggestion = moment.now()
    assert all(known[met].known and (known[met].deficit or known[met].at_floor) for met in met_by(suggestion))
    for offer in suggestion.acts:
        beside = acts()[offer.act].hands <= 1 and bool(leading(moment, known))
        assert any(is_wanted(moment, known[met]) for met in offer.meets) or offer.minutes <= 2 or beside
    assert not suggestion.acts or any(_is_for_its_sake(moment, offer, known) for offer in suggestion.acts)


def _is_for_its_sake(moment: Moment, offer: Offer, known: dict[Met, Reading]) -> bool:
    return bool(offer.reasons) and any(is_wanted(moment, known[met]) for met in offer.meets)


@given(moments())
def test_one_of_the_acts_is_short_wherever_a_short_one_is_allowed(moment: Moment) -> None:
    known = moment.known
    offers = moment.now().acts
    if not (offers and not leading(moment, known)):
        return
    short = [
        act
        for one in known.values()
        if one.holder.kind == "adult" and one.deficit and is_due(moment, one)
        for act, by in answers(moment, one, known)
        if act.minutes <= 2 and by == ADA
    ]
    if not short:
        return
    assert any(offer.minutes <= 2 for offer in offers)


@given(moments())
def test_beside_a_child_one_is_short_where_ones_own_need_allows_it(moment: Moment) -> None:
    known = moment.known
    if not leading(moment, known):
        return
    own = [one for one in known.values() if one.holder == adult(ADA) and one.deficit and is_due(moment, one)]
    can = [act for one in own for act, by in answers(moment, one, known) if by == ADA]
    if not (any(act.minutes <= 2 and act.hands <= 1 for act in can)):
        return
    assert any(offer.minutes <= 2 for offer in moment.now().acts)


@given(moments())
def test_touched_out_no_act_is_for_two(moment: Moment) -> None:
    known = moment.known
    if not is_weary(moment, ADA, known):
        return
    for offer in moment.now().acts:
        act = acts()[offer.act]
        assert not act.consent
        assert not any(one.holder == "pair" and one.need != "pair.rest" for one in act.meets)


def test_the_moments_reach_what_the_laws_speak_of() -> None:
    seen: Counter[str] = Counter()

    @given(moments())
    @settings(max_examples=EXAMPLES)
    def look(moment: Moment) -> None:
        known = moment.known
        own = [one for one in known.values() if one.holder == adult(ADA)]
        seen.update(
            {
                "all": True,
                "two needs at their floor": sum(one.at_floor for one in own) >= 2,
                "a child's urgent or clear cue": bool(leading(moment, known)),
                "no partner there": "sam" not in moment.present,
                "a need told of, and unknown by now": any(one.told and not one.known for one in own),
                "touched or needed out": is_weary(moment, ADA, known),
                "drowsy hours": is_night(moment),
                "a boundary that forbids what would stand first": moment.first_forbidden,
            }
        )

    look()
    assert {trait: share for trait, share in seen.items() if share < seen["all"] / 5} == {}
    assert seen["all"] >= EXAMPLES


# A week.


@st.composite
def weeks(draw: st.DrawFn) -> list[Moment]:
    """Return a shared window on each of seven days; on each day before, Ada took what was offered first."""
    day = a_family().agreed()
    windows = []
    for number in range(7):
        at = f"+{number} {draw(st.sampled_from(('09:30', '13:05', '16:40', '20:15', '21:40')))}"
        for need in draw(st.lists(st.sampled_from(OWN_NEEDS), unique=True, min_size=2, max_size=8)):
            day = day.noticed(ago(at, draw(st.sampled_from((10, 150, 300)))), need)
        for need in ("pair.seek", "pair.talk"):
            day = day.noticed(ago(at, 60), need, draw(st.sampled_from(("early", "clear"))), of="us")
        day = day.noticed(ago(at, 50), draw(st.sampled_from(OWN_NEEDS[:5])), of="sam")
        asleep = draw(st.booleans())
        if asleep:
            day = day.asleep(ago(at, 30), ago(at, -60))
        moment = Moment(
            day=day,
            at=at,
            present=frozenset({"sam"}),
            minutes=draw(st.sampled_from((10, 20, 30))),
            window=None,
            children=frozenset({"iris"}),
            asleep=frozenset({"iris"} if asleep else ()),
            in_arms=frozenset(),
            feeding=False,
            resting=frozenset(),
            agreed=True,
        )
        windows.append(moment)
        first = moment.now().acts[0]
        day = day.took(at, first.act)
        for met in first.meets:
            if met.holder == adult(ADA):
                day = day.met(at, met.need)
    return windows


@given(weeks())
def test_on_each_day_with_a_shared_window_an_act_for_two_is_offered(week: list[Moment]) -> None:
    for moment in week:
        offers = moment.now().acts
        assert any(met.holder == US for offer in offers for met in offer.meets)
