"""Figures from records in plain pandas, as an analyst would write it: the yardstick of ``bench.records``."""

from __future__ import annotations

import pandas as pd

_STAY = ("11", "12", "13", "14")
MEASURES = {
    "jongeren": True,
    "jongeren met hulp": True,
    "jongeren met verblijf": True,
    "jongeren met bescherming": True,
    "jongeren met reclassering": True,
    "trajecten": False,
    "hulptrajecten": False,
    "begonnen": False,
    "geëindigd": False,
    "stand": False,
    "begonnen met verblijf": False,
}
"""What is counted, and whether it is youths (each once)."""
_LEVELS = ("land", "region", "municipality", "district", "provider")


def figures(records: pd.DataFrame, regions: dict[str, str], year: int) -> pd.DataFrame:
    """Return youths and trajectories per area, provider and breakdown, for both half-years and the year.

    ``records`` has the columns of the core table. Makes only the counts of ``MEASURES``, and no share,
    interval, warning or lineage; a measure delivered by two institutions is counted twice.
    """
    rows = []
    for period in (f"{year}H1", f"{year}H2", str(year)):
        first = pd.Timestamp(year, 7 if period.endswith("H2") else 1, 1)
        last = pd.Timestamp(year, 6, 30) if period.endswith("H1") else pd.Timestamp(year, 12, 31)
        quarters = {"1": ("K1", "K2"), "2": ("K3", "K4")}
        halves = ("1", "2") if period == str(year) else (period[-1],)
        codes = [f"{year}H{h}" for h in halves] + [f"{year}{q}" for h in halves for q in quarters[h]]
        chosen = records[records["period"].isin(codes)].sort_values("period")
        keys = ["kind", "provider", "person", "form", "started"]
        held = chosen.drop_duplicates(keys, keep="last").copy()
        home = chosen.drop_duplicates("person", keep="last").set_index("person")
        held["municipality"] = held["person"].map(home["municipality"])
        held["district"] = held["person"].map(home["district"])
        held["region"] = held["municipality"].map(regions)
        held["land"] = "NL01"
        age = first.year - held["born"].dt.year - (first.month < held["born"].dt.month)
        held["leeftijd"] = pd.cut(age, [-9, 3, 11, 17, 22, 200]).astype(str)
        help_ = held["kind"] == "jeugdhulp"
        stay = help_ & held["form"].isin(_STAY)
        ended = held["ended"] <= last
        parts = (
            held,
            held[help_],
            held[stay],
            held[held["kind"] == "jeugdbescherming"],
            held[held["kind"] == "jeugdreclassering"],
            held,
            held[help_],
            held[help_ & (held["started"] >= first)],
            held[help_ & ended],
            held[help_ & ~ended],
            held[stay & (held["started"] >= first)],
        )
        for (name, youths), part in zip(MEASURES.items(), parts, strict=True):
            for level in _LEVELS:
                cuts = (
                    [None]
                    if level in ("district", "provider")
                    else [None, "leeftijd", "sex", "form", "referrer"]
                )
                for cut in cuts:
                    by = [level] if cut is None else [level, cut]
                    grouped = part.groupby(by, dropna=False)
                    counted = grouped["person"].nunique() if youths else grouped.size()
                    made = counted.rename("n").reset_index()
                    rows.append(made.assign(period=period, measure=name, cut=cut or ""))
    return pd.concat(rows, ignore_index=True)
