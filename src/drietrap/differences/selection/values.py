"""Finding what a condition is about, and its values with what rounding and secrecy leave open."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import numpy as np

from drietrap.benchmark.sample import Array
from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.organisation import ORGANISATION
from drietrap.catalogue.organised import Kind
from drietrap.catalogue.published.kerncijfers import TABLES as KEY_FIGURES
from drietrap.differences.selection.world import FACTORS, World, factor_values
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import number

INHABITANTS = "inwoners"
REGION = "jeugdregio"
_KEY_MEASURES = {column.measure: column.label for table in KEY_FIGURES for column in table.columns}
_OF_YOUTH_CARE = ("jeugdzorg", "jeugdhulp", "jeugdbescherming", "jeugdreclassering")


@dataclass(frozen=True)
class Values:
    """A number per municipality with its bounds (NaN where nothing is known), and how to name it.

    ``doubted`` marks figures that a check on the published tables found odd.
    """

    label: str
    unit: str
    decimals: int
    value: Array
    low: Array
    high: Array
    doubted: frozenset[int] = frozenset()

    def written(self, value: float) -> str:
        """Return a value as a reader sees it."""
        text = number(value, self.decimals)
        if self.unit == "€":
            return f"€ {text}"
        return text if not self.unit else f"{text}%" if self.unit == "%" else f"{text} {self.unit}"


def values(world: World, on: str) -> Values:
    """Return the values that ``on`` names: inhabitants, a population factor, an indicator, or organisation.

    Raises
    ------
    InputError
        When nothing is called so, or it is no number.
    """
    if on == INHABITANTS:
        known = world.land.inhabitants
        return Values("inwoners", "", 0, known, known, known)
    if on in FACTORS:
        known = factor_values(world, on)
        return Values(FACTORS[on][1].label, "", 1, known, known, known)
    if on in world.definitions:
        return _figures(world, on)
    if on in ORGANISATION and ORGANISATION[on].kind is Kind.NUMBER:
        held = world.held(on)
        numbers = [float(held[area].code or "nan") if area in held else np.nan for area in world.land.areas]
        known = np.array(numbers, dtype=np.float64)
        return Values(ORGANISATION[on].label, "", 0, known, known, known)
    raise unknown(on, [INHABITANTS, *FACTORS, *world.definitions], "een kenmerk of een indicator")


def _figures(world: World, indicator: str) -> Values:
    looked, definition = world.view(indicator), world.definitions[indicator]
    doubted = frozenset(i for i, area in enumerate(world.land.areas) if area in looked.doubted)
    unit = {Unit.PERCENTAGE: "%", Unit.EURO: "€"}.get(definition.unit, "")
    own = looked.own
    return Values(definition.label, unit, definition.decimals, own.value, own.low, own.high, doubted)


def unknown(word: str, there: list[str], what: str) -> InputError:
    """Return the error that ``word`` is no name we know, with the names most like it."""
    near = difflib.get_close_matches(word, there, n=3, cutoff=0.5)
    action = f"bedoelt u {' of '.join(near)}?" if near else "kies een naam uit 'drietrap indicatoren'"
    return InputError(f"'{word[:60]}' kennen wij niet", expected=what, action=action)


def check_indicator(world: World, name: str) -> None:
    """Refuse a name that is no indicator that can be compared between municipalities."""
    if name in world.definitions:
        return
    if name in INDICATORS:
        raise InputError(
            f"'{name}' is niet tussen gemeenten te vergelijken",
            expected="een percentage, een verhouding of een bedrag",
            action="kies een andere uit 'drietrap indicatoren'",
        )
    raise unknown(name, list(world.definitions), "een indicator uit 'drietrap indicatoren'")


def check_factor(name: str) -> None:
    """Refuse a factor that says nothing about the population, above all the outcome in disguise.

    Raises
    ------
    InputError
        For an indicator or a measure of youth care, a choice of the municipality, or an unknown name.
    """
    if name in FACTORS:
        return
    expected = f"kenmerken van inwoners, zoals {', '.join(list(FACTORS)[3:6])}"
    label = INDICATORS[name].label if name in INDICATORS else _KEY_MEASURES.get(name, "")
    if name in INDICATORS or any(word in f"{name} {label}".lower() for word in _OF_YOUTH_CARE):
        raise InputError(
            f"'{name}' zegt hoeveel jeugdzorg er is of wat die kost: dat is de uitkomst zelf. Wie daarop "
            "gewone gemeenten kiest, kiest de verschillen weg die het onderzoek moet verklaren",
            expected=expected,
            action="gebruik deze indicator bij 'opvallend' of als grens",
        )
    if name in ORGANISATION:
        raise InputError(
            f"'{name}' is een keuze van de gemeente en geen kenmerk van haar inwoners",
            expected=expected,
            action="gebruik dit kenmerk bij 'verschillend'",
        )
    raise unknown(name, list(FACTORS), expected)
