"""The contract: what each delivered cell becomes, and what refuses a file."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.catalogue.tables import CellKind, Column, Table
from drietrap.register.areas import AreaRegister
from drietrap.register.contract import KEY, Checked, check, in_key_order
from drietrap.vocabulary.errors import InputError, UnknownAreaError

AREAS = AreaRegister.official()
SNAPSHOT = "0123456789abcdef"
TABLE = Table(
    id="PROEF",
    title="proef",
    publisher="proef",
    licence="",
    reference="",
    columns=(
        Column("n", ("n",), "n", CellKind.COUNT, "jongeren", step=5, secret_up_to=7),
        Column("m", ("m",), "m", CellKind.COUNT, "maatregelen", step=1),
        Column("p", ("p",), "p", CellKind.PERCENTAGE, "%", step=0.1),
        Column("ruw", ("ruw",), "ruw", CellKind.PERCENTAGE, "%"),
        Column("eur", ("eur",), "eur", CellKind.AMOUNT, "EUR", step=1000, factor=1000),
        Column("x", ("x",), "x", CellKind.NUMBER, "klasse"),
    ),
)
SCHEMA = {
    "row": pl.UInt32, "column": pl.String, "measure": pl.String, "area": pl.String,
    "period": pl.String, "variant": pl.String, "text": pl.String,
}  # fmt: skip
EMPTY = None


def cells(drawing: str) -> pl.DataFrame:
    """Read a tiny table; ``-`` is an empty cell."""
    lines = [[word.strip() for word in line.split("|")] for line in drawing.strip().splitlines()]
    rows = [
        (number, measure, measure, line[0], line[1], "", None if text == "-" else text)
        for number, line in enumerate(lines[1:], start=2)
        for measure, text in zip(lines[0][2:], line[2:], strict=True)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def checked(drawing: str, decimal: str = ",") -> Checked:
    return check(TABLE, cells(drawing), SNAPSHOT, AREAS, decimal=decimal, file="proef.csv")


def refusal(drawing: str, decimal: str = ",") -> InputError:
    with pytest.raises(InputError) as caught:
        checked(drawing, decimal)
    return caught.value


def one(text: str, measure: str, decimal: str = ",") -> tuple[object, ...]:
    """Value, lower, upper and hidden of one cell beside another that is shown."""
    other = "x" if measure != "x" else "m"
    found = checked(f"gebied | periode | {measure} | {other}\nGM0505 | 2022 | {text} | 1", decimal)
    row = found.observations.filter(pl.col("measure") == measure).row(0, named=True)
    return row["value"], row["lower"], row["upper"], row["hidden"]


@pytest.mark.parametrize(
    ("measure", "text", "expected"),
    [
        ("n", "25", (25, 23, 27, EMPTY)),
        ("n", "10", (10, 8, 12, EMPTY)),  # 8 is the smallest count that is shown
        ("n", "5", (5, 3, 7, EMPTY)),  # cannot be shown; the consistency check says so, its rounding stays
        ("n", "0", (0, 0, 2, EMPTY)),
        ("n", "528", (528, 526, 530, EMPTY)),
        ("n", "-", (None, 0, 7, "geheim")),
        ("n", ".", (None, 0, 7, "geheim")),
        ("n", "x", (None, 0, 7, "geheim")),
        ("m", "12980", (12980, 12980, 12980, EMPTY)),
        ("m", "-", (None, None, None, "ontbreekt")),
        ("p", "13,2", (13.2, 13.15, 13.25, EMPTY)),
        ("p", "0", (0, 0, 0.05, EMPTY)),
        ("p", "100", (100, 99.95, 100, EMPTY)),
        ("p", "-", (None, None, None, "geheim")),
        ("ruw", "13,32", (13.32, 13.32, 13.32, EMPTY)),
        ("ruw", "-", (None, None, None, "ontbreekt")),
        ("eur", "34524,0", (34_524_000, 34_523_500, 34_524_500, EMPTY)),
        ("eur", "-47256", (-47_256_000, -47_256_500, -47_255_500, EMPTY)),
        ("eur", "-", (None, None, None, "ontbreekt")),
        ("x", " 3 ", (3, 3, 3, EMPTY)),
    ],
)
def test_what_a_cell_becomes(measure: str, text: str, expected: tuple[object, ...]) -> None:
    assert one(text, measure) == expected


def test_an_empty_row_is_absent_not_secret() -> None:
    found = checked("""
        gebied   | periode | n  | p
        Dordrecht| 2022*   | 25 | -
        Beemster | 2022*   | -  | -
    """)
    rows = {(r["area"], r["measure"]): r for r in found.observations.iter_rows(named=True)}
    assert rows["GM0505", "p"]["hidden"] == "geheim"
    assert rows["GM0370", "n"]["hidden"] == rows["GM0370", "p"]["hidden"] == "ontbreekt"
    assert rows["GM0370", "n"]["upper"] is None
    assert found.counts == {"getoond": 1, "geheim": 1, "ontbreekt": 2}
    assert found.remarks == ("Beemster (GM0370) bestond niet in 2022",)
    assert all(row["provisional"] and row["period"] == "2022" for row in rows.values())


def test_a_file_that_stops_before_the_last_municipality_says_so() -> None:
    there = AREAS.municipalities(2022)
    header, lines = "gebied | periode | n", [f"{area.code} | 2022 | 25" for area in there]
    whole, part, region = (
        checked("\n".join([header, *rows])).remarks for rows in (lines, lines[:-5], lines[:20])
    )
    assert whole == region == ()
    names = ", ".join(area.name for area in there[-5:-2])
    assert part == (
        f"5 van de 345 gemeenten van 2022 ontbreken ({names} en nog 2); kijk of het bestand is afgekapt",
    )


@pytest.mark.parametrize(
    ("measure", "text", "decimal", "part"),
    [
        ("p", "1.234,5", ",", "duizendtallen"),
        ("m", "1.234", ",", "duizendtallen"),
        ("m", "12 345", ",", "duizendtallen"),
        ("m", "1,234", ".", "duizendtallen"),
        ("p", "13.2", ",", "geen getal"),
        ("p", "13,2", ".", "geen getal"),
        ("p", "veel", ",", "geen getal"),
        ("p", "=1+1", ",", "geen getal"),
        ("p", "NaN", ".", "geen getal"),
        ("p", "inf", ".", "geen getal"),
        ("x", "9" * 400, ",", "te groot"),
        ("p", "100,1", ",", "geen percentage"),
        ("p", "-0,1", ",", "geen percentage"),
        ("n", "-5", ",", "negatief"),
        ("n", "12,5", ",", "geen heel aantal"),
    ],
)
def test_a_cell_that_cannot_be_used_refuses_the_file(
    measure: str, text: str, decimal: str, part: str
) -> None:
    found = refusal(f"gebied | periode | {measure}\nGM0505 | 2022 | {text}", decimal)
    assert part in found.problem
    assert (found.file, found.row, found.column) == ("proef.csv", 2, measure)
    assert found.expected
    assert found.action


def test_the_first_wrong_cell_is_named_and_the_others_counted() -> None:
    found = refusal("""
        gebied | periode | n
        GM0505 | 2022    | 5
        GM0610 | 2022    | veel
        GM0518 | 2022    | weinig
    """)
    assert (found.row, found.column) == (3, "n")
    assert "(en 1 andere cellen)" in found.problem


def test_unknown_areas_and_periods() -> None:
    area = refusal("gebied | periode | n\nGM0505 | 2022 | 5\nDordrcht | 2022 | 5")
    assert isinstance(area, UnknownAreaError)
    assert area.row == 3
    assert "'Dordrecht'" in str(area)
    assert "meer dan één gebied" in refusal("gebied | periode | n\nBergen | 2022 | 10").problem
    period = refusal("gebied | periode | n\nGM0505 | 2022K7 | 5")
    assert period.row == 2
    assert "bestaat niet" in period.problem
    assert "bestond niet meer" in refusal("gebied | periode | n\nBeemster | 2035 | 10").problem


def test_the_same_thing_twice_names_both_rows() -> None:
    found = refusal("""
        gebied             | periode | n
        Utrecht            | 2022    | 10
        Dordrecht          | 2022    | 10
        Utrecht (gemeente) | 2022JJ00| 15
    """)
    assert found.row == 4
    assert "ook op regel 2" in found.problem


def test_districts_need_no_register() -> None:
    found = checked("gebied | periode | n\nWK999999 | 2021 | 10\nBU99999999 | 2021 | 10")
    assert found.observations["area"].to_list() == ["BU99999999", "WK999999"]
    assert refusal("gebied | periode | n\nWK99 | 2021 | 10")


def test_nothing_is_refused_and_a_reader_that_invents_measures_is_our_fault() -> None:
    with pytest.raises(InputError, match="geen cijfers"):
        check(TABLE, pl.DataFrame(schema=SCHEMA), SNAPSHOT, AREAS)
    with pytest.raises(ValueError, match="no measure"):
        check(TABLE, cells("gebied | periode | y\nGM0505 | 2022 | 1"), SNAPSHOT, AREAS)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**9), st.booleans())
def test_the_interval_of_a_count_holds_every_count_it_can_be(true: int, halves_up: bool) -> None:
    nearest = (2 * true + 5) // 10 * 5  # whole numbers never fall on a half of five
    if true <= 7:
        assert one("-", "n")[1:] == (0, 7, "geheim")
        return
    _, lower, upper, _ = one(str(nearest), "n")
    assert isinstance(lower, float)
    assert isinstance(upper, float)
    assert lower <= true <= upper
    assert upper - lower <= 4


@settings(deadline=None, max_examples=60)
@given(st.decimals(0, 100, places=4))
def test_the_interval_of_a_percentage_holds_every_share_it_can_be(true: Decimal) -> None:
    shown = true.quantize(Decimal("0.1"), ROUND_HALF_UP)
    value, lower, upper, _ = one(str(shown).replace(".", ","), "p")
    assert value == float(shown)
    assert isinstance(lower, float)
    assert isinstance(upper, float)
    assert lower <= float(true) <= upper
    assert lower >= 0
    assert upper <= 100
    assert upper - lower <= 0.1 + 1e-9


@settings(deadline=None, max_examples=60)
@given(st.integers(-(10**12), 10**12))
def test_the_interval_of_an_amount_holds_every_amount_it_can_be(true: int) -> None:
    shown = Decimal(true).scaleb(-3).quantize(Decimal(1), ROUND_HALF_UP)
    value, lower, upper, _ = one(str(shown), "eur")
    assert isinstance(lower, float)
    assert isinstance(upper, float)
    assert value == float(shown) * 1000
    if shown or true >= 0:  # what is shown as nought is taken not to be below it
        assert lower <= true <= upper
    else:
        assert lower == 0


@settings(deadline=None, max_examples=60)
@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_number_written_is_the_number_read(value: float) -> None:
    text = f"{value:.6f}"
    assert one(text, "x", ".")[0] == float(text)
    assert one(text.replace(".", ","), "x")[0] == float(text)


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(12)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    frame = cells("""
        gebied    | periode | n   | p
        Dordrecht | 2022    | 25  | 13,2
        Utrecht   | 2022    | -   | 12
        Dordrecht | 2021    | 10  | -
        GM0344    | 2021    | 15  | 1
        Bergen (L)| 2021    | -   | -
        GM0014    | 2020    | 500 | 0
    """)
    plain = check(TABLE, frame, SNAPSHOT, AREAS, decimal=",")
    mixed = check(TABLE, frame[order], SNAPSHOT, AREAS, decimal=",")
    assert mixed.observations.equals(plain.observations)
    assert in_key_order(mixed.observations[order]).equals(plain.observations.sort(*KEY))


@pytest.mark.shared
def test_the_real_files_pass_with_known_counts(delivered: dict[str, Checked]) -> None:
    counts = {name: found.counts for name, found in delivered.items()}
    # counted in the files with grep and by eye: empty cells, and rows that are empty as a whole
    assert counts["indicatoren"] == {"getoond": 1520, "geheim": 210, "ontbreekt": 50}
    assert counts["natura_wijk"]["ontbreekt"] == 376 * 17
    assert counts["natura_gemeente"]["ontbreekt"] == 0
    assert counts["iv3"] == {"getoond": 31_899, "geheim": 0, "ontbreekt": 0}
    absent = delivered["indicatoren"].observations.filter(pl.col("hidden") == "ontbreekt")["area"].unique()
    gone = {area.code for area in AREAS.municipalities(2021)} - {a.code for a in AREAS.municipalities(2022)}
    assert set(absent) == gone


@pytest.mark.shared
def test_known_cells_of_the_real_files(delivered: dict[str, Checked]) -> None:
    found = delivered["indicatoren"].observations
    dordrecht = found.filter((pl.col("area") == "GM0505") & (pl.col("measure") == "pct_jeugdhulp"))
    row = dordrecht.row(0, named=True)
    assert (row["value"], row["lower"], row["upper"]) == (15.8, 15.75, 15.85)  # README of the data
    assert row["provisional"]
    nieuwkoop = delivered["iv3"].observations.filter(
        (pl.col("area") == "GM0569") & (pl.col("measure") == "lasten_6.72a") & (pl.col("period") == "2024")
    )
    assert nieuwkoop["value"].to_list() == [-47_256_000.0]
    for found in (delivered["natura_wijk"].observations, delivered["natura_gemeente"].observations):
        shown = found.filter(pl.col("hidden").is_null())
        assert shown.filter((pl.col("lower") < 8) | (pl.col("upper") < pl.col("lower"))).is_empty()
        assert math.isclose(float(shown["value"].sum()), sum(shown["value"].to_list()))
