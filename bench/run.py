"""Takes the figures of one family of three years, writes them as JSON and prints them beside their limits.

    python bench/run.py [--full] [--direct] [--keep] [--out FILE] [--seed N]

They are not asserted: it ends with 0 unless it cannot measure. Data lies in a folder of its own, which it removes.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from rich.console import Console

if TYPE_CHECKING:
    from bench.measure import Figure

ROOT = Path(__file__).parents[1]
SMALLER = (100, 10_000)  # entries of the families that must need just as many SQL statements
THIRD = 8_000  # entries of a third child, who comes when all else was measured

err = Console(stderr=True)


@click.command()
@click.option("--full", is_flag=True, help="Also import a million rows, which takes minutes.")
@click.option("--direct", is_flag=True, help="Ask record and ask themselves, without views, pages and HTTP.")
@click.option("--keep", is_flag=True, help="Keep these figures as the baseline.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where the JSON goes.")
@click.option("--seed", default=1, show_default=True)
def main(*, full: bool, direct: bool, keep: bool, out: Path | None, seed: int) -> None:
    """Take the figures (`make bench`)."""
    sys.path[0] = str(ROOT)  # `bench` is a package, also when this file is run as a script
    with _own_data() as data:
        from bench import report
        from bench.measure import CannotMeasure

        figures: list[Figure] = []
        through = ""
        try:
            for through, figure in _taken(data, full=full, direct=direct, seed=seed):  # noqa: B007  (the last one is written below)
                figures.append(figure)
        except CannotMeasure as error:
            raise click.ClickException(f"after {len(figures)} figures: {error}") from error
        told = report.as_json(figures, through)
        kept = report.baseline()
        report.write(out or report.LATEST, told)
        report.show(figures, told, kept)
        if keep:
            report.write(report.BASELINE, told)


def _taken(data: Path, *, full: bool, direct: bool, seed: int) -> Iterator[tuple[str, "Figure"]]:
    """Yield each figure as it is taken, with what the screens were asked through."""
    from bench import family, files, folding, screens
    from bench.measure import cpu, figure, yardstick

    end = datetime.now(UTC)
    chance = Random(seed)  # noqa: S311  (a made-up family, not a secret)
    ada, sam = family.users()
    phones: dict[int, screens.Phone] = {}
    with err.status("") as status:
        for count in (*SMALLER, family.ENTRIES):
            status.update(f"writing a family of {count:,} entries")
            home = family.found(f"Of {count}", ada, sam, end=end, chance=chance)
            entries = family.told(home, count, end=end, chance=chance)
            seconds = cpu(lambda home=home, entries=entries: family.write(home, entries, now=end))  # type: ignore[misc]
            phones[count] = screens.Phone(ada, home, chance, direct=direct)
        phone = phones.pop(family.ENTRIES)
        yield phone.through, yardstick()
        yield phone.through, figure("entries recorded in bulk", "entries/s", family.ENTRIES / seconds)
        status.update("asking for Now, and logging")
        for taken in screens.figures(phone, phones):
            yield phone.through, taken
        status.update("folding")
        for taken in folding.figures(phone.home, datetime.now(UTC)):
            yield phone.through, taken
        status.update("writing of a third child")
        yield phone.through, screens.of_three(phone, THIRD)
        status.update("importing")
        for taken in files.figures(data / "import", full=full, chance=chance):
            yield phone.through, taken


@contextmanager
def _own_data() -> Iterator[Path]:
    """Set Kinwell up on an empty data folder, and remove it afterwards."""
    with TemporaryDirectory(prefix="kinwell-bench-") as folder:
        os.environ["KINWELL_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "kinwell.server.settings"
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        (Path(folder) / "import").mkdir()
        yield Path(folder)
        connection.close()


if __name__ == "__main__":
    main()
