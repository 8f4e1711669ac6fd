"""Codes of invitations and of links that end: 128 bits, shown once, kept as their hash alone."""

import secrets
from hashlib import sha256

BYTES = 16  # 128 bits


def new() -> str:
    """Return a new code, made to stand in an address."""
    return secrets.token_urlsafe(BYTES)


def hashed(code: str) -> str:
    """Return what is kept of a code: whoever reads it cannot use it."""
    return sha256(code.encode()).hexdigest()
