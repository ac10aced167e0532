"""Checking a delivery of a million rows with every rule; ``python -m bench.validation`` measures only this.

The rows are what all providers of a fictional country deliver over a half-year, as the file of one, again and
again with other fictional youths. Beside it a plain loop over the rows, with five of the rules.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import polars as pl

from drietrap.app.checking import check_delivery
from drietrap.catalogue.beleidsinformatie import JEUGDHULP, VERSIONS
from drietrap.catalogue.rules.between_rules import BETWEEN_RULES
from drietrap.catalogue.rules.row_rules import ROW_RULES
from drietrap.sources.delivery import RawDelivery
from drietrap.sources.record_write import write_delivery
from drietrap.synthetic.country import build
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.register.bsn import numbers_for
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.delivered import delivered
from drietrap.synthetic.register.texts import texts
from drietrap.vocabulary.period import Period

ROWS, AIM_SECONDS, AIM_GIB = 1_000_000, 20.0, 1.5
_PERIOD, _VERSION, _SEED = Period.parse("2022H1"), "7", 5
_FIRST, _LAST = "20220101", "20220630"
_PLAIN_SHARE = 10  # the plain loop does one row in so many


def write_million(path: Path, rows: int = ROWS) -> None:
    """Write a delivery of so many rows."""
    register = build_register(build(2022, 30), years=range(2021, 2023), seed=_SEED)
    once = delivered(register, _PERIOD).filter(kind=JEUGDHULP)
    copies = -(-rows // once.height)
    people = once["person"].unique().sort()
    place = once["person"].replace_strict(people, range(people.len()), return_dtype=pl.Int64)
    numbers = pl.Series(numbers_for(Draws(_SEED), people.len() * copies))
    parts = [
        once.with_columns(bsn=numbers.gather(place + copy * people.len()).cast(pl.String).str.zfill(9))
        for copy in range(copies)
    ]
    frame = texts(pl.concat(parts).head(rows), JEUGDHULP, _VERSION).with_row_index("row", 2)
    delivery = RawDelivery(JEUGDHULP, _VERSION, "FA00001", _PERIOD.code, frame)
    write_delivery(delivery, path)


def measure(path: Path) -> dict[str, Any]:
    """Check the delivery in a process of its own; return seconds, processor seconds and bytes."""
    asked = [sys.executable, "-m", "bench.validation", str(path)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _checked(path: Path) -> None:
    clock, processor = time.perf_counter(), time.process_time()
    result = check_delivery(path).content
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - clock,
                "processor": time.process_time() - processor,
                "bytes": used,
                "rows": result.rows,
                "findings": len(result.findings),
            }
        )
    )


def plain(path: Path) -> float:
    """Return the rows a second of a plain loop with five rules: elfproef, dates, order, period, care form."""
    forms = {code.code for code in VERSIONS[_VERSION].element(JEUGDHULP, "hulpvorm").codes}  # type: ignore[union-attr]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        stream.readline()
        lines = csv.DictReader(stream, delimiter=";")
        started, done = time.perf_counter(), 0
        for row in lines:
            _five(row, forms)
            done += 1
            if done == ROWS // _PLAIN_SHARE:
                break
        return done / (time.perf_counter() - started)


def _five(row: dict[str, str], forms: set[str]) -> list[str]:
    wrong = []
    total = sum(
        int(figure) * weight for figure, weight in zip(row["BSN"], (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)
    )
    if total % 11:
        wrong.append("bsn")
    try:
        dt.datetime.strptime(row["Geboortedatum"], "%Y%m%d")
    except ValueError:
        wrong.append("geboortedatum")
    begun, ended = row["Datum aanvang"], row["Datum einde"]
    if ended and ended < begun:
        wrong.append("volgorde")
    if begun > _LAST or (ended and ended < _FIRST):
        wrong.append("periode")
    if row["Hulpvorm"] not in forms:
        wrong.append("hulpvorm")
    return wrong


def validating() -> list[dict[str, Any]]:
    """Measure a million rows as fixed width and as CSV; lines for the table of ``bench.run``."""
    with tempfile.TemporaryDirectory() as scratch:
        lines = []
        for name in ("levering.csv", "levering.txt"):
            path = Path(scratch) / name
            write_million(path)
            found = measure(path)
            rate = plain(path) if path.suffix == ".csv" else None
            number = len(ROW_RULES) + len(BETWEEN_RULES)
            note = f"processor {found['processor']:.0f} s, {found['bytes'] / 2**30:.2f} GiB (aim {AIM_GIB})"
            note += f"; {found['rows'] / found['seconds']:,.0f} rows a second"
            if rate:
                note += f", a plain loop with five rules {rate:,.0f}"
            what = f"a delivery of {found['rows']:,} rows, {number} rules ({path.suffix[1:]})"
            lines.append(
                {"what": what, "seconds": found["seconds"], "pandas": None, "aim": AIM_SECONDS, "note": note}
            )
    return lines


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _checked(Path(sys.argv[1]))
    else:
        for line in validating():
            print(f"{line['seconds']:7.2f} s  aim {line['aim']:.0f} s  {line['what']}\n{'':11}{line['note']}")
