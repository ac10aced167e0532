"""Figures with ratios, measured in one run; nothing here passes or fails on time.

Run with ``make bench``. Uses the real published files beside the checkout (``../shared/data``), else the
synthetic country. Prints a table and writes ``out/bench.json``.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from bench import plain_pandas
from bench.disclosure import disclosing
from bench.expecting import expecting
from bench.splitting import splitting
from bench.validation import validating
from drietrap.app.delivery import judge
from drietrap.app.folder import DataFolder
from drietrap.app.reading import current_core, read
from drietrap.app.reporting import report
from drietrap.app.state import comparable_indicators, opened
from drietrap.benchmark.compare import closest_period, everything
from drietrap.benchmark.groups import groups
from drietrap.catalogue.comparison import HEADLINE_USE
from drietrap.register.areas import AreaRegister
from drietrap.sources.files import read_file
from drietrap.synthetic.country import build
from drietrap.synthetic.files import write_country

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
PARTS = ("cbs", "gemeentefonds", "geo", "iv3", "landelijk", "regio", "scp")
REPEATS = 3
PANDAS_SHARE = 20  # one municipality in so many: the plain loop takes minutes on the whole country


def timed(work: Callable[[], Any], repeats: int = REPEATS) -> tuple[float, Any]:
    """Return the median seconds of ``repeats`` runs, and the last result."""
    seconds, result = [], None
    for _ in range(repeats):
        started = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - started)
    return sorted(seconds)[len(seconds) // 2], result


def read_all(files: list[Path], areas: AreaRegister) -> int:
    """Read and check all files, as ``drietrap lees`` does before it stores anything."""
    return sum(judge(read_file(path), "0" * 16, path.name, areas).cells for path in files)


def main() -> None:
    """Measure everything and print it."""
    with tempfile.TemporaryDirectory() as scratch:
        real = SHARED.is_dir()
        source = SHARED if real else Path(scratch) / "land"
        if not real:
            write_country(build(2015), source)
        folder = DataFolder.resolve(Path(scratch) / "gegevens")
        parts = [source / part for part in PARTS] if real else [source]
        read(folder, parts)
        areas = current_core(folder).areas()
        lines = [_reading(source, parts, areas), _comparing(folder)]
        lines += [splitting(folder), _reporting(folder, Path(scratch)), _helping(), *validating()]
        lines += [disclosing(), expecting(folder)]
    _show(lines, real)


def _reading(source: Path, parts: list[Path], areas: AreaRegister) -> dict[str, Any]:
    files = [f for part in parts for f in sorted(part.rglob("*")) if f.suffix in (".csv", ".geojson")]
    ours, cells = timed(lambda: read_all(files, areas))
    plain, frame = timed(lambda: plain_pandas.read_everything(source))
    what = f"all tables read and checked ({cells:,} cells; pandas {len(frame):,})"
    return {"what": what, "seconds": ours, "pandas": plain, "aim": None}


def _comparing(folder: DataFolder) -> dict[str, Any]:
    period = "2022"
    with opened(folder) as state:
        land, definitions = state.territory(period), comparable_indicators()
        ours, table = timed(lambda: everything(state.figures, definitions, land, period, doubts=state.doubts))
        own = state.figures.filter(pl.col("area").is_in(land.areas) & pl.col("numerator").is_not_null())
        chosen = {
            name: closest_period(rows["period"].unique().to_list(), period)
            for (name,), rows in own.partition_by("indicator", as_dict=True).items()
        }
        picked = pl.concat(
            [own.filter((pl.col("indicator") == n) & (pl.col("period") == p)) for n, p in chosen.items() if p]
        )
        columns = ["indicator", "area", "value", "numerator", "denominator"]
        frame = picked.select(columns).to_pandas()
        some = land.areas[::PANDAS_SHARE]
        belonging = {area: {g.kind.value: list(g.members) for g in groups(land, area)} for area in some}
        plain, rows = timed(lambda: plain_pandas.compare_everything(frame, belonging), repeats=1)
    plain *= table.height / len(rows)
    what = f"all municipalities on all indicators ({table.height:,} comparisons)"
    note = f"pandas did {len(rows):,} of them; its time is scaled to all"
    return {"what": what, "seconds": ours, "pandas": plain, "aim": 3.0, "aim_ratio": 20, "note": note}


def _reporting(folder: DataFolder, scratch: Path) -> dict[str, Any]:
    """Measure a report of another municipality each time: drawings are kept within a process."""
    with opened(folder) as state:
        use = state.figures.filter((pl.col("indicator") == HEADLINE_USE) & (pl.col("period") == "2022"))
        towns = use.filter(pl.col("area").str.starts_with("GM")).sort("value", "area")["area"].to_list()
    chosen = iter(towns[10 :: max(1, len(towns) // 8)])
    report(folder, next(chosen), scratch / "rapport")  # loads the libraries
    seconds, _ = timed(lambda: report(folder, next(chosen), scratch / "rapport"), repeats=5)
    return {"what": "one report (HTML, PDF, XLSX)", "seconds": seconds, "pandas": None, "aim": 2.0}


def _helping() -> dict[str, Any]:
    def run() -> None:
        subprocess.run([sys.executable, "-m", "drietrap.cli", "--help"], check=True, capture_output=True)

    seconds, _ = timed(run, repeats=5)
    return {"what": "drietrap --help", "seconds": seconds, "pandas": None, "aim": 0.4}


def _show(lines: list[dict[str, Any]], real: bool) -> None:
    print(f"data: {'real published files' if real else 'synthetic country'}; {platform.platform()}")
    for line in lines:
        ratio = f"{line['pandas'] / line['seconds']:.1f} x pandas" if line["pandas"] else ""
        aim = f"aim {line['aim']:.1f} s" if line["aim"] else ""
        print(f"{line['seconds']:7.2f} s  {ratio:<16}{aim:<12} {line['what']}")
        if "note" in line:
            print(f"{'':39}{line['note']}")
    out = ROOT / "out"
    out.mkdir(exist_ok=True)
    (out / "bench.json").write_text(json.dumps({"real": real, "lines": lines}, indent=2) + "\n")


if __name__ == "__main__":
    main()
