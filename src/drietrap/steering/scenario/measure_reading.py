"""Read the measures of a scenario file: lever, dose, time, reason, and effects that the user knows better."""

from __future__ import annotations

import difflib
import re

from drietrap.catalogue.levers.all import LEVERS
from drietrap.catalogue.levers.lever import Lever
from drietrap.differences.study.lines import TOP, Toml
from drietrap.steering.scenario.definition import Measure, OwnEffect
from drietrap.steering.scenario.fields import Table, month, placed, real, whole
from drietrap.vocabulary.errors import InputError

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
REASON = 15  # characters: fewer is no reason
MOST_MONTHS, _EURO = 120, 10**12


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


def measures_of(file: Toml, start: int) -> tuple[Measure, ...]:
    """Return the measures of a file, with the effects that the user knows better.

    Raises
    ------
    InputError
        With the line and what is allowed.
    """
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
        if not NAME.fullmatch(name):
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
    if len(reason) < REASON:
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
