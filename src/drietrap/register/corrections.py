"""Known errors in sources, corrected in the open: what, why, who says so, and until when.

A correction names what is delivered now (``expect``, or a rule that must still find something). When the
source is mended it no longer applies, and a finding says that it can go.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

import dataframely as dy
import polars as pl

from drietrap.register.contract import KEY
from drietrap.register.correction_file import Action, Correction, RuleKind
from drietrap.register.correction_list import not_applied
from drietrap.register.observation import HIDDEN_ABSENT, Observation
from drietrap.vocabulary.notation import number

APPLIED_SCHEMA = pl.Schema(
    {
        "correction": pl.String,
        "action": pl.String,
        "status": pl.String,
        "reason": pl.String,
        "owner": pl.String,
        **dict.fromkeys(KEY, pl.String),
        "before": pl.Float64,
        "after": pl.Float64,
    }
)
# A percentage that is ten times too low lies, times ten, within these shares of what the counts imply.
_TENFOLD = (0.8, 1.4)
_SAME = 1e-9


@dataclass(frozen=True)
class CorrectionFinding:
    """A correction that no longer fits its source, with the Dutch reason."""

    correction: str
    sentence: str


@dataclass(frozen=True)
class Corrected:
    """Corrected observations, a row per corrected cell (``APPLIED_SCHEMA``), and what no longer fits."""

    observations: dy.DataFrame[Observation]
    applied: pl.DataFrame
    findings: tuple[CorrectionFinding, ...]


def apply(observations: pl.DataFrame, corrections: tuple[Correction, ...]) -> Corrected:
    """Apply corrections, each to the cells as delivered; cells that were not delivered are left alone.

    ``set`` replaces the value (and its interval by that of the correction), ``hide`` withholds it,
    ``warn`` leaves it as it is and only puts the reason in ``applied``.
    """
    rows: list[pl.DataFrame] = []
    findings: list[CorrectionFinding] = []
    for correction in corrections:
        chosen = _chosen(observations, correction)
        if chosen.is_empty():
            continue
        hits = _hits(observations, chosen, correction)
        if hits.is_empty():
            findings.append(_mended(correction, chosen))
        else:
            rows.append(_rows(hits, correction))
    if not rows:
        empty = pl.DataFrame(schema=APPLIED_SCHEMA)
        return Corrected(Observation.validate(observations), empty, tuple(findings))
    changes = pl.concat(rows).unique(list(KEY), keep="first", maintain_order=True)
    applied = pl.concat(rows).select(*APPLIED_SCHEMA).sort("correction", *KEY)
    return Corrected(_changed(observations, changes), applied, tuple(findings))


def _chosen(observations: pl.DataFrame, correction: Correction) -> pl.DataFrame:
    """Return the cells a correction is about."""
    here = observations.filter(pl.col("table") == correction.table)
    measures = [
        name
        for name in here["measure"].unique().to_list()
        if any(fnmatchcase(name, pattern) for pattern in correction.measures)
    ]
    wanted = [pl.col("measure").is_in(measures)]
    for name, value in (
        ("area", correction.area),
        ("period", correction.period),
        ("variant", correction.variant),
    ):
        if value is not None:
            wanted.append(pl.col(name) == value)
    return here.filter(*wanted)


def _hits(observations: pl.DataFrame, chosen: pl.DataFrame, correction: Correction) -> pl.DataFrame:
    """Return the cells that are still wrong in the way the correction says."""
    if correction.rule is None:
        return chosen.filter((pl.col("value") - correction.expect).abs() <= _SAME)
    if correction.rule.kind is RuleKind.ALL_ZERO:
        zero = (pl.col("value").fill_null(1) == 0).all().over("area", "period", "variant")
        return chosen.filter(zero)
    return _tenfold(observations, chosen, correction)


def _tenfold(observations: pl.DataFrame, chosen: pl.DataFrame, correction: Correction) -> pl.DataFrame:
    """Return percentages that, times ten, are what the counts of the same row imply."""
    rule = correction.rule
    where = ["area", "period", "variant"]
    if rule is None:
        return chosen.clear()
    here = observations.filter((pl.col("table") == correction.table) & pl.col("value").is_not_null())
    counts = here.filter(pl.col("measure") == rule.count).select(*where, count="value")
    group = here.filter(pl.col("measure").is_in(rule.group)).group_by(where)
    bases = group.agg(base=pl.col("value").sum(), parts=pl.len()).filter(pl.col("parts") == len(rule.group))
    ratio = 10 * pl.col("value") / (100 * pl.col("count") / pl.col("base"))
    known = chosen.join(counts, on=where).join(bases, on=where).filter(pl.col("base") > 0)
    return known.filter(ratio.is_between(*_TENFOLD)).select(chosen.columns)


def _rows(hits: pl.DataFrame, correction: Correction) -> pl.DataFrame:
    """Return the rows for ``applied``, with the new value and its interval."""
    value, lower, upper = pl.col("value"), pl.col("lower"), pl.col("upper")
    if correction.action is Action.HIDE:
        value, lower, upper = (pl.lit(None, dtype=pl.Float64),) * 3
    elif correction.action is Action.SET and correction.factor is not None:
        value, lower, upper = (end * correction.factor for end in (value, lower, upper))
    elif correction.action is Action.SET:
        value, lower, upper = (pl.lit(end) for end in (correction.value, correction.lower, correction.upper))
    words = {
        "correction": correction.id,
        "action": correction.action.value,
        "status": correction.status.value,
        "reason": correction.reason,
        "owner": correction.owner,
    }
    return hits.select(
        *(pl.lit(text).alias(name) for name, text in words.items()),
        *KEY,
        before="value",
        after=value.cast(pl.Float64),
        new_lower=lower.cast(pl.Float64),
        new_upper=upper.cast(pl.Float64),
    )


def _changed(observations: pl.DataFrame, changes: pl.DataFrame) -> dy.DataFrame[Observation]:
    touching = changes.filter(pl.col("action") != Action.WARN.value)
    columns = observations.columns
    joined = observations.join(
        touching.select(*KEY, "action", "after", "new_lower", "new_upper"),
        on=list(KEY),
        how="left",
        maintain_order="left",
    )
    touched, hides = pl.col("action").is_not_null(), pl.col("action") == Action.HIDE.value
    hidden = pl.when(hides).then(pl.lit(HIDDEN_ABSENT)).when(touched).then(None).otherwise("hidden")
    return Observation.validate(
        joined.with_columns(
            value=pl.when(touched).then("after").otherwise("value"),
            lower=pl.when(touched).then("new_lower").otherwise("lower"),
            upper=pl.when(touched).then("new_upper").otherwise("upper"),
            hidden=hidden,
        ).select(columns)
    )


def _mended(correction: Correction, chosen: pl.DataFrame) -> CorrectionFinding:
    if correction.rule is not None:
        found = "het bestand heeft de fout niet meer"
    else:
        values = sorted(value for value in chosen["value"].unique().to_list() if value is not None)
        now = ", ".join(number(value, 1) for value in values[:3]) or "geen cijfer"
        found = f"het bestand zegt nu {now} en niet meer {number(correction.expect, 1)}"
    sentence = not_applied(
        correction.id,
        correction.table,
        found,
        "Controleer de bron en haal de correctie weg",
        correction.owner,
    )
    return CorrectionFinding(correction.id, sentence)
