"""National series that fit the municipalities: the totals of every year, and flows of protection measures."""

from __future__ import annotations

import polars as pl

from drietrap.synthetic.draws import Draws

# Assumptions (aanname): flows as shares of the stock, and care in kind against personal budgets.
_INFLOW, _OUTFLOW, _FLOW_NOISE = 0.33, 0.345, 0.03
_ONLY_BUDGET, _BOTH, _HALF_YEAR = 0.014, 0.026, 0.79
_MEASURES = (
    ("Ondertoezichtstelling", 0.68),
    ("Voorlopige ondertoezichtstelling", 0.012),
    ("Voogdij", 0.3),
    ("Voorlopige en tijdelijke voogdij", 0.008),
)


def youth_series(totals: dict[int, tuple[int, int, int, int]], last: int) -> pl.DataFrame:
    """Return youths in care per year, exact.

    ``totals`` maps a year to youths in care and people, under 18 and from 18 to 22.
    """
    rows = [
        {
            "jaar": year,
            "jongeren_tot_18": care,
            "inwoners_tot_18": people,
            "jongeren_18_22": grown,
            "inwoners_18_22": grown_people,
            "status": "voorlopig" if year == last else _status(year),
        }
        for year, (care, people, grown, grown_people) in sorted(totals.items())
    ]
    return pl.DataFrame(rows)


def _status(year: int) -> str:
    return "definitief (trendbreuk t.o.v. 2016-2020)" if year == 2021 else "definitief"


def protection_flow(draws: Draws, stock: int, years: range) -> pl.DataFrame:
    """Return measures at the start, begun, ended and at the end per year; they always balance."""
    rows = []
    for year in years:
        noise = draws.normal("stroom bescherming", year, [0, 1]).tolist()
        begun = int(stock * (_INFLOW + _FLOW_NOISE * noise[0]))
        ended = int(stock * (_OUTFLOW + _FLOW_NOISE * noise[1]))
        rows.append(
            {
                "jaar": year,
                "beginstand": stock,
                "instroom": begun,
                "uitstroom": ended,
                "eindstand": stock + begun - ended,
            }
        )
        stock = stock + begun - ended
    return pl.DataFrame(rows)


def protection_by_measure(flow: pl.DataFrame, year: int) -> pl.DataFrame:
    """Return the flow of one year per measure; the last measure gets what the others leave."""
    total = flow.row(by_predicate=pl.col("jaar") == year, named=True)
    columns = ("beginstand", "instroom", "uitstroom")
    left = {name: int(total[name]) for name in columns}
    rows = []
    for place, (measure, share) in enumerate(_MEASURES):
        last = place == len(_MEASURES) - 1
        part = {name: left[name] if last else int(int(total[name]) * share) for name in columns}
        left = {name: left[name] - part[name] for name in columns}
        end = part["beginstand"] + part["instroom"] - part["uitstroom"]
        rows.append({"periode": str(year), "maatregel": measure, **part, "eindstand": end})
    whole = {
        "periode": str(year),
        "maatregel": "Totaal",
        **{name: total[name] for name in (*columns, "eindstand")},
    }
    return pl.DataFrame([whole, *rows])


def half_years(series: pl.DataFrame, years: range) -> pl.DataFrame:
    """Return youths with care in kind and a personal budget in the first half of each year."""
    rows = []
    for row in series.filter(pl.col("jaar").is_in(list(years))).iter_rows(named=True):
        total = int((row["jongeren_tot_18"] + row["jongeren_18_22"]) * _HALF_YEAR)
        both, only = int(total * _BOTH), int(total * _ONLY_BUDGET)
        rows.append(
            {
                "jaar": row["jaar"],
                "alleen_natura": total - both - only,
                "natura_en_pgb": both,
                "alleen_pgb": only,
            }
        )
    return pl.DataFrame(rows)
