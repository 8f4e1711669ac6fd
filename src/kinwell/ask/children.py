"""A child's page: what their signs mean and what helps, and one question a week."""

from dataclasses import dataclass
from datetime import date, datetime

from kinwell.ask import whole
from kinwell.core.care import wondering
from kinwell.core.care.knowing import Meaning
from kinwell.core.catalogue import Need, needs_of
from kinwell.core.clock import zone as wall_zone
from kinwell.core.ids import PersonId, Seat
from kinwell.core.people import Child
from kinwell.core.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildPage:
    """A child, with what their signs mostly meant, every sign that was told of, the needs that fit their age, and this
    week's question, None once the viewer answered it. `paused` says that the viewer paused everything about them, and
    then there is nothing else."""

    child: Child
    paused: bool = False
    meanings: tuple[Meaning, ...] = ()
    signs: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    question: str | None = None


def child_page(seat: Seat, id: PersonId, at: datetime) -> ChildPage | None:
    """Return a child's page for this seat; None where there is no such child."""
    state = whole.with_paused(seat, at)
    child = state.people.children.get(id)
    if child is None:
        return None
    if id in state.knowing.paused_by(seat.viewer):
        return ChildPage(child=child, paused=True)
    today = at.astimezone(wall_zone(whole.zone(seat))).date()
    return ChildPage(
        child=child,
        meanings=state.knowing.meanings(id),
        signs=state.knowing.seen(id),
        needs=fitting(child.months(today)),
        question=_question(state, seat, child, today),
    )


def fitting(months: int) -> tuple[Need, ...]:
    """Return the needs of a child of this age in the catalogue's order."""
    return tuple(need for need in needs_of("child") if need.from_month <= months)


def _question(state: State, seat: Seat, child: Child, today: date) -> str | None:
    question = wondering.question(child, today)
    if question is None or seat.viewer is None:
        return None
    last = state.knowing.answered(seat.viewer, child.id)
    if last is None:
        return question
    code, when = last
    answered = when.astimezone(wall_zone(state.zone)).date()
    same_week = wondering.week(child, answered) == wondering.week(child, today)
    return None if code == question and same_week else question
