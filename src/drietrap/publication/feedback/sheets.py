"""What the workbook of a feedback report holds: numbers as numbers, to go on with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drietrap.benchmark.mirror import Around, Measured, MirrorFigure
from drietrap.catalogue.indicator import Unit
from drietrap.publication.feedback.words import CORRECTED, SURE
from drietrap.publication.mirror import Mirror, MirrorFinding, Part
from drietrap.publication.report.document import Document
from drietrap.publication.report.sheets import Number, Row, Sheet, Value

_UNITS = {Measured.COUNT: (Unit.COUNT, 0), Measured.SHARE: (Unit.PERCENTAGE, 1), Measured.DAYS: (None, 1)}
_OTHERS = (
    ("Anderen: kwart", 14),
    ("Anderen: midden", 15),
    ("Anderen: driekwart", 17),
    ("Aantal anderen", 14),
)


def sheets(mirror: Mirror, document: Document) -> tuple[Sheet, ...]:
    """Return all sheets, in order."""
    points = [(item.lead, item.text) for item in document.main_points.items]
    head: list[Row] = [(document.hero.caption, document.hero.number)]
    terms = next(section for section in document.sections if section.id == "begrippen")
    return (
        _sheet("Hoofdpunten", (("Wat", 34), ("Hoe het is", 110)), [*head, *points]),
        _deliveries(mirror),
        *((_corrections(mirror),) if any(part.corrections for part in mirror.parts) else ()),
        _elements(mirror),
        _findings(mirror),
        _figures(mirror),
        _municipalities(mirror),
        _sheet(
            "Begrippen",
            (("Woord", 28), ("Betekenis", 110)),
            [(item.lead, item.text) for block in terms.blocks for item in getattr(block, "items", ())],
        ),
    )


def _sheet(name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Row]) -> Sheet:
    return Sheet(name, tuple(c[0] for c in columns), tuple(c[1] for c in columns), tuple(rows))


def _number(value: float | None, unit: Measured = Measured.COUNT) -> Number:
    return Number(value, *_UNITS[unit])


def _around(around: Around, unit: Measured) -> tuple[Number, ...]:
    quartiles = (_number(value, unit) for value in (around.lower, around.median, around.upper))
    return (*quartiles, _number(around.providers))


def _about(part: Part) -> tuple[str, str]:
    return part.kind, part.period


def _deliveries(mirror: Mirror) -> Sheet:
    columns = (
        ("Soort", 18), ("Periode", 10), ("Protocol", 10), ("Kenmerk", 20), ("Ontvangen", 22), ("Regels", 10),
        ("Telt mee", 10), ("Samengevoegd", 14), ("Apart gezet", 12), ("Apart gezet, %", 14), *_OTHERS,
        ("Vorige: regels", 14), ("Vorige: telt mee", 16), ("Vorige: apart", 14), ("Vervangt", 20),
        ("Gecorrigeerd", 13),
    )  # fmt: skip
    rows: list[Row] = []
    for part in mirror.parts:
        earlier = part.previous
        ago = (earlier.rows, earlier.accepted, earlier.quarantined) if earlier else (None, None, None)
        counts = (part.rows, part.accepted, part.merged, part.quarantined)
        rows.append(
            (
                *_about(part),
                part.version,
                part.delivery,
                part.received,
                *map(_number, counts),
                _number(100 * part.quarantined / part.rows, Measured.SHARE),
                *_around(part.apart, Measured.SHARE),
                *map(_number, ago),
                part.replaced.delivery if part.replaced else "",
                _number(part.corrected),
            )
        )
    return _sheet("Volledigheid", columns, rows)


def _corrections(mirror: Mirror) -> Sheet:
    columns = (
        ("Soort", 18), ("Periode", 10), ("Correctie", 30), ("Regels", 10), ("Wat er gebeurde", 44),
        ("Waarom", 80), ("Hoe zeker", 34),
    )  # fmt: skip
    rows: list[Row] = [
        (*_about(part), one.id, _number(one.rows), CORRECTED[one.action], one.reason, SURE[one.status])
        for part in mirror.parts
        for one in part.corrections
    ]
    return _sheet("Correcties", columns, rows)


def _elements(mirror: Mirror) -> Sheet:
    columns = (
        ("Soort", 18), ("Periode", 10), ("Element", 40), ("Ingevuld, %", 12),
        ("Vorige levering, %", 17), *_OTHERS,
    )  # fmt: skip
    rows: list[Row] = [
        (
            *_about(part),
            one.label,
            _number(one.share, Measured.SHARE),
            _number(one.before, Measured.SHARE),
            *_around(one.around, Measured.SHARE),
        )
        for part in mirror.parts
        for one in part.elements
    ]
    return _sheet("Elementen", columns, rows)


def _findings(mirror: Mirror) -> Sheet:
    columns = (
        ("Soort", 18), ("Periode", 10), ("Ernst", 14), ("Controle", 28), ("Bevinding", 44), ("Melding", 70),
        ("Regels", 10), ("Aandeel, %", 12), ("Vorige keer", 12), ("Raakt trajecten", 15),
        ("Raakt cijfers over", 40), ("Wat u kunt doen", 80), ("Paragraaf", 34), ("Eerste regelnummers", 24),
    )  # fmt: skip
    rows = [_finding(_about(part), one) for part in mirror.parts for one in part.findings]
    rows.extend(_finding(("naast andere leveringen", mirror.period), one) for one in mirror.over)
    return _sheet("Bevindingen", columns, rows)


def _finding(about: tuple[str, str], one: MirrorFinding) -> Row:
    return (
        *about,
        one.severity,
        one.rule,
        one.title,
        one.message,
        _number(one.count),
        _number(100 * one.share, Measured.SHARE),
        _number(one.before),
        _number(one.effect),
        ", ".join(one.touches),
        one.action,
        one.paragraph,
        ", ".join(map(str, one.rows)),
    )


def _figures(mirror: Mirror) -> Sheet:
    columns = (
        ("Soort", 18), ("Periode", 10), ("Groep", 24), ("Cijfer", 50), ("Eenheid", 10), ("Uw levering", 12),
        ("Over trajecten", 14), *_OTHERS, ("Vorige levering", 15), ("Verschil", 10), ("Verschil van", 12),
        ("Verschil tot", 12), ("Meer dan toeval", 15),
    )  # fmt: skip
    rows = [_figure(part, one) for part in mirror.parts for one in part.figures]
    return _sheet("Cijfers", columns, rows)


def _figure(part: Part, one: MirrorFigure) -> Row:
    change = one.change
    ends = (change.before, change.difference, change.lower, change.upper) if change else (None,) * 4
    clear: Value = "" if change is None else "ja" if change.is_clear else "nee"
    before, *since = ends
    return (
        *_about(part),
        dict(part.groups).get(one.group, one.group),
        one.label,
        one.unit.value,
        _number(one.value, one.unit),
        _number(one.of),
        *_around(one.around, one.unit),
        _number(before, one.unit),
        *(Number(value, decimals=1) for value in since),
        clear,
    )


def _municipalities(mirror: Mirror) -> Sheet:
    columns = (
        ("Soort", 18), ("Periode", 10), ("Code", 10), ("Gemeente", 28), ("Trajecten", 12), ("Begonnen", 12),
        ("Beëindigd", 12), ("Jeugdigen", 12),
    )  # fmt: skip
    rows: list[Row] = [
        (
            *_about(part),
            line.area,
            line.name,
            *map(_number, (line.trajectories, line.begun, line.ended, line.youths)),
        )
        for part in mirror.parts
        for line in part.municipalities
    ]
    return _sheet("Gemeenten", columns, rows)
