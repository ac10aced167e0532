"""Delivered text becomes the columns that rules read: dates, codes, and how each was written.

This is where a delivery stops being readable as a person: the BSN goes out as its kind only, a date of birth
becomes a typed range, a postcode keeps its four digits, and text that cannot be a code keeps its shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import polars as pl

from drietrap.catalogue.beleidsinformatie import VERSIONS, Form, Version
from drietrap.catalogue.rules.columns import (
    BIRTH_KIND,
    BORN_FIRST,
    BORN_LAST,
    BSN_KIND,
    FORM_SUFFIX,
    BirthKind,
    BsnKind,
    Written,
)

PLACES = pl.Schema({"postcode": pl.String, "municipality": pl.String, "district": pl.String})
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_BLANK = r"^[\s\x00]*$"
_INFORMANTS = ("jeugdige", "ouder", "opvoeder", "ouder-opvoeder", "ouder/opvoeder")
_LONGEST_SHAPE = 20
_IN_STEPS = (Form.BSN, Form.BIRTH)
_FEW = 5_000  # fewer rows are read faster one by one than by their distinct texts


@cache
def forms() -> dict[str, Form]:
    """Return how every element of any version is written."""
    return {
        element.id: element.form
        for version in VERSIONS.values()
        for kind in version.kinds
        for element in version.elements(kind)
    }


def bsn_digits(delivered: pl.Series) -> pl.Series:
    """Return BSNs as nine digits: without spaces and dots, with the zeros that a spreadsheet dropped."""
    bare = delivered.str.replace_all(r"[\s.\x00-]", "")
    digits = pl.col("bare").str.contains(r"^\d{1,9}$")
    padded = pl.when(digits).then(pl.col("bare").str.zfill(9)).otherwise("bare")
    return bare.to_frame("bare").select(pl.when(pl.col("bare") != "").then(padded).alias("bsn")).to_series()


def bsn_kinds(digits: pl.Series, version: Version) -> pl.Series:
    """Return the :class:`BsnKind` of :func:`bsn_digits`; the test is the elfproef (9 8 7 6 5 4 3 2 -1)."""
    text = pl.col("text")
    number = text.cast(pl.Int64, strict=False)
    total = pl.sum_horizontal(
        number // 10 ** (8 - place) % 10 * weight for place, weight in enumerate(_WEIGHTS)
    )
    kind = (
        pl.when(text.is_null())
        .then(pl.lit(BsnKind.EMPTY))
        .when(text == version.sentinels.unknown_bsn)
        .then(pl.lit(BsnKind.UNKNOWN))
        .when(text == version.sentinels.unborn_bsn)
        .then(pl.lit(BsnKind.UNBORN))
        .when(~text.str.contains(r"^\d{9}$"))
        .then(pl.lit(BsnKind.SHAPE))
        .when(total % 11 == 0)
        .then(pl.lit(BsnKind.GOOD))
        .otherwise(pl.lit(BsnKind.CHECK))
    )
    return digits.to_frame("text").select(kind.alias(BSN_KIND)).to_series()


def prepared(frame: pl.DataFrame, version: Version, places: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return the rows of a delivery in the columns that rules read (``catalogue.rules.columns``).

    Parameters
    ----------
    frame
        ``row`` and elements as text.
    version
        Version of the protocol.
    places
        Which municipality (and district, or null) a postcode of six or four positions lies in
        (:data:`PLACES`); without it only the delivered municipality is known.
    """
    known = {name: form for name, form in forms().items() if name in frame.columns}
    parts = [frame.select(pl.col("row").cast(pl.UInt32))]
    if frame.height < _FEW:
        parts.extend(_few(frame, known, version))
    else:
        parts.extend(_element(frame[name], form, version) for name, form in known.items())
    found = _located(frame, places if places is not None else pl.DataFrame(schema=PLACES))
    return pl.concat(parts, how="horizontal").with_columns(_residence(found, "gemeente" in known))


def _few(frame: pl.DataFrame, known: Mapping[str, Form], version: Version) -> list[pl.DataFrame]:
    """Return the columns of all elements at once: of a small delivery, starting costs more than reading."""
    plain = {name: form for name, form in known.items() if form not in _IN_STEPS}
    parts = [_element(frame[name], form, version) for name, form in known.items() if name not in plain]
    columns = (column for name, form in plain.items() for column in _columns(name, form))
    return [*parts, frame.select(*columns)]


def _element(delivered: pl.Series, form: Form, version: Version) -> pl.DataFrame:
    """Return the columns of one element; each text is read once, however often it was delivered."""
    if form is Form.BSN:
        return bsn_kinds(bsn_digits(delivered), version).to_frame()
    name = delivered.name
    rows = pl.DataFrame({"delivered": delivered})
    distinct = rows.unique()
    read_once = distinct["delivered"]
    if form is Form.BIRTH:
        columns = _birth(read_once, version)
    else:
        columns = read_once.to_frame(name).select(_columns(name, form))
    table = pl.concat([distinct, columns], how="horizontal")
    read = rows.join(table, on="delivered", how="left", nulls_equal=True, maintain_order="left")
    return read.select(columns.columns)


def _text(raw: pl.Expr) -> pl.Expr:
    return pl.when(raw.str.contains(_BLANK)).then(None).otherwise(raw.str.strip_chars())


@cache
def _columns(name: str, form: Form) -> tuple[pl.Expr, ...]:
    """Return the columns of an element; kept, because of a small file making them costs more than reading."""
    return tuple(_made(name, form))


def _made(name: str, form: Form) -> list[pl.Expr]:
    text = _text(pl.col(name))
    if form is Form.DATE:
        return _date(name, text)
    if form is Form.POSTCODE:
        return _postcode(name, text)
    if form is Form.MUNICIPALITY:
        return _municipality(name, text)
    return [_code(text, form).alias(name)]


def _date(name: str, text: pl.Expr) -> list[pl.Expr]:
    day = _day(text)
    return [day.alias(name), _written(text, _is_eight(text), day).alias(name + FORM_SUFFIX)]


def _birth(delivered: pl.Series, version: Version) -> pl.DataFrame:
    """Return the range of days that a date of birth can be, step by step: each step is worked out once."""
    text = pl.col("text")
    month, day = text.str.slice(4, 2), text.str.slice(6, 2)
    only_year, only_month = pl.col("only_year"), pl.col("only_month")
    first = pl.col(BORN_FIRST)
    last = (
        pl.when(only_year)
        .then(pl.date(first.dt.year(), 12, 31))
        .when(only_month)
        .then(first.dt.month_end())
        .otherwise(first)
    )
    kind = (
        pl.when(text.is_null())
        .then(pl.lit(BirthKind.EMPTY))
        .when("unborn")
        .then(pl.lit(BirthKind.UNBORN))
        .when(first.is_null())
        .then(pl.lit(BirthKind.SHAPE))
        .when(only_year)
        .then(pl.lit(BirthKind.YEAR))
        .when(only_month)
        .then(pl.lit(BirthKind.MONTH))
        .otherwise(pl.lit(BirthKind.DAY))
    )
    whole = (
        pl.when(only_year)
        .then(text.str.slice(0, 4) + "0101")
        .when(only_month)
        .then(text.str.slice(0, 6) + "01")
        .when(~pl.col("unborn"))
        .then(text)
    )
    return (
        delivered.to_frame("raw")
        .select(text=_text(pl.col("raw")))
        .with_columns(
            unborn=text.is_in(version.sentinels.unborn_birth).fill_null(value=False),
            only_year=_is_eight(text) & (month == "00") & (day == "00"),
            only_month=_is_eight(text) & (month != "00") & (day == "00"),
        )
        .with_columns(whole=whole)
        .with_columns(_day(pl.col("whole")).alias(BORN_FIRST))
        .select(first, last.alias(BORN_LAST), kind.alias(BIRTH_KIND))
    )


def _postcode(name: str, text: pl.Expr) -> list[pl.Expr]:
    compact = _compact_postcode(text)
    right = compact.str.contains(r"^[1-9]\d{3}[A-Z]{2}$")
    return [
        pl.when(right).then(compact.str.slice(0, 4)).otherwise(_shape(text)).alias(name),
        _written(text, right, compact).alias(name + FORM_SUFFIX),
    ]


def _municipality(name: str, text: pl.Expr) -> list[pl.Expr]:
    digits = text.str.to_uppercase().str.strip_prefix("GM")
    right = digits.str.contains(r"^\d{1,4}$")
    return [
        pl.when(right).then("GM" + digits.str.zfill(4)).otherwise(_shape(text)).alias(name),
        _written(text, right, digits).alias(name + FORM_SUFFIX),
    ]


def _code(text: pl.Expr, form: Form) -> pl.Expr:
    upper, lower = text.str.to_uppercase(), text.str.to_lowercase()
    if form is Form.TEXT:
        return pl.when(lower.is_in(_INFORMANTS)).then(lower).otherwise(_shape(text))
    if form is Form.GRADE:
        return pl.when(text.str.contains(r"^\d{1,2}([.,]\d)?$")).then(text).otherwise(_shape(text))
    return (
        pl.when(text.str.contains(r"^\d{1,2}$"))
        .then(text.str.zfill(2))
        .when(upper.is_in(["V", "M", "O"]))
        .then(upper)
        .otherwise(_shape(text))
    )


def _shape(text: pl.Expr) -> pl.Expr:
    """Return only what kinds of character a text has."""
    letters = text.str.slice(0, _LONGEST_SHAPE).str.replace_all(r"\p{L}", "A")
    return letters.str.replace_all(r"\p{N}", "9").str.replace_all(r"[^A9\s.,/\-]", "?")


def _written(text: pl.Expr, right: pl.Expr, value: pl.Expr) -> pl.Expr:
    return (
        pl.when(text.is_null())
        .then(pl.lit(Written.EMPTY))
        .when(~right)
        .then(pl.lit(Written.SHAPE))
        .when(value.is_null())
        .then(pl.lit(Written.ABSENT))
        .otherwise(pl.lit(Written.GOOD))
    )


def _is_eight(text: pl.Expr) -> pl.Expr:
    return text.str.contains(r"^\d{8}$")


def _day(text: pl.Expr) -> pl.Expr:
    eight = pl.when(_is_eight(text)).then(text)
    day = eight.str.to_date("%Y%m%d", strict=False)
    return pl.when(day.dt.year().is_between(1900, 2199)).then(day)


def _compact_postcode(text: pl.Expr) -> pl.Expr:
    return text.str.to_uppercase().str.replace_all(r"\s", "")


def _located(frame: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return municipality and district of every row by its postcode: six positions go before four."""
    if "postcode" not in frame.columns or places.is_empty():
        return pl.DataFrame(schema={"municipality": pl.String, "district": pl.String}).clear(frame.height)
    wanted = frame.select(six=_compact_postcode(pl.col("postcode"))).with_columns(
        four=pl.col("six").str.slice(0, 4)
    )
    unique = places.unique("postcode", keep="none")
    for width in ("six", "four"):
        wanted = wanted.join(
            unique.rename({"municipality": f"m_{width}", "district": f"d_{width}"}),
            left_on=width,
            right_on="postcode",
            how="left",
            maintain_order="left",
        )
    return wanted.select(
        municipality=pl.coalesce("m_six", "m_four"),
        district=pl.when(pl.col("m_six").is_not_null()).then("d_six").otherwise("d_four"),
    )


def _residence(found: pl.DataFrame, delivered: bool) -> list[pl.Expr | pl.Series]:
    """Return the columns of residence: a delivered municipality goes before the one of the postcode."""
    by_postcode = found["municipality"]
    if not delivered:
        return [by_postcode.alias("municipality"), found["district"].alias("district")]
    own = pl.when(pl.col("gemeente" + FORM_SUFFIX) == Written.GOOD).then(pl.col("gemeente"))
    municipality = pl.coalesce(own, pl.lit(by_postcode))
    same = municipality == pl.lit(by_postcode)
    return [
        municipality.alias("municipality"),
        pl.when(same).then(pl.lit(found["district"])).alias("district"),
    ]
