"""A page holds no style or script of its own, so that its content security policy can forbid them."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.house.sources import SRC, name

TEMPLATES = sorted(path for path in SRC.rglob("*") if path.suffix in {".html", ".svg"})
DJANGO = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


class Inline(HTMLParser):
    """Collects what a policy of 'self' would refuse."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.feed(DJANGO.sub("", text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        line = self.getpos()[0]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.refused.append(f"line {line}: <{tag}>")
        for attribute, value in attrs:
            handler = re.fullmatch(r"on[a-z]+|hx-on.*", attribute) or (value or "").startswith("javascript:")
            if attribute == "style" or handler:
                self.refused.append(f"line {line}: {attribute}=")

    handle_startendtag = handle_starttag


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_is_free_of_inline_style_and_script(template: Path) -> None:
    assert not Inline(template.read_text()).refused


@pytest.mark.parametrize(
    "planted",
    [
        '<p class="{% if a == "b" %}c{% endif %}" style="color: red">',
        '<button onclick="save()">',
        '<a hx-on:click="save()">',
        '<a href="javascript:save()">',
        "<script>save()</script>",
        "<svg><style>a {}</style></svg>",
        '<rect style="{{ x }}"/>',
    ],
)
def test_what_is_planted_is_found(planted: str) -> None:
    assert Inline(planted).refused


@pytest.mark.parametrize(
    "fine", ['<script src="{% static "x.js" %}" defer></script>', '<script type="application/json">{}</script>', "<p>"]
)
def test_what_is_fine_is_left_alone(fine: str) -> None:
    assert not Inline(fine).refused
