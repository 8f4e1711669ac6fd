"""Every relative link in the pages leads somewhere, every page can be found, and every rule cited by number is told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, SRC, in_repository, name

CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|\b(?:src|href)=\"([^\"]+)\"")
OUTSIDE = re.compile(r"[a-z]+:")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
RULE = re.compile(r"safety R(\d+)")


def pages() -> list[Path]:
    return [path for path in in_repository() if path.suffix == ".md"]


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Yield (file, heading) of each relative link on a page; the heading is empty for a link to the whole."""
    for target in (a or b for a, b in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))):
        if not OUTSIDE.match(target):
            path, _, heading = target.partition("#")
            yield (page.parent / path).resolve() if path else page, heading


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made where the repository is read."""
    titles = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def leads_nowhere(page: Path) -> list[str]:
    found = []
    for target, heading in links(page):
        if not target.exists():
            found.append(str(target.name))
        elif heading and heading not in anchors(target):
            found.append(f"{target.name}#{heading}")
    return found


def test_every_relative_link_leads_somewhere() -> None:
    assert {name(page): gone for page in pages() if (gone := leads_nowhere(page))} == {}


def test_every_page_of_docs_is_linked_from_the_first_page_or_the_list() -> None:
    listed = {target for page in (ROOT / "README.md", ROOT / "docs" / "README.md") for target, _ in links(page)}
    assert [name(page) for page in pages() if ROOT / "docs" in page.parents and page not in listed] == []


def test_every_safety_rule_that_code_cites_is_told() -> None:
    cited = {
        rule for path in SRC.rglob("*.*") if path.suffix in {".py", ".toml"} for rule in RULE.findall(path.read_text())
    }
    told = set(re.findall(r"^\| R(\d+) \|", (ROOT / "docs" / "safety.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert cited == told & cited, f"docs/safety.md lacks R{sorted(cited - told)}"


@pytest.mark.parametrize("planted", ["[a](gone.md)", "[a](README.md#gone)", '<img src="gone.png">'])
def test_a_planted_dead_link_is_found(planted: str, tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(
        f"# Title\n\n{planted} [fine](README.md#title) [fine](https://example.org)\n\n```\n[a](gone)\n```\n"
    )
    assert len(leads_nowhere(page)) == 1
