"""The file of a measure: what it can say, and what it is refused for, by line."""

from __future__ import annotations

import math

import pytest

from drietrap.learning.measure import read, target_of
from drietrap.vocabulary.errors import InputError

GOOD = {
    "titel": '"Jeugd in de wijk"',
    "gemeente": '"Dordrecht"',
    "aantal": '"jeugdhulp"',
    "begin": "2026",
    "zichtbaar": "2027",
    "verwacht": "-5.0",
    "van": "-9",
    "tot": "-1.0",
    "reden": '"Eerder en lichter"',
}


def content(**changed: str | None) -> bytes:
    lines = {**GOOD, **changed}
    return "\n".join(f"{key} = {value}" for key, value in lines.items() if value is not None).encode()


def test_a_measure_is_read_with_what_is_expected_of_it() -> None:
    measure = read(content(knop='"normaliseren"', breuk="[2025, 2024]"), "m.toml")
    assert (measure.title, measure.start, measure.visible) == ("Jeugd in de wijk", 2026, 2027)
    assert (measure.lever, measure.breaks) == ("normaliseren", (2024, 2025))
    assert measure.change == pytest.approx(math.log(0.95))
    assert measure.spread == pytest.approx((math.log(0.99) - math.log(0.91)) / 2.5632)
    assert target_of(measure).label == "jongeren tot 18 jaar met jeugdhulp in natura"
    assert read(content(zichtbaar=None), "m.toml").visible == 2026


@pytest.mark.parametrize(
    ("changed", "line", "words"),
    [
        ({"aantal": '"euro"'}, 3, "jeugdzorg_tot_23"),
        ({"begin": "1999"}, 4, "2.015"),
        ({"zichtbaar": "2025"}, 5, "2.026"),
        ({"verwacht": "-10"}, 6, "van < verwacht < tot"),
        ({"verwacht": "0", "tot": "4"}, 6, "boven of onder nul"),
        ({"van": '"-9"'}, 7, "procenten"),
        ({"reden": '""'}, 9, "reden"),
        ({"reden": None}, 1, "reden"),
        ({"knop": '"toverstaf"'}, 10, "normaliseren"),
        ({"breuk": "2024"}, 10, "breuk = "),
        ({"bugdet": "3"}, 10, "een van: titel"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(changed: dict[str, str | None], line: int, words: str) -> None:
    with pytest.raises(InputError) as refused:
        read(content(**changed), "m.toml")
    assert str(refused.value).startswith(f"m.toml, regel {line}")
    assert words in str(refused.value)
