"""The parts of the report about a difference: the finding, its terms, other figures, what to know."""

from __future__ import annotations

from dataclasses import replace

from drietrap.differences.split.result import Split, SplitResult, SplitTerm, SplitView
from drietrap.differences.split.words import CARRIED, NO_VERDICT, UNKNOWN
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.split_bars import split_bars
from drietrap.publication.report.document import Block, Hero, Note, Paragraph, Points, Section
from drietrap.publication.split.words import amount, between, level
from drietrap.publication.tables import Cell, DataTable, table

_SIGNS = {
    "duidelijk": "••",
    "waarschijnlijk": "•",
    "klein": "~",
    "niet te onderscheiden van nul": "≈",
}
_NAMED = 3
_SAY, _UNSAID = "Wat u kunt zeggen: ", "Wat u niet kunt zeggen: "
_FEW = 12
_BREAK = "Trendbreuk"


def headline(result: SplitResult) -> Split:
    """Return the figure of the first page: the first with a term that can be named, else with a value."""
    known = [one for one in result.splits if one.difference.value is not None]
    named = [one for one in known if any(term.certainty in CARRIED for term in one.terms)]
    return (named or known or list(result.splits))[0]


def hero(result: SplitResult) -> Hero:
    """Return the difference as the one number, with the bars beside it."""
    split = headline(result)
    value = split.difference.value
    side = "" if not value else " hoger" if value > 0 else " lager"
    caption = (
        f"{split.label}: {amount(split.own.value, split)} in {result.name}, tegenover "
        f"{amount(split.other.value, split)} bij {result.against.label}"
    )
    words = amount(None if value is None else abs(value), split, signed=True).removeprefix("+")
    return Hero(f"{words}{side}", caption, _bars("verschil", split))


def main_points(result: SplitResult) -> Points:
    """Return what can be said in a meeting, what cannot, who it is compared with, and of which years."""
    split = headline(result)
    sure = sorted(
        (term for term in split.terms if term.certainty in CARRIED),
        key=lambda term: -abs(term.difference.value or 0.0),
    )
    said = " ".join(term.sentence for term in sure[:_NAMED])
    items = [Paragraph(said or "Geen enkel deel is zeker genoeg om te noemen.", _SAY)]
    loose = [term.label.lower() for term in split.terms if term.certainty not in (*CARRIED, UNKNOWN)]
    if loose:
        items.append(
            Paragraph(f"Bij {_listed(loose)} is geen verschil aangetoond dat telt.", "Geen verschil: ")
        )
    unsaid = [note for note in split.notes if note.startswith(NO_VERDICT)]
    if unsaid or split.stopped:
        items.append(Paragraph(" ".join((*unsaid, *split.stopped[:1])), _UNSAID))
    items += [Paragraph(_since(note), f"{_BREAK}: ") for note in split.notes if _own_break(note, result)]
    if result.against.kind == "groep" and len(result.against.names) <= _FEW:
        items.append(Paragraph(f"{_listed(list(result.against.names))}.", "Vergeleken met: "))
    items.append(Paragraph(f"{'; '.join(split.years)}.", "Uit welke jaren: "))
    return Points(tuple(items))


def _since(note: str) -> str:
    """Return a note about a break as a sentence of its own."""
    text = note.removeprefix(_BREAK).strip()
    return text[:1].upper() + text[1:]


def _own_break(note: str, result: SplitResult) -> bool:
    """Whether a note is about a break in the series of this municipality itself."""
    return note.startswith(_BREAK) and result.name in note


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"


def terms_section(result: SplitResult) -> Section:
    """Return the terms of the headline figure as a table, and each term that can be seen in parts."""
    split = headline(result)
    blocks: list[Block] = [
        Paragraph(
            "De delen tellen op tot het hele verschil. De volgorde waarin u ze bekijkt, maakt niet uit. De "
            "grenzen houden rekening met afronding, geheime aantallen en toeval (95%)."
        ),
        terms_table("delen", split, result),
        *(views("delen", split)),
    ]
    return Section("delen", "Het verschil in delen", tuple(blocks))


def terms_table(id: str, split: Split, result: SplitResult) -> DataTable:
    """Return one row per term and one for the whole."""
    rows = [_row(term, split) for term in split.terms]
    whole = split.difference
    rows.append(
        (
            Cell("Samen"),
            Cell(amount(whole.value, split, signed=True), between(whole, split)),
            Cell(amount(split.own.value, split)),
            Cell(amount(split.other.value, split)),
            Cell(_certain(split.certainty)),
        )
    )
    heads = ("Deel", "Verschil", result.name, "Daar", "Wat het betekent")
    return table(f"tabel-{id}-{split.chain}", f"{split.label}, in delen", heads, rows, "tnnnt")


def _row(term: SplitTerm, split: Split) -> tuple[Cell, ...]:
    return (
        Cell(term.label, term.unit),
        Cell(amount(term.difference.value, split, signed=True), between(term.difference, split)),
        Cell(level(term, term.own)),
        Cell(level(term, term.other)),
        Cell(term.sentence),
    )


def _certain(word: str) -> str:
    return f"{_SIGNS[word]} {word}" if word in _SIGNS else word


def views(id: str, split: Split) -> list[DataTable]:
    """Return a table for every term that can be seen in parts."""
    return [
        _view(f"{id}-{split.chain}-{term.id}-{view.id}", term, view, split)
        for term in split.terms
        for view in term.views
    ]


def _view(id: str, term: SplitTerm, view: SplitView, split: Split) -> DataTable:
    rows = [
        (
            part.label,
            part.hidden or amount(part.difference.value, split, signed=True),
            between(part.difference, split),
        )
        for part in view.parts
    ]
    if view.rest:
        rows.append(("Geheime aantallen en afronding", amount(view.rest, split, signed=True), ""))
    rows.append(("Samen", amount(term.difference.value, split, signed=True), between(term.difference, split)))
    return table(
        f"tabel-{id}",
        f"{term.label}: {view.label.lower()}",
        ("Onderdeel", "Verschil", "Grenzen"),
        rows,
        "tnn",
    )


def other_section(result: SplitResult) -> Section | None:
    """Return every other figure: its bars and its terms."""
    first = headline(result)
    blocks: list[Block] = []
    for split in result.splits:
        if split is first:
            continue
        chart = _bars(f"verschil-{split.chain}", split)
        blocks.append(chart if chart else Paragraph(split.sentence, f"{split.label}: "))
        blocks.append(terms_table("andere", split, result))
    return Section("andere", "Andere cijfers", tuple(blocks)) if blocks else None


def know_section(result: SplitResult) -> Section:
    """Return breaks, doubts, assumptions, what stopped the splits, and which figures were refused."""
    broken = dict.fromkeys(note for one in result.splits for note in one.notes if note.startswith(_BREAK))
    notes = dict.fromkeys(note for one in result.splits for note in one.notes if note not in broken)
    stops = dict.fromkeys(stop for one in result.splits for stop in one.stopped)
    blocks: list[Block] = [Note(_BREAK, _since(note)) for note in broken]
    blocks.append(Points(tuple(Paragraph(note) for note in notes)))
    if stops:
        blocks.append(Paragraph("Wat met deze tabellen niet verder te splitsen is:"))
        blocks.append(Points(tuple(Paragraph(stop) for stop in stops)))
    if result.refused:
        blocks.append(Paragraph("Deze cijfers zijn hier niet gesplitst:"))
        blocks.append(Points(tuple(Paragraph(f"{one.reason}.", f"{one.label}: ") for one in result.refused)))
    return Section("weten", "Wat u moet weten", tuple(blocks))


def _bars(id: str, split: Split) -> Chart | None:
    """Return the terms as bars; the table of terms follows and has their numbers."""
    chart = split_bars(id, split)
    return replace(chart, repeated=True) if chart else None


def source_section(result: SplitResult) -> Section:
    """Return the year of every source per figure, and how the split is made."""
    rows = [(one.label, "; ".join(one.years)) for one in result.splits]
    how = Paragraph(
        "Het verschil is gesplitst met het logaritmisch gemiddelde (Ang 2004) en, binnen een som, met "
        "gelijke beurten voor elke factor (Shapley; Kitagawa 1955, Das Gupta 1993). Zo hangt geen deel "
        "af van de volgorde, en keert alles van teken als de kanten wisselen."
    )
    return Section(
        "bronnen",
        "Bronnen en methode",
        (how, table("tabel-bronnen", "Bronnen", ("Cijfer", "Tabellen en jaren"), rows)),
    )
