"""What delivered words mean: area texts become codes and period texts become periods."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from drietrap.register.areas import AreaRegister
from drietrap.vocabulary.errors import InputError, UnknownAreaError
from drietrap.vocabulary.period import Period, is_provisional

_REGION = 40  # more municipalities than any region or province but the largest has
_SHOWN = 3
_DISTRICT = r"^\s*(WK\d{6}|BU\d{8})\s*$"


@dataclass(frozen=True)
class Meaning:
    """Cells with ``code``, ``when`` and ``provisional`` added (null where refused), refusals, remarks."""

    frame: pl.DataFrame
    refusals: tuple[InputError, ...]
    remarks: tuple[str, ...]


def read(cells: pl.DataFrame, areas: AreaRegister) -> Meaning:
    """Find the area and the period of every cell.

    The refusals are the first unknown area and the first unknown period of the file, with their row.
    """
    periods, bad_period = _periods(cells)
    frame = cells.join(periods, on="period", how="left", maintain_order="left").with_columns(
        code=pl.col("area").str.extract(_DISTRICT)
    )
    named = frame.filter(pl.col("code").is_null() & pl.col("when").is_not_null())
    codes, bad_area, remarks = _areas(named, areas)
    frame = frame.join(codes, on=["area", "when"], how="left", maintain_order="left").with_columns(
        code=pl.coalesce("code", "found")
    )
    return Meaning(frame, (*bad_period, *bad_area), (*_missing(frame, areas), *remarks))


def _periods(cells: pl.DataFrame) -> tuple[pl.DataFrame, list[InputError]]:
    """Return period text -> ``when`` and ``provisional``, and the first text that is no period."""
    found: list[tuple[str, str, bool]] = []
    refused: list[InputError] = []
    for text, row in _first_rows(cells, "period").iter_rows():
        try:
            found.append((text, Period.parse(text).code, is_provisional(text)))
        except InputError as error:
            refused.append(_at(error, row))
    schema = {"period": pl.String, "when": pl.String, "provisional": pl.Boolean}
    return pl.DataFrame(found, schema=schema, orient="row"), refused[:1]


def _areas(
    named: pl.DataFrame, areas: AreaRegister
) -> tuple[pl.DataFrame, list[InputError], tuple[str, ...]]:
    """Return area text and period -> ``found``, the first unknown area, and remarks on ended areas."""
    found: list[tuple[str, str, str]] = []
    refused: list[InputError] = []
    elsewhen: dict[str, None] = {}
    for text, when, row in _first_rows(named, "area", "when").iter_rows():
        year = int(when[:4])
        try:
            area = areas.find(text, year)
        except UnknownAreaError as error:
            refused.append(_at(error, row))
            continue
        found.append((text, when, area.code))
        if area.years_away(year):
            elsewhen[f"{area.name} ({area.code}) bestond niet in {year}"] = None
    schema = {"area": pl.String, "when": pl.String, "found": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row"), refused[:1], tuple(elsewhen)


def _missing(frame: pl.DataFrame, areas: AreaRegister) -> tuple[str, ...]:
    """Return, per year, how many municipalities a file that seems to have the whole country lacks.

    A file that was cut off at the end of a row can be seen in no other way.
    """
    there = frame.filter(pl.col("code").str.starts_with("GM")).select("code", year=pl.col("when").str.head(4))
    remarks = []
    for year, codes in there.group_by("year").agg(pl.col("code").unique()).sort("year").iter_rows():
        all_then, present = areas.municipalities(int(year)), set(codes)
        lacking = [area.name for area in all_then if area.code not in present]
        if lacking and len(present) > _REGION:
            more = f" en nog {len(lacking) - _SHOWN}" if len(lacking) > _SHOWN else ""
            remarks.append(
                f"{len(lacking)} van de {len(all_then)} gemeenten van {year} ontbreken "
                f"({', '.join(lacking[:_SHOWN])}{more}); kijk of het bestand is afgekapt"
            )
    return tuple(remarks)


def _first_rows(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    """Return every distinct text with the first row it stands on, in order of that row."""
    texts = frame.select(
        *(pl.col(name).fill_null("") if name != "when" else pl.col(name) for name in names), "row"
    )
    return texts.group_by(*names).agg(pl.col("row").min()).sort("row", *names)


def _at(error: InputError, row: int) -> InputError:
    return type(error)(error.problem, expected=error.expected, action=error.action, row=row)
