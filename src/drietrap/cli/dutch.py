"""Help and usage errors in Dutch: typer writes these words in English and offers no translation."""

from __future__ import annotations

from typing import Any

import typer
from typer import rich_utils
from typer._click import exceptions, formatting
from typer.core import TyperCommand, TyperGroup, TyperOption

HELP = "Toon deze uitleg en stop."


def speak_dutch() -> None:
    """Set the fixed words of typer's help to Dutch; called once, before the first help is made."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "Wat u opgeeft"
    rich_utils.OPTIONS_PANEL_TITLE = "Opties"
    rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
    rich_utils.ERRORS_PANEL_TITLE = "Fout"
    rich_utils.DEFAULT_STRING = "[standaard: {}]"
    rich_utils.ENVVAR_STRING = "[omgevingsvariabele: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[verplicht]"
    english = formatting.HelpFormatter.write_usage

    def write_usage(
        self: formatting.HelpFormatter, prog: str, args: str = "", prefix: str | None = None
    ) -> None:
        words = args.replace("[OPTIONS]", "[OPTIES]").replace("COMMAND [ARGS]...", "OPDRACHT [...]")
        english(self, prog, words, "Gebruik: " if prefix is None else prefix)

    formatting.HelpFormatter.write_usage = write_usage  # type: ignore[method-assign]


def _dutch_help(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = HELP
    return option


class Command(TyperCommand):
    """A command whose own help option speaks Dutch."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return typer's help option with a Dutch text."""
        return _dutch_help(super().get_help_option(ctx))


class Group(TyperGroup):
    """The group of commands, likewise."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return typer's help option with a Dutch text."""
        return _dutch_help(super().get_help_option(ctx))


def usage_sentence(error: exceptions.UsageError) -> str:
    """Say in Dutch what is wrong with how a command was typed, and what to do."""
    where = error.ctx.command_path if error.ctx is not None else "drietrap"
    text = _what(error)
    return f"{text} Wat u kunt doen: typ '{where} --help' voor uitleg."


def _what(error: exceptions.UsageError) -> str:
    param = getattr(error, "param", None)
    option = next((word for word in getattr(param, "opts", ()) if word.startswith("-")), None)
    name = option or getattr(param, "metavar", None) or getattr(param, "name", None) or "een waarde"
    if isinstance(error, exceptions.NoSuchOption):
        near = f" Bedoelt u {' of '.join(error.possibilities)}?" if error.possibilities else ""
        return f"De optie {error.option_name} bestaat niet.{near}"
    if isinstance(error, exceptions.MissingParameter):
        return f"Er ontbreekt iets: {name} is verplicht."
    if isinstance(error, exceptions.BadParameter):
        kind = " Verwacht: een heel getal." if "integer" in error.message else ""
        return f"De waarde voor {name} klopt niet.{kind}"
    if error.message.startswith("No such command"):
        quoted = error.message.split("'")[1] if "'" in error.message else ""
        return f"De opdracht '{quoted}' bestaat niet."
    if "unexpected extra argument" in error.message:
        return f"Er staat iets te veel op de regel: {error.message.split('(')[-1].rstrip(')')}."
    if error.message.startswith("Missing command"):
        return "Er ontbreekt een opdracht."
    if "requires an argument" in error.message:
        return f"Achter {error.message.split(chr(39))[1]} hoort nog een waarde."
    return f"De opdracht is niet te begrijpen ({error.message.rstrip('.')})."


UsageError = exceptions.UsageError
Exit = typer.Exit
