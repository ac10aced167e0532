"""Commands on the register of persons: who delivered, reports from deliveries, retention."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import FICTIVE, Json, busy, console, data_folder, emit_json, show_files, table
from drietrap.vocabulary.errors import ExitCode
from drietrap.vocabulary.notation import Count, counted, number, percentage

if TYPE_CHECKING:
    from rich.console import Console

    from drietrap.app.register_results import DeliveriesResult, DeliveryLine


def leveringen(
    context: typer.Context,
    periode: Annotated[
        str | None,
        typer.Option("--periode", metavar="2022H1", help="Alleen deze periode.", show_default=False),
    ] = None,
    aanbieder: Annotated[
        str | None,
        typer.Option("--aanbieder", metavar="NUMMER", help="Alleen deze aanbieder.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> int:
    """Toon wie waarover leverde, en wie dat volgens de contracten nog moet doen.

    Wie moet leveren, staat in de lijst van gecontracteerde aanbieders die u met 'ontvang' inlas.
    """
    from drietrap.app.delivered import deliveries
    from drietrap.app.folder import DataFolder

    with busy("Leveringen opzoeken..."):
        result = deliveries(DataFolder.resolve(data_folder(context)), period=periode, provider=aanbieder)
    if as_json:
        emit_json("leveringen", result)
    else:
        _show(console(), result.content)
    return int(ExitCode.FINDINGS if result.content.missing else ExitCode.DONE)


def _show(out: Console, result: DeliveriesResult) -> None:
    if result.synthetic:
        out.print(FICTIVE, style="bold")
    counts = ("regels", "apart", "gecorrigeerd")
    lines = table(
        "Leveringen", "periode", "aanbieder", "soort", *counts, "ontvangen", "kenmerk", "", numbers=counts
    )
    for line in result.deliveries:
        lines.add_row(*_row(line))
    out.print(lines)
    for one in result.missing:
        name = f" ({one.label})" if one.label else ""
        out.print(
            f"ONTBREEKT {one.period} {one.kind} van {one.provider}{name}: "
            f"contract met {', '.join(one.municipalities)}",
            soft_wrap=True,
        )
    if result.missing:
        out.print(
            "Wie ontbreekt, heeft in die periode een contract en leverde niet. Hielp een aanbieder toen "
            "niemand, dan is dat geen fout: vraag het na.",
            soft_wrap=True,
        )
    out.print(
        f"Aantal leveringen: {number(len(result.deliveries))}. Volgens de lijsten van gecontracteerde "
        f"aanbieders ontbreken er {number(len(result.missing))}."
    )


def _row(line: DeliveryLine) -> list[str]:
    share = percentage(100 * line.quarantined / line.rows) if line.rows else "-"
    replaced = f"vervangen door {line.replaced_by}" if line.replaced_by else ""
    corrected = number(line.corrected) if line.corrected else "-"
    what = (line.period, line.provider, line.kind, number(line.rows), share, corrected, line.received[:10])
    return [*what, line.delivery, replaced]


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
    rows, good, apart = Count(made.rows), Count(made.accepted), Count(made.quarantined)
    out.print(f"Terugkoppeling aan {made.label or made.provider} over {made.period}:")
    out.print(
        f"  {rows} {rows:regel|regels}: {good} {good:telt|tellen} mee, {apart} {apart:staat|staan} apart."
    )
    if made.corrected:
        mended = Count(made.corrected)
        out.print(f"  {mended} {mended:regel is|regels zijn} gecorrigeerd; in het rapport staat waarom.")
    show_files(out, webpagina=made.html, Excel=made.xlsx)
    return 0


def registratierapport(
    context: typer.Context,
    gebied: Annotated[
        str,
        typer.Argument(
            metavar="GEBIED", help="Gemeente of jeugdregio: naam of code, zoals Dordrecht of GM0505."
        ),
    ],
    periode: Annotated[
        str, typer.Option("--periode", metavar="PERIODE", help="Een jaar of halfjaar, zoals 2022 of 2022H1.")
    ],
    uit: Annotated[Path, typer.Option("--uit", metavar="MAP", help="Map voor het rapport.")] = Path(
        "registratierapport"
    ),
    as_json: Json = False,
) -> int:
    """Maak een rapport over een gebied uit de leveringen zelf: webpagina (HTML), PDF en Excel.

    Met de cijfers van het CBS ernaast, en hoe hulp en kosten over jongeren zijn verdeeld. Kleine aantallen
    zijn geheim. Wat erin staat wordt bewaard, zodat een later rapport er niets geheims bij verraadt.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.record_reporting import record_report

    with busy("Tellen en geheimhouden..."):
        result = record_report(DataFolder.resolve(data_folder(context)), gebied, periode, uit)
    if as_json:
        emit_json("registratierapport", result)
        return 0
    made, out = result.content, console()
    if made.synthetic:
        out.print(FICTIVE, style="bold")
    out.print(f"Rapport uit de registratie over {made.name}, {made.period}:")
    show_files(out, webpagina=made.html, PDF=made.pdf, Excel=made.xlsx)
    return 0


def registratiecijfers(
    context: typer.Context,
    periode: Annotated[
        str, typer.Argument(metavar="PERIODE", help="Een jaar of halfjaar, zoals 2022 of 2022H1.")
    ],
    uit: Annotated[Path, typer.Option("--uit", metavar="MAP", help="Map voor de bestanden.")] = Path(
        "registratiecijfers"
    ),
    indicator: Annotated[
        list[str] | None,
        typer.Option(
            "--indicator", metavar="ID", help="Schrijf alleen dit; herhaal voor meer.", show_default=False
        ),
    ] = None,
    naar: Annotated[
        list[str] | None,
        typer.Option(
            "--naar",
            metavar="INDELING",
            help="Alleen naar leeftijd, geslacht, vorm, verwijzer, wijk of aanbieder; herhaal voor meer.",
            show_default=False,
        ),
    ] = None,
    gebied: Annotated[
        str,
        typer.Option(
            "--gebied",
            metavar="GEBIED",
            help="Alleen deze gemeente of jeugdregio; nodig voor wijk en aanbieder.",
            show_default=False,
        ),
    ] = "",
    as_json: Json = False,
) -> int:
    """Schrijf aantallen uit de leveringen als tabellen (CSV, Parquet) voor land, jeugdregio's en gemeenten.

    Met --gebied ook naar wijk, en naar aanbieder: per jeugdregio naar vorm, en per gemeente in totaal.

    Kleine aantallen zijn geheim. Alles is samen beveiligd, ook met wat eerder naar buiten ging; wat u kiest,
    bepaalt alleen wat er wordt geschreven. Erbij zit uitleg per kolom en een leesmij.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.record_figures import Wish, record_figures_files

    with busy("Tellen en geheimhouden..."):
        folder = DataFolder.resolve(data_folder(context))
        result = record_figures_files(folder, periode, uit, Wish(indicator or (), naar or (), gebied))
    if as_json:
        emit_json("registratiecijfers", result)
        return 0
    made, out = result.content, console()
    if made.synthetic:
        out.print(FICTIVE, style="bold")
    rows, withheld = Count(made.rows), Count(made.withheld)
    out.print(
        f"Cijfers uit de registratie over {made.period}: {rows} {rows:aantal|aantallen}, waarvan "
        f"{withheld} geheim."
    )
    show_files(out, CSV=made.csv, Parquet=made.parquet, kolommen=made.dictionary, leesmij=made.readme)
    return 0


def bewaartermijn(
    context: typer.Context,
    uitvoeren: Annotated[
        bool,
        typer.Option("--uitvoeren", help="Verwijder wat over de termijn is. Dit is niet terug te draaien."),
    ] = False,
    as_json: Json = False,
) -> int:
    """Toon wat langer bewaard is dan mag, en verwijder het met --uitvoeren.

    Van elke verwijdering blijft een regel zonder gegevens over: welk bestand, hoeveel regels en wanneer.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.keeping import retention

    with busy("Bewaartermijnen nagaan..."):
        result = retention(DataFolder.resolve(data_folder(context)), execute=uitvoeren)
    if as_json:
        emit_json("bewaartermijn", result)
        return 0
    found, out = result.content, console()
    for stage in found.stages:
        assumed = " (eigen keuze, geen wettelijke termijn)" if stage.assumption else ""
        out.print(
            f"{stage.stage}: {counted(stage.months, 'maand', 'maanden')} {stage.begins}{assumed}",
            soft_wrap=True,
        )
        files, rows = Count(stage.deliveries), Count(stage.rows)
        done = "verwijderd" if found.executed else "over de termijn"
        out.print(f"  {done}: {files} {files:bestand|bestanden}, {rows} {rows:regel|regels}")
    if found.waiting:
        waiting = Count(found.waiting)
        versions = f"{waiting} {waiting:oude versie is|oude versies zijn}"
        out.print(f"{versions} nog in gebruik; voer dit later nog eens uit.")
    if not found.executed and any(stage.deliveries for stage in found.stages):
        out.print("Er is niets verwijderd. Verwijderen: drietrap bewaartermijn --uitvoeren")
    return 0
