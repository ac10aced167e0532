"""The parts of a feedback report: one delivery each, with those beside it and the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from drietrap.app.mirror_corrections import corrected_rows, corrections_of
from drietrap.benchmark.mirror import (
    Breakdown,
    Measured,
    around,
    band_label,
    figures,
    mirrored,
    size_band,
)
from drietrap.catalogue.beleidsinformatie import JEUGDHULP, VERSIONS
from drietrap.publication.mirror import (
    Earlier,
    ElementFilled,
    MirrorFinding,
    MunicipalityLine,
    Part,
)
from drietrap.register import ledger, remarks
from drietrap.register.areas import AreaRegister
from drietrap.register.identity import form_element
from drietrap.register.judging import FindingGroup
from drietrap.register.record import Record
from drietrap.register.scope import before, days
from drietrap.register.snapshots import ID_LENGTH
from drietrap.register.version import Reader
from drietrap.vocabulary.period import Period

Line = dict[str, Any]
"""A line of the ledger of deliveries."""


@dataclass(frozen=True)
class Beside:
    """One delivery, and the deliveries it is laid beside."""

    reader: Reader
    lines: pl.DataFrame
    line: Line

    @property
    def period(self) -> Period:
        """The period of the delivery."""
        return Period.parse(self.line["period"])

    @cached_property
    def previous(self) -> Line | None:
        """The delivery over the period before."""
        earlier = before(self.period, 1).code
        return self._one((pl.col("period") == earlier) & pl.col("replaced_by").is_null(), self._same)

    @cached_property
    def replaced(self) -> Line | None:
        """The delivery over the same period that this one replaced."""
        replaced = pl.col("replaced_by") == self.line["sha256"]
        return self._one(replaced & (pl.col("period") == self.line["period"]), self._same)

    @property
    def _same(self) -> pl.Expr:
        name = str(self.line["provider"]).lower()
        kind = pl.col("kind") == pl.lit(self.line["kind"])
        return kind & (pl.col("provider").str.to_lowercase() == name)

    def _one(self, *wanted: pl.Expr) -> Line | None:
        found = self.lines.filter(*wanted).sort("received", "sha256")
        return None if found.is_empty() else found.row(-1, named=True)

    def comparable(self) -> pl.DataFrame:
        """Return the deliveries of comparable providers: same kind and period, as many rows that count."""
        band = size_band(self.line["accepted"])
        alike = pl.col("accepted").map_elements(size_band, return_dtype=pl.Int64) == band
        kept = (pl.col("kind") == self.line["kind"]) & (pl.col("period") == self.line["period"])
        others = pl.col("provider").str.to_lowercase() != str(self.line["provider"]).lower()
        return self.lines.filter(
            kept & others & alike & pl.col("replaced_by").is_null() & (pl.col("rows") > 0)
        )

    def records(self, line: Line | None) -> pl.DataFrame:
        """Return the records of everyone of the kind and period of a delivery."""
        name = "" if line is None else ledger.records_table(line["kind"], line["period"])
        return self.reader.frame(name) if name in self.reader.tables else Record.create_empty()


def part(beside: Beside, areas: AreaRegister) -> Part:
    """Return what the report shows of one delivery."""
    line, previous = beside.line, beside.previous
    mark = line["sha256"][:ID_LENGTH]
    others, own = beside.comparable(), beside.records(line)
    breakdowns = _breakdowns(line)
    now = figures(own, *days(beside.period), breakdowns)
    ago = figures(beside.records(previous), *days(before(beside.period, 1)), breakdowns)
    mine = own.filter(pl.col("provider") == line["provider"])
    findings, gone = _findings(beside)
    apart = (100 * row["quarantined"] / row["rows"] for row in others.iter_rows(named=True))
    return Part(
        kind=line["kind"],
        period=line["period"],
        version=line["version"],
        delivery=mark,
        received=line["received"],
        rows=line["rows"],
        accepted=line["accepted"],
        merged=line["merged"],
        quarantined=line["quarantined"],
        corrected=corrected_rows(beside.reader, mark),
        corrections=corrections_of(beside.reader, mark),
        band=band_label(size_band(line["accepted"])),
        apart=around(apart, Measured.SHARE),
        previous=_earlier(beside.reader, previous),
        replaced=_earlier(beside.reader, beside.replaced),
        elements=_elements(beside, others),
        findings=findings,
        gone=gone,
        figures=mirrored(now, ago, line["provider"], breakdowns),
        groups=tuple((one.id, one.title) for one in breakdowns),
        municipalities=_municipalities(mine, *days(beside.period), areas),
    )


def _breakdowns(line: Line) -> tuple[Breakdown, ...]:
    kind, version = line["kind"], VERSIONS[line["version"]]

    def codes(element: str) -> tuple[tuple[str, str], ...]:
        found = version.element(kind, element)
        return tuple((code.code, code.label) for code in found.codes) if found else ()

    form = form_element(kind)
    wanted = [(form, "Hulpvorm" if kind == JEUGDHULP else "Maatregel", "form", False, codes(form))]
    if kind == JEUGDHULP:
        wanted.append(("verwijzer", "Verwijzer van wat begon", "referrer", True, codes("verwijzer")))
        crisis = tuple((code, "begonnen met crisis") for code, label in codes("crisis") if label == "ja")
        wanted.append(("crisis", "Begin met crisis", "crisis", True, crisis))
    wanted.append(("geslacht", "Geslacht", "sex", False, codes("geslacht")))
    return tuple(Breakdown(*one) for one in wanted if one[4])


def _earlier(reader: Reader, line: Line | None) -> Earlier | None:
    if line is None:
        return None
    mark = line["sha256"][:ID_LENGTH]
    return Earlier(
        period=line["period"],
        delivery=mark,
        received=line["received"],
        rows=line["rows"],
        accepted=line["accepted"],
        quarantined=line["quarantined"],
        corrected=corrected_rows(reader, mark),
    )


def _elements(beside: Beside, others: pl.DataFrame) -> tuple[ElementFilled, ...]:
    filled = beside.reader.frame(remarks.FILLED)
    rows = beside.lines.select(pl.col("sha256").str.slice(0, ID_LENGTH).alias("delivery"), "rows")
    shares = filled.join(rows, on="delivery").with_columns(share=100 * pl.col("filled") / pl.col("rows"))
    alike = others["sha256"].str.slice(0, ID_LENGTH).implode()
    mine = shares.filter(delivery=beside.line["sha256"][:ID_LENGTH]).sort("element")
    ago = "" if beside.previous is None else beside.previous["sha256"][:ID_LENGTH]
    earlier = dict(shares.filter(delivery=ago).select("element", "share").iter_rows())
    there = shares.filter(pl.col("delivery").is_in(alike)).sort("element", "delivery")
    at_others = {name: part["share"].to_list() for (name,), part in there.group_by("element")}
    return tuple(
        ElementFilled(
            row["element"],
            row["label"],
            row["share"],
            earlier.get(row["element"]),
            around(at_others.get(row["element"], ()), Measured.SHARE),
        )
        for row in mine.iter_rows(named=True)
    )


def _findings(beside: Beside) -> tuple[tuple[MirrorFinding, ...], tuple[MirrorFinding, ...]]:
    """Return what was found in the delivery, and what was found in the previous one and no more."""
    now = remarks.findings_of(beside.reader, beside.line["sha256"][:ID_LENGTH])
    previous = beside.previous
    ago = () if previous is None else remarks.findings_of(beside.reader, previous["sha256"][:ID_LENGTH])
    counts = {group.rule: group.count for group in ago}
    there = {group.rule for group in now}
    found = (
        finding(group, None if previous is None else counts.get(group.rule, 0), over=False) for group in now
    )
    gone = (finding(group, group.count, over=False) for group in ago if group.rule not in there)
    return tuple(found), tuple(gone)


def finding(group: FindingGroup, earlier: int | None, *, over: bool) -> MirrorFinding:
    """Return a finding as the report shows it; ``earlier`` is how many there were in the delivery before."""
    return MirrorFinding(
        rule=group.rule,
        severity=group.severity.value,
        title=group.title,
        message=group.message,
        action=group.action,
        paragraph=group.paragraph,
        count=group.count,
        share=group.share,
        rows=group.rows,
        effect=group.effect,
        touches=group.touches,
        before=earlier,
        over=over,
    )


def _municipalities(
    mine: pl.DataFrame, first: date, last: date, areas: AreaRegister
) -> tuple[MunicipalityLine, ...]:
    starts, ends = pl.coalesce("taken_over", "started"), pl.coalesce("handed_over", "ended")
    counted = mine.group_by(pl.col("municipality").fill_null("")).agg(
        pl.len().alias("trajectories"),
        starts.is_between(first, last).sum().alias("begun"),
        ends.is_between(first, last).sum().alias("ended"),
        (pl.col("person").drop_nulls().n_unique() + pl.col("person").null_count()).alias("youths"),
    )
    ordered = counted.sort("trajectories", "municipality", descending=[True, False])
    return tuple(
        MunicipalityLine(
            row["municipality"],
            _area_name(areas, row["municipality"]),
            *(row[name] for name in ("trajectories", "begun", "ended", "youths")),
        )
        for row in ordered.iter_rows(named=True)
    )


def _area_name(areas: AreaRegister, code: str) -> str:
    known = areas.by_code.get(code)
    return known.name if known is not None else code or "niet bekend"
