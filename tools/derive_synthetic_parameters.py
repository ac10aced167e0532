"""Derive the summary numbers of the synthetic country from the real published files.

Run from the checkout: ``python tools/derive_synthetic_parameters.py ../shared/data``. Writes
``src/drietrap/synthetic/parameters.json``: quantiles, correlations, regression slopes and spreads, never a
row about one municipality. Needs the real files; the product does not.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import special, stats

Array = NDArray[np.float64]
TARGET = Path(__file__).resolve().parents[1] / "src/drietrap/synthetic/parameters.json"
LEVELS = (0, 0.005, 0.01, 0.02, *np.round(np.arange(0.05, 0.96, 0.05), 2), 0.98, 0.99, 0.995, 1)
KEY_2021 = {
    "inwoners": "inwoners",
    "pct_0_14": "Under 15 years (%)",
    "pct_15_24": "15-24 years (%)",
    "huishoudgrootte": "Avg household size",
    "pct_eenpersoons": "Single-person households (%)",
    "pct_laag_inkomen": "Low income threshold (%)",
    "pct_sociaal_minimum": "At-or-below social minimum (%)",
    "bijstand_per_1000": "Bijstand recipients (per 1k)",
    "pct_hoog_opgeleid": "High education (%)",
    "pct_laag_opgeleid": "Low education (%)",
    "arbeidsparticipatie": "Labour participation (%)",
    "inkomen_per_inwoner": "Avg income per inhabitant (x€1k)",
    "woz_waarde": "Avg WOZ value (x€1k)",
    "pct_koopwoningen": "Owner-occupied (%)",
    "pct_corporatie": "Social housing (%)",
    "pct_meergezins": "Multi-family homes (%)",
    "ao_per_1000": "Disability benefit (per 1k)",
    "pct_gescheiden": "Divorced (%)",
    "oppervlakte": "Land area (km²)",
}
KEY_2022 = {"pct_met_kinderen": "pct_hhd_met_kind", "adressendichtheid": "omgevingsadressendichtheid"}
FUND = {
    "gf_laag_inkomen": "lidr_w_nw",
    "gf_centrum": "cf.regionaal",
    "gf_adressen": "oadw",
    "gf_eenpersoons": "ephh",
}
PREDICTORS = (
    "pct_sociaal_minimum",
    "ao_per_1000",
    "pct_gescheiden",
    "pct_hoog_opgeleid",
    "pct_0_14",
    "pct_met_kinderen",
    "inkomen_per_inwoner",
    "adressendichtheid",
)
DEPRIVATION = "pct_sociaal_minimum"


def normal_scores(values: Array) -> Array:
    """Return the standard normal scores of the ranks of ``values`` (Blom 1958)."""
    ranks = stats.rankdata(values)
    return special.ndtri((ranks - 0.375) / (len(values) + 0.25))


def rounded(values: Array | list[float], digits: int = 6) -> list[float]:
    """Return ``values`` rounded for storage."""
    return [round(float(value), digits) for value in values]


def logit_spread(share: Array, size: Array) -> float:
    """Return the sd of logits of shares beyond what chance in groups of ``size`` explains."""
    logits = special.logit(share)
    chance = float(np.mean(1 / (size * share * (1 - share))))
    return round(max(float(np.var(logits)) - chance, 0.0) ** 0.5, 4)


def characteristics(data: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one row per municipality with all characteristics, and the outcome of 2021."""
    first = pl.read_csv(data / "cbs/85039NED_kerncijfers_gemeente_2021_bewerkt.csv")
    second = pl.read_csv(
        data / "cbs/85318NED_kerncijfers_gemeente_2022_bewerkt.csv", infer_schema_length=None
    )
    fund = pl.read_csv(data / "gemeentefonds/volumina_en_uitkering_jeugd_per_gemeente.csv").filter(
        pl.col("circulaire") == "M2023"
    )
    frame = (
        first.select("gemeentecode", *(pl.col(column).alias(name) for name, column in KEY_2021.items()))
        .join(
            second.select("gemeentecode", *(pl.col(c).alias(n) for n, c in KEY_2022.items())),
            on="gemeentecode",
        )
        .join(
            fund.select("gemeentecode", *((pl.col(c) / pl.col("inwo")).alias(n) for n, c in FUND.items())),
            on="gemeentecode",
        )
        .drop_nulls()
        .sort("gemeentecode")
    )
    outcome = first.select("gemeentecode", pl.col("Youth welfare (%)").alias("pct"))
    return frame.drop("gemeentecode"), frame.select("gemeentecode").join(
        outcome, on="gemeentecode", how="left"
    )


def copula(frame: pl.DataFrame) -> tuple[dict[str, object], dict[str, Array]]:
    """Return quantiles and the correlation of normal scores (made positive definite), and the scores."""
    scores = {name: normal_scores(frame[name].cast(pl.Float64).to_numpy()) for name in frame.columns}
    correlation = np.corrcoef(np.array(list(scores.values())))
    correlation = 0.98 * correlation + 0.02 * np.eye(len(correlation))
    return {
        "niveaus": [float(level) for level in LEVELS],
        "kwantielen": {
            name: rounded(np.quantile(frame[name].cast(pl.Float64).to_numpy(), LEVELS))
            for name in frame.columns
        },
        "correlatie": [rounded(row, 4) for row in correlation],
    }, scores


def use_model(frame: pl.DataFrame, scores: dict[str, Array], outcome: pl.DataFrame) -> dict[str, object]:
    """Return the slopes of the logit of use on normal scores and the spread that remains."""
    design = np.column_stack([np.ones(len(frame)), *(scores[name] for name in PREDICTORS)])
    share = outcome["pct"].to_numpy() / 100
    slopes, *_ = np.linalg.lstsq(design, special.logit(share), rcond=None)
    residual = special.logit(share) - design @ slopes
    youths = frame["inwoners"].to_numpy() * 0.25
    chance = float(np.mean(1 / (youths * share * (1 - share))))
    spread = max(float(np.var(residual)) - chance, 0.0) ** 0.5
    return {
        "hellingen": dict(zip(PREDICTORS, rounded(slopes[1:], 4), strict=True)),
        "spreiding": round(spread, 4),
    }


def population(data: Path) -> dict[str, float]:
    """Return how the age groups of the tables split into those that youth care counts."""
    series = pl.read_csv(data / "landelijk/nji_nl_jeugdzorg_2016_2024.csv").filter(pl.col("jaar") == 2021)
    natura = pl.read_csv(data / "cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv")
    young, grown = natura["inwoners_0_14"].sum(), natura["inwoners_15_24"].sum()
    under_18 = series["jeugd_tot_18"][0] / series["pct_tot_18"][0] * 100
    under_23 = series["jeugd_tot_23_met_jeugdzorg"][0] / series["pct_tot_23"][0] * 100
    return {
        "jongeren_15_17_per_0_14": round((under_18 - young) / young, 4),
        "jongeren_18_22_van_18_24": round((under_23 - under_18) / (young + grown - under_18), 4),
    }


def care(data: Path, split: dict[str, float]) -> dict[str, object]:
    """Return national rates by age, the trend, and shares of households and referrers with their spread."""
    natura = pl.read_csv(data / "cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv")
    young, grown = natura["inwoners_0_14"].sum(), natura["inwoners_15_24"].sum()
    late = young * split["jongeren_15_17_per_0_14"]
    at_risk = (
        young * 4 / 15,
        young * 8 / 15,
        young * 3 / 15 + late,
        (grown - late) * split["jongeren_18_22_van_18_24"],
    )
    ages = ("0Tot4Jaar_2", "4Tot12Jaar_3", "12Tot18Jaar_4", "18Tot23Jaar_5")
    series = pl.read_csv(data / "landelijk/nji_nl_jeugdzorg_2016_2024.csv").sort("jaar")
    base = series.filter(pl.col("jaar") == 2021)
    columns = natura.columns
    return {
        "aandeel_per_leeftijd": rounded([natura[c].sum() / n for c, n in zip(ages, at_risk, strict=True)]),
        "trend": {
            str(year): rounded(
                [np.log(under / base["jeugd_tot_18"][0]), np.log(over / base["jeugd_18_tot_23"][0])]
            )
            for year, under, over in series.select("jaar", "jeugd_tot_18", "jeugd_18_tot_23").iter_rows()
        },
        "huishouden": shares(natura, columns[12:15]),
        "verwijzer": shares(natura, columns[16:24]),
        "trajecten_per_jongere": round(natura[columns[15]].sum() / natura[columns[7]].sum(), 4),
        "spreiding_trajecten": extra_spread(natura[columns[15]] / natura[columns[7]] - 1),
        "reclassering_van_12_22": reclassering_share(natura, at_risk, data),
    }


def extra_spread(extra: pl.Series) -> float:
    """Return the sd of the logarithm of trajectories beyond the first, per youth."""
    return round(float(extra.filter(extra > 0.1).log().std()), 4)  # type: ignore[arg-type]


def reclassering_share(natura: pl.DataFrame, at_risk: tuple[float, ...], data: Path) -> float:
    """Return which part of the youths of 12 to 22 with care has jeugdreclassering (national)."""
    excerpt = pl.read_csv(data / "landelijk/cbs_85098NED_2023_jaar_excerpt.csv")
    share = excerpt.filter(pl.col("regio") == "Nederland")["pct_jeugdreclassering"][0] / 100
    late = at_risk[2] - natura["inwoners_0_14"].sum() * 3 / 15
    people = natura["inwoners_0_14"].sum() * 3 / 15 + late + at_risk[3]
    with_care = natura["12Tot18Jaar_4"].sum() + natura["18Tot23Jaar_5"].sum()
    return round(float(share * people / with_care), 4)


def shares(frame: pl.DataFrame, columns: list[str]) -> dict[str, list[float]]:
    """Return the national share of each column in their sum and the sd of its logarithm."""
    sums = frame.select(pl.col(columns).sum()).row(0)
    row_sum = pl.sum_horizontal(pl.col(columns).fill_null(0))
    spread = frame.select((pl.col(c) / row_sum).log().std().alias(c) for c in columns).row(0)
    chance = frame.select((1 / pl.col(c)).mean().alias(c) for c in columns).row(0)
    beyond = [max(s * s - c, 0.01) ** 0.5 for s, c in zip(spread, chance, strict=True)]
    return {"aandeel": rounded([s / sum(sums) for s in sums]), "spreiding": rounded(beyond, 4)}


def severity(data: Path, deprivation: pl.DataFrame) -> dict[str, object]:
    """Return the national level, slope on deprivation and spread of the four shares of 85098NED."""
    names = ("jeugdhulp", "verblijf", "bescherming", "bescherming_verblijf", "reclassering")
    table = pl.read_csv(
        data / "cbs/85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export.csv",
        separator=";",
        decimal_comma=True,
        new_columns=["naam", "periode", *names],
    )
    key = pl.read_csv(data / "cbs/85318NED_kerncijfers_gemeente_2022_bewerkt.csv", infer_schema_length=None)
    joined = (
        table.with_columns(pl.col("naam").str.replace(r" \(.*\)$", ""))
        .join(key.select("gemeentecode", naam="gemeentenaam"), on="naam")
        .join(deprivation, on="gemeentecode")
    )
    national = table.filter(pl.col("naam") == "Nederland").row(0, named=True)
    result: dict[str, object] = {}
    for name, at_risk in (("verblijf", 0.026), ("bescherming", 0.19), ("bescherming_verblijf", 0.0023)):
        part = joined.drop_nulls(name)
        size = part["inwoners"].to_numpy() * at_risk
        share, score = part[name].to_numpy() / 100, part["score"].to_numpy()
        fit = stats.linregress(score, special.logit(share))
        rest = special.logit(share) - fit.intercept - fit.slope * score
        chance = float(np.mean(1 / (size * share * (1 - share))))
        spread = max(float(np.var(rest)) - chance, 0.0) ** 0.5
        result[name] = [round(national[name] / 100, 4), round(float(fit.slope), 4), round(spread, 4)]
    series = pl.read_csv(data / "landelijk/nji_nl_jeugdzorg_2016_2024.csv").filter(pl.col("jaar") == 2022)
    result["jeugdhulp_van_jeugdzorg"] = round(national["jeugdhulp"] / series["pct_tot_18"][0], 4)
    result["bescherming"][0] = round(national["bescherming"] / series["pct_tot_18"][0], 4)  # type: ignore[index]
    return result


def districts(data: Path) -> dict[str, float]:
    """Return how municipalities divide into districts, and how far use differs between them."""
    frame = pl.read_csv(data / "cbs/85075NED_jeugdzorg_natura_wijk_2021.csv").with_columns(
        gemeente=pl.col("code").str.slice(2, 4),
        jong=pl.col("inwoners_0_14") / pl.col("inwoners"),
        gebruik=pl.col("TotaalJongerenMetJeugdzorgInNatura_1")
        / (1.23 * pl.col("inwoners_0_14") + 0.5 * pl.col("inwoners_15_24")),
    )
    number = frame.group_by("gemeente").agg(pl.len(), pl.col("inwoners").sum())
    fit = stats.linregress(np.log(number["inwoners"].to_numpy()), np.log(number["len"].to_numpy()))
    rest = (
        np.log(number["len"].to_numpy()) - fit.intercept - fit.slope * np.log(number["inwoners"].to_numpy())
    )
    large = frame.filter((pl.col("inwoners_0_14") > 300) & pl.col("gebruik").is_between(0.01, 0.5))
    within = lambda e: e - e.mean().over("gemeente")  # noqa: E731
    logit = large.with_columns(l=within((pl.col("gebruik") / (1 - pl.col("gebruik"))).log()))
    chance = float((1 / large["TotaalJongerenMetJeugdzorgInNatura_1"]).mean())
    inhabited = frame.filter(pl.col("inwoners") > 0).with_columns(l=within(pl.col("inwoners").log()))
    young = large.with_columns(l=within(pl.col("jong").log()))
    return {
        "aantal_constante": round(float(fit.intercept), 4),
        "aantal_helling": round(float(fit.slope), 4),
        "aantal_spreiding": round(float(np.std(rest)), 4),
        "spreiding_inwoners": round(float(inhabited["l"].std()), 4),
        "spreiding_jong": round(float(young["l"].std()), 4),
        "spreiding_gebruik": round(max(float(logit["l"].var()) - chance, 0.0) ** 0.5, 4),
    }


def costs(data: Path) -> dict[str, object]:
    """Return per taakveld: euro per inhabitant, spread, share of zeros, budget ratios, income."""
    frame = pl.read_csv(data / "iv3/iv3_jeugd_taakvelden_2023_2024.csv").filter(
        pl.col("Gemeenten") != "Nederland"
    )
    care_fields = frame.filter(
        (pl.col("jaar") == 2023)
        & (pl.col("document") == "jaarrekening")
        & (pl.col("Taakveld") != "6.2 Wijkteams")
    )
    absent = (
        care_fields.group_by("Gemeenten")
        .agg(pl.col("Lasten").sum())
        .filter(pl.col("Lasten") == 0)["Gemeenten"]
    )
    present = frame.filter(~pl.col("Gemeenten").is_in(absent.implode()))
    result: dict[str, object] = {}
    for (field,), part in sorted(present.group_by("Taakveld"), key=lambda item: str(item[0][0])):
        accounts, budget, next_budget = (
            part.filter((pl.col("jaar") == year) & (pl.col("document") == document))
            for year, document in ((2023, "jaarrekening"), (2023, "begroting"), (2024, "begroting"))
        )
        positive = accounts.filter(pl.col("Lasten") > 0)
        ratio = (positive["Lasten"] / positive["Inwonertal"]).log()
        result[str(field)] = [
            round(accounts["Lasten"].sum() / accounts["Inwonertal"].sum() * 1000, 4),
            round(min(float(ratio.quantile(0.84) - ratio.quantile(0.16)) / 2, 1.0), 4),
            round(1 - len(positive) / len(accounts), 4),
            round(budget["Lasten"].sum() / accounts["Lasten"].sum(), 4),
            round(next_budget["Lasten"].sum() / accounts["Lasten"].sum(), 4),
            round(accounts["Baten"].sum() / accounts["Lasten"].sum(), 4),
            round(accounts.filter(pl.col("Baten") > 0).height / len(accounts), 4),
        ]
    return {
        "taakvelden": result,
        "niet_geleverd": round(len(absent) / care_fields["Gemeenten"].n_unique(), 4),
    }


def derive(data: Path) -> dict[str, object]:
    """Return all parameters with their source."""
    frame, outcome = characteristics(data)
    shape, scores = copula(frame)
    split = population(data)
    deprivation = outcome.select("gemeentecode").with_columns(
        score=pl.Series(scores[DEPRIVATION]), inwoners=frame["inwoners"]
    )
    return {
        "bron": "CBS 85039NED, 85318NED, 85075NED, 85098NED; CBS/BZK Iv3 2023-2024; BZK circulaire M2023; "
        "NJi reeks",
        "licentie": "CC BY 4.0 (CBS); CC0 1.0 (BZK). Alleen samenvattende getallen zijn overgenomen.",
        "afgeleid_op": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "afgeleid_met": "tools/derive_synthetic_parameters.py",
        "kenmerken": shape,
        "gebruik": use_model(frame, scores, outcome),
        "bevolking": split,
        "zorg": care(data, split),
        "zwaarte": severity(data, deprivation),
        "wijken": districts(data),
        "kosten": costs(data),
    }


def main() -> None:
    """Write the parameters file."""
    data = Path(sys.argv[1])
    TARGET.write_text(json.dumps(derive(data), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET}: {TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
