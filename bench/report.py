"""The figures as JSON and as a table, beside their limits and the kept baseline."""

import json
import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.measure import Figure

HERE = Path(__file__).parent
LATEST = HERE / "results" / "latest.json"
BASELINE = HERE / "baseline.json"
CPUINFO = Path("/proc/cpuinfo")
DIGITS = 3
PLAIN_WIDTH = 110  # of the table where there is no terminal
NOISE = 0.15  # a smaller change than this share is not told apart from chance


def as_json(figures: Sequence[Figure], through: str) -> dict[str, Any]:
    """Return the figures and the machine they were taken on, without its name or any path."""
    measured = {figure.name: _numbers(figure) for figure in figures}
    return {"machine": machine(), "through": through, "figures": measured}


def machine() -> dict[str, Any]:
    """Return what a figure depends on."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def write(path: Path, report: Mapping[str, Any]) -> None:
    """Write a report as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def baseline() -> Mapping[str, Any]:
    """Return the kept report; an empty one when none was kept."""
    return json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}


def show(figures: Sequence[Figure], report: Mapping[str, Any], kept: Mapping[str, Any]) -> None:
    """Print the table."""
    facts = report["machine"]
    title = f"{facts['cpu']}, {facts['cores']} cores, Python {facts['python']}, SQLite {facts['sqlite']}"
    table = Table(title=title, caption=_caption(report, kept), title_justify="left", caption_justify="left")
    table.add_column("figure", no_wrap=True)
    for column in ("median", "middle half", "limit", "baseline"):
        table.add_column(column, justify="right", no_wrap=True)
    for figure in figures:
        style = {True: "green", False: "red", None: ""}[figure.kept]
        table.add_row(figure.name, *_cells(figure, kept), style=style)
    console = Console()
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    console.print(table)


def _cells(figure: Figure, kept: Mapping[str, Any]) -> tuple[str, str, str, str]:
    spread = f"{_short(figure.low)} to {_short(figure.high)}" if figure.repeats > 1 else ""
    bound = "" if figure.limit is None else f"{'≥' if figure.at_least else '≤'} {_short(figure.limit)}"
    before = kept.get("figures", {}).get(figure.name, {}).get("value")
    return f"{_short(figure.value)} {figure.unit}", spread, bound, _ratio(figure.value, before)


def _ratio(value: float, before: float | None) -> str:
    if not before:
        return ""
    ratio = value / before
    return f"× {ratio:.2f}" if abs(ratio - 1) > NOISE else f"[dim]× {ratio:.2f}[/dim]"


def _caption(report: Mapping[str, Any], kept: Mapping[str, Any]) -> str:
    words = [f"screens through {report['through']}"]
    if kept and kept["machine"] != report["machine"]:
        words.append("baseline taken on another machine")
    if kept and kept["through"] != report["through"]:
        words.append(f"baseline through {kept['through']}")
    return ", ".join(words)


def _numbers(figure: Figure) -> dict[str, Any]:
    told = {name: _rounded(value) for name, value in asdict(figure).items() if name != "name" and value is not None}
    return told if figure.limit is not None else {name: value for name, value in told.items() if name != "at_least"}


def _rounded(value: Any) -> Any:
    return round(value, DIGITS + 1) if isinstance(value, float) else value


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10**DIGITS or value == int(value) else f"{value:.{DIGITS}g}"


def _cpu() -> str:
    """Return the name of the processor, as the kernel knows it."""
    if CPUINFO.exists():
        for line in CPUINFO.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
