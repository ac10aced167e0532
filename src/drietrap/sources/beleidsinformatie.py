"""Read a delivery Beleidsinformatie Jeugd, of any kind and version, however it was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from drietrap.sources.delivery import RawDelivery
from drietrap.sources.record_dates import is_date, plain_dates, require_order
from drietrap.sources.record_file import Option, open_records
from drietrap.sources.record_fit import expected_form, misfits, require_fit, sample
from drietrap.sources.record_layout import RecordLayout, of_version, own_layouts, read_layout
from drietrap.sources.record_lead import Stated, checked, reconciled
from drietrap.vocabulary.errors import InputError


def read_delivery(
    path: Path,
    *,
    kind: str | None = None,
    version: str | None = None,
    provider: str | None = None,
    period: str | None = None,
    layout: Path | None = None,
) -> RawDelivery:
    """Read a delivery as fixed-width ASCII, CSV, xlsx or xls.

    Parameters
    ----------
    path
        The file.
    kind, version, provider, period
        What the person who delivers it says; must agree with what the file says itself. Without them kind
        and version follow from the header or the length of the lines, or, the version, from the period.
    layout
        A layout (TOML) to use instead of our own.

    Returns
    -------
    RawDelivery
        ``row`` and a text column for every element of the layout; blank is null, dates are JJJJMMDD. Elements
        of the protocol that ``delivery.ELEMENTS`` does not name (a second outcome measurement, the date of
        the first contact in version 2.0) are columns too.

    Raises
    ------
    InputError
        When the file cannot be used as a whole: no layout fits or more than one does, it is another version
        than stated, columns moved, lines are cut off, dates stand in another order, or a spreadsheet has
        macros, a password or formulas. No message holds a value from the file.
    """
    file = path.name
    claimed = checked(Stated(kind, version, provider, period), file)
    layouts = own_layouts() if layout is None else (_delivery_layout(layout),)
    opened = open_records(path, layouts)
    stated = reconciled(opened.stated, claimed, file)
    option, frame = _chosen(_agreeing(opened.options, stated, file), file)
    which = _version(option.layout, stated, file)
    option = replace(option, layout=of_version(option.layout, which))
    return RawDelivery(
        option.layout.kind, which, stated.provider, stated.period, settled(option, frame, file)
    )


def settled(option: Option, frame: pl.DataFrame, file: str) -> pl.DataFrame:
    """Return the rows with dates as JJJJMMDD, once the content proves to fit the layout.

    Raises
    ------
    InputError
        When dates stand in another order than the layout says, or columns hold what does not belong there.
    """
    layout = option.layout
    dates = [field.element for field in layout.fields if is_date(field.element)]
    some = sample(frame)
    for element in dates:
        require_order(some[element.id], layout.dates, file, element.label)
    plain = [plain_dates(pl.col(element.id), layout.dates).alias(element.id) for element in dates]
    _refuse_shift(option, some.with_columns(plain), file)
    require_fit(some.with_columns(plain), layout, file)
    return frame.with_columns(plain)


def _delivery_layout(path: Path) -> RecordLayout:
    layout = read_layout(path)
    if not layout.versions:
        raise InputError(
            "deze indeling is voor een registratie en niet voor een levering",
            expected='soort = "jeugdhulp", "jeugdbescherming", "jeugdreclassering" of "machtiging"',
            action="kies een andere indeling",
            file=path.name,
        )
    return layout


def _agreeing(options: Sequence[Option], stated: Stated, file: str) -> list[Option]:
    """Return the options that agree with what is stated."""
    version = stated.likely_version
    agreeing = [
        option
        for option in options
        if stated.kind in {None, option.layout.kind}
        and (version is None or version in option.layout.versions)
    ]
    if agreeing:
        return agreeing
    claim = " ".join(part for part in (stated.kind, version and f"versie {version}") if part)
    raise InputError(
        f"dit bestand is niet geschreven als {claim}, maar als {_listed(options)}",
        expected=f"een levering {claim}",
        action="geef de soort en versie op waarin het bestand is gemaakt, of maak het opnieuw",
        file=file,
    )


def _chosen(options: Sequence[Option], file: str) -> tuple[Option, pl.DataFrame]:
    """Return the option whose content fits best, with its rows."""
    if len(options) == 1:
        return options[0], options[0].read()
    read = [(option, option.read()) for option in options]
    wrong = [len(misfits(sample(frame), option.layout)) for option, frame in read]
    best = [pair for pair, count in zip(read, wrong, strict=True) if count == min(wrong)]
    if len(best) > 1:
        raise _ambiguous(_listed([option for option, _ in best]), "soort en versie", file)
    return best[0]


def _version(layout: RecordLayout, stated: Stated, file: str) -> str:
    version = stated.likely_version
    if version is not None:
        return version
    if len(layout.versions) > 1:
        raise _ambiguous(f"{layout.kind} versie {_or(layout.versions)}", "versie of periode", file)
    return layout.versions[0]


def _ambiguous(choices: str, what: str, file: str) -> InputError:
    return InputError(
        f"dit bestand kan {choices} zijn",
        expected=f"een opgave van {what}",
        action="geef bij het inlezen op welke het is",
        file=file,
    )


def _refuse_shift(option: Option, some: pl.DataFrame, file: str) -> None:
    """Refuse a file of fixed width whose lines have the right length but begin one position off."""
    if option.shifted is None or len(misfits(some, option.layout)) < 3:
        return
    for shift in (1, -1):
        moved = sample(option.shifted(shift))
        if len(misfits(moved, option.layout)) < 2:
            first = option.layout.fields[0].element
            raise InputError(
                f"alle waarden staan één positie te ver naar {'rechts' if shift > 0 else 'links'}",
                expected=f"{expected_form(first)} op positie {option.layout.fields[0].begin}",
                action="maak het bestand opnieuw met de goede posities, of geef een eigen indeling op",
                file=file,
                column=first.label,
            )


def _listed(options: Iterable[Option]) -> str:
    return " of ".join(f"{option.layout.kind} versie {_or(option.layout.versions)}" for option in options)


def _or(versions: tuple[str, ...]) -> str:
    return versions[0] if len(versions) == 1 else f"{', '.join(versions[:-1])} of {versions[-1]}"
