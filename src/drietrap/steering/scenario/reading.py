"""Read a scenario file (TOML); what it cannot say is refused with its line and what is allowed."""

from __future__ import annotations

import difflib
import re

from drietrap.catalogue.levers.all import LEVERS
from drietrap.catalogue.levers.lever import Lever
from drietrap.differences.study.lines import TOP, Toml, read_toml
from drietrap.steering.scenario.checking import check, in_past
from drietrap.steering.scenario.definition import (
    ALL,
    BY_KNOB,
    BY_MEASURE,
    DRAWS,
    SEED,
    Measure,
    Member,
    OwnEffect,
    Scenario,
    Settlement,
    Variant,
)
from drietrap.steering.scenario.fields import Table, month, placed, real, whole
from drietrap.vocabulary.errors import InputError

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_REASON = 15  # characters: fewer is no reason
MOST_YEARS, MOST_DRAWS, MOST_MONTHS = 15, 2000, 120
_EURO = 10**12


def read(content: bytes, name: str, known: int | None = None) -> Scenario:
    """Return the scenario that a file holds.

    Parameters
    ----------
    content
        The bytes of the file.
    name
        How the file is called in messages.
    known
        The last month of which there are data; a scenario begins later.

    Raises
    ------
    InputError
        With the line and what is allowed.
    """
    file = read_toml(content, name)
    file.known(
        TOP,
        "titel",
        "gemeente",
        "vraag",
        "begin",
        "jaren",
        "trekkingen",
        "toeval",
        "indexering",
        "bezetting",
        "splitsing",
        "maatregel",
        "eigen_effect",
        "variant",
        "begroting",
        "verevening",
        "regio",
    )
    start = month(file, TOP, "begin")
    months = 12 * whole(file, TOP, "jaren", 1, MOST_YEARS)
    measures = _measures(file, start)
    scenario = Scenario(
        title=file.text(TOP, "titel"),
        municipality=file.text(TOP, "gemeente"),
        question=file.text(TOP, "vraag"),
        start=start,
        months=months,
        measures=measures,
        variants=_variants(file, measures),
        draws=whole(file, TOP, "trekkingen", 1, MOST_DRAWS, DRAWS),
        seed=whole(file, TOP, "toeval", 0, 2**31, SEED),
        index=real(file, TOP, "indexering", -10.0, 20.0, 0.0),
        budget=_budget(file),
        settlement=_settlement(file),
        split_by=_split_by(file),
        occupancy=real(file, TOP, "bezetting", 50.0, 100.0) if "bezetting" in file.content else None,
    )
    check(scenario, file)
    if known is not None:
        in_past(scenario, known, file)
    return scenario


def _split_by(file: Toml) -> str:
    chosen = file.text(TOP, "splitsing", needed=False)
    if chosen not in ("", BY_MEASURE, BY_KNOB):
        words = f"{BY_MEASURE} of {BY_KNOB}; weglaten mag ook"
        raise file.wrong(f"'{chosen[:40]}' is geen manier om te splitsen", TOP, "splitsing", words)
    return chosen


def lever_of(name: str) -> Lever:
    """Return a lever by its id.

    Raises
    ------
    InputError
        With the nearest one, when there is none.
    """
    if name in LEVERS:
        return LEVERS[name]
    near = difflib.get_close_matches(name, LEVERS, n=3, cutoff=0.4)
    raise InputError(
        f"wij kennen geen knop '{name[:40]}'",
        expected=f"misschien: {', '.join(near)}" if near else None,
        action="typ 'drietrap knoppen' voor alle knoppen",
    )


def _measures(file: Toml, start: int) -> tuple[Measure, ...]:
    own = _own_effects(file)
    found: list[Measure] = []
    for table in file.tables("maatregel"):
        file.known(
            table,
            "naam",
            "knop",
            "dosis",
            "begin",
            "einde",
            "vertraging",
            "aanloop",
            "reden",
            "kosten_per_jaar",
        )
        lever = placed(file, table, "knop", lever_of)
        name = file.text(table, "naam", needed=False) or lever.id
        if not _NAME.fullmatch(name):
            raise file.wrong(
                f"'{name[:40]}' kan geen naam zijn", table, "naam", "kleine letters, cijfers en streepjes"
            )
        if name in (one.name for one in found):
            raise file.wrong(f"'{name}' staat er twee keer", table, "naam", "per maatregel een eigen naam")
        found.append(_measure(file, table, lever, name, start, own.pop(name, ())))
    for name, (first, *_) in own.items():
        place = _place_of(file, name)
        raise file.wrong(
            f"er is geen maatregel '{name[:40]}' voor het eigen effect '{first.effect[:40]}'",
            place,
            "maatregel",
            f"een van: {', '.join(one.name for one in found) or 'nog geen maatregelen'}",
        )
    if not found:
        raise file.wrong("er staat geen maatregel in", TOP, "titel", "ten minste één blok [[maatregel]]")
    return tuple(found)


def _measure(
    file: Toml, table: Table, lever: Lever, name: str, start: int, own: tuple[OwnEffect, ...]
) -> Measure:
    reason = file.text(table, "reden")
    if len(reason) < _REASON:
        raise file.wrong(
            "de reden is te kort", table, "reden", "één zin waarom deze maatregel in het plan staat"
        )
    dose = lever.dose
    chosen = real(file, table, "dosis", dose.low, dose.high, dose.usual, f"{dose.unit}: {dose.meaning}")
    names = {effect.name for effect in lever.effects}
    for one in own:
        if one.effect not in names:
            raise file.wrong(
                f"de knop '{lever.id}' heeft geen effect '{one.effect[:40]}'",
                _place_of(file, name, one.effect),
                "effect",
                f"een van: {', '.join(sorted(names))}" if names else "deze knop heeft geen losse effecten",
            )
    return Measure(
        name=name,
        lever=lever.id,
        dose=chosen,
        start=month(file, table, "begin", start),
        delay=whole(file, table, "vertraging", 0, MOST_MONTHS, lever.delay),
        ramp=whole(file, table, "aanloop", 1, MOST_MONTHS, lever.ramp),
        reason=reason,
        end=month(file, table, "einde") if "einde" in file.entry(table) else None,
        cost=(
            whole(file, table, "kosten_per_jaar", 0, _EURO)
            if "kosten_per_jaar" in file.entry(table)
            else None
        ),
        own=own,
    )


def _own_effects(file: Toml) -> dict[str, tuple[OwnEffect, ...]]:
    found: dict[str, tuple[OwnEffect, ...]] = {}
    for table in file.tables("eigen_effect"):
        file.known(table, "maatregel", "effect", "midden", "laag", "hoog", "bron")
        measure, effect = file.text(table, "maatregel"), file.text(table, "effect")
        low, middle, high = (real(file, table, key, 0.05, 20.0) for key in ("laag", "midden", "hoog"))
        if not low <= middle <= high:
            raise file.wrong(
                "laag, midden en hoog staan niet op volgorde", table, "midden", "laag <= midden <= hoog"
            )
        if effect in (one.effect for one in found.get(measure, ())):
            raise file.wrong(f"het effect '{effect[:40]}' staat er twee keer", table, "effect", "één keer")
        one = OwnEffect(effect, middle, low, high, file.text(table, "bron"))
        found[measure] = (*found.get(measure, ()), one)
    return found


def _place_of(file: Toml, measure: str, effect: str | None = None) -> Table:
    for table in file.tables("eigen_effect"):
        entry = file.entry(table)
        if entry.get("maatregel") == measure and effect in (None, entry.get("effect")):
            return table
    return TOP


def _variants(file: Toml, measures: tuple[Measure, ...]) -> tuple[Variant, ...]:
    names = [one.name for one in measures]
    found: list[Variant] = []
    for table in file.tables("variant"):
        file.known(table, "naam", "titel", "maatregelen")
        chosen = file.texts(table, "maatregelen")
        unknown = [name for name in chosen if name not in names]
        if unknown or len(set(chosen)) != len(chosen):
            raise file.wrong(
                f"'{unknown[0][:40]}' is geen maatregel van dit bestand"
                if unknown
                else "een maatregel staat er twee keer",
                table,
                "maatregelen",
                f"een keuze uit: {', '.join(names)}",
            )
        name = file.text(table, "naam")
        if not _NAME.fullmatch(name) or name in (one.name for one in found):
            raise file.wrong(
                f"'{name[:40]}' kan hier geen naam zijn",
                table,
                "naam",
                "kleine letters, cijfers en streepjes, en per variant een eigen naam",
            )
        found.append(Variant(name, file.text(table, "titel", needed=False) or name, chosen))
    return tuple(found) or (Variant(ALL, "Alle maatregelen samen", tuple(names)),)


def _budget(file: Toml) -> tuple[tuple[int, int], ...]:
    found: dict[int, int] = {}
    for table in file.tables("begroting"):
        file.known(table, "jaar", "bedrag")
        year = whole(file, table, "jaar", 2000, 2099)
        if year in found:
            raise file.wrong(f"{year} staat er twee keer", table, "jaar", "ieder jaar één keer")
        found[year] = whole(file, table, "bedrag", 0, _EURO)
    return tuple(sorted(found.items()))


def _settlement(file: Toml) -> Settlement | None:
    tables, members = file.tables("verevening"), []
    for table in file.tables("regio"):
        file.known(table, "gemeente", "lasten", "sleutel")
        members.append(
            Member(
                file.text(table, "gemeente"),
                whole(file, table, "lasten", 0, _EURO),
                real(file, table, "sleutel", 0.0, 1e12),
            )
        )
    if not tables:
        if members:
            raise file.wrong(
                "[[regio]] zonder [[verevening]]", ("regio", 0), "gemeente", "ook een blok [[verevening]]"
            )
        return None
    if len(tables) > 1 or not members:
        raise file.wrong(
            "de verevening is niet compleet",
            tables[-1],
            "deel",
            "één blok [[verevening]] en een blok [[regio]] per andere gemeente",
        )
    file.known(tables[0], "deel", "sleutel", "wat")
    return Settlement(
        round(10 * real(file, tables[0], "deel", 0.0, 100.0)),
        real(file, tables[0], "sleutel", 1e-9, 1e12),
        file.text(tables[0], "wat"),
        tuple(members),
    )
