"""What every test shares: how Hypothesis looks for examples, and which folders are set apart."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

# `test` finds the same examples every time, whatever the machine's speed; `soak` goes looking for new ones.
settings.register_profile("test", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", settings.get_profile("test"), derandomize=False, max_examples=2_000, print_blob=True)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "test")
settings.load_profile(PROFILE)

# Hypothesis also draws from the constants of whatever modules were imported before, which is another set when a file is
# run alone or another worker took it; there is no setting for it yet.
if PROFILE == "test":
    providers._get_local_constants = lambda: providers._local_constants

HERE = Path(__file__).parent
SET_APART = ("e2e", "soak")
DRAWN = {"given", "examples", "schemathesis"}  # names by which a module draws examples


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        folder = item.path.relative_to(HERE).parts[0]
        if folder in SET_APART:
            item.add_marker(folder)
        elif _draws(item):
            item.add_marker("draws")


def _draws(item: pytest.Item) -> bool:
    """Return whether a test stands in a module that draws examples, of which `make soak` draws far more."""
    return not DRAWN.isdisjoint(vars(item.module))  # type: ignore[attr-defined]
