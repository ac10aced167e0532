"""What people write for a characteristic or its value, and how the municipalities of 2015 were organised.

The facts are in ``facts/inrichting_2015.csv``, with the words of the study beside the comparable value.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from drietrap.catalogue.nader_onderzoek_2015 import STUDY_AREAS
from drietrap.catalogue.organisation import EXPERTISE, ORGANISATION
from drietrap.catalogue.organised import Kind, Organised
from drietrap.vocabulary.area import folded_name

FILE = "inrichting_2015.csv"
_UNEVEN = re.compile(r"[^0-9a-z]+")


def folded(text: str) -> str:
    """Return a text for comparing: no case, accents, or signs between words."""
    return _UNEVEN.sub("", folded_name(text))


def characteristic_of(text: str) -> Organised | None:
    """Return the characteristic that a file names, by id or as people write it (``Wmo-loket``)."""
    return _by_name().get(folded(text))


@cache
def _by_name() -> dict[str, Organised]:
    labels = {folded(f"{one.label}"): one for one in ORGANISATION.values()}
    expertise = {folded(label): ORGANISATION[id] for id, label in EXPERTISE}
    return {**labels, **expertise, **{folded(key): one for key, one in ORGANISATION.items()}}


def code_of(characteristic: Organised, text: str) -> str | None:
    """Return the comparable value that ``text`` stands for: its id, its label, or words of the 2015 study.

    A number keeps its digits, with a decimal point. None when the text is no value of this characteristic,
    or when nothing of it can be compared (free text).
    """
    clean = text.strip()
    if characteristic.kind is Kind.NUMBER:
        return _number_of(clean)
    known = {folded(one.label): one.id for one in characteristic.codes}
    known |= {folded(one.id): one.id for one in characteristic.codes}
    return known.get(folded(clean)) or _spellings().get((characteristic.id, folded(clean)))


def _number_of(text: str) -> str | None:
    plain = text.replace(",", ".")
    return plain if re.fullmatch(r"\d{1,9}(\.\d{1,4})?", plain) else None


@cache
def _spellings() -> dict[tuple[str, str], str]:
    """Return the literal words of the 2015 study with the value they were coded as."""
    return {(row["kenmerk"], folded(row["tekst"])): row["waarde"] for row in facts_2015()}


@cache
def facts_2015() -> tuple[dict[str, str], ...]:
    """Return the organisation of the four municipalities of the 2015 study, one row per value.

    Keys are the columns of the facts file, with ``regel`` the line in it; ``gebied`` is an area code
    (``ST0001`` is Gemeente A), ``waarde`` the comparable value and ``tekst`` the words of the study.
    """
    lines = files("drietrap.catalogue").joinpath("facts", FILE).read_text("utf-8").splitlines()
    body = [(number, line) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    names = body[0][1].split(";")
    rows = csv.reader((line for _, line in body[1:]), delimiter=";")
    return tuple(
        {
            **dict(zip(names, row, strict=True)),
            "gebied": STUDY_AREAS[row[names.index("gebied")]],
            "regel": str(number),
        }
        for (number, _), row in zip(body[1:], rows, strict=True)
    )
