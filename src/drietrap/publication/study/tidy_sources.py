"""Tidy tables of what stands behind the figures of a study: checks, sources and deliveries."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.benchmark.result import Estimate
from drietrap.differences.study.chapter import Chapter, Gap, Part
from drietrap.differences.study.earlier import mention
from drietrap.publication.study.tidy_shape import PERIOD, WHO, Shape, column, ranged

FINDINGS = Shape(
    "controles",
    "bevindingen op de gepubliceerde tabellen",
    (
        *WHO,
        column("controle", "code van de controle (drietrap controleer-tabellen)", lambda one: one.rule),
        column("ernst", "fout, waarschuwing of signaal", lambda one: one.severity.value),
        column("tabel", "gepubliceerde tabel", lambda one: one.table),
        PERIOD,
        column("melding", "wat de controle vond", lambda one: one.message),
        column(
            "berekening",
            "de berekening, regels gescheiden door een schuine streep",
            lambda one: " / ".join(one.arithmetic),
        ),
        column("wat_te_doen", "wat u kunt doen", lambda one: one.action),
        column(
            "in_onderzoek_2015", "of het onderzoek van 2015 dit zelf noemt; leeg bij andere tabellen", mention
        ),
    ),
    lambda _, chapter: chapter.findings,
)


def _counted(_: Part, chapter: Chapter) -> Iterator[tuple[Gap, str, str, str, Estimate]]:
    """Return every amount of a gap: the sources, the parts of the difference, and what is left of it."""
    for gap in chapter.gaps:
        yield from ((gap, "bron", one.label, "", one.value) for one in gap.sources)
        yield from ((gap, "deel", one.label, one.kind.value, one.amount) for one in gap.pieces)
        yield gap, "na correctie", "", "", gap.after


SOURCES = Shape(
    "bronnen",
    "één aantal in verschillende bronnen",
    (
        *WHO,
        column("wat", "wat is geteld", lambda line: line[0].label),
        column("soort", "bron, deel van het verschil, of na correctie", lambda line: line[1]),
        column("naam", "naam van de bron of het deel", lambda line: line[2]),
        column("te_vermijden", "of beter registreren dit deel voorkomt", lambda line: line[3]),
        *ranged("aantal", "aantal, beveiligd tegen onthulling", "zie wat", lambda line: line[4]),
    ),
    _counted,
)
DELIVERIES = Shape(
    "leveringen",
    "wat de controles in de leveringen achter de cijfers vonden",
    (
        *WHO,
        column("over", "deel van de periode", lambda pair: pair[0].label),
        column("van_wie", "aanbieder, de gemeente zelf, of alle andere samen", lambda pair: pair[1].whose),
        column("controle", "code van de controle (docs/naslag/controleregels.md)", lambda pair: pair[1].rule),
        column("ernst", "blokkeert, fout, waarschuwing of signaal", lambda pair: pair[1].severity),
        column("bevinding", "wat de controle vond", lambda pair: pair[1].title),
        column("te_vermijden", "of beter registreren dit voorkomt", lambda pair: pair[1].kind.value),
        column(
            "hoogstens",
            "trajecten van deze gemeente die dit hoogstens raakt, beveiligd tegen onthulling",
            lambda pair: pair[1].here.upper,
            "getal",
            "trajecten",
        ),
        column("raakt", "welke cijfers hierop rusten", lambda pair: ", ".join(pair[1].touches)),
    ),
    lambda _, chapter: [(part, one) for part in chapter.delivered for one in part.findings],
)
