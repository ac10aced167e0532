"""The part of the report that a controller takes over: amounts per year and taakveld, with the risk."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.publication.report.document import Block, Note, Paragraph, Points, Section
from drietrap.publication.report.sheets import Number, Row
from drietrap.publication.scenario import words
from drietrap.publication.tables import DataTable, table
from drietrap.steering.scenario.budgeting import WHOLE, YEARS
from drietrap.steering.scenario.result import BudgetLine, Outlay, ScenarioResult, VariantResult
from drietrap.vocabulary.notation import number

_WHOLE_HEADS = ("Jaar", "Zonder", "Maatregelen", "Met", "P10", "P50", "P90", "Risico", "Prijsstijging")
_SPREAD = ("verwacht", "P10", "P50", "P90")
_UNIT = "in duizenden euro's"
SHEET_HEADS = (
    "variant", "jaar", "maanden", "taakveld", "naam",
    *(f"{what}, {end}" for what in ("zonder", "maatregelen", "met") for end in _SPREAD),
    "risico (P90 min verwacht)", "waarvan eigen kosten", "waarvan prijsstijging", "begroting",
    "deel boven begroting (%)",
)  # fmt: skip
_READING = (
    Paragraph(
        "Verwachte bedragen (gemiddelden) tellen op: over taakvelden, en van zonder naar met. Andere niet: "
        "niet alles valt tegelijk mee of tegen.",
        "Optellen",
    ),
    Paragraph(
        "P10, P50 en P90: in 10, 50 en 90 van de 100 doorrekeningen blijven de kosten met de maatregelen "
        "onder dat bedrag. Het risico is P90 min het verwachte bedrag. Reken dat mee in het "
        "weerstandsvermogen; tel de risico's van jaren niet op.",
        "Risico",
    ),
    Paragraph(
        "Het deel van de kosten dat er is doordat prijzen stijgen sinds het eerste jaar. De andere groei "
        "komt door aantallen, zwaarte en duur van hulp.",
        "Prijsstijging",
    ),
    Paragraph(
        "Jeugdhulp, jeugdbescherming en jeugdreclassering. Op taakveld 6.2 staan hulp door het wijkteam, "
        "vrij toegankelijke hulp en eigen kosten van maatregelen; op 6.3 en 8.3 alleen die eigen kosten. Wat "
        "een gemeente daar verder uitgeeft, staat er niet bij.",
        "Wat erin zit",
    ),
)


def budget_section(result: ScenarioResult) -> Section:
    """Return the numbers for begroting and perspectiefnota, of every variant, and what they rest on."""
    blocks: list[Block] = [Note("Let op", text) for text in _horizon(result)]
    blocks.append(Points(_READING))
    for one in result.variants:
        blocks += [Note(f"{one.label}: let op", text) for text in (*one.beware, *one.warnings)]
        blocks += [_whole(one), _taakvelden(one)]
    resting = tuple(Paragraph(text) for text in result.assumptions)
    blocks += [Paragraph("Deze bedragen rusten op het volgende.", "Waarop dit rust"), Points(resting)]
    return Section("begroting", "Voor de begroting en de perspectiefnota", tuple(blocks))


def _horizon(result: ScenarioResult) -> Iterator[str]:
    lines = result.variants[0].budget_lines
    years = {line.year: line.months for line in lines}
    if len(years) < YEARS:
        yield (
            f"Dit scenario gaat over {len(years)} jaar. Een begroting kijkt {YEARS} jaar vooruit: zet "
            f"jaren = {YEARS} in het scenario."
        )
    for year, months in years.items():
        if months < 12:
            yield f"Van {year} vallen {months} maanden in het scenario. De bedragen gaan over die maanden."


def _whole(one: VariantResult) -> DataTable:
    lines = [line for line in one.budget_lines if line.code == WHOLE]
    budget = any(line.budget is not None for line in lines)
    heads = (*_WHOLE_HEADS, "Begroting", "Kans op tekort") if budget else _WHOLE_HEADS
    rows = [_whole_row(line)[: len(heads)] for line in lines]
    return table(
        f"tabel-begroting-{one.id}",
        f"{one.label}: alles samen, per jaar ({_UNIT})",
        heads,
        rows,
        "n" * len(heads),
    )


def _whole_row(line: BudgetLine) -> tuple[str, ...]:
    turned = line.turned
    amounts = (line.baseline.expected, turned.expected, turned.low, turned.middle, turned.high)
    without, paid, *spread = map(words.thousands, amounts)
    chance = "" if line.over_budget is None else f"{number(100 * line.over_budget, 0)}%"
    return (
        str(line.year),
        without,
        words.thousands(line.measures.expected, signed=True),
        paid,
        *spread,
        words.thousands(_risk(turned)),
        words.thousands(line.prices),
        "" if line.budget is None else words.thousands(line.budget),
        chance,
    )


def _taakvelden(one: VariantResult) -> DataTable:
    years = sorted({line.year for line in one.budget_lines})
    codes = dict.fromkeys((line.code, line.label) for line in one.budget_lines)
    paid = {(line.code, line.year): line for line in one.budget_lines}
    rows = []
    for code, label in codes:
        lines = [paid[code, year] for year in years]
        name = label if code == WHOLE else f"{code} {label}"
        for kind, amounts in (
            ("zonder", [words.thousands(line.baseline.expected) for line in lines]),
            ("maatregelen", [words.thousands(line.measures.expected, signed=True) for line in lines]),
            ("met", [words.thousands(line.turned.expected) for line in lines]),
        ):
            rows.append((name, kind, *amounts))
    heads = ("Taakveld (Iv3 2023)", "Wat", *map(str, years))
    caption = f"{one.label}: verwachte bedragen per taakveld ({_UNIT})"
    return table(f"tabel-begroting-taakveld-{one.id}", caption, heads, rows, "tt" + "n" * len(years))


def _risk(turned: Outlay) -> float:
    return turned.high - turned.expected


def budget_row(line: BudgetLine) -> Row:
    """Return a line of the budget for the workbook, without the variant."""
    spreads = (line.baseline, line.measures, line.turned)
    amounts = [amount for one in spreads for amount in (one.expected, one.low, one.middle, one.high)]
    share = None if line.over_budget is None else 100 * line.over_budget
    rest = (_risk(line.turned), line.own_costs, line.prices, line.budget, share)
    start = (str(line.year), Number(line.months, None, 0), line.code, line.label)
    return (*start, *(Number(amount, None, 2) for amount in (*amounts, *rest)))
