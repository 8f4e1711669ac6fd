"""What every command shares: the two streams, where data lies, and how a family, a seat and an instant are named."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.console import Console

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or say what it should look like."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date: write it as 2026-08-14", param, ctx)


def with_data[**P, R](command: Callable[P, R]) -> Callable[P, R]:
    """Add --data to a command, and have Django and the tables ready when it runs."""

    @click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Where data lies (KINWELL_DATA).")
    @wraps(command)
    def ready(*args: P.args, **kwargs: P.kwargs) -> R:
        set_up(kwargs.pop("data", None))  # type: ignore[arg-type]  # click passes it besides the command's own
        return command(*args, **kwargs)

    return ready


def set_up(data: Path | None) -> None:
    if data is not None:
        os.environ["KINWELL_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinwell.server.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def family_of(name: str) -> Any:
    from kinwell.accounts import families

    found = families.by_name(name)
    if found is None:
        raise click.ClickException(f"no family is called {name!r} here")
    return found


def seat_of(family_id: Any, person: str | None) -> Any:
    """Return shared eyes, or those of a person whose passphrase was given."""
    from kinwell.accounts import access

    if person is None:
        return access.shared_seat(family_id)
    seat = access.seat_by_passphrase(family_id, person, passphrase_of(f"Passphrase for {person}"))
    if seat is None:
        raise click.ClickException("that name and passphrase do not open a seat in this family")
    return seat


def instant_of(text: str | None, family_id: Any) -> datetime:
    from kinwell.accounts import families
    from kinwell.core.clock import zone

    if text is None:
        return datetime.now(UTC)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"--at {text!r} is not an instant: write it as 2026-06-01T12:00") from error
    return (instant if instant.tzinfo else instant.replace(tzinfo=zone(families.zone_of(family_id)))).astimezone(UTC)


def is_called(name: str, typed: str) -> bool:
    """Return whether somebody typed this name, in whatever case."""
    return name.casefold() == typed.strip().casefold()


def passphrase_of(prompt: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(prompt, hide_input=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def said(code: str, facts: Any = None) -> str:
    from kinwell.words import say

    return say(code, facts or {})
