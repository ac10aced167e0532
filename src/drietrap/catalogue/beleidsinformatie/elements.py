"""What an element of the protocol is: its form, its codes, and where we have it from.

Sources: *B1* is bijlage 2 of the Regeling Jeugdwet, version 7 (July 2021); *B2* the same, version 2.0
(October 2014); *B3* Besluit Jeugdwet 7.5.1-7.5.4; *B4* the pages of CBS on delivering; *B5* the news of VGN
of 25 September 2015 on version 3. ``[zeker]`` is seen in the source, ``[afgeleid]`` is our own conclusion,
``[eigen keuze]`` is ours because the source leaves it open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

JEUGDHULP = "jeugdhulp"
JEUGDBESCHERMING = "jeugdbescherming"
JEUGDRECLASSERING = "jeugdreclassering"
MACHTIGING = "machtiging"
KINDS = (JEUGDHULP, JEUGDBESCHERMING, JEUGDRECLASSERING, MACHTIGING)


class Form(StrEnum):
    """How the text of an element is written."""

    BSN = "9 cijfers"
    BIRTH = "een geboortedatum als JJJJMMDD, JJJJMM00 of JJJJ0000"
    DATE = "een datum als JJJJMMDD"
    POSTCODE = "een postcode als 1234AB"
    MUNICIPALITY = "een gemeentecode van 4 cijfers"
    CODE = "een code uit de codelijst"
    GRADE = "een rapportcijfer van 1 tot en met 10"
    COUNT = "een geheel getal"
    AMOUNT = "een bedrag"
    PERIOD = "een periode zoals 2022, 2022H1 of 2022K1"
    TEXT = "tekst"


@dataclass(frozen=True)
class Code:
    """A code and what it means.

    Parameters
    ----------
    code
        As delivered.
    label
        Dutch meaning.
    source
        Where we have it from.
    only_with
        Codes of the measure (``maatregel``) that it may go with; empty when any.
    """

    code: str
    label: str
    source: str
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class Element:
    """One element of a record.

    Parameters
    ----------
    id
        Name as in ``sources.delivery.ELEMENTS``.
    label
        Dutch name for readers.
    form
        How it is written.
    width
        Characters it takes in a file of fixed width.
    source
        Where we have it from.
    required
        Whether every record has it; others are blank when they do not apply.
    codes
        Codes that may be delivered; empty for a code element whose scale the sources do not give.
    """

    id: str
    label: str
    form: Form
    width: int
    source: str
    required: bool = False
    codes: tuple[Code, ...] = ()

    def code(self, code: str) -> Code | None:
        """Return the meaning of a code, or None when this version does not have it."""
        return next((known for known in self.codes if known.code == code), None)


def codes(source: str, *pairs: tuple[str, str], only_with: tuple[str, ...] = ()) -> tuple[Code, ...]:
    """Return codes that share a source."""
    return tuple(Code(code, label, source, only_with) for code, label in pairs)
