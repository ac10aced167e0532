"""True tables, rounded and withheld as CBS does, give no error; one injected error is always found."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.benchmark.consistency.examples import bounds
from drietrap.benchmark.consistency.run import check_tables
from drietrap.benchmark.finding import Finding, Severity
from drietrap.catalogue.published import TABLES
from drietrap.catalogue.published.iv3 import TAAKVELDEN, lasten
from drietrap.catalogue.relations import PROVINCES_OF_LANDSDEEL

# (table, variant, measure, area, period) -> published value, None when withheld
Key = tuple[str, str, str, str, str]
World = dict[Key, float | None]
REFERRERS = [column.measure for column in TABLES["85075NED"].columns[9:]]
AGES = ["jongeren_0_3", "jongeren_4_11", "jongeren_12_17", "jongeren_18_22"]
HOMES = ["jongeren_eenoudergezin", "jongeren_bij_paar", "jongeren_ander_huishouden"]
FLOWS = [column.measure for column in TABLES["JB-STROOM"].columns]
KINDS = ["Ondertoezichtstelling", "Voorlopige ondertoezichtstelling", "Voogdij"]
KINDS.append("Voorlopige en tijdelijke voogdij")
INFLOW = [
    *("verwijzer_gemeente", "verwijzer_huisarts", "verwijzer_jeugdarts"),
    *("verwijzer_gecertificeerde_instelling", "verwijzer_medisch_specialist", "geen_verwijzer"),
]


def five(count: int) -> float:
    return float(5 * ((count + 2) // 5))


def secret(count: int) -> float | None:
    return None if count <= 7 else five(count)


def percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1)


def split(rng: Random, total: int, parts: int) -> list[int]:
    cuts = sorted(rng.randint(0, total) for _ in range(parts - 1))
    return [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]


def natura(rng: Random) -> World:
    """Municipalities with districts; some youths are in no district, some trajectories have no referrer."""
    world: World = {}
    for gm in range(1, 4):
        whole = dict.fromkeys(["jongeren", *AGES, *HOMES, "trajecten", *REFERRERS], 0)
        for place in range(rng.randint(1, 5)):
            count = rng.randint(0, 400)
            true = {"jongeren": count, "trajecten": count + rng.randint(0, 200)}
            true |= dict(zip(AGES, split(rng, count, 4), strict=True))
            true |= dict(zip(HOMES, split(rng, count, 3), strict=True))
            true |= dict(
                zip(REFERRERS, split(rng, true["trajecten"] - rng.randint(0, count), 8), strict=True)
            )
            for measure, number in true.items():
                world["85075NED", "", measure, f"WK{gm:04}{place:02}", "2021"] = secret(number)
                whole[measure] += number
        elsewhere = rng.randint(0, 30)
        for measure in ("jongeren", AGES[1], HOMES[0]):
            whole[measure] += elsewhere
        for measure, number in whole.items():
            world["85075NED", "", measure, f"GM{gm:04}", "2021"] = secret(number)
    return world


def study(rng: Random) -> World:
    """Shares of trajectories are computed from the rounded counts, those of youths from the true ones."""
    youths = rng.randint(4_000, 12_000)
    helped = rng.randint(300, youths // 8)
    stay, protected = rng.randint(60, helped // 3), rng.randint(60, helped // 3)
    running = helped + rng.randint(0, 300)
    away = rng.randint(8, running // 4)
    began = [rng.randint(8, away), *split(rng, rng.randint(50, running - away), 2)]
    counts = dict(zip(INFLOW, split(rng, sum(began), 6), strict=True))
    base, inflow = five(running), five(sum(began))
    world: dict[str, float | None] = {"jeugdhulptrajecten_totaal": base, "instroom_trajecten": inflow}
    for name, true in (
        ("jongeren_met_jeugdhulp", helped),
        ("jongeren_met_jeugdhulp_met_verblijf", stay),
        ("jongeren_met_jeugdbescherming", protected),
    ):
        world[name], world[f"{name}_n"] = percent(true, youths), five(true)
    for name, true in counts.items():
        world[name] = None if true <= 7 else percent(five(true), inflow)
    for name, true in (
        ("begonnen_trajecten", sum(began)),
        ("begonnen_met_verblijf", began[0]),
        ("begonnen_zonder_verblijf", sum(began[1:])),
        ("begonnen_wijkteam", began[1]),
        ("begonnen_niet_wijkteam", began[2]),
        ("trajecten_met_verblijf", away),
        ("trajecten_zonder_verblijf", running - away),
    ):
        world[name] = None if true <= 7 else percent(five(true), base)
    return {("NADER-ONDERZOEK-2015", "", name, "ST0001", "2015K1"): value for name, value in world.items()}


def districts(rng: Random) -> World:
    """Youths under 23 are all inhabitants under 15 and part of those of 15 to 25."""
    world: World = {}
    for place in range(6):
        young, older = rng.randint(0, 3_000), rng.randint(0, 2_000)
        under_23 = young + rng.randint(0, older)
        cared = rng.randint(0, under_23 // 5)
        row = {
            "inwoners": five(young + older + rng.randint(0, 9_000)),
            "inwoners_0_14": five(young),
            "inwoners_15_24": five(older),
            "jongeren_jeugdzorg": secret(cared),
            "pct_jeugdzorg_tot_23": percent(cared, under_23) if cared > 7 else None,
        }
        world |= {
            ("KERNCIJFERS-REEKS", "", name, f"WK0001{place:02}", "2020"): one for name, one in row.items()
        }
    return world


def national(rng: Random) -> World:
    """Provinces with population, the age groups of the country, and stocks and flows of protection."""
    world: World = {}
    total = people = 0
    for part, provinces in PROVINCES_OF_LANDSDEEL.items():
        sums = [0, 0]
        for province in provinces:
            population = rng.randint(80_000, 900_000)
            cared = rng.randint(population // 20, population // 7)
            world |= _region(province, cared, population)
            sums = [sums[0] + cared, sums[1] + population]
        world |= _region(part, *sums)
        total, people = total + sums[0], people + sums[1]
    world |= _region("NL01", total, people)
    minors, grown = total - rng.randint(10_000, 20_000), people * 8 // 10
    for name, true, group in (
        ("tot_23", total, people),
        ("tot_18", minors, grown),
        ("18_22", total - minors, people - grown),
    ):
        world["NJI-JEUGDZORG", "", f"jongeren_{name}", "NL01", "2020"] = five(true)
        world["NJI-JEUGDZORG", "", f"pct_{name}", "NL01", "2020"] = percent(true, group)
    return world | _protection(rng)


def _region(area: str, cared: int, population: int) -> World:
    return {
        ("84134NED", "", "jongeren_tot_23", area, "2020"): five(cared),
        ("84134NED", "", "pct_tot_23", area, "2020"): percent(cared, population),
    }


def _protection(rng: Random) -> World:
    world: World = {}
    totals = [0, 0, 0, 0]
    for kind in KINDS:
        begin, came = rng.randint(200, 20_000), rng.randint(50, 6_000)
        left = rng.randint(20, begin)
        true = [begin, came, left, begin + came - left]
        totals = [one + other for one, other in zip(totals, true, strict=True)]
        world |= {
            ("JB-STROOM", kind, name, "NL01", "2022"): five(n) for name, n in zip(FLOWS, true, strict=True)
        }
    world |= {
        ("JB-STROOM", "Totaal", name, "NL01", "2022"): five(n) for name, n in zip(FLOWS, totals, strict=True)
    }
    world["JB-INSTROOM", "", "instroom", "NL01", "2022"] = float(totals[1])
    world["JB-INSTROOM", "", "uitstroom", "NL01", "2022"] = float(totals[2])
    return world


def accounts(rng: Random) -> World:
    """Costs of thirty municipalities in two documents; small posts may be zero."""
    world: World = {}
    rng = Random(rng.randint(0, 2**32))  # thousands of draws: too many to have Hypothesis shrink each
    for gm in range(1, 31):
        people = rng.randint(10_000, 100_000)
        level = rng.uniform(0.7, 1.5)
        for period in ("2023", "2024"):
            for code in TAAKVELDEN:
                amount = round(people * level * rng.uniform(0.01, 0.04)) * 1000 if rng.random() < 0.9 else 0
                world["IV3-JEUGD", "begroting", lasten(code), f"GM{gm:04}", period] = float(amount)
            world["IV3-JEUGD", "begroting", "lasten_6.72a", f"GM{gm:04}", period] = people * level * 20
            world["IV3-JEUGD", "begroting", "inwoners", f"GM{gm:04}", period] = float(people)
    return world


MAKERS = (natura, study, districts, national, accounts)


def frame_of(world: World) -> pl.DataFrame:
    rows = []
    for row, ((table, variant, measure, area, period), value) in enumerate(world.items(), 2):
        column = TABLES[table].by_measure[measure]
        rows.append(
            (table, variant, measure, area, period, column.kind.value, value, *bounds(column, value), row)
        )
    names = ["table", "variant", "measure", "area", "period", "kind", "value", "lower", "upper", "hidden"]
    frame = pl.DataFrame(rows, schema=[*names, "row"], orient="row", infer_schema_length=None)
    return frame.with_columns(
        pl.lit("0123456789abcdef").alias("snapshot"), pl.col("measure").alias("column"), provisional=False
    )


def errors(world: World, previous: World | None = None) -> list[Finding]:
    before = None if previous is None else frame_of(previous)
    findings = check_tables(frame_of(world), {}, before)
    return [one for one in findings if one.severity is not Severity.SIGNAAL]


RANDOM = st.randoms(use_true_random=False)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
@given(rng=RANDOM)
@settings(max_examples=20, deadline=None)
def test_no_false_alarm_in_true_tables(make: Callable[[Random], World], rng: Random) -> None:
    assert errors(make(rng)) == []


@given(rng=RANDOM)
@settings(max_examples=10, deadline=None)
def test_the_same_release_twice_is_no_jump(rng: Random) -> None:
    world = natura(rng)
    findings = check_tables(frame_of(world), {}, frame_of(world))
    assert not any(one.rule == "SPRONG-UITGAVE" for one in findings)


STUDY, NATURA, DISTRICT = "NADER-ONDERZOEK-2015", "85075NED", "KERNCIJFERS-REEKS"


def study_key(measure: str) -> Key:
    return (STUDY, "", measure, "ST0001", "2015K1")


def flow_key(measure: str, kind: str = "Totaal") -> Key:
    return ("JB-STROOM", kind, measure, "NL01", "2022")


def iv3_key(measure: str, gm: int = 3) -> Key:
    return ("IV3-JEUGD", "begroting", measure, f"GM{gm:04}", "2024")


# rule, maker, cell that is spoiled, how
INJECTIONS: list[tuple[str, Callable[[Random], World], Key, Callable[[float], float]]] = [
    ("DELEN-GEHEEL", national, ("NJI-JEUGDZORG", "", "jongeren_18_22", "NL01", "2020"), lambda v: v + 15),
    ("SOORTEN-TOTAAL", national, flow_key("beginstand", "Voogdij"), lambda v: v + 40),
    ("STROOM", national, flow_key("eindstand"), lambda v: v - 15),
    ("ZELFDE-CIJFER", national, ("JB-INSTROOM", "", "instroom", "NL01", "2022"), lambda v: v + 9),
    ("GEBIEDEN", national, ("84134NED", "", "jongeren_tot_23", "NL01", "2020"), lambda v: v - 70),
    ("GEBIEDEN", national, ("84134NED", "", "jongeren_tot_23", "LD02", "2020"), lambda v: v + 70),
    ("GEBIEDEN-AANDEEL", national, ("84134NED", "", "pct_tot_23", "NL01", "2020"), lambda v: v + 15),
    ("KOMMA", national, ("NJI-JEUGDZORG", "", "pct_tot_18", "NL01", "2020"), lambda v: round(v / 10, 1)),
    ("VIJFTAL", study, study_key("jongeren_met_jeugdhulp_n"), lambda v: v + 2),
    ("NUL", study, study_key("begonnen_met_verblijf"), lambda v: 0.0),
    ("GEHEIM", study, study_key("begonnen_met_verblijf"), lambda v: 0.1),
    ("NOEMER", study, study_key("jongeren_met_jeugdhulp_n"), lambda v: 5 * round(v * 0.6)),
    ("DEEL-GROTER", study, study_key("jongeren_met_jeugdhulp_met_verblijf"), lambda v: v + 20),
    ("VERHOUDING", study, study_key("begonnen_trajecten"), lambda v: v / 2),
    ("AANDELEN-100", study, study_key("trajecten_zonder_verblijf"), lambda v: v / 2),
    ("NEGATIEF", accounts, iv3_key("lasten_6.73a"), lambda v: -v - 9000),
    ("INVOERFOUT", accounts, iv3_key("lasten_6.72a"), lambda v: -60 * v),
    ("INVOERFOUT", accounts, iv3_key("lasten_6.72a"), lambda v: 1000 * v),
]


@pytest.mark.parametrize(("rule", "make", "key", "spoil"), INJECTIONS, ids=[one[0] for one in INJECTIONS])
@given(rng=RANDOM)
@settings(max_examples=6, deadline=None)
def test_an_injected_error_is_found(
    rule: str,
    make: Callable[[Random], World],
    key: Key,
    spoil: Callable[[float], float],
    rng: Random,
) -> None:
    world = make(rng)
    value = world[key]
    assert value is not None
    world[key] = spoil(value)
    place = f"0123456789abcdef:{list(world).index(key) + 2}:{key[2]}"
    assert any(one.rule == rule and place in one.cells for one in errors(world))


@given(rng=RANDOM)
@settings(max_examples=6, deadline=None)
def test_a_decimal_slip_in_a_district_is_found(rng: Random) -> None:
    world = districts(rng)
    key = (DISTRICT, "", "pct_jeugdzorg_tot_23", "WK000101", "2020")
    world |= {
        (DISTRICT, "", name, "WK000101", "2020"): value
        for name, value in (("inwoners_0_14", 1890.0), ("inwoners_15_24", 1460.0), ("inwoners", 9000.0))
    }
    cared = rng.randint(100, 300)
    world[DISTRICT, "", "jongeren_jeugdzorg", "WK000101", "2020"] = five(cared)
    world[key] = percent(cared, 2_800)
    assert errors(world) == []
    world[key] = percent(cared, 28_000)
    assert [(one.rule, one.area) for one in errors(world)] == [("KOMMA", "WK000101")]


@given(rng=RANDOM)
@settings(max_examples=6, deadline=None)
def test_districts_that_exceed_their_municipality_and_small_counts_are_found(rng: Random) -> None:
    world = natura(rng)
    world[NATURA, "", "jongeren", "WK000100", "2021"] = 5_000.0
    world[NATURA, "", "jongeren_0_3", "WK000100", "2021"] = 5.0
    found = {(one.rule, one.area) for one in errors(world)}
    assert {("GEBIEDEN", "GM0001"), ("GEHEIM", "WK000100"), ("DELEN-GEHEEL", "WK000100")} <= found


@given(rng=RANDOM)
@settings(max_examples=6, deadline=None)
def test_a_municipality_without_costs_is_found(rng: Random) -> None:
    world = accounts(rng)
    world |= {iv3_key(lasten(code)): 0.0 for code in TAAKVELDEN}
    assert ("NIET-GELEVERD", "GM0003") in {(one.rule, one.area) for one in errors(world)}


@given(rng=RANDOM)
@settings(max_examples=6, deadline=None)
def test_a_large_revision_is_a_signal(rng: Random) -> None:
    before = natura(rng)
    key = (NATURA, "", "trajecten", "WK000100", "2021")
    before[key] = 400.0
    after = before | {key: 600.0}
    findings = check_tables(frame_of(after), {}, frame_of(before))
    assert ("SPRONG-UITGAVE", "WK000100") in {(one.rule, one.area) for one in findings}
