"""Entry point of ``drietrap``: commands, errors in Dutch, and stable exit codes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from drietrap import __version__
from drietrap.cli import (
    calibrating,
    choosing,
    correcting,
    delivering,
    expecting,
    forecasting,
    measures,
    overviews,
    questions,
    reading,
    receiving,
    reporting,
    simulating,
    splitting,
    studying,
)
from drietrap.cli.dutch import Command, Group, UsageError, speak_dutch, usage_sentence
from drietrap.vocabulary.errors import DrietrapError, ExitCode, reason

REPORT_AT = "de issuelijst van het project (zie SECURITY.md voor veiligheid en privacy)"

STOPPED = "Gestopt. Wat al was opgeslagen, blijft staan; de rest is niet opgeslagen."

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    help="Beleidsinformatie jeugdhulp: cijfers lezen, vergelijken met hun onzekerheid, en rapporteren.",
    epilog="Exitcodes: 0 klaar, 1 klaar met bevindingen, 2 invoer onbruikbaar, 3 fout in drietrap zelf.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"drietrap {__version__}")
        raise typer.Exit


@app.callback()
def _start(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            envvar="DRIETRAP_DATA",
            show_envvar=True,
            metavar="MAP",
            help="Map met de gegevens; mag ook achter de opdracht.",
        ),
    ] = None,
    _wanted_version: Annotated[
        bool, typer.Option("--versie", callback=_version, is_eager=True, help="Toon de versie en stop.")
    ] = False,
) -> None:
    context.obj = data


for command in (
    reporting.demo,
    reading.lees,
    reading.haal,
    questions.vergelijk,
    splitting.verschil,
    expecting.verwacht,
    forecasting.vooruitblik,
    simulating.knoppen,
    simulating.simuleer,
    calibrating.ijk,
    measures.maatregel,
    measures.effect,
    questions.verdeelmodel,
    questions.controleer_tabellen,
    reporting.rapport,
    choosing.kies,
    questions.herkomst,
    questions.indicatoren,
    delivering.controleer,
    receiving.sleutel,
    receiving.ontvang,
    correcting.correcties,
    overviews.leveringen,
    overviews.terugkoppeling,
    overviews.registratierapport,
    overviews.registratiecijfers,
    overviews.bewaartermijn,
    studying.onderzoek,
):
    app.command(command.__name__.replace("_", "-"), cls=Command)(command)


def run() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Run one command; return its exit code. Nothing a user does wrong shows a traceback."""
    speak_dutch()
    try:
        result = app(args=_data_first(arguments), prog_name="drietrap", standalone_mode=False)
    except UsageError as error:
        typer.echo(usage_sentence(error), err=True)
        return int(ExitCode.UNUSABLE_INPUT)
    except DrietrapError as error:
        typer.echo(str(error), err=True)
        return int(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        typer.echo(STOPPED, err=True)
        return 130
    except BrokenPipeError:
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        typer.echo(f"{place}{reason(error)}. Wat u kunt doen: kies met --data een andere map.", err=True)
        return int(ExitCode.UNUSABLE_INPUT)
    except Exception as error:
        if "interrupt" in str(error).lower():  # DuckDB turns Ctrl-C into an error of its own
            typer.echo(STOPPED, err=True)
            return 130
        typer.echo(_our_fault(error), err=True)
        return int(ExitCode.OUR_FAULT)
    return result if isinstance(result, int) else 0


def _data_first(arguments: list[str]) -> list[str]:
    """Put ``--data MAP`` before the command: people type it behind, where typer would not know it."""
    for place, word in enumerate(arguments):
        if word == "--":
            break
        if word == arguments[-1] == "--data":
            return ["--data"]  # without the folder: let typer say that something should follow
        if word == "--data" or word.startswith("--data="):
            end = place + 1 + (word == "--data")
            return [*arguments[place:end], *arguments[:place], *arguments[end:]]
    return arguments


def _our_fault(error: Exception) -> str:
    """Return a message with the place in our code, without messages or values that might name someone."""
    steps = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "drietrap" in code.co_filename:
            steps.append(f"{Path(code.co_filename).stem}.{code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return (
        "Er ging iets mis in drietrap zelf. Dit ligt niet aan u; er is niets half opgeslagen. "
        f"Meld het bij {REPORT_AT} met deze regel: "
        f"drietrap {__version__}, {type(error).__name__} in {' > '.join(steps[-4:])}"
    )
