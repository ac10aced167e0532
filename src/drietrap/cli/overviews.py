"""Commands that look back at what providers delivered: ``terugkoppeling``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drietrap.cli.output import FICTIVE, Json, busy, console, data_folder, emit_json
from drietrap.vocabulary.notation import number


def terugkoppeling(
    context: typer.Context,
    aanbieder: Annotated[
        str, typer.Argument(metavar="AANBIEDER", help="KvK-nummer of code, zoals in de leveringen.")
    ],
    periode: Annotated[str, typer.Option("--periode", metavar="2022H1", help="Jaar, halfjaar of kwartaal.")],
    uit: Annotated[Path, typer.Option("--uit", metavar="MAP", help="Map voor het rapport.")] = Path(
        "terugkoppeling"
    ),
    as_json: Json = False,
) -> int:
    """Maak het rapport voor een aanbieder over zijn leveringen: webpagina (HTML) en Excel.

    Er staan geen gegevens van jeugdigen in, wel de eigen aantallen van de aanbieder. Deel het alleen met hem.
    """
    from drietrap.app.feedback import feedback
    from drietrap.app.folder import DataFolder

    with busy("Terugkoppeling maken..."):
        result = feedback(DataFolder.resolve(data_folder(context)), aanbieder, periode, uit)
    if as_json:
        emit_json("terugkoppeling", result)
        return 0
    made, out = result.content, console()
    if made.synthetic:
        out.print(FICTIVE, style="bold")
    out.print(f"Terugkoppeling aan {made.label} over {made.period}:")
    out.print(
        f"  {number(made.rows)} regels: {number(made.accepted)} tellen mee, "
        f"{number(made.quarantined)} staan apart."
    )
    for label, path in (("webpagina", made.html), ("Excel", made.xlsx)):
        out.print(f"  {label:<10} {path}", soft_wrap=True)
    return 0
