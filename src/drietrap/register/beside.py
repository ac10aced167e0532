"""What a municipality knows itself, made ready to lay beside the deliveries: the BSN goes out here."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import VERSIONS
from drietrap.catalogue.rules.columns import BsnKind
from drietrap.catalogue.rules.history.beside import CONTRACTS, MUNICIPAL, PRODUCTION, TEAM, Beside
from drietrap.register.elements import bsn_digits, bsn_kinds
from drietrap.register.pseudonym import KeyRing

_ABOUT_PERSON = "bsn"
_LATEST = VERSIONS["7"]


def beside(
    municipality: str,
    keys: KeyRing | None = None,
    *,
    contracts: pl.DataFrame | None = None,
    team: pl.DataFrame | None = None,
    production: pl.DataFrame | None = None,
    municipal: pl.DataFrame | None = None,
) -> Beside:
    """Return the files of one municipality as the rules over deliveries read them.

    Parameters
    ----------
    municipality
        Whose files these are (``GM0505``); a row that names another municipality keeps that one.
    keys
        Key ring of the register; needed for files about youths, which else cannot be linked.
    contracts, team, production, municipal
        ``RawRegistration.frame`` of each file that there is: text columns, blank is null.

    Raises
    ------
    ValueError
        For a file about youths without a key ring.
    """
    if keys is None and (team is not None or municipal is not None):
        raise ValueError("files about youths need the key ring of the register")
    return Beside(
        None if contracts is None else _contracts(contracts, municipality),
        None if team is None or keys is None else _team(team, municipality, keys),
        None if production is None else _production(production, municipality),
        None if municipal is None or keys is None else _municipal(municipal, municipality, keys),
    )


def _contracts(frame: pl.DataFrame, municipality: str) -> pl.DataFrame:
    columns = {
        "provider": _text(frame, "aanbieder"),
        "kind": _text(frame, "soort").str.to_lowercase(),
        "municipality": pl.lit(municipality),
        "since": _day(frame, "contract_van"),
        "until": _day(frame, "contract_tot"),
        "delivers": _text(frame, "levert_zelf").str.to_lowercase().eq_missing("ja"),
    }
    return _as(frame, columns, CONTRACTS)


def _team(frame: pl.DataFrame, municipality: str, keys: KeyRing) -> pl.DataFrame:
    columns = {
        "person": pl.lit(_persons(frame, keys)),
        "municipality": _own(frame, municipality),
        "plan": _text(frame, "gezinsplan"),
        "children": _count(frame, "kinderen_in_plan"),
        "started": _day(frame, "datum_aanvang"),
        "ended": _day(frame, "datum_einde"),
    }
    return _as(frame, columns, TEAM)


def _production(frame: pl.DataFrame, municipality: str) -> pl.DataFrame:
    columns = {
        "provider": _text(frame, "aanbieder"),
        "municipality": pl.lit(municipality),
        "period": _text(frame, "periode").str.to_uppercase(),
        "form": _text(frame, "hulpvorm").str.zfill(2),
        "youths": _count(frame, "jeugdigen"),
        "trajectories": _count(frame, "trajecten"),
    }
    return _as(frame, columns, PRODUCTION)


def _municipal(frame: pl.DataFrame, municipality: str, keys: KeyRing) -> pl.DataFrame:
    columns = {
        "person": pl.lit(_persons(frame, keys)),
        "municipality": _own(frame, municipality),
        "provider": _text(frame, "aanbieder"),
        "referrer": _text(frame, "verwijzer").str.zfill(2),
        "form": _text(frame, "hulpvorm").str.zfill(2),
        "started": _day(frame, "datum_aanvang"),
        "ended": _day(frame, "datum_einde"),
    }
    return _as(frame, columns, MUNICIPAL)


def _persons(frame: pl.DataFrame, keys: KeyRing) -> pl.Series:
    """Return the pseudonym that the deliveries have for the same BSN; null where it is not a good one."""
    digits = bsn_digits(frame["bsn"])
    rows = pl.DataFrame({"digits": digits, "kind": bsn_kinds(digits, _LATEST)})
    good = rows.select(pl.when(pl.col("kind") == BsnKind.GOOD).then("digits"))
    return keys.pseudonyms(good.to_series(), _ABOUT_PERSON)


def _own(frame: pl.DataFrame, municipality: str) -> pl.Expr:
    digits = _text(frame, "gemeente").str.to_uppercase().str.strip_prefix("GM")
    code = pl.when(digits.str.contains(r"^\d{1,4}$")).then(pl.lit("GM") + digits.str.zfill(4))
    return pl.coalesce(code, pl.lit(municipality))


def _text(frame: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars() if name in frame.columns else pl.lit(None, dtype=pl.String)


def _day(frame: pl.DataFrame, name: str) -> pl.Expr:
    return _text(frame, name).str.to_date("%Y%m%d", strict=False)


def _count(frame: pl.DataFrame, name: str) -> pl.Expr:
    return _text(frame, name).cast(pl.UInt32, strict=False)


def _as(frame: pl.DataFrame, columns: dict[str, pl.Expr], schema: pl.Schema) -> pl.DataFrame:
    return frame.select(**columns).select(pl.col(name).cast(kind) for name, kind in schema.items())
