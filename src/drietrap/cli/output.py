"""Writing to the screen: tables for people, JSON for programs, progress for anything that takes time."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:  # loading these would slow down every --help
    from rich.console import Console
    from rich.table import Table

    from drietrap.publication.disclosure import Published


Json = Annotated[bool, typer.Option("--json", help="Toon het resultaat als JSON (zie docs/naslag/json.md).")]
ReportFolder = Annotated[
    Path | None, typer.Option("--uit", metavar="MAP", help="Map voor een rapport.", show_default=False)
]
FILE_WIDTH = 140
FICTIVE = "FICTIEVE GEGEVENS: dit land bestaat niet. Gebruik deze cijfers nergens voor."


def console() -> Console:
    """Return a console on standard output, as wide as the terminal, or wide enough for a file."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else FILE_WIDTH)


def emit_json(command: str, result: Published[Any]) -> None:
    """Write the documented JSON of a result to standard output."""
    from drietrap.publication.plain import plain

    typer.echo(json.dumps(plain(command, result), ensure_ascii=False, indent=2, allow_nan=False))


def show_files(out: Console, **files: str) -> None:
    """Print where the files of a report are, each behind what it is; a click on the path opens it."""
    for label, path in files.items():
        out.print(f"  {label:<10} {path}", soft_wrap=True)


def show_title(out: Console, title: str, *, synthetic: bool) -> None:
    """Print what an answer is about, after a warning when it is about nobody."""
    if synthetic:
        out.print(FICTIVE, style="bold")
    out.print(title, style="bold")


def show_report(out: Console, html: str | None, pdf: str | None, xlsx: str | None) -> None:
    """Print where the parts of a report are, when one was asked for."""
    if html:
        show_files(out, webpagina=html, PDF=pdf or "", Excel=xlsx or "")


def table(title: str, *columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """Return an empty table; columns named in ``numbers`` are set to the right."""
    from rich.table import Table

    made = Table(title=title, title_justify="left", title_style="bold", header_style="bold", box=None)
    for column in columns:
        made.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    return made


@contextmanager
def busy(words: str) -> Iterator[Callable[[int, int], None]]:
    """Show that something is going on, on the error stream and only in a terminal.

    What it gives is called with how many things are done and how many there are.
    """
    from rich.console import Console

    errors = Console(stderr=True)
    if not errors.is_terminal:
        yield lambda _done, _of: None
        return
    with errors.status(words) as shown:
        yield lambda done, of: shown.update(f"{words} {done} van {of}")


def data_folder(context: typer.Context) -> Path | None:
    """Return the folder given with ``--data``, if any."""
    chosen: Path | None = context.find_root().obj
    return chosen
