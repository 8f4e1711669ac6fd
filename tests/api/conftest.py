"""What the tests of the API share: the family, its held clock, and programs that its adults let in."""

import pytest

from tests.api.calling import Caller, let_in
from tests.web.browsing import Household
from tests.web.conftest import (  # noqa: F401  (fixtures)
    _passphrases_are_hashed_in_no_time,
    _served_without_a_build,
    ada,
    clock,
    household,
    nan,
    sam,
)


@pytest.fixture
def program(household: Household) -> Caller:  # noqa: F811  (a fixture asks for another by its name)
    """Return a program that Ada let in to do everything."""
    return let_in(household, "ada")


@pytest.fixture
def helping(household: Household) -> Caller:  # noqa: F811
    """Return a program that Ada let in to read and write child care."""
    return let_in(household, "ada", "care:read", "care:write", id=78)
