"""The sections of the report from records."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.publication.charts.concentration import concentration
from drietrap.publication.records.dossier import LIMIT_WEEKS, BesideAsked, Delivered, RecordsDossier, Where
from drietrap.publication.records.reckon import own
from drietrap.publication.report.document import Block, Hero, Note, Paragraph, Points, Section
from drietrap.publication.tables import table
from drietrap.publication.wording import amount, bounds, period_label
from drietrap.vocabulary.notation import counted as counted_in_words
from drietrap.vocabulary.notation import number, percentage

WITHHELD = "geheim"
_RULE = (
    "Aantallen zijn afgerond op vijf. Aantallen van 0 tot en met 7 zijn geheim, en ook andere als zo'n "
    "aantal anders uit de tabellen te berekenen is."
)
TERMS = (
    ("Traject", "Eén vorm van hulp aan één jongere bij één aanbieder. Een jongere kan er meer hebben."),
    ("Lopend", "Niet geëindigd op of voor de laatste dag van de periode, zoals het CBS telt."),
    ("Geheim", _RULE),
    (
        "Helft geëindigd",
        "In zoveel weken is de helft van de trajecten geëindigd. Wie nog hulp heeft, telt mee.",
    ),
    ("Aandeel", "Trajecten van de aanbieder, gedeeld door alle trajecten jeugdhulp van het gebied."),
)


def hero(dossier: RecordsDossier) -> Hero:
    """Return the number of youths with help, with the first curve beside it."""
    count = dossier.shown(dossier.breakdowns[0].total)
    chart = None
    if dossier.divided:
        chart = concentration(
            dossier.divided[0],
            "eerste-verdeling",
            f"Verdeling van {_about(dossier.divided[0].what).lower()} over jongeren",
        )
    return Hero(counted(count), "jongeren met jeugdhulp volgens de registratie", chart)


def main_points(dossier: RecordsDossier) -> Points:
    """Return the short points."""
    delivered = dossier.delivered
    made = [
        Paragraph(
            f"Dit rapport rust op de leveringen over {period_label(dossier.period)} in het register. Aantal "
            f"aanbieders dat leverde, voor alle gemeenten samen: {number(delivered.providers)}. "
            f"{_apart(delivered)}",
            "Waar het op rust",
        ),
        *(Paragraph(_side_by_side(dossier, one), one.label) for one in dossier.beside[:1]),
        *(
            [Paragraph("De controles vonden iets dat de cijfers raakt; zie ‘Wat er niet klopt’.", "Let op")]
            if dossier.remarks
            else []
        ),
        Paragraph(_RULE, "Wat u niet ziet"),
    ]
    return Points(tuple(made))


def side_by_side(dossier: RecordsDossier) -> Section:
    """Return the published figures beside those from records, with what explains the difference."""
    if not dossier.beside:
        text = "Er zijn nog geen gepubliceerde tabellen over dit gebied en deze periode gelezen."
        return Section("naast-elkaar", "Naast de cijfers van het CBS", (Paragraph(text),))
    rows = [
        (
            asked.label,
            amount(asked.published.value, asked.unit, asked.decimals),
            _written(own(dossier, asked), asked),
            bounds(own(dossier, asked), asked.unit, asked.decimals),
        )
        for asked in dossier.beside
    ]
    heads = ("Cijfer", "CBS", "Registratie", "Registratie kan zijn (afronding)")
    blocks: list[Block] = [
        table("tabel-naast-elkaar", "CBS en registratie naast elkaar", heads, rows, "tnnt")
    ]
    told: set[str] = set()
    for asked in dossier.beside:
        shown = own(dossier, asked)
        why = asked.sentences if shown.value is not None else ()
        fresh = [sentence for sentence in why if sentence not in told]
        told.update(fresh)
        blocks.append(Paragraph(" ".join([_compared(shown, asked), *fresh]), f"{asked.label}."))
    return Section("naast-elkaar", "Naast de cijfers van het CBS", tuple(blocks))


def course(dossier: RecordsDossier) -> Section:
    """Return how many trajectories began, ended and ran, per period."""
    rows = [
        (
            period_label(one.period),
            counted(dossier.shown(one.begun)),
            counted(dossier.shown(one.ended)),
            counted(dossier.shown(one.running)),
        )
        for one in dossier.course
    ]
    heads = ("Periode", "Begonnen", "Geëindigd", "Lopend na de laatste dag")
    made = table("tabel-verloop", "Trajecten jeugdhulp per periode", heads, rows, "tnnn")
    note = Note(
        "Let op",
        "Sluit een aanbieder op 31 december alle trajecten en opent hij ze op 1 januari opnieuw, dan lijken "
        "er veel te beginnen en te eindigen. De terugkoppeling aan die aanbieder zegt dat.",
    )
    return Section("verloop", "Begin en einde", (made, note))


def breakdowns(dossier: RecordsDossier) -> Section:
    """Return the protected tables."""
    blocks: list[Block] = []
    for asked in dossier.breakdowns:
        rows = [
            (words, counted(dossier.shown(Where(asked.total.table, (code,))))) for code, words in asked.labels
        ]
        rows.append(("Totaal", counted(dossier.shown(asked.total))))
        blocks.append(table(f"tabel-{asked.id}", asked.title, ("Deel", "Aantal"), rows, "tn"))
    return Section("aantallen", "Aantallen", (*blocks, Paragraph(_RULE)))


def divided(dossier: RecordsDossier) -> Section | None:
    """Return the concentration curves after the first, which stands at the top; None when there are none."""
    charts = tuple(
        concentration(one, f"verdeling-{place}", f"Verdeling van {_about(one.what).lower()}")
        for place, one in enumerate(dossier.divided[1:], start=1)
    )
    return Section("verdeling", "Verdeling over jongeren", charts) if charts else None


def lasting(dossier: RecordsDossier) -> Section | None:
    """Return how long help lasts per form of care; None when there is too little of each."""
    if not dossier.lasting:
        return None
    rows = [
        (one.label, _weeks(one.weeks.value), f"{_weeks(one.weeks.lower)} tot {_weeks(one.weeks.upper)}")
        for one in dossier.lasting
    ]
    heads = ("Vorm van hulp", "Helft geëindigd na", "Onder- en bovengrens (95%)")
    made = table("tabel-duur", "Hoe lang hulp duurt", heads, rows, "tnt")
    text = (
        "Gerekend met trajecten die nog lopen (Kaplan-Meier). Wat al liep toen het register begon, telt pas "
        f"mee vanaf dat moment. De grenzen zijn ruim genomen, in stappen van {LIMIT_WEEKS} weken. Een vorm "
        "waarvan het aantal trajecten geheim of klein is, staat er niet bij."
    )
    return Section("duur", "Hoe lang hulp duurt", (made, Paragraph(text)))


def remarks(dossier: RecordsDossier) -> Section | None:
    """Return what the checks over deliveries found; None when they found nothing."""
    if not dossier.remarks:
        return None
    rows = [
        (
            one.title,
            period_label(one.period),
            one.severity.capitalize(),
            f"aanbieders: {number(one.providers)}" if one.providers else "de gemeente",
        )
        for one in dossier.remarks
    ]
    heads = ("Wat er is gevonden", "Periode", "Ernst", "Bij")
    made = table("tabel-controles", "Wat de controles over leveringen vonden", heads, rows, "tttt")
    text = (
        "Dit vonden de controles in de leveringen waar dit rapport op rust. Per periode staat bovenaan wat "
        "de cijfers het meest raakt. Vooral wat er begon en eindigde, en hoe lang hulp duurt, kan daardoor "
        "anders zijn. De terugkoppeling aan de aanbieder zegt wat er te herstellen is."
    )
    return Section("controles", "Wat er niet klopt", (Paragraph(text), made))


def sources(dossier: RecordsDossier) -> Section | None:
    """Return the ids that lead back to the deliveries; None when there are none."""
    if not dossier.sources:
        return None
    rows = [(one.label, period_label(one.period), one.lineage) for one in dossier.sources]
    heads = ("Wat er is geteld", "Periode", "Kenmerk herkomst")
    made = table("tabel-herkomst", "Herkomst van de aantallen", heads, rows, "ttt")
    text = (
        "Met ‘drietrap herkomst’ en het kenmerk ziet u wat het aantal betekent, uit welke leveringen het is "
        "geteld, welke correcties golden en hoe het geheim is gehouden."
    )
    return Section("herkomst", "Herkomst", (Paragraph(text), made))


def terms() -> Section:
    """Return what words mean."""
    return Section("begrippen", "Begrippen", (Points(tuple(Paragraph(text, word) for word, text in TERMS)),))


def counted(count: int | None) -> str:
    """Write a protected count."""
    return WITHHELD if count is None else number(count)


def _written(estimate: Estimate, asked: BesideAsked) -> str:
    return WITHHELD if estimate.lower is None else amount(estimate.value, asked.unit, asked.decimals)


def _side_by_side(dossier: RecordsDossier, asked: BesideAsked) -> str:
    told = amount(asked.published.value, asked.unit, asked.decimals)
    shown = own(dossier, asked)
    return f"Het CBS zegt {told}, de registratie {_written(shown, asked)}. {_compared(shown, asked)}"


def _compared(shown: Estimate, asked: BesideAsked) -> str:
    """Compare what is shown with what was published: both are rounded, and nothing else is used."""
    published = asked.published
    if shown.lower is None or shown.upper is None or published.lower is None or published.upper is None:
        return "Een van beide is geheim; ze zijn niet te vergelijken."
    if shown.lower <= published.upper and published.lower <= shown.upper:
        return "De cijfers passen bij elkaar, binnen de afronding."
    side = "hoger" if shown.lower > published.upper else "lager"
    return f"De registratie komt {side} uit dan het CBS, meer dan door afronding kan."


def _apart(delivered: Delivered) -> str:
    if not delivered.apart:
        return "Bijna alle regels tellen mee."
    share = percentage(delivered.apart, 0)
    return f"Ongeveer {share} van de regels telt niet mee tot de aanbieder ze herstelt."


def _about(what: str) -> str:
    return what.split(" (", 1)[0].capitalize()


def _weeks(weeks: float | None) -> str:
    if weeks is None:
        return "langer dan gezien"
    if weeks < 1:
        return "minder dan een week"
    return counted_in_words(int(weeks), "week", "weken")
