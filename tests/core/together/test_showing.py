"""What each adult shows another, as it stands."""

from kinwell.core.ids import pair_of
from kinwell.core.log.events import EyesByNeed
from kinwell.core.together.showing import Showing
from tests.builders import ADA, SAM, a_family

US = pair_of(ADA, SAM)


def to_sam(*needs: str, asks: bool = False) -> EyesByNeed:
    return EyesByNeed(pair=US, to=SAM, needs=needs, asks=asks)


def test_until_they_choose_nobody_shows_anything() -> None:
    shows = a_family().state("ada", "13:00").shows
    assert shows.of(ADA, SAM) == shows.of(SAM, ADA) == Showing(needs=(), asks=False)


def test_what_ada_chose_last_stands_and_says_nothing_of_sam() -> None:
    day = a_family().says("12:00", to_sam("eat")).says("12:10", to_sam("drink", asks=True))
    shows = day.state("ada", "13:00").shows
    assert shows.of(ADA, SAM) == Showing(needs=("drink",), asks=True)
    assert shows.of(SAM, ADA) == Showing()


def test_it_stands_from_when_it_was_chosen() -> None:
    day = a_family().says("12:00", to_sam("eat"))
    assert day.state("ada", "11:59").shows.of(ADA, SAM) == Showing()


def test_a_helper_knows_nothing_of_it() -> None:
    day = a_family().says("12:00", to_sam("eat"))
    assert day.state("nan", "13:00").shows.chosen == {}
