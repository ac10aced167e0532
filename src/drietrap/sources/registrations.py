"""Read what is not a delivery: registrations of municipality and district team, totals, and contracts.

Each has our own layout; a person may give a mapping in the same TOML, with own column names and own words
for codes (``vertaal = {"Ambulant" = "02"}``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from drietrap.catalogue.beleidsinformatie.registrations import (
    CONTRACTED,
    DISTRICT_TEAM,
    MUNICIPAL,
    PRODUCTION,
    REGISTRATIONS,
)
from drietrap.sources.beleidsinformatie import settled
from drietrap.sources.record_file import open_records
from drietrap.sources.record_layout import RecordLayout, own_layouts, own_registration, read_layout
from drietrap.vocabulary.errors import InputError


@dataclass(frozen=True)
class RawRegistration:
    """A registration as read: ``kind`` as in ``catalogue.beleidsinformatie.registrations``.

    ``frame`` has ``row`` (line in the file) and a text column for every element of its layout; blank is null,
    dates are JJJJMMDD, words are codes where the mapping says so. ``period`` is as stated in the file.
    """

    kind: str
    frame: pl.DataFrame
    period: str | None = None


def read_registration(path: Path, mapping: Path | None = None) -> RawRegistration | None:
    """Read any of the registrations below, by the layout that its columns fit; None when none fits.

    Raises
    ------
    InputError
        When its columns fit and its content does not; no message holds a value from the file.
    """
    layouts = tuple(map(own_registration, REGISTRATIONS)) if mapping is None else (read_layout(mapping),)
    try:
        opened = open_records(path, layouts)
    except InputError:
        return None
    option = opened.options[0]
    if option.layout.kind not in REGISTRATIONS or opened.stated.kind is not None:
        return None
    return RawRegistration(
        option.layout.kind, settled(option, option.read(), path.name), opened.stated.period
    )


def refuse_unlike(path: Path, kind: str | None, mapping: Path | None) -> None:
    """Refuse a file of which the columns fit nothing, by what they are closest to.

    Parameters
    ----------
    path
        The file.
    kind
        Kind of registration that the person says it is; None when it can be a delivery as well.
    mapping
        Mapping of the person; one of a delivery says nothing here.

    Raises
    ------
    InputError
        Names the columns that are missing, double or not known, or what is wrong in the mapping.
    """
    given = None if mapping is None else read_layout(mapping)
    if given is not None and given.kind not in REGISTRATIONS:
        return
    if given is not None and kind not in {None, given.kind}:
        raise _other_kind(given, kind or "", path)
    if given is not None:
        layouts: tuple[RecordLayout, ...] = (given,)
    elif kind is not None:
        layouts = (own_registration(kind),)
    else:
        layouts = (*map(own_registration, REGISTRATIONS), *own_layouts())
    open_records(path, layouts)


def read_municipal_registration(path: Path, mapping: Path | None = None) -> RawRegistration:
    """Read what the municipality registered itself: which youth has which care from which provider.

    Raises
    ------
    InputError
        When the file or its mapping cannot be used; no message holds a value from the file.
    """
    return _read(path, MUNICIPAL, mapping)


def read_district_team(path: Path, mapping: Path | None = None) -> RawRegistration:
    """Read the registration of the district team (wijkteam), with its family plans.

    Children with the same ``gezinsplan`` are on one plan; ``kinderen_in_plan`` above 1 says that this one
    child stands for so many children of the family.

    Raises
    ------
    InputError
        When the file or its mapping cannot be used; no message holds a value from the file.
    """
    return _read(path, DISTRICT_TEAM, mapping)


def read_production_totals(path: Path, mapping: Path | None = None) -> RawRegistration:
    """Read the totals that providers report: youths, trajectories and amounts per form and period.

    Raises
    ------
    InputError
        When the file or its mapping cannot be used.
    """
    return _read(path, PRODUCTION, mapping)


def read_contracted_providers(path: Path, mapping: Path | None = None) -> RawRegistration:
    """Read which providers have a contract and who should deliver: a row per provider and kind of delivery.

    Raises
    ------
    InputError
        When the file or its mapping cannot be used.
    """
    return _read(path, CONTRACTED, mapping)


def _read(path: Path, kind: str, mapping: Path | None) -> RawRegistration:
    layout = own_registration(kind) if mapping is None else _mapping(mapping, kind)
    opened = open_records(path, (layout,))
    option = opened.options[0]
    return RawRegistration(kind, settled(option, option.read(), path.name), opened.stated.period)


def _mapping(path: Path, kind: str) -> RecordLayout:
    layout = read_layout(path)
    if layout.kind != kind:
        raise _other_kind(layout, kind, path)
    return layout


def _other_kind(layout: RecordLayout, kind: str, path: Path) -> InputError:
    return InputError(
        "deze indeling is voor een ander soort bestand",
        expected=f'soort = "{kind}" in plaats van "{layout.kind}"',
        action="kies de indeling die bij dit bestand hoort",
        file=path.name,
    )
