"""Whom to ring where: regions with their numbers, as the package has them and as the host's own file says otherwise.

The numbers are data that grow old: each may say when it was last checked, and the page says so where that is long ago
or never was.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from babel import Locale
from babel.core import get_global
from msgspec import Meta, Struct, ValidationError, convert

type Raw = Mapping[str, object]
type Freshness = Literal["checked", "stale", "unchecked"]
Kind = Literal["emergency", "health", "crisis", "perinatal", "parents", "afraid"]

FILE = "regions.toml"
GOOD_FOR = timedelta(days=365)  # after a year a number may have changed
DOORS: Mapping[str, tuple[Kind, ...]] = {
    "top": ("emergency",),
    "hurt": ("emergency", "crisis"),
    "body": ("emergency", "health"),
    "mind": ("emergency", "crisis", "perinatal"),
    "baby": ("emergency", "health", "parents"),
    "afraid": ("emergency", "afraid"),
    "worried": ("emergency", "crisis", "perinatal", "afraid"),
}
_WANTED = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z]{4})?-([a-zA-Z]{2})\b")


class Helpline(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number to ring, and what is known of it."""

    kind: Kind
    number: Annotated[str, Meta(pattern=r"^\+?[0-9][0-9 -]*[0-9]$")]
    name: str = ""
    option: str = ""
    all_day: bool = False
    checked: date | None = None

    @property
    def dialled(self) -> str:
        """The number as a phone takes it."""
        return re.sub(r"[^+0-9]", "", self.number)

    def freshness(self, today: date) -> Freshness:
        """Return whether the number was checked within a year, longer ago, or never (a day to come counts as never)."""
        if self.checked is None or self.checked > today:
            return "unchecked"
        return "checked" if today - self.checked <= GOOD_FOR else "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where one lives: whom to ring there, and a page that tells nothing."""

    code: str
    lines: tuple[Helpline, ...]
    leave: str = ""

    def at(self, door: str) -> list[Helpline]:
        """Return the lines that a door shows, in its order of kinds."""
        return [line for kind in DOORS[door] for line in self.lines if line.kind == kind]

    @property
    def zones(self) -> str:
        """The time zones of its country, with spaces: by them a phone finds its own region."""
        return " ".join(sorted(zone for zone, where in _zones().items() if where == self.code.upper()))


class _Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    lines: tuple[Helpline, ...]
    leave: Annotated[str, Meta(pattern=r"^(https://[a-z0-9.-]+(/[a-zA-Z0-9/._-]*)?)?$")] = ""


@cache
def packaged() -> Mapping[str, Region]:
    """Return the regions that come with Kinwell, by code."""
    return read(tomllib.loads(files("kinwell.web").joinpath(FILE).read_text(encoding="utf-8")))


def known(data: Path) -> Mapping[str, Region]:
    """Return every region by code: the packaged ones, and over them those of the host's file if that is sound."""
    try:
        return {**packaged(), **own(data)}
    except ValueError:
        return packaged()


def own(data: Path) -> Mapping[str, Region]:
    """Return the regions of the host's file; none without one. Raises ValueError saying what is wrong with it."""
    path = data / FILE
    try:
        stat = path.stat()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from error
    return _read_once(path, stat.st_mtime_ns, stat.st_size)


def likely(languages: str, regions: Mapping[str, Region]) -> str:
    """Return the first region that a browser's languages name ("en-IE, en;q=0.8"), or nothing."""
    named = (match[1].lower() for match in _WANTED.finditer(languages))
    return next((code for code in named if code in regions), "")


def here(zone: str, languages: str, regions: Mapping[str, Region]) -> Region | None:
    """Return the region of a time zone; where that names no country, the one that a browser's languages name. None for
    a country whose numbers are not known: those of another would be wrong there."""
    country = _zones().get(zone, "").lower()
    return regions.get(country or likely(languages, regions))


def emergencies(regions: Mapping[str, Region]) -> list[str]:
    """Return the emergency numbers of all regions, the most usual first: for whoever is somewhere else."""
    usual = Counter(line.dialled for region in regions.values() for line in region.at("top"))
    return [number for number, _ in usual.most_common()]


def read(raw: Raw) -> dict[str, Region]:
    """Return the regions of a file by code. Raises ValueError naming the region and what does not hold together."""
    return {code: _region(code, row) for code, row in raw.items()}


@lru_cache(maxsize=1)
def _read_once(path: Path, changed: int, size: int) -> Mapping[str, Region]:  # noqa: ARG001  (a change is a new key)
    try:
        return read(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from error


def _region(code: str, row: object) -> Region:
    if not (code.islower() and len(code) == len("gb") and code.upper() in Locale("en").territories):
        raise ValueError(f"{code}: no country")
    try:
        found = convert(row, _Row)
    except ValidationError as error:
        raise ValueError(f"{code}: {error}") from error
    if not any(line.kind == "emergency" for line in found.lines):
        raise ValueError(f"{code}: no emergency number")
    if nameless := next((line for line in found.lines if not line.name and line.kind != "emergency"), None):
        raise ValueError(f"{code}: {nameless.number} has no name")
    return Region(code=code, lines=found.lines, leave=found.leave)


@cache
def _zones() -> Mapping[str, str]:
    return dict(get_global("zone_territories"))
