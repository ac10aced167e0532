"""The shape of a lever: a knob of the council, its dose, its effects with their evidence, and its own costs.

A lever names what it takes hold of in the model by name (``handle`` and ``where``), so that a definition
can be read without the model; a test holds that every name exists. An effect is a factor with a lognormal
spread: ``middle`` is its median and ``low`` to ``high`` holds it with a chance of 80 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Knob(StrEnum):
    """The four knobs of the council (seed: Sturingsmogelijkheden jeugdhulp, Dordrecht, 21 January 2025)."""

    VRAAG = "vraag"
    TOEGANG = "toegang"
    AANBOD = "aanbod"
    RECHTMATIGHEID = "rechtmatigheid en handhaving"


class Instrument(StrEnum):
    """The five instruments of a municipality (seed: Factsheet Jeugdwet, Dordrecht, 7 March 2023)."""

    PREVENTIE = "preventie, vroegsignalering en normalisering"
    AFBAKENING = "afbakening van jeugdhulp"
    TOEGANG = "toegang tot jeugdhulp"
    INKOOP = "inkoop en contractering"
    SAMENWERKING = "samenwerking met verwijzers, aanbieders en partners"


class Evidence(StrEnum):
    """How we know that there is an effect in this direction, from strong to weak."""

    OVERZICHT = "systematisch overzicht"
    STUDIE = "enkele studie"
    RAMING = "raming van Rijk en gemeenten"
    PRAKTIJK = "praktijkervaring"
    AANNAME = "aanname"
    MAATREGEL = "volgt uit de maatregel zelf"


Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Effect:
    """A factor at full dose on one handle.

    Parameters
    ----------
    name
        What the effect is called in a scenario file.
    handle, where
        The handle, and the words per axis that it is about; all of an axis that is not named.
    middle, low, high
        The factor: its median, and the bounds that hold it with a chance of 80 %.
    evidence, source
        How the direction is known, and from where; empty for an assumption.
    measured
        Whether the source measured this factor itself; else the size is our translation of the source.
    """

    name: str
    handle: str
    where: Where
    middle: float
    low: float
    high: float
    evidence: Evidence = Evidence.AANNAME
    source: str = ""
    measured: bool = False


class Act(StrEnum):
    """What the dose itself does, beside the effects."""

    PERCENT = "procent erbij of eraf"
    CAP = "langste duur in maanden"
    CLOSE = "deel van de markt dat geen nieuwe jeugdigen meer helpt"
    LUMP = "vast bedrag per jaar"
    OUTPUT = "vast bedrag per traject"


@dataclass(frozen=True)
class Direct:
    """What the dose itself does, without uncertainty: to which forms of help, and by which handle."""

    act: Act
    forms: tuple[str, ...]
    handle: str = ""


@dataclass(frozen=True)
class Dose:
    """How far a lever can be turned: what the number means, its unit, bounds, and where effects are full."""

    meaning: str
    unit: str = "procent"
    low: float = 0.0
    high: float = 100.0
    usual: float = 100.0
    full: float = 100.0


@dataclass(frozen=True)
class Cost:
    """The lever's own costs at full dose, in euros per year: fixed, and per youth under 18 who lives here."""

    fixed: int = 0
    per_youth: float = 0.0
    taakveld: str = "6.2"
    source: str = "aanname"


@dataclass(frozen=True)
class Lever:
    """One lever.

    Parameters
    ----------
    id
        Its name in a scenario file.
    knob, instrument
        Where it belongs.
    label, question
        What it is called, and what a council would ask about it.
    mechanism, risk
        How it works, and how it can go wrong.
    dose
        How far it can be turned.
    effects, direct
        What it does at full dose, and what the dose itself does.
    delay, ramp
        Months from the decision to the first effect, and from there to full effect.
    cost
        Its own costs; None when it has none beside existing staff.
    """

    id: str
    knob: Knob
    instrument: Instrument
    label: str
    question: str
    mechanism: str
    risk: str
    effects: tuple[Effect, ...]
    dose: Dose
    delay: int
    ramp: int
    direct: tuple[Direct, ...] = ()
    cost: Cost | None = None

    def effect(self, name: str) -> Effect:
        """Return the effect with a name; raises KeyError."""
        return {effect.name: effect for effect in self.effects}[name]

    @property
    def assumed(self) -> bool:
        """Whether all that it does is an assumption; not when the dose itself does something."""
        if self.direct or not self.effects:
            return False
        return all(one.evidence is Evidence.AANNAME for one in self.effects)
