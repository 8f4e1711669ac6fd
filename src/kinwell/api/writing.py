"""What a program can tell: entries as a phone sends them, and two short ways, a cue and an answer to one.

Ids come from the sender, so that sending twice is sending once; without one, each request is a new entry.
"""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from kinwell import ask, record
from kinwell.api import schema
from kinwell.api.asked import Bearer, Unfit, present, router, seat_of, whole
from kinwell.core.catalogue import Of, is_need
from kinwell.core.catalogue import need as catalogue_need
from kinwell.core.ids import EntryId, Holder, PersonId, Seat, adult, child, pair
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import (
    AgreementAccepted,
    AgreementProposed,
    CueNoticed,
    Deferred,
    Event,
    EyesByNeed,
    EyesChanged,
    FavourAnswered,
    NightAgreed,
    NightProposed,
    PairAgreed,
    PutSecond,
    Responded,
    Restored,
)
from kinwell.core.people import People
from kinwell.core.reasons import Reason
from kinwell.words import say, say_reason

WRITES = Bearer("write")
BY_HAND = (
    PairAgreed,
    NightProposed,
    NightAgreed,
    FavourAnswered,
    AgreementProposed,
    AgreementAccepted,
    EyesChanged,
    EyesByNeed,
    Restored,
)
"""A yes, what opens one's own to another, and what brings back either: said on one's own screen and by no program,
since whoever holds a token need not be who made it (safety R33)."""


class Strict(Schema):
    """A body in which a field that is not known is refused, so that nothing sent is lost unseen."""

    model_config = ConfigDict(extra="forbid")


class SentEntries(Strict):
    """Entries as the sender made them, each with an id of its own; `sent_at` is what the sender's clock shows."""

    entries: Annotated[list[dict[str, Any]], Field(max_length=record.MOST_ENTRIES)]
    sent_at: AwareDatetime | None = None


class Who(Strict):
    """Whose need it is."""

    kind: Literal["child", "adult", "pair"]
    id: UUID


class OfNeed(Strict):
    """A need, and whose; without `holder` one's own, or that of the only child."""

    need: str = Field(max_length=60)
    holder: Who | None = None
    id: UUID | None = None


class Cue(OfNeed):
    """A need was noticed."""

    strength: Literal["early", "clear", "urgent"] = "clear"


class Later(Strict):
    """Until when a need waits; `hour` is the instant for `hour`."""

    until: Literal["feed_ends", "asleep", "hour"]
    hour: AwareDatetime | None = None


class Answer(OfNeed):
    """What became of a need: met fully or a bit, a child first, or later. One of the three."""

    full: bool | None = None
    child_first: UUID | None = None
    later: Later | None = None


@router.post("{family}/entries", auth=WRITES, openapi_extra=schema.recorded())
def entries(request: HttpRequest, family: str, sent: SentEntries) -> HttpResponse:
    """Keep up to 50 entries. 200: each is kept, or was there already. 422 names the refused ones, and why; the rest is
    kept."""
    return _keep(request, sent.entries, sent.sent_at)


@router.post("{family}/cues", auth=WRITES, openapi_extra=schema.recorded())
def cues(request: HttpRequest, family: str, sent: Cue) -> HttpResponse:
    """Say that a need was noticed, now."""
    holder = _holder(request, sent)
    return _said(request, CueNoticed(holder=holder, need=sent.need, strength=sent.strength), sent.id)


@router.post("{family}/answers", auth=WRITES, openapi_extra=schema.recorded())
def answers(request: HttpRequest, family: str, sent: Answer) -> HttpResponse:
    """Say what became of a need, now: met fully or a bit (`full`), put second to a child, or put off."""
    holder = _holder(request, sent)
    event: Event
    match sent:
        case Answer(full=bool(full), child_first=None, later=None):
            event = Responded(holder=holder, needs=(sent.need,), full=full)
        case Answer(full=None, child_first=UUID() as first, later=None):
            event = PutSecond(holder=holder, need=sent.need, first=PersonId(first))
        case Answer(full=None, child_first=None, later=Later() as later):
            event = Deferred(holder=holder, need=sent.need, until=later.until, hour=later.hour)
        case _:
            raise Unfit("full")
    return _said(request, event, sent.id)


def _holder(request: HttpRequest, sent: OfNeed) -> Holder:
    """Return whose need it is: as sent, or else one's own, the only child's, the only pair's."""
    seat = seat_of(request)
    if not is_need(sent.need):
        raise Unfit("need")
    of = catalogue_need(sent.need).of
    if of != "child":
        whole(seat, "write")
    if sent.holder is not None:
        if sent.holder.kind != of:
            raise Unfit("holder")
        return Holder(kind=sent.holder.kind, id=sent.holder.id)
    found = _holders(seat, of, ask.people(seat, present(request)))
    if len(found) != 1:
        raise Unfit("holder")
    return found[0]


def _holders(seat: Seat, of: Of, people: People) -> list[Holder]:
    """Return who could have such a need: oneself, the children, one's pairs."""
    assert seat.viewer is not None  # noqa: S101  (for the types: a token has somebody who made it)
    match of:
        case "adult":
            return [adult(seat.viewer)]
        case "child":
            return [child(id) for id in people.children]
        case "pair":
            return [pair(id) for id in people.pairs(seat.viewer)]


def _said(request: HttpRequest, event: Event, id: UUID | None) -> HttpResponse:
    """Keep what was said, now."""
    seat, at = seat_of(request), present(request)
    own = EntryId(id or uuid4())  # of version 4, since an id of a private row must not tell the minute
    sent = Entry(id=own, at=at, noted=at, by=seat.viewer, eyes="", zone=ask.zone(seat), event=event)
    return _replied(seat, record.entries(seat, [sent], now=at), {})


def _keep(request: HttpRequest, sent: list[dict[str, Any]], sent_at: datetime | None) -> HttpResponse:
    seat, at = seat_of(request), present(request)
    read, refused = record.read(sent, sent_at=sent_at, seat=seat, now=at)
    refused |= {str(entry.id): Reason(code="api.by_hand") for entry in read if isinstance(entry.event, BY_HAND)}
    read = [entry for entry in read if not isinstance(entry.event, BY_HAND)]
    return _replied(seat, record.entries(seat, read, now=at), refused)


def _replied(seat: Seat, done: record.Recorded, refused: dict[str, Reason]) -> HttpResponse:
    """Return what became of entries; 404 where all of them speak of what is not there for this seat."""
    refused |= {str(id): reason for id, reason in done.refused.items()}
    kept, there = ([str(id) for id in ids] for ids in (done.new, done.there))
    if refused and not kept and not there and all(reason.code == "refused.unknown" for reason in refused.values()):
        raise Http404
    told: dict[str, Any] = {"kept": kept, "there": there}
    told["refused"] = [_refused(id, reason, ask.zone(seat)) for id, reason in refused.items()]
    if not refused:
        return JsonResponse(told)
    return JsonResponse({"code": "api.some_refused", "text": say("api.some_refused"), **told}, status=422)


def _refused(id: str, reason: Reason, zone: str) -> dict[str, Any]:
    field = reason.facts.get("field")
    return {"id": id or None, "code": reason.code, "text": say_reason(reason, zone=zone), "field": field}
