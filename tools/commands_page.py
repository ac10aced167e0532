"""docs/naslag/opdrachten.md: every command with its arguments and options, read from the command line."""

from __future__ import annotations

from typing import Any

import typer
from tools.pages import DO_NOT_EDIT, table

from drietrap.cli.dutch import HELP
from drietrap.cli.main import app

_INTRODUCTION = """# Opdrachten

`drietrap OPDRACHT` doet één ding. `drietrap OPDRACHT --help` toont wat hieronder staat. De betekenis van de
exitcodes staat in [exitcodes](exitcodes.md), die van `--json` in [json](json.md).

De gegevens staan in één map: die van `--data`, anders die in `DRIETRAP_DATA`, anders de plaats die uw systeem
daarvoor heeft. `--data` staat vóór de opdracht: `drietrap --data MAP vergelijk Dordrecht`.
"""


def commands() -> dict[str, Any]:
    """Return the commands of the command line by name, in the order of its help."""
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def commands_page() -> str:
    """Return the page."""
    group: Any = typer.main.get_command(app)
    parts = [
        DO_NOT_EDIT.format(maker="tools/reference.py") + _INTRODUCTION,
        "## Voor elke opdracht\n\n" + _options(group.params),
        *(_command(name, command) for name, command in commands().items()),
    ]
    return "\n".join(parts)


def _command(name: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    usage = " ".join(["drietrap", name, *(_metavar(argument) for argument in arguments), "[OPTIES]"])
    rows = [(f"`{_metavar(argument)}`", argument.help) for argument in arguments]
    given = table(("wat u opgeeft", "betekenis"), rows) + "\n" if rows else ""
    text = "\n".join(line.strip() for line in command.help.splitlines())
    return f"## {name}\n\n{text}\n\n```text\n{usage}\n```\n\n{given}{_options(options)}"


def _options(options: list[Any]) -> str:
    rows = [(_written(option), option.help + _extra(option)) for option in options]
    return table(("optie", "betekenis"), [*rows, ("`--help`", HELP)])


def _written(option: Any) -> str:
    return f"`{option.opts[0]}`" if option.is_flag else f"`{option.opts[0]} {_metavar(option)}`"


def _extra(option: Any) -> str:
    default = option.default if option.show_default and not option.is_flag else None
    return (f" Standaard: {default}." if default is not None else "") + (
        f" Omgevingsvariabele: `{option.envvar}`." if option.envvar else ""
    )


def _metavar(parameter: Any) -> str:
    kinds = {str: "TEKST", int: "GETAL"}
    return str(parameter.metavar or kinds[parameter.type_descriptor.annotation])
