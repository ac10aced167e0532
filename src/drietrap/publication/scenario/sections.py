"""The parts of the report about a scenario: the guard first, then money, who notices, and how sure it is."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.waterfall import Step, waterfall
from drietrap.publication.report.document import Block, Note, Paragraph, Points, Section
from drietrap.publication.scenario import words
from drietrap.publication.tables import DataTable, table
from drietrap.steering.scenario.guard import LIKELY, MATTERS, SURE
from drietrap.steering.scenario.result import NoticeLine, ScenarioResult, VariantResult
from drietrap.steering.scenario.verdicts import ChangeKind
from drietrap.vocabulary.notation import number

_BEWARE = "Eerst dit"
_GUARD_HEADS = ("Wat", "Zonder", "Met", "Verschil", "Tussen (95%)", "Oordeel")
_EFFECT_HEADS = ("Wat", "Per", "Zonder", "Met", "Verschil", "Tussen (95%)")
_HEAVY = 3  # districts and groups on each side that are named in the text


def variant_section(one: VariantResult) -> Section:
    """Return everything about one variant."""
    blocks: list[Block] = [Note(_BEWARE, text) for text in one.beware]
    blocks.append(Paragraph(one.sentence, "Geld"))
    blocks += [Note("Let op", text) for text in one.warnings]
    blocks += [_guards(one), _guard_reading()]
    chart = waterfall_of(one)
    blocks += [chart] if chart else []
    blocks += [_years(one), _effects(one), _notices(one), _taakvelden(one)]
    return Section(f"variant-{one.id}", one.label, tuple(blocks))


def choices_section(result: ScenarioResult) -> Section:
    """Return the options beside each other."""
    rows = [
        (
            one.label,
            ", ".join(one.measures),
            words.money(one.euros.value, signed=True),
            words.between(one.euros, euros=True),
            "; ".join(one.beware) or "geen achteruitgang gezien",
        )
        for one in result.variants
    ]
    heads = (
        "Keuze",
        "Maatregelen",
        "Geld, alle jaren samen",
        "Tussen (95%)",
        "Hulp voor wie die echt nodig heeft",
    )
    return Section(
        "keuzes",
        "De keuzes naast elkaar",
        (
            Paragraph(result.question, "De vraag"),
            table("tabel-keuzes", "Keuzes", heads, rows, "ttnnt"),
        ),
    )


def _guards(one: VariantResult) -> DataTable:
    return table(
        f"tabel-waakt-{one.id}",
        "Blijft er hulp voor wie die echt nodig heeft?",
        _GUARD_HEADS,
        map(words.guard_row, one.guards),
        "tnnnnt",
    )


def _guard_reading() -> Paragraph:
    rise, sure, likely = (number(100 * part, 0) for part in (MATTERS, SURE, LIKELY))
    return Paragraph(
        f"'Slechter' betekent: minstens {rise}% meer, en dat in minstens {sure}% van de doorrekeningen. "
        f"'Misschien slechter': in minstens {likely}%."
    )


def waterfall_of(one: VariantResult, mark: str = "") -> Chart | None:
    """Draw what the difference in money is made of; pairs are taken together in the picture.

    ``mark`` tells a picture apart from the same one elsewhere in the report.
    """
    if not one.terms:
        return None
    alone = [
        Step(term.label, term.euros, words.money(term.euros.value, signed=True))
        for term in one.terms
        if term.kind is ChangeKind.ALONE
    ]
    rest = [term for term in one.terms if term.kind is ChangeKind.PAIR]
    if rest:
        total = sum(term.euros.value or 0.0 for term in rest)
        alone.append(Step(words.PAIRS, Estimate(total, None, None), words.money(total, signed=True)))
    alone += [
        Step(term.label, term.euros, words.money(term.euros.value, signed=True))
        for term in one.terms
        if term.kind is ChangeKind.HIGHER
    ]
    whole = Step("Alles samen", one.euros, words.money(one.euros.value, signed=True))
    rows = [
        (
            words.term_label(term.label, term.kind),
            words.money(term.euros.value, signed=True),
            words.between(term.euros, euros=True),
            words.count(term.youths.value, signed=True),
        )
        for term in one.terms
    ]
    rows.append(("Alles samen", whole.words, words.between(one.euros, euros=True), ""))
    heads = ("Deel", "Euro, alle jaren samen", "Tussen (95%)", "Jeugdigen met hulp tegelijk")
    return waterfall(
        f"waterval{mark}-{one.id}",
        f"{one.label}: waar het verschil in geld vandaan komt",
        one.sentence,
        alone,
        whole,
        table(f"tabel-delen{mark}-{one.id}", "Het verschil in delen", heads, rows, "tnnn"),
    )


def _years(one: VariantResult) -> DataTable:
    budget = any(year.budget is not None for year in one.years)
    region = any(year.contribution is not None for year in one.years)
    heads = ["Jaar", "Zonder", "Met", "Verschil", "Tussen (95%)", "Waarvan eigen kosten"]
    heads += ["Begroting", "Over of tekort"] if budget else []
    heads += ["Bijdrage na verevening", "Scheelt na verevening", "Tussen (95%)"] if region else []
    rows = []
    for year in one.years:
        row = [
            str(year.year),
            words.money(year.baseline.value),
            words.money(year.turned.value),
            words.money(year.difference.value, signed=True),
            words.between(year.difference, euros=True),
            words.money(year.own_costs),
        ]
        if budget:
            row += [
                words.money(year.budget),
                words.money(year.left.value if year.left else None, signed=True),
            ]
        if region and year.contribution and year.kept:
            row += [
                words.money(year.contribution.value),
                words.money(year.kept.value, signed=True),
                words.between(year.kept, euros=True),
            ]
        rows.append(row)
    return table(f"tabel-jaren-{one.id}", f"{one.label}: geld per jaar", heads, rows, "n" * len(heads))


def _effects(one: VariantResult) -> DataTable:
    rows = [
        (
            line.label,
            line.unit,
            words.count(line.baseline.value),
            words.count(line.turned.value),
            words.count(line.difference.value, signed=True),
            words.between(line.difference),
        )
        for line in one.effects
    ]
    return table(f"tabel-effecten-{one.id}", f"{one.label}: wat verandert er", _EFFECT_HEADS, rows, "ttnnnn")


def _notices(one: VariantResult) -> DataTable:
    heads = ("Groep", "Wie", "Jeugdigen met hulp tegelijk", "Tussen (95%)", "Ernstige vraag zonder hulp")
    rows = [_notice(line) for line in one.notices]
    return table(f"tabel-wie-{one.id}", f"{one.label}: wie merkt het", heads, rows, "ttnnn")


def _notice(line: NoticeLine) -> tuple[str, ...]:
    unmet = "" if line.unmet is None else words.count(line.unmet.value, signed=True)
    return (
        line.kind,
        line.label,
        words.count(line.youths.value, signed=True),
        words.between(line.youths),
        unmet,
    )


def _taakvelden(one: VariantResult) -> DataTable:
    rows = [
        (
            line.code,
            words.money(line.baseline.value),
            words.money(line.difference.value, signed=True),
            words.between(line.difference, euros=True),
        )
        for line in one.taakvelden
    ]
    heads = ("Taakveld (Iv3 2023)", "Zonder, alle jaren samen", "Verschil", "Tussen (95%)")
    return table(f"tabel-taakvelden-{one.id}", f"{one.label}: geld per taakveld", heads, rows, "tnnn")


def measures_section(result: ScenarioResult) -> Section:
    """Return the measures: why, how they work, how they go wrong, and how well that is known."""
    blocks: list[Block] = []
    for one in result.measures:
        until = f" tot {one.until}" if one.until else ""
        blocks.append(
            Paragraph(f"{one.label}. {one.dose}, vanaf {one.begins}{until}. Reden: {one.reason}", one.id)
        )
        blocks.append(
            Points((Paragraph(one.mechanism, "Hoe het werkt"), Paragraph(one.risk, "Hoe het mis kan gaan")))
        )
        if one.assumed:
            blocks.append(Note("Alleen aanname", f"Het effect van {one.id} komt niet uit een bron."))
    heads = ("Maatregel", "Effect", "Waarop", "Factor (80%)", "Hoe bekend", "Bron")
    rows = [
        (
            one.id,
            effect.id.replace("_", " "),
            effect.handle,
            words.size(effect),
            effect.evidence,
            effect.source,
        )
        for one in result.measures
        for effect in one.effects
    ]
    if rows:
        blocks.append(
            table("tabel-bewijs", "Hoe groot de effecten zijn, en hoe we dat weten", heads, rows, "tttttt")
        )
    return Section("maatregelen", "De maatregelen en wat waar moet zijn", tuple(blocks))


def technical_section(result: ScenarioResult) -> Section:
    """Return how the answer was made, for colleagues who want to judge it or make it again."""
    rows = [(one.label, one.text) for one in result.technical]
    made = table("tabel-techniek", "Hoe dit is doorgerekend", ("Wat", "Hoe"), rows, "tt")
    return Section("techniek", "Technische bijlage", (made,))


def sure_section(result: ScenarioResult) -> Section:
    """Return what the numbers rest on."""
    return Section(
        "zeker",
        "Hoe zeker is dit",
        (Points(tuple(Paragraph(text) for text in result.assumptions)),),
    )
