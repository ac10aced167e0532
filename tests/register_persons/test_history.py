"""Rules over deliveries, each in a small world where one subject stands out, and in one where none does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from drietrap.catalogue.rules.history.beside import CONTRACTS, MUNICIPAL, PRODUCTION, TEAM, Beside
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HITS, HistoryRule, Need, Subject
from drietrap.catalogue.rules.history_rules import HISTORY_RULES
from drietrap.catalogue.rules.row_rules import ROW_RULES
from drietrap.catalogue.rules.rule import Severity
from drietrap.register.history import history_findings, judge_history, municipality_findings
from drietrap.register.judging import HISTORY, NOT_RUN
from drietrap.register.ledger import LEDGER
from drietrap.register.looking_back import look_back, renamed
from drietrap.register.record import Record
from drietrap.register.scope import before
from drietrap.vocabulary.period import Period

NOW = Period(2022, "H", 1)
BY_CODE = {rule.code: rule for rule in HISTORY_RULES}
P, Q, M, N = "P", "Q", "GM0001", "GM0002"
LONG = date(2021, 3, 1)
Row = dict[str, Any]


@dataclass
class World:
    """Records of some providers, with the files beside them; ``silent`` delivered without a row."""

    rows: list[Row] = field(default_factory=list)
    silent: list[tuple[str, int]] = field(default_factory=list)
    beside: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, person: object, back: int = 0, provider: str = P, **change: object) -> None:
        """Add a trajectory that ran through the period so many periods back."""
        row: Row = {"kind": "jeugdhulp", "form": "02", "referrer": "01", "municipality": M, "started": LONG}
        self.rows.append({**row, "person": str(person), "back": back, "provider": provider, **change})

    def both(self, person: object, provider: str = P, **change: object) -> None:
        """Add a trajectory in the period and in the one before."""
        self.add(person, 1, provider, **change)
        self.add(person, 0, provider, **change)

    def file(self, name: str, **row: object) -> None:
        """Add a line to a file beside the deliveries."""
        self.beside.setdefault(name, []).append({"municipality": M, **row})

    def frames(self) -> tuple[pl.LazyFrame, pl.DataFrame, Beside]:
        """Return records, ledger and files."""
        rows = [
            {
                **dict.fromkeys(Record.column_names()),
                "row": place,
                "version": "7",
                "born_exact": True,
                **row,
                "period": before(NOW, row["back"]).code,
                "delivery": f"{row['kind'][:9]}{row['provider']}{row['back']}".ljust(16, "0"),
            }
            for place, row in enumerate(self.rows)
        ]
        schema = {name: column.dtype for name, column in Record.columns().items()}
        records = pl.DataFrame(rows, schema=schema)
        sent = {(row["kind"], row["provider"], row["back"]) for row in self.rows}
        sent |= {("jeugdhulp", provider, back) for provider, back in self.silent}
        lines = [
            {**dict.fromkeys(LEDGER), "kind": kind, "provider": provider, "period": before(NOW, back).code}
            for kind, provider, back in sorted(sent)
        ]
        schemas = {"contracts": CONTRACTS, "team": TEAM, "production": PRODUCTION, "municipal": MUNICIPAL}
        files = {name: pl.DataFrame(given, schema=schemas[name]) for name, given in self.beside.items()}
        return records.lazy(), pl.DataFrame(lines, schema=LEDGER), Beside(**files)

    def past(self) -> Past:
        """Return what the rules look at."""
        records, lines, beside = self.frames()
        return look_back(records, lines, NOW, beside)


def _stopped(wrong: bool) -> World:
    world = World()
    for person in range(4):
        world.add(person, 1)
        world.both(person, Q)
        if not wrong:
            world.add(person, 0)
    return world


def _vanished(wrong: bool) -> World:
    world = World()
    for person in range(20):
        world.add(person, 1)
        if person >= (3 if wrong else 2):
            world.add(person, 0)
    return world


def _growth(wrong: bool, *, flow: bool = False) -> World:
    world = World()
    for back in range(6):
        first = date(before(NOW, back).year, 1 if before(NOW, back).index == 1 else 7, 1)
        for number, provider in enumerate("PQRSTU"):
            size = 40 + (back + number) % 3
            size = 140 if wrong and provider == P and back == 0 else size
            for person in range(size):
                started = first + timedelta(days=1 + person) if flow else LONG - timedelta(days=2000)
                world.add(f"{provider}{person}", back, provider, started=started)
    return world


def _restart(wrong: bool) -> World:
    world = World()
    for person in range(6):
        world.add(person, 1, ended=date(2021, 12, 31) if person % 2 else None)
        world.add(person, 0, started=date(2022, 1, 1) if wrong else date(2022, 1, 5))
    return world


def _another(wrong: bool) -> World:
    world = World()
    for person in range(6):
        world.add(person, 1, Q if wrong else P)
        world.add(person, 0, P)
        world.both(f"own{person}" if person < 4 else person, Q, form="03")
    return world


def _unlisted(wrong: bool) -> World:
    world = World()
    for person in range(5):
        world.both(person)
    world.file(
        "contracts", provider=Q if wrong else P, kind="jeugdhulp", since=None, until=None, delivers=False
    )
    return world


def _late(wrong: bool) -> World:
    world = World()
    for person in range(10):
        world.both(f"o{person}")
        late = wrong and person < 3
        world.add(f"n{person}", 0, started=date(2021, 9, 1) if late else date(2022, 2, 1))
    return world


def _none_running(wrong: bool) -> World:
    world = World()
    for provider in "PQRSTUVWXY":
        for person in range(30):
            ended = person % 2 == 0 or (wrong and provider == P)
            started = date(2022, 1, 10) if person < 5 else LONG
            world.add(
                f"{provider}{person}", 0, provider, started=started, ended=date(2022, 5, 1) if ended else None
            )
    return world


def _measures(world: World, person: str) -> None:
    world.add(person, 0, "GI", kind="jeugdbescherming", form="11", referrer=None, started=date(2020, 1, 1))


def _institution(wrong: bool) -> World:
    world = World()
    for provider in "PQRST":
        for number in range(40):
            person = f"{provider}{number}"
            _measures(world, person)
            decided = number % 3 == 0 and not (wrong and provider == P)
            world.add(person, 0, provider, referrer="01" if decided else "04")
    return world


def _registered(wrong: bool) -> World:
    world = World()
    for person in range(4):
        said = "04" if wrong and person < 2 else "01"
        world.add(person, 0, referrer=said)
        world.file("municipal", person=str(person), provider=P, referrer="01", form="02", started=LONG)
    return world


def _moved(wrong: bool) -> World:
    world = World()
    for person in range(40):
        world.both(person, Q)
        world.add(person, 1)
        stale = wrong and person < 3
        world.add(person, 0)
        if stale:  # Q knows of the move: its rows change from one period to the next
            world.rows[-3]["municipality"] = N
            world.rows[-2]["municipality"] = world.rows[-1]["municipality"] = M
    for row in world.rows:
        if row["provider"] == Q and row["back"] == 0 and wrong and int(row["person"]) < 3:
            row["municipality"] = N
    return world


def _home(wrong: bool) -> World:
    world = World()
    for provider in "PRST":
        for person in range(20):
            code = f"{provider}{person}"
            home = f"GM01{person % 10:02d}"
            world.add(code, 1, provider, form="14", municipality=home)
            world.add(code, 0, provider, form="14", municipality=N if wrong and provider == P else home)
    return world


def _handover(wrong: bool) -> World:
    world = World()
    held = {"kind": "jeugdbescherming", "form": "11", "referrer": None}
    world.add(1, 0, P, **held, handed_over=date(2022, 3, 1))
    world.add(1, 0, Q, **held, taken_over=date(2022, 3, 5 if wrong else 2))
    world.add(2, 0, P, **held, handed_over=date(2022, 3, 1))  # the other did not deliver: nothing can be said
    return world


def _authorised(wrong: bool) -> World:
    world = World()
    world.add(1, 0, P, kind="machtiging", form="72", referrer=None)
    _measures(world, "2" if wrong else "1")
    world.add("2", 0, P, kind="jeugdbescherming", form="11", referrer=None)
    return world


def _closed(wrong: bool) -> World:
    world = World()
    world.add(1, 0, P, form="13")
    _measures(world, "1")
    world.add("2" if wrong else "1", 0, "GI", kind="machtiging", form="71", referrer=None)
    return world


def _team(world: World, provider: str = "T", count: int = 10, municipality: str = M) -> None:
    for number in range(count):
        world.add(f"{provider}{number}", 0, provider, form="01", referrer="06", municipality=municipality)


def _team_form(wrong: bool) -> World:
    world = World()
    _team(world, municipality=N)
    for person in range(10):
        world.add(person, 0, form="01" if wrong and person < 3 else "02")
    return world


def _team_few(wrong: bool) -> World:
    world = World()
    for place in range(8):
        code = f"GM02{place:02d}"
        if not (wrong and place == 0):
            _team(world, f"T{place}", 20, code)
        for person in range(80):
            world.add(f"{place} {person}", 0, P, municipality=code)
    return world


def _plans(delivered: int, extra: int = 0, *, plan: bool = True) -> World:
    """Make a team with ten children on plans of two, of which so many are delivered, and some more."""
    world = World()
    for number in range(10):
        pair = f"G{number // 2}" if plan else f"G{number}"
        world.file("team", person=f"c{number}", plan=pair, children=1, started=LONG)
    for number in range(delivered):
        world.add(f"c{number * 2 % 10 + number // 5}", 0, "T", form="01", referrer="06")
    _team(world, "T", extra)
    return world


def _same_day(wrong: bool) -> World:
    world = World()
    for number in range(40):
        day = date(2021, 1, 4) + timedelta(days=3 * (number // 2 if wrong else number))
        world.add(number, 0, "T", form="01", referrer="06", started=day)
    return world


def _contract(wrong: bool) -> World:
    world = World()
    for provider in ("P", "Q", "R"):
        world.file("contracts", provider=provider, kind="jeugdhulp", delivers=True)
        world.both(provider, provider)
    world.file("contracts", provider="S", kind="jeugdhulp", delivers=False)
    if wrong:
        world.rows = [row for row in world.rows if row["provider"] == R or row["back"] == 1]
    return world


R = "R"


def _gone(wrong: bool) -> World:
    world = World()
    for person in range(6):
        world.both(f"q{person}", Q)
        world.add(person, 1)
        if not wrong:
            world.add(person, 0)
    return world


def _totals(wrong: bool) -> World:
    world = World()
    for person in range(6):
        world.add(person, 0)
    world.file("production", provider=P, period=NOW.code, form="02", youths=9, trajectories=9 if wrong else 7)
    return world


def _unknown(wrong: bool) -> World:
    world = World()
    for person in range(30):
        world.add(person, 0)
        if not (wrong and person < 2):
            world.file("municipal", person=str(person), provider=P, referrer="01", form="02", started=LONG)
    return world


def _absent(wrong: bool) -> World:
    world = World()
    for person in range(10):
        world.file("municipal", person=str(person), provider=P, referrer="01", form="02", started=LONG)
        if not (wrong and person < 3):
            world.add(person, 0)
    return world


Case = tuple[Callable[[bool], World], str, int]
CASES: dict[str, Case] = {
    "LEVERING-GESTOPT": (_stopped, P, 4),
    "LOPEND-VERDWENEN": (_vanished, P, 3),
    "AANTAL-SPRONG": (_growth, P, 140),
    "INSTROOM-SPRONG": (lambda wrong: _growth(wrong, flow=True), P, 140),
    "HERSTART-MASSAAL": (_restart, P, 6),
    "TRAJECTEN-VAN-ANDER": (_another, P, 6),
    "AANBIEDER-NIET-OP-LIJST": (_unlisted, P, 5),
    "AMBULANT-LAAT": (_late, P, 3),
    "AMBULANT-NIETS-LOPEND": (_none_running, P, 30),
    "GI-ALS-VERWIJZER": (_institution, P, 40),
    "VERWIJZER-GEMEENTE": (_registered, P, 2),
    "WOONT-ELDERS": (_moved, P, 3),
    "WOONPLAATS-INSTELLING": (_home, P, 20),
    "OVERDRACHT-TUSSEN-GI": (_handover, P, 1),
    "MACHTIGING-ZONDER-MAATREGEL": (_authorised, P, 1),
    "GESLOTEN-ZONDER-MACHTIGING": (_closed, P, 1),
    "WIJKTEAM-VORM": (_team_form, P, 3),
    "GEZIN-ZELFDE-DAG": (_same_day, "T", 20),
    "CONTRACT-ZONDER-LEVERING": (_contract, P, 1),
    "PRODUCTIE-VERSCHIL": (_totals, P, 6),
    "JEUGDIGE-ONBEKEND-BIJ-GEMEENTE": (_unknown, P, 2),
    "REGISTRATIE-NIET-GELEVERD": (_absent, P, 3),
    "WEINIG-LEVERAARS": (_contract, M, 2),
    "LEVERAARS-WEGGEVALLEN": (_gone, M, 6),
    "WIJKTEAM-ELDERS": (_team_form, M, 3),
    "WIJKTEAM-ONTBREEKT": (_team_few, "GM0200", 0),
    "GEZIN-TELT-EEN-KEER": (lambda wrong: _plans(5 if wrong else 10), M, 5),
    "GEZIN-TELT-VAKER": (lambda wrong: _plans(10, 3 if wrong else 2), M, 3),
    "WIJKTEAM-NIET-GELEVERD": (lambda wrong: _plans(7 if wrong else 8, plan=False), M, 3),
}


@pytest.mark.parametrize("code", BY_CODE)
def test_a_rule_finds_who_stands_out_and_nobody_else(code: str) -> None:
    make, subject, count = CASES[code]
    rule = BY_CODE[code]
    lines = rule.test(make(True).past())
    assert lines.schema == HITS
    told = [(line["subject"], line["count"]) for line in lines.iter_rows(named=True)]
    assert (subject, count) in told
    if code != "CONTRACT-ZONDER-LEVERING":  # there two providers are silent
        assert len(told) == 1
    assert rule.test(make(False).past()).is_empty()


def test_a_child_on_two_plans_is_one_child() -> None:
    rule, world = BY_CODE["WIJKTEAM-NIET-GELEVERD"], _plans(7, plan=False)
    for number in range(10):
        world.file("team", person=f"c{number}", plan=f"H{number}", children=1, started=LONG)
    (line,) = rule.test(world.past()).iter_rows(named=True)
    assert (line["count"], line["of"], line["youths"]) == (3, 10, 3)


def test_codes_are_unique_and_sentences_whole() -> None:
    codes = [rule.code for rule in (*ROW_RULES, *HISTORY_RULES)]
    assert len(set(codes)) == len(codes)
    for rule in HISTORY_RULES:
        assert re.fullmatch(r"[A-Z]+(-[A-Z0-9]+)+", rule.code)
        assert rule.message.endswith(".") and rule.action.endswith("."), rule.code
        assert rule.method.endswith("."), rule.code
        assert not rule.title.endswith(".") and len(rule.title) < 70, rule.code
        assert rule.touches, rule.code
        assert "  " not in rule.message + rule.action + rule.method, rule.code


@pytest.mark.parametrize("code", BY_CODE)
def test_the_order_of_records_changes_nothing(code: str) -> None:
    world = CASES[code][0](True)
    records, lines, beside = world.frames()
    expected = BY_CODE[code].test(look_back(records, lines, NOW, beside))
    shuffled = records.collect().sample(fraction=1.0, shuffle=True, seed=3).lazy()
    assert BY_CODE[code].test(look_back(shuffled, lines.reverse(), NOW, beside)).equals(expected)


def test_what_is_lacking_is_said_once_per_thing_that_lacks() -> None:
    world = World()
    world.add(1)
    groups = judge_history(world.past()).of_provider(P)
    assert {group.rule for group in groups} == {NOT_RUN}
    lacking = [
        need for need in Need if any(need in r.needs for r in HISTORY_RULES if r.subject is Subject.PROVIDER)
    ]
    assert len(groups) == len(lacking)
    for rule in HISTORY_RULES:
        if rule.needs and rule.subject is Subject.PROVIDER:
            assert sum(rule.code in group.message for group in groups) == 1, rule.code


def test_a_rule_that_breaks_is_a_finding_and_others_go_on() -> None:
    def broken(_: Past) -> pl.DataFrame:
        raise KeyError("a value that must not be shown")

    bad: HistoryRule = replace(BY_CODE["HERSTART-MASSAAL"], code="KAPOT-TEST", test=broken)
    judged = judge_history(_restart(True).past(), (bad, BY_CODE["HERSTART-MASSAAL"]))
    groups = judged.of_provider(P)
    assert [group.rule for group in groups] == ["HERSTART-MASSAAL", NOT_RUN]
    assert groups[1].severity is Severity.FOUT
    assert "a value" not in groups[1].message


def test_a_finding_says_what_it_moves_and_comes_by_effect_then_severity() -> None:
    records, lines, beside = _stopped(True).frames()
    groups = history_findings(records, lines, P, NOW, beside)
    stopped = groups[0]
    assert (stopped.rule, stopped.level, stopped.effect, stopped.youths) == (
        "LEVERING-GESTOPT",
        HISTORY,
        4,
        4,
    )
    assert "4 trajecten" in stopped.message
    order = list(Severity)
    found = [group for group in groups if group.rule != NOT_RUN]
    keys = [(-(group.effect or 0), order.index(group.severity)) for group in found]
    assert keys == sorted(keys)


def test_a_municipality_hears_of_providers_that_are_gone() -> None:
    records, lines, beside = _gone(True).frames()
    groups = municipality_findings(records, lines, M, NOW, beside)
    assert groups[0].rule == "LEVERAARS-WEGGEVALLEN"
    assert groups[0].share == 0.5


def test_a_merger_of_municipalities_is_no_move() -> None:
    world = World()
    for person in range(20):
        world.add(person, 1, form="14", municipality="GM0003")
        world.add(person, 0, form="14", municipality=N)
    past = world.past()
    assert set(past.before["municipality"]) == {N}
    assert BY_CODE["WOONPLAATS-INSTELLING"].test(past).is_empty()
    assert renamed(past.rows).equals(past.rows)


def test_a_replaced_delivery_does_not_count_as_delivered() -> None:
    world = _stopped(True)
    records, lines, beside = world.frames()
    again = lines.filter(pl.col("provider") == P).with_columns(
        period=pl.lit(NOW.code), replaced_by=pl.lit("f" * 64)
    )
    groups = history_findings(records, pl.concat([lines, again]), P, NOW, beside)
    assert groups[0].rule == "LEVERING-GESTOPT"
    kept = again.with_columns(replaced_by=pl.lit(None, dtype=pl.String))
    groups = history_findings(records, pl.concat([lines, kept]), P, NOW, beside)
    assert groups[0].rule == "LOPEND-VERDWENEN"
