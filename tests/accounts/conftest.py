"""What the tests of accounts share."""

from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher


@pytest.fixture(autouse=True)
def _passphrases_are_hashed_in_no_time(monkeypatch: Any) -> None:
    """Argon2 as ever, with so little memory that a test need not wait for it."""
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 64)
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)
