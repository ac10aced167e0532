"""Figures from records: ten years of a whole fictional country, beside plain pandas, and how time grows.

Run with ``python -m bench.records``; the fictional deliveries are made once in a folder (``--folder``, else a
temporary one), which takes some minutes and is not part of what is measured. Prints seconds of the clock and
of the processor, which tell more on a machine that is shared, and writes ``out/bench_records.json``.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from bench import plain_pandas_records
from bench.clock import clocked
from drietrap.catalogue.indicators import given_by_records
from drietrap.indicators.records.calendar import periods_of
from drietrap.indicators.records.engine import figures_per_year
from drietrap.register.record import Record
from drietrap.synthetic.country import build
from drietrap.synthetic.register.build import YEARS, build_register
from drietrap.synthetic.register.delivered import delivered
from drietrap.vocabulary.period import Period

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1, 2, 4, 8)
MUNICIPALITIES = 340
PANDAS_YEAR = 2021
AIM_SECONDS, AIM_BYTES, AIM_RATIO = 90, 4 * 2**30, 10


def write_deliveries(folder: Path, municipalities: int) -> None:
    """Write what all providers of a fictional country deliver, a Parquet file per period."""
    register = build_register(build(2022, municipalities), seed=5)
    land = register.territory
    regions = {
        (code, land.region_codes[land.region[unit]])
        for codes in land.municipality_codes
        for code, unit in zip(codes, land.unit, strict=True)
    }
    places = [(year, code, code, region) for year in YEARS for code, region in sorted(regions)]
    columns = ["year", "code", "municipality", "region"]
    pl.DataFrame(places, schema=columns, orient="row").write_parquet(folder / "places.pq")
    types = Record.create_empty().schema
    for year in YEARS:
        for period in [*periods_of([year])[:2], *(Period(year, "K", number) for number in range(1, 5))]:
            rows = delivered(register, period).with_columns(
                pl.format("{}", pl.col("person").cast(pl.String).str.zfill(32)).alias("person"),
                delivery=pl.concat_str("kind", "provider", "period").hash(1).cast(pl.String).str.zfill(20),
                version=pl.lit("7"),
            )
            rows = rows.with_columns(pl.col("delivery").str.slice(4, 16))
            rows.select(types.names()).cast(types).write_parquet(folder / f"records_{period.code}.pq")


def ours(folder: Path, years: list[int], share: int = 8) -> dict[str, Any]:
    """Measure our engine in a process of its own: all indicators, areas and periods of ``years``.

    ``share`` eighths of the youths take part.
    """
    command = [sys.executable, "-m", "bench.records", "--measure", str(folder), *map(str, [share, *years])]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(folder: Path, share: int, years: list[int]) -> dict[str, Any]:
    """Make the figures of ``years``, write them to Parquet a year at a time, and say what it took."""
    with tempfile.TemporaryDirectory() as out, duckdb.connect(config={"threads": 2}) as connection:
        part = "" if share == 8 else f"WHERE person::BIGINT % 8 < {share}"
        connection.execute(
            f"CREATE VIEW record AS SELECT * FROM read_parquet('{folder}/records_*.pq') {part}"
        )
        places = pl.read_parquet(folder / "places.pq")

        def work() -> int:
            made = figures_per_year(connection, given_by_records().values(), periods_of(years), places=places)
            return _written(made, Path(out))

        seconds, processor, figures = clocked(work)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": seconds, "processor": processor, "bytes": peak, "figures": figures}


def _written(made: Iterable[pl.DataFrame], out: Path) -> int:
    """Write the figures of each year while those of the next are made; return how many there are."""
    figures, before = 0, None
    with ThreadPoolExecutor(1) as writer:
        for number, frame in enumerate(made):
            figures += frame.height
            if before is not None:
                before.result()
            before = writer.submit(frame.write_parquet, out / f"{number}.pq")
        if before is not None:
            before.result()
    return figures


def pandas(folder: Path) -> dict[str, Any]:
    """Measure plain pandas on one year, scaled to all years by the number of records.

    It counts fewer things than we do: see :mod:`bench.plain_pandas_records`.
    """
    records = pl.read_parquet(folder / f"records_{PANDAS_YEAR}*.pq").to_pandas()
    for name in ("born", "started", "ended"):
        records[name] = records[name].astype("datetime64[ns]")
    places = pl.read_parquet(folder / "places.pq")
    regions = dict(places.select("municipality", "region").iter_rows())
    seconds, processor, _ = clocked(lambda: plain_pandas_records.figures(records, regions, PANDAS_YEAR))
    scale = pl.scan_parquet(folder / "records_*.pq").select(pl.len()).collect().item() / len(records)
    return {"seconds": seconds * scale, "processor": processor * scale, "scale": scale}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--municipalities", type=int, default=MUNICIPALITIES)
    parser.add_argument("--measure", nargs="+")
    asked = parser.parse_args()
    if asked.measure:
        folder, share, *years = asked.measure
        print(json.dumps(measure(Path(folder), int(share), [int(year) for year in years])))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        if not (folder / "places.pq").exists():
            folder.mkdir(parents=True, exist_ok=True)
            write_deliveries(folder, asked.municipalities)
        whole = ours(folder, list(YEARS))
        plain = pandas(folder)
        growth = {share: ours(folder, [PANDAS_YEAR], share) for share in SIZES}
    _show(whole, plain, growth)


def _show(whole: dict[str, Any], plain: dict[str, Any], growth: dict[int, dict[str, Any]]) -> None:
    ratio = plain["processor"] / whole["processor"]
    size, aim = whole["bytes"] / 2**30, f"aim {AIM_SECONDS} s and {AIM_BYTES / 2**30:.0f} GiB"
    print(f"ten years, all indicators, areas and half-years: {whole['figures']:,} figures")
    print(f"{whole['seconds']:8.1f} s ({whole['processor']:.0f} s of processor), {size:.1f} GiB; {aim}")
    print(f"{plain['seconds']:8.1f} s plain pandas, scaled {plain['scale']:.1f} times from one year")
    few, many = _how_many()
    less = f"of {few} counts where we make {many}, without shares, intervals, warnings and lineage"
    print(f"{ratio:8.1f} x our processor time (aim {AIM_RATIO}) for less: {less}")
    print(f"{ratio * many / few:8.1f} x per count")
    for share, one in growth.items():
        clock, processor = one["seconds"], one["processor"]
        made = f"{share}/8 of the youths, {one['figures']:,} figures"
        print(f"{clock:8.1f} s ({processor:.1f} s of processor): one year, {made}")
    out = ROOT / "out"
    out.mkdir(exist_ok=True)
    found = {"whole": whole, "pandas": plain, "growth": growth, "ratio": ratio, "counts": [few, many]}
    (out / "bench_records.json").write_text(json.dumps(found, indent=2) + "\n")


def _how_many() -> tuple[int, int]:
    """Return how many counts plain pandas makes, and how many we make."""
    formulas = [one.records for one in given_by_records().values() if one.records]
    return len(plain_pandas_records.MEASURES), len({one for formula in formulas for one in formula.counts})


if __name__ == "__main__":
    main()
