"""Each distortion does what it says, to those records only, and writes down exactly what it did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import polars as pl
import pytest

from drietrap.synthetic.register import distortions
from drietrap.synthetic.register.delivered import delivered, residence
from drietrap.synthetic.register.distortions.team import team_of
from drietrap.synthetic.register.model import JEUGDBESCHERMING, JEUGDHULP, SyntheticRegister
from drietrap.vocabulary.period import Period

FAR = dt.date(9999, 12, 31)


def largest(register: SyntheticRegister, trades: tuple[str, ...]) -> str:
    """Return the provider of these trades with the most records."""
    these = register.providers.filter(pl.col("trade").is_in(trades))["provider"].to_list()
    counts = register.records.filter(pl.col("provider").is_in(these)).group_by("provider").len()
    return str(counts.sort("len", "provider", descending=True)["provider"][0])


def ambulatory(register: SyntheticRegister) -> str:
    """Return the local provider of guidance with the most records near the town."""
    near = register.contracts.filter((pl.col("municipality") == town(register)) & (pl.col("form") == "04"))
    local = register.providers.filter(
        (pl.col("trade") == "begeleiding")
        & (pl.col("reach") != "landelijk")
        & pl.col("provider").is_in(near["provider"].implode())
    )
    counts = register.records.join(local, on="provider", how="semi").group_by("provider").len()
    return str(counts.sort("len", "provider", descending=True)["provider"][0])


def town(register: SyntheticRegister) -> str:
    return register.territory.merged_unit_codes[4]


def changed_rows(before: SyntheticRegister, after: SyntheticRegister) -> set[int]:
    """Return the records that differ, found by comparing every row."""
    old, new = before.records, after.records
    same = new.join(old, on=old.columns, how="semi", nulls_equal=True)["record"]
    return (set(old["record"]) | set(new["record"])) - set(same)


CASES: dict[str, Callable[[SyntheticRegister], SyntheticRegister]] = {
    "restarted": lambda r: distortions.restarted(r, provider=largest(r, ("ggz",)), year=2019),
    "gi_as_referrer": lambda r: distortions.gi_as_referrer(r, provider=largest(r, ("begeleiding",))),
    "team_missing": lambda r: distortions.team_missing(r, municipality=town(r)),
    "team_without_help": lambda r: distortions.team_without_help(
        r, municipality=town(r), provider=ambulatory(r)
    ),
    "families_once": lambda r: distortions.families_once(r, municipality=town(r)),
    "families_repeated": lambda r: distortions.families_repeated(r, municipality=town(r)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_changes_are_exactly_the_rows_that_differ(register: SyntheticRegister, name: str) -> None:
    after = CASES[name](register)
    assert set(after.changes["record"]) == changed_rows(register, after)
    assert after.changes.height > 5
    assert register.changes.is_empty()
    assert after.records["record"].is_unique().all()


def test_a_restart_keeps_the_number_of_youths_and_starts_them_all_anew(register: SyntheticRegister) -> None:
    provider = largest(register, ("ggz",))
    after = distortions.restarted(register, provider=provider, year=2019)
    running = register.records.filter(
        (pl.col("provider") == provider)
        & (pl.col("started") < dt.date(2019, 1, 1))
        & (pl.coalesce("ended", pl.lit(FAR)) >= dt.date(2019, 1, 1))
    )
    mine = after.records.filter(pl.col("provider") == provider)
    assert mine.filter(pl.col("ended") == dt.date(2018, 12, 31)).height >= running.height > 20
    again = mine.filter(pl.col("started") == dt.date(2019, 1, 1))
    assert again.height == running.height
    assert sorted(again["person"]) == sorted(running["person"])
    half = distortions.restarted(register, provider=provider, year=2019, share=0.5)
    assert 0.3 * running.height < half.changes.height / 2 < 0.7 * running.height


def test_the_gi_becomes_referrer_only_under_a_measure_and_a_decision(register: SyntheticRegister) -> None:
    after = CASES["gi_as_referrer"](register)
    held: dict[int, list[tuple[dt.date, dt.date]]] = {}
    for person, started, ended, handed in (
        register.of_kind(JEUGDBESCHERMING).select("person", "started", "ended", "handed_over").iter_rows()
    ):
        held.setdefault(person, []).append((started, handed or ended or FAR))
    touched = set(after.changes["record"])
    provider = largest(register, ("begeleiding",))
    rows = register.records.filter(pl.col("provider") == provider)
    for record, person, referrer, started in rows.select(
        "record", "person", "referrer", "started"
    ).iter_rows():
        expected = referrer == "01" and any(a <= started <= b for a, b in held.get(person, []))
        assert (record in touched) == expected
    now = after.records.filter(pl.col("record").is_in(list(touched)))
    assert (now["referrer"] == "04").all()


def test_a_missing_team_leaves_nothing(register: SyntheticRegister) -> None:
    team = team_of(register, town(register))
    after = CASES["team_missing"](register)
    assert after.records.filter(pl.col("provider") == team).is_empty()
    assert after.records.height == register.records.height - after.changes.height


def test_team_help_comes_from_another_provider(register: SyntheticRegister) -> None:
    after = CASES["team_without_help"](register)
    provider = ambulatory(register)
    team = team_of(register, town(register))
    assert after.records.filter(pl.col("provider") == team).is_empty()
    wrong = after.records.filter((pl.col("provider") == provider) & (pl.col("form") == "01"))
    assert wrong.height == after.changes.filter(pl.col("change") == "gewijzigd").height > 5
    assert (wrong["referrer"] == "06").all()


def test_of_a_family_plan_one_child_stays(register: SyntheticRegister) -> None:
    after = CASES["families_once"](register)
    team = team_of(register, town(register))
    rows = after.records.filter(pl.col("provider") == team).join(register.persons, on="person")
    spans: dict[int, list[tuple[int, dt.date, dt.date]]] = {}
    for family, person, started, ended in rows.select("family", "person", "started", "ended").iter_rows():
        for other, begins, ends in spans.get(family, []):
            assert other == person or started > ends or (ended or FAR) < begins
        spans.setdefault(family, []).append((person, started, ended or FAR))


def test_of_a_family_plan_every_child_comes_in(register: SyntheticRegister) -> None:
    after = CASES["families_repeated"](register)
    added = after.records.filter(pl.col("record").is_in(after.changes["record"].implode()))
    persons = register.persons.select("person", "family")
    plans = register.records.filter(pl.col("provider") == team_of(register, town(register)))
    plans = plans.join(persons, on="person").select("family", "started", child="person")
    joined = added.join(persons, on="person").join(plans, on=["family", "started"])
    assert set(joined.filter(pl.col("person") != pl.col("child"))["record"]) == set(added["record"])
    help_ = after.of_kind(JEUGDHULP).filter(pl.col("form") == "01").sort("person", "started")
    before = pl.coalesce("ended", pl.lit(FAR)).shift(1).over("person")
    assert help_.filter(pl.col("started") <= before).is_empty()


def test_a_silent_provider_delivers_nothing_from_then_on(register: SyntheticRegister) -> None:
    provider = largest(register, ("ggz",))
    after = distortions.stopped(register, provider=provider, since=dt.date(2021, 1, 1))
    for period, there in [(Period(2020, "H", 2), True), (Period(2021, "H", 1), False)]:
        before = delivered(register, period)
        now = delivered(after, period)
        assert (provider in set(now["provider"])) == there
        others = before.filter(pl.col("provider") != provider)
        assert now.filter(pl.col("provider") != provider).equals(others)
    assert set(after.changes["provider"]) == {provider}


def test_few_providers_deliver_for_a_while(register: SyntheticRegister) -> None:
    code = town(register)
    after = distortions.few_deliver(
        register, municipality=code, share=0.2, since=dt.date(2016, 1, 1), until=dt.date(2016, 12, 31)
    )
    silent = set(after.silent["provider"])
    contracted = set(register.contracts.filter(pl.col("municipality") == code)["provider"])
    assert silent < contracted
    assert len(silent) > 5
    providers = set(delivered(after, Period(2016, "H", 2))["provider"])
    assert not silent & providers
    later = delivered(after, Period(2017, "H", 1))
    assert later.equals(delivered(register, Period(2017, "H", 1)))


def test_unfinished_bills_hide_mental_health_care_until_it_ends(register: SyntheticRegister) -> None:
    after = distortions.unfinished_billing(register, until=dt.date(2018, 1, 1))
    ggz = register.providers.filter(pl.col("trade") == "ggz")["provider"]
    period = Period(2016, "H", 2)
    gone = delivered(register, period).join(delivered(after, period), on="record", how="anti")
    assert gone.height > 100
    assert set(gone["form"]) == {"02"}
    assert set(gone["provider"]) <= set(ggz)
    assert gone["ended"].is_null().all()
    assert set(gone["record"]) <= set(after.changes["record"])
    later = Period(2018, "H", 1)
    assert delivered(after, later).equals(delivered(register, later))


def test_who_moved_is_still_delivered_for_the_old_municipality(register: SyntheticRegister) -> None:
    provider = largest(register, ("ggz",))
    after = distortions.moved_away(register, provider=provider)
    family = dict(register.persons.select("person", "family").iter_rows())
    seen = 0
    for period, day in [(Period(2019, "H", 2), dt.date(2019, 12, 31)), (Period(2023, "H", 1), None)]:
        before, now = delivered(register, period), delivered(after, period)
        assert before.drop("municipality", "district").equals(now.drop("municipality", "district"))
        both = before.join(now.select("record", now="municipality"), on="record")
        wrong = both.filter(pl.col("municipality") != pl.col("now"))
        assert set(wrong["record"]) <= set(after.changes["record"])
        assert set(wrong["provider"]) <= {provider}
        if day is None:
            continue
        for person, started, stale in wrong.select("person", "started", "now").iter_rows():
            home = residence(register, max(started, dt.date(2015, 1, 1)))
            there = home.filter(pl.col("family") == family[person])["municipality"][0]
            assert there == stale
            seen += 1
    assert seen > 3


@pytest.mark.parametrize("new", [False, True])
def test_residents_are_counted_where_the_institution_stands(register: SyntheticRegister, new: bool) -> None:
    provider = largest(register, ("residentieel",))
    after = distortions.residence_principle(register, provider=provider, new=new)
    period, other = Period(2021, "H", 2), Period(2022, "H", 1)
    if new:
        period, other = other, period
    stays = (
        delivered(after, period)
        .filter((pl.col("provider") == provider) & (pl.col("form") >= "11") & (pl.col("kind") == JEUGDHULP))
        .join(after.changes.select("record"), on="record", how="left", coalesce=False)
    )
    touched = stays.drop_nulls("record_right")
    assert touched["municipality"].n_unique() == 1
    assert touched.height == stays.height if new else 0 < touched.height < stays.height
    assert delivered(after, other).equals(delivered(register, other))


def test_distortions_can_be_put_one_after_another(register: SyntheticRegister) -> None:
    after = CASES["families_repeated"](CASES["restarted"](CASES["gi_as_referrer"](register)))
    assert after.changes["distortion"].n_unique() == 3
    assert after.records["record"].is_unique().all()


def test_a_share_beyond_one_and_an_unknown_municipality_are_refused(register: SyntheticRegister) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        distortions.restarted(register, provider="FA00001", year=2019, share=1.5)
    with pytest.raises(ValueError, match="has no district team"):
        distortions.team_missing(register, municipality="GM0000")
