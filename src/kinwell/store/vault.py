"""Keys, seal, open: private bodies are sealed to their author's public key, so that anything may write and only who
holds the private key reads.

HPKE (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305). Family and row id are bound in, so that no sealed body can be
moved to another row. Bodies are padded to steps of 256 bytes, so that a length says little.
"""

from hmac import compare_digest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kinwell.core.ids import FamilyId, PersonId
from kinwell.store.models import KeyRow
from kinwell.store.prepared import Prepared

STEP = 256
_PUBLIC, _PRIVATE = (
    Prepared(lambda family, person, half=half: KeyRow.objects.filter(family_id=family, person=person).values_list(half))
    for half in ("public", "private")
)
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class Sealed(ValueError):
    """This body does not open with this key, for this row."""


def make_keys(family: FamilyId, person: PersonId) -> None:
    """Keep a new key pair for this adult, unless they have one."""
    key = X25519PrivateKey.generate()
    KeyRow.objects.get_or_create(
        family_id=family,
        person=person,
        defaults={"public": key.public_key().public_bytes_raw(), "private": key.private_bytes_raw()},
    )


def public_key(family: FamilyId, person: PersonId) -> bytes:
    """Return the key to seal to; raise LookupError for a person who has none (a child, somebody of another family)."""
    for (public,) in _PUBLIC(family, person):
        return bytes(public)
    raise LookupError("no key")


def private_key(family: FamilyId, person: PersonId) -> bytes | None:
    """Return the key that opens this person's rows, as the session of that person holds it; None when there is none.

    It lies in the row unwrapped until pages can be locked; from then on the session brings it.
    """
    return next((bytes(private) for (private,) in _PRIVATE(family, person)), None)


def fits(family: FamilyId, person: PersonId) -> bool:
    """Return whether this adult has a key pair, and its private part is that of its public one."""
    private = private_key(family, person)
    if private is None:
        return False
    try:
        key = X25519PrivateKey.from_private_bytes(private)
        return key.public_key().public_bytes_raw() == public_key(family, person)
    except ValueError:
        return False


def seal(body: bytes, *, to: bytes, bound: str) -> bytes:
    """Return the body padded and sealed to a public key; `bound` (family and row) must be given again to open it."""
    framed = len(body).to_bytes(4, "big") + body
    padded = framed.ljust(-(-len(framed) // STEP) * STEP, b"\0")
    return _SUITE.encrypt(padded, X25519PublicKey.from_public_bytes(to), info=bound.encode())


class Key:
    """A private key, read once to open many bodies; equal to another of the same bytes, and shown nowhere."""

    __slots__ = ("_key", "_raw")

    def __init__(self, raw: bytes) -> None:
        """Read the key; raise Sealed for bytes that are none."""
        try:
            self._key = X25519PrivateKey.from_private_bytes(raw)
        except ValueError as error:
            raise Sealed("no key") from error
        self._raw = raw

    def __eq__(self, other: object) -> bool:
        """Return whether it is the same key."""
        return isinstance(other, Key) and compare_digest(self._raw, other._raw)

    def __hash__(self) -> int:
        """Return the hash of its bytes."""
        return hash(self._raw)

    def open(self, sealed: bytes, *, bound: str) -> bytes:
        """Return the body; raise Sealed when the key, the family or the row is another."""
        try:
            padded = _SUITE.decrypt(sealed, self._key, info=bound.encode())
        except (InvalidTag, ValueError) as error:
            raise Sealed("does not open") from error
        length = int.from_bytes(padded[:4], "big")
        return padded[4 : 4 + length]


def open_sealed(sealed: bytes, *, key: bytes, bound: str) -> bytes:
    """Return one body; raise Sealed as Key.open does."""
    return Key(key).open(sealed, bound=bound)
