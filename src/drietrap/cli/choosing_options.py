"""The options of the command that chooses municipalities for a study: ``kies``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inhabitants = Annotated[
    str | None,
    typer.Option(
        "--inwoners", metavar="VAN-TOT", help="Aantal inwoners, zoals 35000-50000.", show_default=False
    ),
]
Bounds = Annotated[
    list[str] | None,
    typer.Option(
        "--grens",
        metavar="NAAM=VAN-TOT",
        help="Grens op een kenmerk of indicator, zoals jeugdhulp_gebruik=10-12. Mag vaker.",
        show_default=False,
    ),
]
Ordinary = Annotated[
    bool,
    typer.Option("--doorsnee", help="Alleen gemeenten met doorsnee inwoners, op 18 kenmerken samen."),
]
Conspicuous = Annotated[
    list[str] | None,
    typer.Option(
        "--opvallend",
        metavar="INDICATOR",
        help="Alleen gemeenten die hierop opvallen. Mag vaker; 'standaard' is een vaste reeks.",
        show_default=False,
    ),
]
Way = Annotated[str, typer.Option("--kant", metavar="KANT", help="Opvallend hoog, laag of beide.")]
HowMany = Annotated[
    int | None,
    typer.Option(
        "--aantal",
        metavar="N",
        help="Kies hieruit N gemeenten die het meest verschillen in inrichting en plaats.",
        show_default=False,
    ),
]
Converse = Annotated[
    bool,
    typer.Option("--andersom", help="Andersom: verschillende gemeenten met dezelfde cijfers."),
]
Alike = Annotated[
    list[str] | None,
    typer.Option(
        "--zelfde",
        metavar="INDICATOR",
        help="Bij --andersom: de cijfers die hetzelfde zijn. Mag vaker.",
        show_default=False,
    ),
]
Margin = Annotated[
    float,
    typer.Option(
        "--marge",
        metavar="DEEL",
        help="Bij --andersom: hetzelfde is binnen dit deel van het landelijke cijfer.",
    ),
]
Kept = Annotated[
    Path | None,
    typer.Option("--keuze", metavar="BESTAND", help="Een bewaarde keuze (TOML).", show_default=False),
]
Keep = Annotated[
    Path | None,
    typer.Option("--bewaar", metavar="BESTAND", help="Bewaar deze keuze (TOML).", show_default=False),
]
Everyone = Annotated[bool, typer.Option("--alles", help="Toon ook wie bij elke stap afviel, en waarom.")]
