"""Kinwell on a phone's home screen: its name tells nothing, and it opens as itself, in the colours of the look."""

import re
import struct
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.web.browsing import Page

TOKENS = "web/tokens.css"
MOST = 10_000  # bytes of all icons together


@pytest.fixture
def manifest(db: None) -> dict[str, Any]:
    reply = Client().get("/manifest.webmanifest")
    assert reply["Content-Type"] == "application/manifest+json"
    assert not reply.cookies
    found: dict[str, Any] = reply.json()
    return found


def file_of(address: str) -> Path:
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str)
    return Path(found)


def papers() -> list[str]:
    """Return the colour of the paper by day and by night."""
    return re.findall(r"--paper: (#\w+)", file_of(TOKENS).read_text())


def test_it_is_called_kinwell_and_opens_the_first_page_alone_in_its_window(manifest: dict[str, Any]) -> None:
    assert (manifest["name"], manifest["short_name"]) == ("Kinwell", "Kinwell")
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")


def test_its_colours_are_those_of_the_look(manifest: dict[str, Any]) -> None:
    day, _ = papers()
    assert {manifest["background_color"], manifest["theme_color"]} == {day}


def test_each_icon_has_the_size_it_says(manifest: dict[str, Any]) -> None:
    for icon in manifest["icons"]:
        head = file_of(icon["src"]).read_bytes()[:24]
        assert head.startswith(b"\x89PNG")
        assert "{}x{}".format(*struct.unpack(">II", head[16:24])) == icon["sizes"]
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_the_icons_are_small(manifest: dict[str, Any]) -> None:
    files = [*(icon["src"] for icon in manifest["icons"]), "web/apple-touch-icon.png"]
    assert sum(file_of(name).stat().st_size for name in files) < MOST


@pytest.mark.parametrize(("theme", "which"), [("day", 0), ("night", 1)])
def test_every_page_links_to_it_and_says_its_colour(db: None, theme: str, which: int) -> None:
    client = Client()
    client.cookies["theme"] = theme
    page = Page(client.get("/welcome"))
    links = {given["rel"]: given["href"] for tag, given in page.elements if tag == "link"}
    assert links["manifest"] == "/manifest.webmanifest"
    assert file_of(links["apple-touch-icon"]).exists()
    colours = [given["content"] for _, given in page.elements if given.get("name") == "theme-color"]
    assert colours == [papers()[which]]
