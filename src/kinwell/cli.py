"""The command line: serve, families, import, and the same answers that the screens give.

    kinwell serve | https | family create | import | now | tonight | handover | history | rebuild | doctor
    kinwell cue | answer | checkin       what an adult tells (telling.py)

Where data lies is said by --data or KINWELL_DATA. Exit code 1 means that something was refused or found wrong.
"""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from kinwell import telling
from kinwell.terminal import (
    Day,
    err,
    family_of,
    instant_of,
    is_called,
    out,
    passphrase_of,
    said,
    seat_of,
    set_up,
    with_data,
)

MOST_SHOWN = 50  # differences on the terminal; the rest are counted


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kinwell")
def main() -> None:
    """Kinwell: everyone's needs in a young family, in view."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 for other devices at home.")
@click.option("--port", default=8000, show_default=True)
@with_data
def serve(host: str, port: int) -> None:
    """Serve Kinwell until it is stopped."""
    from kinwell.server.serving import serve as run

    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104  (compared, not bound)
    out.print(f"Kinwell is on http://{shown}:{port} (Ctrl+C stops it)")
    run(host, port)


@main.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="127.0.0.1 for this machine alone.")  # noqa: S104
@click.option("--port", default=8443, show_default=True)
@click.option("--http-port", default=8080, show_default=True, help="Plain: the steps for phones, and nothing else.")
@click.option("--name", "given", multiple=True, help="Another name or address of this machine; may be repeated.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Where data lies (KINWELL_DATA).")
def https(host: str, port: int, http_port: int, given: tuple[str, ...], data: Path | None) -> None:
    """Serve over HTTPS at home, and show phones how to trust it."""
    from kinwell.server import names, serving

    try:
        called = names.of_this_machine(given)
    except ValueError as wrong:
        raise click.UsageError(f"--name: {wrong}") from wrong
    serving.answer_over_https(called, port)
    set_up(data)
    from django.conf import settings

    from kinwell.server import certificates, phone_steps

    ready = certificates.ready(settings.DATA, called, datetime.now(UTC))
    here = phone_steps.Here(
        kinwell=f"https://{called.first}:{port}/",
        steps=f"http://{called.first}:{http_port}/",
        machine=called.machine,
        ready=ready,
    )
    try:
        steps = phone_steps.listen(host, http_port)
    except OSError as taken:
        raise click.ClickException(f"port {http_port} is not to be had: {taken.strerror}") from taken
    click.echo(phone_steps.told(here))
    serving.serve_https(host, port, here, steps)


@main.group()
def family() -> None:
    """Families of this server."""


@family.command("create")
@click.argument("name")
@click.option("--zone", required=True, help="IANA time zone, such as Europe/London.")
@click.option("--adult", required=True, help="Name of the first adult, by which they sign in.")
@click.option("--email", required=True)
@click.option("--child", "children", multiple=True, help="Name of a child; may be given more than once.")
@click.option("--birth", "births", multiple=True, type=Day(), help="Birth of each child, in the same order.")
@with_data
def create(name: str, zone: str, adult: str, email: str, children: tuple[str, ...], births: tuple[date, ...]) -> None:
    """Make a family; the adult's passphrase is read from standard input."""
    from kinwell.accounts import families

    if len(children) != len(births):
        raise click.UsageError("give one --birth for each --child")
    passphrase = passphrase_of(f"Passphrase for {adult}")
    new = [families.NewChild(name=child, born=born) for child, born in zip(children, births, strict=True)]
    try:
        families.create(
            name=name,
            zone_name=zone,
            adult=adult,
            email=email,
            passphrase=passphrase,
            children=new,
            now=datetime.now(UTC),
            new_id=uuid4,
        )
    except families.Refused as refused:
        raise click.ClickException(said(refused.code)) from refused
    out.print(f"{name}: {adult} can sign in.")


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "format_", default="auto", show_default=True, help="auto tells by the column names.")
@click.option("--family", "family_name", required=True)
@click.option("--child", required=True, help="Whose log the file is; added to the family when new.")
@click.option("--birth", required=True, type=Day())
@click.option("--zone", required=True, help="IANA time zone of the times in the file.")
@with_data
def import_(file: Path, format_: str, family_name: str, child: str, birth: date, zone: str) -> None:
    """Bring in the log of another tracker; a second time adds nothing."""
    from kinwell.accounts import families
    from kinwell.transfer import importing

    now = datetime.now(UTC)
    try:
        importing.check(file, format_)
        who = families.NewChild(name=child, born=birth)
        where = families.find_or_found(family_name, zone_name=zone, child=who, now=now, new_id=uuid4)
        job = importing.Import(path=file, family=where.family, child=where.child, zone=zone, format=format_)
        counts = _imported(job, now)
    except families.Refused as refused:
        raise click.ClickException(said(refused.code)) from refused
    except importing.WrongFormat as wrong:
        raise click.ClickException(str(wrong)) from wrong
    out.print(f"{counts.added} entries added, {counts.there} already there, {counts.refused} refused")
    if counts.refused:
        sys.exit(1)


@main.command()
@click.option("--family", "family_name", required=True)
@click.option("--at", help="An instant; without offset it is local to the family. Now, when left out.")
@click.option("--json", "as_json", is_flag=True, help="The documented JSON instead of told.")
@click.option("--as", "person", help="Also what is private to this person, after their passphrase.")
@with_data
def now(family_name: str, at: str | None, as_json: bool, person: str | None) -> None:
    """Say what is so, and one thing to do."""
    from kinwell import ask
    from kinwell.documents import now as answers
    from kinwell.words import told

    family_id = family_of(family_name)
    seat = seat_of(family_id, person)
    answer = ask.now(seat, instant_of(at, family_id), keeps=at is None)
    if as_json:
        click.echo(json.dumps(answers.now_as_json(answer), ensure_ascii=False, indent=2))
        return
    for line in told.now_lines(answer):
        out.print(line, markup=False)


@main.command()
@click.option("--family", "family_name", required=True)
@click.option("--at", help="An instant; without offset it is local to the family. Now, when left out.")
@click.option("--json", "as_json", is_flag=True, help="The documented JSON instead of told.")
@with_data
def tonight(family_name: str, at: str | None, as_json: bool) -> None:
    """Say how the night goes: proposed, or settled."""
    from kinwell import ask
    from kinwell.accounts import access
    from kinwell.core.together.split import night_of
    from kinwell.documents import nights as answers
    from kinwell.words import nights

    family_id = family_of(family_name)
    seat, instant = access.shared_seat(family_id), instant_of(at, family_id)
    answer = ask.tonight(seat, instant)
    if as_json:
        told = answers.tonight_as_json(answer, night_of(instant, ask.zone(seat)))
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for line in nights.night_lines(answer) if answer is not None else [said("tonight.nothing")]:
        out.print(line, markup=False)


@main.command()
@click.option("--family", "family_name", required=True)
@click.option("--child", help="Whose card, by name; every child's, when left out.")
@click.option("--at", help="An instant; without offset it is local to the family. Now, when left out.")
@click.option("--json", "as_json", is_flag=True, help="The documented JSON instead of told: a list of cards.")
@with_data
def handover(family_name: str, child: str | None, at: str | None, as_json: bool) -> None:
    """Say what whoever takes a child over needs, and who has them."""
    from kinwell import ask
    from kinwell.accounts import access
    from kinwell.documents import cards
    from kinwell.words import handing

    family_id = family_of(family_name)
    seat, instant = access.shared_seat(family_id), instant_of(at, family_id)
    known = ask.people(seat, instant).youngest_first()
    wanted = [one.id for one in known if child is None or is_called(one.name, child)]
    if child is not None and not wanted:
        raise click.ClickException(f"no child of this family is called {child!r}")
    found = [card for id in wanted if (card := ask.card(seat, id, instant)) is not None]
    if as_json:
        click.echo(json.dumps([cards.card_as_json(card) for card in found], ensure_ascii=False, indent=2))
        return
    for line in [line for card in found for line in handing.card_lines(card)]:
        out.print(line, markup=False)


@main.command()
@click.option("--family", "family_name", required=True)
@click.option("--day", type=Day(), help="A family day, from 4 a.m. to 4 a.m. Today, when left out.")
@click.option("--as", "person", help="Also what is private to this person, after their passphrase.")
@with_data
def history(family_name: str, day: date | None, person: str | None) -> None:
    """List a day of the log, newest first."""
    from kinwell import ask
    from kinwell.words import told

    family_id = family_of(family_name)
    answer = ask.history(seat_of(family_id, person), datetime.now(UTC), day=day)
    for line in told.history_lines(answer):
        out.print(line, markup=False)


@main.command()
@click.option("--family", "family_name", help="One family; all of them when left out.")
@with_data
def rebuild(family_name: str | None) -> None:
    """Fold from the first entry, compare with what is kept field by field, then make it anew."""
    from kinwell import ask, record
    from kinwell.accounts import access, families

    wrong = 0
    for family_id in [family_of(family_name)] if family_name else families.everyone():
        found = ask.differences(family_id)
        for difference in found[:MOST_SHOWN]:
            err.print(difference, markup=False)
        if len(found) > MOST_SHOWN:
            err.print(f"and {len(found) - MOST_SHOWN} more")
        rows = record.rebuild(access.shared_seat(family_id))
        out.print(f"{families.name_of(family_id)}: {len(found)} differences, {rows} index rows made anew", markup=False)
        wrong += len(found)
    if wrong:
        sys.exit(1)


@main.command()
@with_data
def doctor() -> None:
    """Say whether this server is in order."""
    from kinwell.server.checks import checks

    wrong = 0
    for check in checks():
        mark = "ok   " if check.good else "wrong"
        out.print(f"{mark}  {check.what}: {check.said}", markup=False)
        wrong += not check.good
    if wrong:
        sys.exit(1)


for _command in (telling.cue, telling.answer, telling.checkin):
    main.add_command(_command)


def _imported(job: Any, now: datetime) -> Any:
    """Return the counts of an import, with progress on the terminal and each refused row on standard error."""
    from kinwell.transfer import importing

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(job.path.name, total=job.path.stat().st_size)

        def refuse(line: int, reason: Any) -> None:
            because = reason if isinstance(reason, str) else said(reason.code, reason.facts)
            progress.console.print(f"line {line}: {because}", markup=False)

        return importing.run(job, now=now, refuse=refuse, advance=lambda read: progress.update(task, completed=read))


if __name__ == "__main__":
    main()
