"""Everything in a study as tidy tables: one row per thing, one meaning per column, and a dictionary."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicators import INDICATORS
from drietrap.differences.study.chapter import Chapter, Part, Study

Value = str | float | int | bool | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_KINDS = {"tekst": pl.String, "getal": pl.Float64, "geheel getal": pl.Int64, "ja/nee": pl.Boolean}


@dataclass(frozen=True)
class TidyColumn:
    """A column: ``kind`` is ``tekst``, ``getal``, ``geheel getal`` or ``ja/nee``; empty is not known."""

    name: str
    kind: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class TidyTable:
    """A table of the explorer data."""

    name: str
    meaning: str
    columns: tuple[TidyColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


def _c(name: str, meaning: str, kind: str = "tekst", unit: str = "") -> TidyColumn:
    return TidyColumn(name, kind, unit, meaning)


_WHO = (
    _c("gebied", "code van de gemeente (CBS; ST voor een gebied zonder plaats)"),
    _c("gemeente", "naam van de gemeente"),
)
_QUESTION = _c("vraag", "nummer van de onderzoeksvraag, 1 tot en met 5", "geheel getal")
_INDICATOR = _c("indicator", "id in de catalogus (drietrap indicatoren)")
_PERIOD = _c("periode", "periode van het cijfer")


def _range(name: str, what: str, unit: str) -> tuple[TidyColumn, ...]:
    return (
        _c(name, what, "getal", unit),
        _c(f"{name}_laag", f"{what}: ondergrens (afronding en toeval, 95%)", "getal", unit),
        _c(f"{name}_hoog", f"{what}: bovengrens (afronding en toeval, 95%)", "getal", unit),
    )


def tidy(study: Study) -> tuple[TidyTable, ...]:
    """Return every table, also those without a row: a reader can then see that there was nothing."""
    return (
        _figures(study),
        _corrected(study),
        _points(study),
        _findings(study),
        _organisation(study),
        _expected(study),
        _split(study),
        _sources(study),
        _signing(study),
    )


def _chapters(study: Study) -> Iterator[tuple[Part, Chapter]]:
    return ((part, chapter) for part in study.parts for chapter in part.chapters)


def _three(held: Estimate) -> tuple[Value, Value, Value]:
    return held.value, held.lower, held.upper


def _figures(study: Study) -> TidyTable:
    unit = "zie eenheid"
    columns = (
        *_WHO,
        _QUESTION,
        _INDICATOR,
        _c("naam", "naam van het cijfer"),
        _c("eenheid", "eenheid van cijfer, referentie en verschil"),
        _PERIOD,
        _c("groep", "waarmee is vergeleken"),
        *_range("cijfer", "cijfer van de gemeente", unit),
        *_range("referentie", "cijfer van de groep", unit),
        *_range("verschil", "gemeente min groep", unit),
        _c("oordeel", "wat de onzekerheid van het verschil draagt"),
        _c("spreiding", "plaats in de gewone spreiding tussen gemeenten"),
        _c("verborgen", "waarom er geen cijfer is"),
        _c("voorlopig", "of het cijfer voorlopig is", "ja/nee"),
        _c("herkomst", "nummer waarmee het cijfer te herleiden is (drietrap herkomst)"),
    )
    rows = [
        (
            part.area,
            part.name,
            chapter.question.value,
            one.indicator,
            INDICATORS[one.indicator].label,
            INDICATORS[one.indicator].unit.value,
            one.period,
            one.group.label,
            *_three(one.own),
            *_three(one.reference),
            *_three(one.difference),
            one.verdict.value,
            one.spread.value,
            one.hidden,
            one.provisional,
            one.lineage,
        )
        for part, chapter in _chapters(study)
        for one in chapter.comparisons
        if chapter.question > 1
    ]
    return TidyTable("cijfers", "elk cijfer van elke gemeente, naast elke groep", columns, tuple(rows))


def _corrected(study: Study) -> TidyTable:
    columns = (
        *_WHO,
        _INDICATOR,
        _PERIOD,
        _c("laag", "laagste waarde na correctie", "getal", "eenheid van de indicator"),
        _c("hoog", "hoogste waarde na correctie", "getal", "eenheid van de indicator"),
        _c("oordeel", "vergeleken met Nederland, over de hele breedte"),
        _c("hoe_bepaald", "hoe laag en hoog zijn bepaald"),
    )
    rows = [
        (
            part.area,
            part.name,
            one.indicator,
            one.period,
            one.value.lower,
            one.value.upper,
            one.verdict.value,
            one.why,
        )
        for part in study.parts
        for one in part.chapters[0].corrected
    ]
    return TidyTable("na_correctie", "cijfers in twijfel, als bereik na correctie", columns, tuple(rows))


def _points(study: Study) -> TidyTable:
    columns = (
        *_WHO,
        _INDICATOR,
        _QUESTION,
        _c("oordeel", "vergeleken met Nederland, zoals gepubliceerd"),
        _c("oordeel_na_correctie", "hetzelfde na correctie"),
        _c("blijft_staan", "of er ook na correctie een verschil is", "ja/nee"),
    )
    rows = [
        (
            part.area,
            part.name,
            one.indicator,
            one.question.value,
            one.verdict.value,
            one.after.value,
            one.sure,
        )
        for part in study.parts
        for one in part.points
    ]
    return TidyTable("opvallend", "waarom de gemeenten zijn gekozen", columns, tuple(rows))


def _findings(study: Study) -> TidyTable:
    columns = (
        *_WHO,
        _c("controle", "code van de controle (drietrap controleer-tabellen)"),
        _c("ernst", "fout, waarschuwing of signaal"),
        _c("tabel", "gepubliceerde tabel"),
        _PERIOD,
        _c("melding", "wat de controle vond"),
        _c("berekening", "de berekening, regels gescheiden door een schuine streep"),
        _c("wat_te_doen", "wat u kunt doen"),
    )
    rows = [
        (
            part.area,
            part.name,
            one.rule,
            one.severity.value,
            one.table,
            one.period,
            one.message,
            " / ".join(one.arithmetic),
            one.action,
        )
        for part in study.parts
        for one in part.chapters[0].findings
    ]
    return TidyTable("controles", "bevindingen op de gepubliceerde tabellen", columns, tuple(rows))


def _organisation(study: Study) -> TidyTable:
    columns = (
        *_WHO,
        _QUESTION,
        _c("thema", "inkoop, toegang of jeugdbescherming"),
        _c("kenmerk", "id van het kenmerk"),
        _c("naam", "naam van het kenmerk"),
        _c("code", "vergelijkbare waarde; leeg bij vrije tekst"),
        _c("waarde", "de waarde zoals aangeleverd"),
        _c("sinds", "eerste dag waarop dit geldt"),
        _c("tot", "eerste dag waarop het niet meer geldt"),
        _c("bron", "waar dit staat"),
    )
    rows = [
        (
            part.area,
            part.name,
            one.question,
            one.theme,
            one.characteristic,
            one.label,
            one.code,
            one.text,
            one.since,
            one.until,
            one.source,
        )
        for part, chapter in _chapters(study)
        for one in chapter.organisation
    ]
    return TidyTable("inrichting", "hoe de gemeenten zijn ingericht, met datum", columns, tuple(rows))


def _expected(study: Study) -> TidyTable:
    columns = (
        *_WHO,
        _c("model", "id van het model (drietrap verwacht)"),
        _c("gebied_wijk", "code van gemeente of wijk waar de regel over gaat"),
        _PERIOD,
        *_range("waargenomen", "waargenomen gebruik", "% van de jongeren"),
        *_range("verwacht", "gebruik dat bij de bevolking past", "% van de jongeren"),
        *_range("verschil", "waargenomen min verwacht", "procentpunt"),
        _c("oordeel", "wat de onzekerheid draagt"),
    )
    rows = [
        (
            part.area,
            part.name,
            one.model,
            area.area,
            one.period,
            *_three(area.observed),
            *_three(area.expected),
            *_three(area.difference),
            area.verdict.value,
        )
        for part, chapter in _chapters(study)
        for one in chapter.expected
        for area in (one.own, *one.districts)
    ]
    return TidyTable("verwacht", "verwacht gebruik naast waargenomen gebruik", columns, tuple(rows))


def _split(study: Study) -> TidyTable:
    columns = (
        *_WHO,
        _c("keten", "id van de splitsing (drietrap verschil)"),
        _c("term", "id van de term"),
        _c("naam", "naam van de term"),
        *_range("verschil", "wat de term aan het verschil bijdraagt", "zie eenheid"),
        _c("eenheid", "eenheid van het verschil"),
        _c("zekerheid", "wat de onzekerheid draagt"),
    )
    rows = [
        (
            part.area,
            part.name,
            one.chain,
            term.id,
            term.label,
            *_three(term.difference),
            one.unit,
            term.certainty,
        )
        for part, chapter in _chapters(study)
        for one in chapter.splits
        for term in one.terms
    ]
    return TidyTable("splitsing", "verschillen in termen die samen het verschil zijn", columns, tuple(rows))


def _sources(study: Study) -> TidyTable:
    columns = (
        *_WHO,
        _c("wat", "wat is geteld"),
        _c("soort", "bron, deel van het verschil, of na correctie"),
        _c("naam", "naam van de bron of het deel"),
        _c("te_vermijden", "of beter registreren dit deel voorkomt"),
        *_range("aantal", "aantal, beveiligd tegen onthulling", "zie wat"),
    )
    rows: list[tuple[Value, ...]] = []
    for part in study.parts:
        for gap in part.chapters[0].gaps:
            head = (part.area, part.name, gap.label)
            rows.extend((*head, "bron", one.label, "", *_three(one.value)) for one in gap.sources)
            rows.extend((*head, "deel", one.label, one.kind.value, *_three(one.amount)) for one in gap.pieces)
            rows.append((*head, "na correctie", "", "", *_three(gap.after)))
    return TidyTable("bronnen", "één aantal in verschillende bronnen", columns, tuple(rows))


def _signing(study: Study) -> TidyTable:
    columns = (
        *_WHO,
        _QUESTION,
        _c("versie", "versie van het hoofdstuk: tekst en cijfers"),
        _c("geschreven", "of er duiding is geschreven", "ja/nee"),
        _c("rol", "rol van de betrokkene"),
        _c("stand", "akkoord, vervallen of nog niet"),
        _c("datum", "dag van het akkoord"),
    )
    rows = [
        (
            part.area,
            part.name,
            chapter.question.value,
            chapter.version,
            bool(chapter.text),
            one.role,
            one.standing.value,
            one.day,
        )
        for part, chapter in _chapters(study)
        for one in chapter.sign_offs
    ]
    return TidyTable("akkoord", "duiding en akkoord per hoofdstuk", columns, tuple(rows))


def as_parquet(table: TidyTable) -> bytes:
    """Return a table as Parquet."""
    schema = {column.name: _KINDS[column.kind] for column in table.columns}
    target = io.BytesIO()
    pl.DataFrame(list(table.rows), schema=schema, orient="row").write_parquet(target)
    return target.getvalue()


def as_csv(table: TidyTable) -> bytes:
    """Return a table as CSV with semicolons and a decimal point; no text that a program could run."""
    return _csv([column.name for column in table.columns], table.rows)


def dictionary_csv(tables: Sequence[TidyTable]) -> bytes:
    """Return the data dictionary: a line per column of every table."""
    rows = [(one.name, c.name, c.kind, c.unit, c.meaning) for one in tables for c in one.columns]
    return _csv(("tabel", "kolom", "soort", "eenheid", "betekenis"), rows)


def dictionary_page(tables: Sequence[TidyTable], warning: str = "") -> bytes:
    """Return the data dictionary as a page to read."""
    parts = ["# Wat er in de tabellen staat\n"]
    if warning:
        parts.append(f"**{warning}**\n")
    parts.append(
        "Elke tabel is er als Parquet en als CSV (puntkomma's, decimale punt, UTF-8). Een lege cel is: niet "
        "bekend of geheim. Zij is nooit nul.\n"
    )
    for one in tables:
        parts.append(f"## {one.name}\n\n{one.meaning.capitalize()}. Aantal regels: {len(one.rows)}.\n")
        lines = ["| kolom | soort | eenheid | betekenis |", "|---|---|---|---|"]
        lines += [f"| `{c.name}` | {c.kind} | {c.unit} | {c.meaning} |" for c in one.columns]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts).encode()


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_text(value) for value in row])
    return ("\ufeff" + target.getvalue()).encode()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return repr(value)
