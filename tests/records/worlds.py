"""Small registers of records: drawn by Hypothesis, or the worked example; and how both engines are run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import polars as pl
from hypothesis import strategies as st

from drietrap.catalogue.record_example import EXAMPLE_COLUMNS, EXAMPLE_INHABITANTS, EXAMPLE_REGISTER
from drietrap.catalogue.record_formula import DIMENSIONS, RecordFormula
from drietrap.indicators.records.engine import record_figures
from drietrap.indicators.records.figure import Level
from drietrap.register.record import Record
from drietrap.vocabulary.period import Period

Rows = list[dict[str, Any]]
ALL_LEVELS = dict.fromkeys(Level, DIMENSIONS)
PLACES = {
    (2022, "GM0001"): ("GM0001", "JZ01"),
    (2023, "GM0009"): ("GM0009", "JZ01"),
    (2023, "GM0003"): ("GM0003", "JZ02"),
    (2023, "GM0002"): ("GM0009", "JZ01"),
}
"""GM0002 went up in GM0009 before 2023; GM0001 is then no longer known."""


class Given:
    """An id with its definition, as an indicator has it."""

    def __init__(self, id_: str, records: RecordFormula) -> None:
        self.id = id_
        self.records = records


def row(**values: Any) -> dict[str, Any]:
    """Return a record, with nothing known but what is given."""
    made: dict[str, Any] = dict.fromkeys(Record.column_names())
    made.update({"delivery": "0" * 16, "row": 1, "version": "7", "born_exact": True, **values})
    return made


def example_rows() -> Rows:
    """Return the worked example as records: all in one municipality."""
    rows = []
    for number, line in enumerate(EXAMPLE_REGISTER.strip().splitlines()):
        values = [None if text == "-" else text for text in line.split()]
        told = dict(zip(EXAMPLE_COLUMNS, values, strict=True))
        for name in ("born", "started", "ended", "taken_over", "handed_over"):
            told[name] = None if told[name] is None else dt.date.fromisoformat(str(told[name]))
        made = row(**told)
        made.update(row=number, municipality="GM0001", delivery=f"{number:016x}")
        rows.append(made)
    return rows


def example_people() -> dict[tuple[int, str, int, int], int]:
    """Return the inhabitants of the example for every range of bands, in the one municipality."""
    bands = sorted(EXAMPLE_INHABITANTS)
    found = {}
    for start in range(len(bands)):
        for stop in range(start, len(bands)):
            total = sum(EXAMPLE_INHABITANTS[band] for band in bands[start : stop + 1])
            for area in ("GM0001", "NL01"):
                found[2023, area, bands[start][0], bands[stop][1]] = total
    return found


def fast(
    rows: Rows,
    formulas: Mapping[str, RecordFormula],
    periods: Sequence[Period],
    *,
    threads: int = 2,
    places: Mapping[tuple[int, str], tuple[str | None, str | None]] | None = PLACES,
    people: Mapping[tuple[int, str, int, int], int] | None = None,
    levels: Mapping[Level, tuple[str, ...]] = ALL_LEVELS,
) -> pl.DataFrame:
    """Run the fast engine on ``rows``."""
    schema = Record.create_empty().schema
    where = None
    if places is not None:
        listed = [(year, code, *to) for (year, code), to in places.items()]
        columns = {"year": pl.Int64, "code": pl.String, "municipality": pl.String, "region": pl.String}
        where = pl.DataFrame(listed, schema=columns, orient="row")
    who = None
    if people is not None:
        names = ["year", "area", "lowest", "below", "people"]
        who = pl.DataFrame([(*key, n) for key, n in people.items()], schema=names, orient="row")
    with duckdb.connect(config={"threads": threads}) as connection:
        connection.register("record", pl.DataFrame(rows, schema=schema).to_arrow())
        given = [Given(id_, formula) for id_, formula in formulas.items()]
        return record_figures(connection, given, periods, places=where, people=who, levels=levels)


_DAYS = [
    dt.date(2022, 12, 30),
    dt.date(2022, 12, 31),
    dt.date(2023, 1, 1),
    dt.date(2023, 3, 31),
    dt.date(2023, 6, 30),
    dt.date(2023, 7, 1),
    dt.date(2023, 12, 31),
    dt.date(2024, 1, 1),
]
_BORN = [
    dt.date(2005, 1, 1),
    dt.date(2005, 7, 1),
    dt.date(2004, 12, 31),
    dt.date(2008, 2, 29),
    dt.date(2012, 2, 29),
    dt.date(2019, 1, 1),
    dt.date(2023, 5, 5),
    dt.date(1999, 1, 1),
]
_FORMS = {
    "jeugdhulp": ["01", "02", "11"],
    "jeugdbescherming": ["11", "12", "31"],
    "jeugdreclassering": ["41", "50"],
    "machtiging": ["71", "72"],
}


@st.composite
def one_row(draw: st.DrawFn) -> dict[str, Any]:
    """Return any record: known or not who, where and when it ended."""
    kind = draw(st.sampled_from([*_FORMS, "jeugdhulp", "jeugdbescherming"]))
    codes = ["2023H1", "2023H2"]
    if kind == "jeugdreclassering":
        codes = ["2023K1", "2023K2", "2023K3", "2023K4"]
    started = draw(st.sampled_from(_DAYS) | st.dates(dt.date(2022, 1, 1), dt.date(2023, 12, 31)))
    ended = draw(st.none() | st.sampled_from(_DAYS).filter(lambda day: day >= started) | st.just(started))
    return row(
        kind=kind,
        period=draw(st.sampled_from(codes)),
        provider=draw(st.sampled_from(["aa", "bb", "cc"])),
        person=draw(st.sampled_from(["p1", "p2", "p3", "p4", "p5", None])),
        sex=draw(st.sampled_from(["M", "V", None])),
        born=draw(st.none() | st.sampled_from(_BORN)),
        municipality=draw(st.sampled_from(["GM0001", "GM0002", "GM0003", "GM0009", None])),
        district=draw(st.sampled_from(["WK000101", "WK000301", None])),
        referrer=draw(st.sampled_from(["01", "06", None])) if kind == "jeugdhulp" else None,
        form=draw(st.sampled_from(_FORMS[kind])),
        started=started,
        ended=ended,
        taken_over=draw(st.sampled_from([None, None, *_DAYS])) if kind != "jeugdhulp" else None,
        handed_over=draw(st.sampled_from([None, None, *_DAYS])) if kind != "jeugdhulp" else None,
    )


@st.composite
def registers(draw: st.DrawFn) -> Rows:
    """Return a small register; every delivery has an id of its own and numbers its rows."""
    rows = draw(st.lists(one_row(), min_size=1, max_size=40))
    deliveries: dict[tuple[str, str, str], int] = {}
    for number, one in enumerate(rows):
        key = (one["kind"], one["provider"], one["period"])
        one["delivery"] = f"{deliveries.setdefault(key, len(deliveries)):016x}"
        one["row"] = number
    return rows
