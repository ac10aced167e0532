"""The command for providers: ``controleer``, before a delivery is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import Json, busy, console, emit_json
from drietrap.vocabulary.errors import ExitCode
from drietrap.vocabulary.notation import Count, counted, number, percentage

if TYPE_CHECKING:
    from rich.console import Console

    from drietrap.app.results import DeliveryCheck


Kind = Annotated[
    str | None,
    typer.Option(
        "--soort",
        metavar="SOORT",
        help="jeugdhulp, jeugdbescherming, jeugdreclassering of machtiging.",
        show_default=False,
    ),
]
Period = Annotated[
    str | None, typer.Option("--periode", metavar="2022H1", help="Periode.", show_default=False)
]
Version = Annotated[
    str | None, typer.Option("--protocol", metavar="VERSIE", help="Protocolversie.", show_default=False)
]
Provider = Annotated[
    str | None,
    typer.Option("--aanbieder", metavar="NUMMER", help="KvK-nummer van de aanbieder.", show_default=False),
]
Layout = Annotated[
    Path | None,
    typer.Option("--indeling", metavar="TOML", help="Eigen indeling van kolommen.", show_default=False),
]


Sure = Annotated[
    bool,
    typer.Option(
        "--klopt", help="Periode en aanbieder zijn nagekeken: weiger niet om wat alleen onwaarschijnlijk is."
    ),
]


def controleer(
    bestand: Annotated[
        Path, typer.Argument(metavar="BESTAND", help="De levering (tekst, CSV, xlsx of xls).")
    ],
    soort: Kind = None,
    periode: Period = None,
    versie: Version = None,
    aanbieder: Provider = None,
    indeling: Layout = None,
    klopt: Sure = False,
    as_json: Json = False,
) -> int:
    """Controleer een levering Beleidsinformatie Jeugd voordat u haar verstuurt.

    Er wordt niets opgeslagen of verstuurd. In de uitkomst staan alleen aantallen en regelnummers, nooit
    gegevens van een jeugdige.
    """
    from drietrap.app.checking import check_delivery

    with busy("Levering controleren..."):
        result = check_delivery(
            bestand,
            kind=soort,
            version=versie,
            provider=aanbieder,
            period=periode,
            layout=indeling,
            sure=klopt,
        )
    if as_json:
        emit_json("controleer", result)
    else:
        _show(console(), result.content)
    return int(ExitCode.FINDINGS if result.content.findings else ExitCode.DONE)


def _show(out: Console, check: DeliveryCheck) -> None:
    out.print(f"{check.file}: {check.kind}, {check.period}, protocol versie {check.version}", style="bold")
    merged = f", waarvan {number(check.merged)} samengevoegd met een andere regel" if check.merged else ""
    out.print(f"{counted(check.rows, 'regel', 'regels')}: {number(check.accepted)} goed{merged}.")
    if check.quarantined:
        apart = Count(check.quarantined)
        out.print(f"{apart} {apart:regel telt niet mee|regels tellen niet mee} tot dit hersteld is.")
    if not check.findings:
        out.print("Geen bevindingen.")
    for finding in check.findings:
        share = percentage(100 * finding.share)
        out.print(f"\n{finding.severity.upper()} {finding.rule}: {finding.title}", style="bold")
        out.print(f"  {finding.message} Bij {counted(finding.count, 'regel', 'regels')} ({share}).")
        if finding.rows:
            out.print(f"  Eerste regels: {', '.join(str(row) for row in finding.rows)}")
        if finding.touches:
            out.print(f"  Raakt: {', '.join(finding.touches)}")
        out.print(f"  Wat u kunt doen: {finding.action} ({finding.paragraph})")
