"""Whom to ring where: each region's numbers, how old they are, which come first, and what a host's own file changes."""

import os
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from kinwell import words
from kinwell.server import checks
from kinwell.web import regions
from tests.web.test_help import DOORS, at_home, door, opens, words_of

pytestmark = pytest.mark.usefixtures(at_home.__name__)

TODAY = date(2026, 5, 4)
EMERGENCY = '{ kind = "emergency", number = "112" }'
MINE = """
[fr]
leave = "https://meteofrance.com/"
lines = [{ kind = "emergency", number = "112" }, { kind = "crisis", number = "3114", name = "3114", checked = %s }]
"""


def first_region(html: str) -> str:
    """Return the region whose numbers stand first."""
    found = re.search(r'data-region="(\w*)"', html)
    assert found
    return found[1]


def says(path: Path, text: str) -> None:
    """Write the host's own file, at another instant than the one before it."""
    path.write_text(text)
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1_000_000))


@pytest.mark.parametrize("region", regions.packaged().values(), ids=lambda region: region.code)
def test_a_region_has_an_emergency_number_at_every_door(region: regions.Region) -> None:
    assert all(any(line.kind == "emergency" for line in region.at(name)) for name in (*DOORS, "top"))
    assert all(re.fullmatch(r"\+?\d{3,}", line.dialled) for line in region.lines)
    assert region.leave
    assert region.zones
    assert any(line.kind == "crisis" for line in region.lines)
    assert any(line.kind == "afraid" for line in region.lines)


def test_every_region_is_on_the_page_at_every_door() -> None:
    page = opens()
    for name in DOORS:
        found = re.findall(r'data-region="(\w*)"', door(page, name))
        assert sorted(found) == ["", *sorted(regions.packaged())], name


def test_what_is_known_first_is_first() -> None:
    us = regions.packaged()["us"].at("mind")

    assert [(line.kind, line.number) for line in us[:3]] == [
        ("emergency", "911"), ("crisis", "988"), ("perinatal", "1-833-852-6262"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "language", "first"),
    [
        ("/help", "en-IE,en;q=0.9", "ie"), ("/help", "de", ""), ("/help", "fr-FR,es-ES;q=0.8", "es"),
        ("/help", "zh-Hant-NZ", "nz"), ("/help", "", ""), ("/help?region=au", "en-GB", "au"),
        ("/help?region=xx", "en-GB", "gb"), ("/help?region=<b>", "en", ""),
    ],
)  # fmt: skip
def test_the_likely_region_stands_first_and_the_chosen_one_before_it(address: str, language: str, first: str) -> None:
    page = opens(address, language)

    assert first_region(page.html) == first
    assert all(first_region(door(page, name)) == first for name in DOORS)
    assert ("data-chosen" in page.html) == ("region=au" in address)


def test_who_is_somewhere_else_is_told_to_ring_the_local_emergency_number() -> None:
    behind = door(opens("/help", "en"), "hurt").split("<details>")[0]

    assert "Your local emergency number: 112 in Europe" in words_of(behind)
    assert re.findall(r'href="tel:(\d+)"', behind)[:2] == ["112", "911"]


def test_another_region_is_a_link_that_works_without_script() -> None:
    links = [given["href"] for _, given in opens().elements if "data-first" in given]

    assert sorted(links) == sorted(f"?region={code}" for code in regions.packaged())


# How old a number is.


@pytest.mark.parametrize(
    ("checked", "said"),
    [
        ("2026-05-04", "Checked on 4 May 2026."), ("2025-05-04", "Checked on 4 May 2025."),
        ("2025-05-03", "Checked on 3 May 2025, may have changed."), ("2026-05-05", "Not checked yet: make sure."),
    ],
)  # fmt: skip
def test_a_number_says_when_it_was_checked_and_a_stale_one_that_it_may_have_changed(
    tmp_path: Path, checked: str, said: str
) -> None:
    says(tmp_path / regions.FILE, MINE % checked)
    line = re.search('<a class="call" href="tel:3114">(.*?)</a>', door(opens("/help", "fr-FR"), "mind"))
    shown = words_of(door(opens("/help", "fr-FR"), "mind").split("<details>")[0])

    assert said in shown
    assert line
    assert (said in line[1]) == (said != "Not checked yet: make sure.")  # where all say the same, it is said once


def test_a_number_that_nobody_checked_says_so() -> None:
    lines = [line for region in regions.packaged().values() for line in region.lines]

    assert all(line.checked is None or line.checked <= date.today() for line in lines)  # noqa: DTZ011
    assert "Not checked yet: make sure." in opens().says


@pytest.mark.parametrize(
    ("checked", "freshness"),
    [(None, "unchecked"), (date(2026, 5, 4), "checked"), (date(2025, 5, 3), "stale"), (date(2027, 1, 1), "unchecked")],
)
def test_a_year_is_how_long_a_number_is_good_for(checked: date | None, freshness: str) -> None:
    assert regions.Helpline(kind="crisis", number="1", checked=checked).freshness(TODAY) == freshness


# The host's own file.


def test_a_host_adds_a_country_and_replaces_one(tmp_path: Path) -> None:
    ours = MINE % "2026-05-01" + MINE.replace("[fr]", "[gb]") % "2026-05-01"
    says(tmp_path / regions.FILE, ours)

    assert first_region(opens("/help", "fr-FR").html) == "fr"
    assert "France" in opens().says
    assert "999" not in door(opens(), "mind").split("<details>")[0]
    assert set(regions.known(tmp_path)) == {*regions.packaged(), "fr"}


def test_it_is_read_again_when_it_changes_and_forgotten_when_it_goes(tmp_path: Path) -> None:
    path = tmp_path / regions.FILE
    says(path, MINE % "2026-05-01")
    assert "France" in opens().says
    says(path, MINE.replace("[fr]", "[it]") % "2026-05-01")
    assert "Italy" in opens().says
    path.unlink()
    assert "Italy" not in opens().says


@pytest.mark.parametrize(
    "bad",
    [
        "[gb",
        "gb = 3",
        "[gb]\nlines = 3",
        "[gb]\nlines = []",
        f"[xx]\nlines = [{EMERGENCY}]",
        f"[GB]\nlines = [{EMERGENCY}]",
        f'[gb]\nlead = ""\nlines = [{EMERGENCY}]',
        f'[gb]\nleave = "javascript:1"\nlines = [{EMERGENCY}]',
        '[gb]\nlines = [{ kind = "emergency", number = "ring" }]',
        '[gb]\nlines = [{ kind = "emergency", number = 112 }]',
        '[gb]\nlines = [{ kind = "pizza", number = "112" }]',
        f'[gb]\nlines = [{EMERGENCY}, {{ kind = "crisis", number = "1737" }}]',
        '[gb]\nlines = [{ kind = "emergency", number = "112", checked = "today" }]',
        '[gb]\nlines = [{ kind = "crisis", number = "1737", name = "x" }]',
    ],
)
def test_a_file_that_cannot_be_used_leaves_the_packaged_numbers_and_the_doctor_says_why(
    tmp_path: Path, bad: str
) -> None:
    says(tmp_path / regions.FILE, bad)

    assert regions.known(tmp_path) == regions.packaged()
    assert first_region(opens().html) == "gb"
    found = checks._numbers()
    assert not found.good
    assert "regions.toml" in found.said
    assert "gb" in found.said.lower() or "xx" in found.said or bad == "[gb"


def test_bytes_that_are_no_text_are_no_fault_either(tmp_path: Path) -> None:
    (tmp_path / regions.FILE).write_bytes(b"\xff\xfe")

    assert regions.known(tmp_path) == regions.packaged()
    assert not checks._numbers().good


def test_the_doctor_counts_what_nobody_checked(tmp_path: Path) -> None:
    before = checks._numbers()
    says(tmp_path / regions.FILE, MINE % "2026-05-01")
    after = checks._numbers()

    assert before.good
    assert after.good
    lines = sum(len(region.lines) for region in regions.packaged().values())
    assert after.said == f"{lines + 2} on Help, {lines + 1} of them not checked within a year"


def test_every_kind_of_helpline_and_every_age_of_a_number_has_its_words() -> None:
    kinds = {line.kind for region in regions.packaged().values() for line in region.lines}

    assert {f"help.kind.{kind}" for kind in kinds} <= words.codes()
    assert {f"help.checked.{one}" for one in ("checked", "stale", "unchecked")} <= words.codes()


def test_a_date_is_told_with_its_year() -> None:
    assert words.date_and_year(datetime(2026, 8, 12).date()) == "12 August 2026"  # noqa: DTZ001
