"""Read a scenario file (TOML); what it cannot say is refused with its line and what is allowed."""

from __future__ import annotations

from drietrap.differences.study.lines import TOP, Toml, read_toml
from drietrap.steering.scenario.checking import check, in_past
from drietrap.steering.scenario.definition import (
    ALL,
    BY_KNOB,
    BY_MEASURE,
    DRAWS,
    SEED,
    Measure,
    Member,
    Scenario,
    Settlement,
    Variant,
)
from drietrap.steering.scenario.fields import month, real, whole
from drietrap.steering.scenario.measure_reading import NAME, measures_of

MOST_YEARS, MOST_DRAWS = 15, 2000
_EURO = 10**12


def read(content: bytes, name: str, known: int | None = None) -> Scenario:
    """Return the scenario that a file holds.

    Parameters
    ----------
    content
        The bytes of the file.
    name
        How the file is called in messages.
    known
        The last month of which there are data; a scenario begins later.

    Raises
    ------
    InputError
        With the line and what is allowed.
    """
    file = read_toml(content, name)
    file.known(
        TOP,
        "titel",
        "gemeente",
        "vraag",
        "begin",
        "jaren",
        "trekkingen",
        "toeval",
        "indexering",
        "bezetting",
        "splitsing",
        "maatregel",
        "eigen_effect",
        "variant",
        "begroting",
        "verevening",
        "regio",
    )
    start = month(file, TOP, "begin")
    months = 12 * whole(file, TOP, "jaren", 1, MOST_YEARS)
    measures = measures_of(file, start)
    scenario = Scenario(
        title=file.text(TOP, "titel"),
        municipality=file.text(TOP, "gemeente"),
        question=file.text(TOP, "vraag"),
        start=start,
        months=months,
        measures=measures,
        variants=_variants(file, measures),
        draws=whole(file, TOP, "trekkingen", 1, MOST_DRAWS, DRAWS),
        seed=whole(file, TOP, "toeval", 0, 2**31, SEED),
        index=real(file, TOP, "indexering", -10.0, 20.0, 0.0),
        budget=_budget(file),
        settlement=_settlement(file),
        split_by=_split_by(file),
        occupancy=real(file, TOP, "bezetting", 50.0, 100.0) if "bezetting" in file.content else None,
    )
    check(scenario, file)
    if known is not None:
        in_past(scenario, known, file)
    return scenario


def _split_by(file: Toml) -> str:
    chosen = file.text(TOP, "splitsing", needed=False)
    if chosen not in ("", BY_MEASURE, BY_KNOB):
        words = f"{BY_MEASURE} of {BY_KNOB}; weglaten mag ook"
        raise file.wrong(f"'{chosen[:40]}' is geen manier om te splitsen", TOP, "splitsing", words)
    return chosen


def _variants(file: Toml, measures: tuple[Measure, ...]) -> tuple[Variant, ...]:
    names = [one.name for one in measures]
    found: list[Variant] = []
    for table in file.tables("variant"):
        file.known(table, "naam", "titel", "maatregelen")
        chosen = file.texts(table, "maatregelen")
        unknown = [name for name in chosen if name not in names]
        if unknown or len(set(chosen)) != len(chosen):
            raise file.wrong(
                f"'{unknown[0][:40]}' is geen maatregel van dit bestand"
                if unknown
                else "een maatregel staat er twee keer",
                table,
                "maatregelen",
                f"een keuze uit: {', '.join(names)}",
            )
        name = file.text(table, "naam")
        if not NAME.fullmatch(name) or name in (one.name for one in found):
            raise file.wrong(
                f"'{name[:40]}' kan hier geen naam zijn",
                table,
                "naam",
                "kleine letters, cijfers en streepjes, en per variant een eigen naam",
            )
        found.append(Variant(name, file.text(table, "titel", needed=False) or name, chosen))
    return tuple(found) or (Variant(ALL, "Alle maatregelen samen", tuple(names)),)


def _budget(file: Toml) -> tuple[tuple[int, int], ...]:
    found: dict[int, int] = {}
    for table in file.tables("begroting"):
        file.known(table, "jaar", "bedrag")
        year = whole(file, table, "jaar", 2000, 2099)
        if year in found:
            raise file.wrong(f"{year} staat er twee keer", table, "jaar", "ieder jaar één keer")
        found[year] = whole(file, table, "bedrag", 0, _EURO)
    return tuple(sorted(found.items()))


def _settlement(file: Toml) -> Settlement | None:
    tables, members = file.tables("verevening"), []
    for table in file.tables("regio"):
        file.known(table, "gemeente", "lasten", "sleutel", "boven_grens")
        members.append(
            Member(
                file.text(table, "gemeente"),
                whole(file, table, "lasten", 0, _EURO),
                real(file, table, "sleutel", 0.0, 1e12),
                round(10 * real(file, table, "boven_grens", 0.0, 100.0, 0.0)),
            )
        )
    if not tables:
        if members:
            raise file.wrong(
                "[[regio]] zonder [[verevening]]", ("regio", 0), "gemeente", "ook een blok [[verevening]]"
            )
        return None
    if len(tables) > 1 or not members:
        raise file.wrong(
            "de verevening is niet compleet",
            tables[-1],
            "deel",
            "één blok [[verevening]] en een blok [[regio]] per andere gemeente",
        )
    file.known(tables[0], "deel", "sleutel", "wat", "boven_grens")
    return Settlement(
        round(10 * real(file, tables[0], "deel", 0.0, 100.0)),
        real(file, tables[0], "sleutel", 1e-9, 1e12),
        file.text(tables[0], "wat"),
        tuple(members),
        round(10 * real(file, tables[0], "boven_grens", 0.0, 100.0, 0.0)),
    )
