"""Writes the pages of docs/ that the code already knows: events.md, cli.md and api.md. A test holds them to it."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NewType, TypeAliasType, Union, get_args, get_origin

import click

from kinwell.cli import main
from kinwell.core.log.events import HISTORY_ONLY, KINDS, Event

if __package__:
    from tools import api_page
else:  # `python tools/docs.py`
    import api_page

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ANSWERS = {"now": "now.py", "tonight": "nights.py", "handover": "cards.py"}  # in documents/, by command
WIDTH = 88

EVENTS = """\
# Events

Every kind of thing a family's log can hold. Written by `make docs` from
[core/log/events](../src/kinwell/core/log/events/__init__.py). Who wrote an entry, when, where and for whose eyes is
said by its envelope, [core/log/entry.py](../src/kinwell/core/log/entry.py).

A *point* has an instant; a *span* also has an end, which may be told later. *Born for* says whose eyes it is for until
its author changes that: `care`, all adults and helpers; `adults`; `pair`, the two of them; `me`, the author alone;
`holder`, which is `care` for a child, `me` for an adult and `pair` for a pair; `target`, the eyes of the entry it is
about.
"""

CLI = """\
# The command line

Written by `make docs` from [cli.py](../src/kinwell/cli.py) and [telling.py](../src/kinwell/telling.py).

Where data lies is said by `--data`, else by KINWELL_DATA, else it is `./data`. A command ends with exit code 1 where
anything was refused or found wrong, and with 2 where it was called wrongly. A passphrase is asked for on the terminal,
or read as one line of standard input.
"""

JSON = """\
## The JSON of kinwell {name} --json

From [documents/{module}](../src/kinwell/documents/{module}). Keys may be added in later versions; those that are here
keep their meaning.
"""


def pages() -> dict[Path, str]:
    """Return the text of every generated page, by path."""
    return {DOCS / "events.md": events(), DOCS / "cli.md": cli(), DOCS / "api.md": api_page.page()}


def events() -> str:
    """Return the page of every event kind."""
    return "\n".join([EVENTS, *map(event, KINDS.values())])


def event(kind: type[Event]) -> str:
    """Return the section of one kind."""
    lasts = "Span" if kind.SPAN else "Point"
    history = " Kept for its history alone." if kind.KIND in HISTORY_ONLY else ""
    lines = [f"## {kind.KIND}", "", f"{summary(kind)}", "", f"{lasts}, born for `{kind.BORN}`.{history}", ""]
    if told := fields(kind):
        lines += ["| field | type | when not told |", "|---|---|---|", *map(row, told), ""]
    return "\n".join(lines)


def summary(kind: type[Event]) -> str:
    """Return the first line of what the class says of itself."""
    return (inspect.getdoc(kind) or "").split("\n", maxsplit=1)[0]


def row(told: Field[Any]) -> str:
    """Return the table row of one field."""
    if told.default is not MISSING:
        otherwise = "unknown" if told.default is None else f"`{told.default!r}`"
    else:
        otherwise = "must be told" if told.default_factory is MISSING else "empty"
    return f"| {told.name} | {type_words(told.type)} | {otherwise} |"


def type_words(type_: Any) -> str:
    """Return a field's type as one would say it: aliases resolved, `or` between choices, no None."""
    if isinstance(type_, TypeAliasType):
        return type_words(type_.__value__)
    if isinstance(type_, NewType):
        return str(type_.__name__)
    choices, origin = get_args(type_), get_origin(type_)
    if origin is Literal:
        return " or ".join(f"`{choice}`" for choice in choices)
    if origin in (Union, UnionType):
        return " or ".join(type_words(choice) for choice in choices if choice is not NoneType)
    if origin is tuple:
        return f"list of {type_words(choices[0])}"
    if origin is Mapping:
        return "values by field"
    return str(type_.__name__)


def cli() -> str:
    """Return the page of every command."""
    context = click.Context(main, info_name="kinwell", terminal_width=WIDTH, **main.context_settings)
    tables = [JSON.format(name=name, module=module) + "\n" + answer_keys(module) for name, module in ANSWERS.items()]
    return "\n".join([CLI, *(command(each) for each in commands(context)), *tables])


def answer_keys(module: str) -> str:
    """Return the table of keys in the docstring of a module of answers; parsed, since importing it needs Django."""
    path = ROOT / "src" / "kinwell" / "documents" / module
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return "".join(f"{line}\n" for line in said.splitlines() if line.startswith("|"))


def commands(context: click.Context) -> Iterator[click.Context]:
    """Yield the context of this command and of all below it."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            below = context.command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from commands(click.Context(below, info_name=name, parent=context, terminal_width=WIDTH))


def command(context: click.Context) -> str:
    """Return the section of one command: its own help."""
    return f"## {context.command_path}\n\n```\n{context.command.get_help(context)}\n```\n"


if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(DOCS.parent)}")
