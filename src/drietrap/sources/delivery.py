"""What a reader of a delivery about persons hands over: every element as text, row by row.

The frame still holds the BSN as delivered. It lives in memory only: the register replaces it by a pseudonym
before anything is kept, and no reader logs or prints a value.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

# Elements of the protocol Beleidsinformatie Jeugd, as columns of text; which ones a delivery has depends on
# its kind and version (``catalogue.beleidsinformatie``). Beside them: ``row`` (UInt32, line in the file).
ELEMENTS = (
    "bsn",
    "geboortedatum",
    "geslacht",
    "postcode",
    "gemeente",
    "verwijzer",
    "hulpvorm",
    "perspectief",
    "crisis",
    "maatregel",
    "datum_aanvang",
    "datum_einde",
    "datum_overgedragen",
    "datum_overgedragen_gekregen",
    "reden_beeindiging",
    "tevredenheid",
    "zonder_hulp_verder",
    "type_informant",
    "tevredenheid_2",
    "zonder_hulp_verder_2",
    "type_informant_2",
    "datum_eerste_contact",
    "erkende_interventie",
    "risicoprofiel",
    "doorverwijzing",
)


@dataclass(frozen=True)
class RawDelivery:
    """One delivery as read: ``kind`` as in ``register.record.RecordKind``, ``version`` of the protocol.

    ``provider`` is who sent it (KvK number or code) and ``period`` the half-year or quarter it covers, both
    as stated in the file, or None when the file does not say.
    """

    kind: str
    version: str
    provider: str | None
    period: str | None
    frame: pl.DataFrame
