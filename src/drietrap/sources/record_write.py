"""Write a delivery as a provider would send it: fixed width, CSV or xlsx, by a layout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import xlsxwriter

from drietrap.sources.delivery import RawDelivery
from drietrap.sources.record_layout import Field, RecordLayout, own_layout
from drietrap.sources.record_lead import MARK

_BATCH = 50_000


def write_delivery(
    delivery: RawDelivery, path: Path, *, layout: RecordLayout | None = None, lead: bool = True
) -> None:
    """Write a delivery; the suffix of ``path`` says how (``.txt``, ``.csv`` or ``.xlsx``).

    Parameters
    ----------
    delivery
        What to write; elements of the layout that its frame does not have stay blank.
    path
        File to write.
    layout
        Layout to write by; by default our own for this kind and version.
    lead
        Whether the first line says kind, version, provider and period.

    Raises
    ------
    ValueError
        When the suffix is another, the layout has no positions for ``.txt``, or a value does not fit the
        width of its element (the value is not named).
    """
    chosen = layout or own_layout(delivery.kind, delivery.version)
    writers: dict[str, Callable[[pl.DataFrame, RecordLayout, Path, str | None], None]] = {
        ".txt": _write_fixed,
        ".csv": _write_csv,
        ".xlsx": _write_xlsx,
    }
    if path.suffix not in writers:
        raise ValueError(f"cannot write a delivery as '{path.suffix}'; use {', '.join(writers)}")
    frame = delivery.frame.select(
        (pl.col(field.element.id) if field.element.id in delivery.frame.columns else pl.lit(None))
        .cast(pl.String)
        .alias(field.element.id)
        for field in chosen.fields
    )
    writers[path.suffix](frame, chosen, path, _lead(delivery) if lead else None)


def _lead(delivery: RawDelivery) -> str:
    parts = {
        "soort": delivery.kind,
        "versie": delivery.version,
        "aanbieder": delivery.provider,
        "periode": delivery.period,
    }
    return " ".join((MARK, *(f"{word}={value}" for word, value in parts.items() if value)))


def _write_fixed(frame: pl.DataFrame, layout: RecordLayout, path: Path, lead: str | None) -> None:
    if layout.line_length is None:
        raise ValueError("this layout has no positions")
    parts: list[pl.Expr] = []
    at = 1
    for field in sorted(layout.fields, key=lambda each: each.begin or 0):
        begin, length = field.begin or 1, field.length or 0
        _require_room(frame, field, length)
        parts += [pl.lit(" " * (begin - at)), pl.col(field.element.id).fill_null("").str.pad_end(length)]
        at = begin + length
    parts.append(pl.lit(" " * (layout.line_length + 1 - at)))
    lines = frame.select(pl.concat_str(parts)).to_series()
    with path.open("w", encoding="ascii", newline="") as stream:
        if lead:
            stream.write(f"{lead}\n")
        for start in range(0, len(lines), _BATCH):
            stream.write("\n".join(lines[start : start + _BATCH]) + "\n")


def _require_room(frame: pl.DataFrame, field: Field, length: int) -> None:
    if frame.select(pl.col(field.element.id).str.len_chars().max() > length).item():
        raise ValueError(f"a value of {field.element.id} is longer than its {length} positions")


def _write_csv(frame: pl.DataFrame, layout: RecordLayout, path: Path, lead: str | None) -> None:
    named = frame.rename({field.element.id: field.headers[0] for field in layout.fields})
    with path.open("wb") as stream:
        if lead:
            stream.write(f"{lead}\n".encode())
        named.write_csv(stream, separator=";", quote_style="necessary")


def _write_xlsx(frame: pl.DataFrame, layout: RecordLayout, path: Path, lead: str | None) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(layout.sheet or "levering")
        rows: list[tuple[str | None, ...]] = [(lead,)] if lead else []
        rows.append(tuple(field.headers[0] for field in layout.fields))
        for number, cells in enumerate((*rows, *frame.iter_rows())):
            for place, text in enumerate(cells):
                if text:
                    sheet.write_string(number, place, text)
