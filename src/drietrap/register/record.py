"""The core table of records about youths: one row per trajectory, measure or authorisation.

No row holds a BSN, a name or an exact address: the person is a keyed pseudonym made while the delivery is
read, and where someone lives is a municipality and perhaps a district.
"""

from __future__ import annotations

from enum import StrEnum

import dataframely as dy


class RecordKind(StrEnum):
    """What a record is about; the four deliveries of the protocol Beleidsinformatie Jeugd."""

    JEUGDHULP = "jeugdhulp"
    JEUGDBESCHERMING = "jeugdbescherming"
    JEUGDRECLASSERING = "jeugdreclassering"
    MACHTIGING = "machtiging"


class Record(dy.Schema):
    """One trajectory (traject), measure (maatregel) or authorisation (machtiging) as delivered.

    ``person`` is the pseudonym, null when the BSN is unknown or the child unborn. ``born`` is the first day
    that the delivered date of birth can mean and ``born_exact`` whether it was delivered to the day.
    ``form`` is the code of the hulpvorm, measure or authorisation; ``referrer`` the code of the verwijzer
    (jeugdhulp only). ``ended`` is null while it runs. ``period`` is the period of the delivery
    (``2022H1``), ``version`` its protocol version, ``delivery`` the first 16 characters of the SHA-256 of
    the file as received, ``row`` the row in it.
    """

    kind = dy.String(primary_key=True)
    delivery = dy.String(primary_key=True, min_length=16, max_length=16)
    row = dy.UInt32(primary_key=True)
    provider = dy.String()
    period = dy.String()
    version = dy.String()
    person = dy.String(nullable=True)
    sex = dy.String(nullable=True)
    born = dy.Date(nullable=True)
    born_exact = dy.Bool()
    municipality = dy.String(nullable=True)
    district = dy.String(nullable=True)
    referrer = dy.String(nullable=True)
    form = dy.String()
    perspective = dy.String(nullable=True)
    crisis = dy.String(nullable=True)
    started = dy.Date()
    ended = dy.Date(nullable=True)
    reason = dy.String(nullable=True)
    taken_over = dy.Date(nullable=True)
    handed_over = dy.Date(nullable=True)
