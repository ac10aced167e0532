"""The same work in plain pandas, as an analyst would write it: the yardstick of the benchmark."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd

Z = 1.959963984540054


def read_everything(folder: Path) -> pd.DataFrame:
    """Read all tables into one long frame with the rounding interval of every cell."""
    parts = []
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="utf-8-sig", errors="replace") as stream:
            delimiter = ";" if ";" in stream.readline() else ","
        encoding = "cp1252" if path.name.startswith("herindelingen") else "utf-8-sig"
        wide = pd.read_csv(path, sep=delimiter, encoding=encoding, decimal="," if delimiter == ";" else ".")
        keys = [column for column in wide.columns if not pd.api.types.is_numeric_dtype(wide[column])]
        long = wide.reset_index().melt(id_vars=["index", *keys], var_name="measure", value_name="value")
        long["area"] = long[keys[0]].astype(str) if keys else ""
        long = long[["index", "area", "measure", "value"]].assign(file=path.name)
        long["value"] = pd.to_numeric(long["value"], errors="coerce")
        rounded = long["value"] % 5 == 0
        half = np.where(rounded, 2.5, 0.05)
        long["lower"] = np.where(long["value"].isna(), 0.0, long["value"] - half)
        long["upper"] = np.where(long["value"].isna(), 7.0, long["value"] + half)
        long["hidden"] = long["value"].isna()
        parts.append(long)
    return pd.concat(parts, ignore_index=True)


def wilson(k: float, n: float) -> tuple[float, float]:
    """Return the Wilson limits of one share."""
    if n <= 0 or math.isnan(k):
        return math.nan, math.nan
    p = min(max(k / n, 0.0), 1.0)
    middle, spread = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (middle - spread) / (1 + Z * Z / n), (middle + spread) / (1 + Z * Z / n)


def compare_everything(figures: pd.DataFrame, groups: dict[str, dict[str, list[str]]]) -> pd.DataFrame:
    """Compare every municipality on every indicator with each of its groups.

    ``figures`` has one row per indicator and area in the chosen period; ``groups`` maps area to group kind
    to members. Does difference with interval, z-score and rank; no rounding corners, shrinkage or
    false discovery rate, which the product does as well.
    """
    rows = []
    for indicator, table in figures.groupby("indicator"):
        indexed = table.set_index("area")
        indexed["rank"] = indexed["value"].rank(ascending=False)
        total = indexed["numerator"].sum() / indexed["denominator"].sum()
        for area, belonging in groups.items():
            if area not in indexed.index:
                continue
            own = indexed.loc[area]
            low, high = wilson(own["numerator"], own["denominator"])
            for kind, members in belonging.items():
                inside = indexed[indexed.index.isin(members)]
                k, n = inside["numerator"].sum(), inside["denominator"].sum()
                ref_low, ref_high = wilson(k, n)
                share, reference = own["numerator"] / own["denominator"], k / n if n else math.nan
                difference = share - reference
                lower = difference - math.hypot(share - low, ref_high - reference)
                upper = difference + math.hypot(high - share, reference - ref_low)
                error = (
                    math.sqrt(max(total * (1 - total), 0) / own["denominator"]) if own["denominator"] else 0
                )
                z = (share - total) / error if error else math.nan
                verdict = "hoger" if lower > 0 else "lager" if upper < 0 else "gelijk"
                rows.append((indicator, area, kind, difference, lower, upper, z, own["rank"], verdict))
    columns = ["indicator", "area", "group", "difference", "lower", "upper", "z", "rank", "verdict"]
    return pd.DataFrame(rows, columns=columns)
