"""What a program can read: the answers behind the screens as the command line gives them, history, who the family is,
and the catalogue of needs and acts with their words."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query
from pydantic import AwareDatetime

from kinwell import ask, codec
from kinwell.api import schema
from kinwell.api.asked import Bearer, Unfit, present, router, seat_of
from kinwell.core.catalogue import acts, need, needs, own_need_acts
from kinwell.core.clock import FamilyDay
from kinwell.core.ids import PersonId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.together.split import night_of
from kinwell.documents.acts import act_as_json
from kinwell.documents.cards import card_as_json
from kinwell.documents.needs import need_as_json
from kinwell.documents.nights import tonight_as_json
from kinwell.documents.now import now_as_json
from kinwell.documents.people import people_as_json

CARE, OWN = Bearer("read"), Bearer("read", own=True)

MOST_DAYS = 31  # of history in one request
A_WEEK = 7  # days of history where none are named
MOST_LINES = 500
FIRST, LAST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2199, 12, 30, tzinfo=UTC)  # what `at` can be

At = Annotated[AwareDatetime | None, Query(description="An instant to answer for; now, when left out.")]


@router.get("{family}/now", auth=CARE, openapi_extra=schema.answers("now"))
def now(request: HttpRequest, family: str, at: At = None) -> dict[str, Any]:
    """What is so, and what would help: the document of `kinwell now --json`. `own` is null without `own:read`."""
    return now_as_json(ask.now(seat_of(request), _instant(request, at), keeps=at is None))


@router.get("{family}/tonight", auth=OWN, openapi_extra=schema.answers("nights", needs="own:read"))
def tonight(request: HttpRequest, family: str, at: At = None) -> dict[str, Any]:
    """How the night goes: the document of `kinwell tonight --json`. It is the adults', so it takes `own:read`."""
    seat, instant = seat_of(request), _instant(request, at)
    return tonight_as_json(ask.tonight(seat, instant), night_of(instant, ask.zone(seat)))


@router.get("{family}/handover", auth=CARE, openapi_extra=schema.answers("cards", many=True))
def handover(request: HttpRequest, family: str, child: UUID | None = None, at: At = None) -> list[dict[str, Any]]:
    """The hand-over cards, the youngest child's first, or one child's: the document of `kinwell handover --json`."""
    seat, instant = seat_of(request), _instant(request, at)
    known = [one.id for one in ask.people(seat, instant).youngest_first()]
    if child is not None and child not in known:
        raise Http404
    wanted = known if child is None else [PersonId(child)]
    return [card_as_json(card) for id in wanted if (card := ask.card(seat, id, instant)) is not None]


@router.get("{family}/people", auth=CARE, openapi_extra=schema.answers("people"))
def people(request: HttpRequest, family: str) -> dict[str, Any]:
    """Who the family is, with the ids by which entries name them; `you` is whoever let the program in."""
    seat = seat_of(request)
    return people_as_json(ask.people(seat, present(request)), _viewer(seat), ask.zone(seat))


@router.get("{family}/entries", auth=CARE, openapi_extra=schema.answers("entries"))
def entries(
    request: HttpRequest,
    family: str,
    first: Annotated[date | None, Query(alias="from", description="A family day; it begins at 4 a.m.")] = None,
    until: Annotated[date | None, Query(description="The last family day; today, when left out.")] = None,
    kind: Annotated[list[str] | None, Query(description="Only entries of these kinds.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_LINES)] = 100,
    cursor: Annotated[str | None, Query(description="`next` of the page before.")] = None,
) -> dict[str, Any]:
    """History: what stands of these family days as it now reads, newest first, at most 31 days at once. Without days,
    the last seven."""
    seat, at = seat_of(request), present(request)
    begin, end = _days(first, until, at, ask.zone(seat))
    found = ask.standing(seat, at, first=begin, last=end)
    after = _cursor(cursor) if cursor else None
    wanted = [
        entry
        for entry in found
        if (not kind or entry.event.KIND in kind) and (after is None or (entry.at, entry.id) < after)
    ]
    page = wanted[:limit]
    return {
        "entries": [codec.dump_entry(entry) for entry in page],
        "next": _after(page[-1]) if len(wanted) > len(page) else None,
    }


@router.get("{family}/needs", auth=CARE, openapi_extra=schema.answers("needs", many=True))
def all_needs(request: HttpRequest, family: str) -> list[dict[str, Any]]:
    """The needs that Kinwell knows: of whom, what they are called, and how long they can go by default. With them, for
    a token of what is one's own, those that one named oneself."""
    called = ask.called(seat_of(request), present(request))
    return [need_as_json(one, called=called) for one in (*needs().values(), *map(need, called))]


@router.get("{family}/acts", auth=CARE, openapi_extra=schema.answers("acts", many=True))
def all_acts(request: HttpRequest, family: str) -> list[dict[str, Any]]:
    """The acts that Kinwell can offer: what they are called here, how long they take, and what they meet."""
    seat = seat_of(request)
    people, called = ask.people(seat, present(request)), ask.called(seat, present(request))
    own = (act for act in own_need_acts().values() if act.meets[0].need in called)
    return [act_as_json(act, people, _viewer(seat), called=called) for act in (*acts().values(), *own)]


def _instant(request: HttpRequest, at: datetime | None) -> datetime:
    """Return the instant that was asked for, or that at which the request came."""
    if at is None:
        return present(request)
    if not FIRST <= at <= LAST:
        raise Unfit("at")
    return at.astimezone(UTC)


def _days(first: date | None, until: date | None, at: datetime, zone: str) -> tuple[date, date]:
    """Return the first and the last family day that were asked for."""
    end = until or FamilyDay.of(at, zone).date
    begin = first or max(end, FIRST.date() + timedelta(days=A_WEEK)) - timedelta(days=A_WEEK - 1)
    if not FIRST.date() <= begin or end > LAST.date():
        raise Unfit("from" if begin < FIRST.date() else "until")
    if not timedelta() <= end - begin < timedelta(days=MOST_DAYS):
        raise Unfit("from")
    return begin, end


def _after(last: Entry) -> str:
    return urlsafe_b64encode(f"{last.at.isoformat()} {last.id}".encode()).decode()


def _cursor(given: str) -> tuple[datetime, UUID]:
    """Return where the page before ended; raise Unfit for what is no `next` of ours."""
    try:
        at, id = urlsafe_b64decode(given).decode().rsplit(" ", 1)
        instant = datetime.fromisoformat(at)
        if instant.tzinfo is None:
            raise Unfit("cursor")
        return instant, UUID(id)
    except ValueError as error:
        raise Unfit("cursor") from error


def _viewer(seat: Seat) -> PersonId:
    """Return who let the program in."""
    assert seat.viewer is not None  # noqa: S101  (for the types: a token has somebody who made it)
    return seat.viewer
