"""Corrections: applied in the open, and gone once the source is mended."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from drietrap.catalogue.published import TABLES
from drietrap.register.contract import Checked
from drietrap.register.correction_file import Correction, load
from drietrap.register.corrections import apply
from drietrap.vocabulary.errors import InputError

ENDS = ("value", "lower", "upper")
HEAD = "  reason: omdat\n  owner: wij\n  status: aanname\n"


def observations(*rows: tuple[str, str, float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "table": "T", "variant": "", "measure": measure, "area": area, "period": "2022",
                "kind": "aantal", "value": value, "lower": None if value is None else value - 1,
                "upper": None if value is None else value + 1,
                "hidden": None if value is not None else "geheim",
                "provisional": False, "snapshot": "0" * 16, "row": number, "column": measure,
            }
            for number, (area, measure, value) in enumerate(rows, start=2)
        ],
        schema_overrides={"row": pl.UInt32, "hidden": pl.String, **dict.fromkeys(ENDS, pl.Float64)},
        infer_schema_length=None,
    )  # fmt: skip


def corrections(tmp_path: Path, text: str) -> tuple[Correction, ...]:
    path = tmp_path / "correcties.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_set_hide_and_warn(tmp_path: Path) -> None:
    found = apply(
        observations(("A", "n", 1), ("B", "n", 2), ("C", "n", 3), ("D", "n", 4)),
        corrections(
            tmp_path,
            f"- id: s\n  table: T\n  match: {{measure: n, area: A}}\n  expect: 1\n  action: set\n"
            f"  value: 9\n  lower: 8\n  upper: 10\n{HEAD}"
            f"- id: h\n  table: T\n  match: {{measure: n, area: B}}\n  expect: 2\n  action: hide\n{HEAD}"
            f"- id: w\n  table: T\n  match: {{measure: n, area: C}}\n  expect: 3\n  action: warn\n{HEAD}",
        ),
    )
    rows = {row["area"]: row for row in found.observations.iter_rows(named=True)}
    assert (rows["A"]["value"], rows["A"]["lower"], rows["A"]["upper"]) == (9, 8, 10)
    assert (rows["B"]["value"], rows["B"]["upper"], rows["B"]["hidden"]) == (None, None, "ontbreekt")
    assert (rows["C"]["value"], rows["D"]["value"]) == (3, 4)
    assert found.applied.select("correction", "before", "after").rows() == [
        ("h", 2, None), ("s", 1, 9), ("w", 3, 3),
    ]  # fmt: skip
    assert found.findings == ()


def test_a_mended_source_ends_the_correction_with_a_finding(tmp_path: Path) -> None:
    text = f"- id: h\n  table: T\n  match: {{measure: n, area: A}}\n  expect: -5\n  action: hide\n{HEAD}"
    found = apply(observations(("A", "n", 12)), corrections(tmp_path, text))
    assert found.observations["value"].to_list() == [12]
    assert found.applied.is_empty()
    assert "zegt nu 12,0 en niet meer −5,0" in found.findings[0].sentence
    assert apply(observations(("B", "n", 12)), corrections(tmp_path, text)).findings == ()  # not delivered


def test_all_zero_means_not_delivered(tmp_path: Path) -> None:
    text = f"- id: z\n  table: T\n  match: {{measure: [a*]}}\n  rule: alles_nul\n  action: hide\n{HEAD}"
    rows = (("A", "a1", 0.0), ("A", "a2", 0.0), ("A", "b", 0.0), ("B", "a1", 0.0), ("B", "a2", 1.0))
    found = apply(observations(*rows), corrections(tmp_path, text))
    assert found.observations["value"].to_list() == [None, None, 0, 0, 1]
    found = apply(observations(("A", "a1", None), ("A", "a2", 0.0)), corrections(tmp_path, text))
    assert found.applied.is_empty()  # a withheld cell is no zero
    assert "heeft de fout niet meer" in found.findings[0].sentence


def test_ten_times_too_low_keeps_the_uncertainty(tmp_path: Path) -> None:
    text = (
        "- id: t\n  table: T\n  match: {measure: p}\n  action: set\n  factor: 10\n"
        f"  rule: {{kind: tien_keer_te_laag, count: n, group: [g, h]}}\n{HEAD}"
    )
    rows = (
        ("A", "p", 0.7), ("A", "n", 70.0), ("A", "g", 600.0), ("A", "h", 400.0),
        ("B", "p", 7.0), ("B", "n", 70.0), ("B", "g", 600.0), ("B", "h", 400.0),
        ("C", "p", 0.7), ("C", "n", None), ("C", "g", 600.0), ("C", "h", 400.0),
    )  # fmt: skip
    found = apply(observations(*rows), corrections(tmp_path, text))
    shown = found.observations.filter(pl.col("measure") == "p")
    assert shown["value"].to_list() == pytest.approx([7.0, 7.0, 0.7])
    assert shown["upper"].to_list() == pytest.approx([17.0, 8.0, 1.7])


ONE = "- id: x\n  table: T\n" + HEAD


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a: [", "geen geldige YAML"),
        ("a: 1", "geen lijst"),
        ("- 1", "'1' is niet compleet"),
        ("- {id: x}", "'x' is niet compleet"),
        (f"{ONE}  match: {{measure: n}}\n  action: hide\n", "'expect' of 'rule'"),
        (f"{ONE}  match: {{measure: n}}\n  expect: 1\n  action: weg\n", "'weg'"),
        (f"{ONE}  match: {{measure: n}}\n  expect: 1\n  action: set\n", "vraagt 'factor'"),
        (f"{ONE}  match: {{measure: n, jaar: 1}}\n  expect: 1\n  action: hide\n", "jaar"),
        (2 * f"{ONE}  match: {{measure: n}}\n  expect: 1\n  action: warn\n", "twee keer"),
    ],
)
def test_a_file_that_is_not_right_is_refused(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(InputError, match=r"correcties\.yaml") as caught:
        corrections(tmp_path, text)
    assert part in caught.value.problem


def test_the_shipped_file_names_tables_and_measures_that_exist() -> None:
    for correction in load():
        table = TABLES[correction.table]
        for pattern in correction.measures:
            stem = pattern.rstrip("*")
            assert any(
                name == pattern or ("*" in pattern and name.startswith(stem)) for name in table.by_measure
            )


@pytest.mark.shared
def test_the_shipped_corrections_fit_the_real_files(delivered: dict[str, Checked]) -> None:
    real = pl.concat([delivered[name].observations for name in ("iv3", "almere")])
    found = apply(real, load())
    assert found.findings == ()
    applied = {key[0]: frame for key, frame in found.applied.group_by("correction")}
    zero = applied["iv3-nul-is-niet-geleverd"]
    # found by adding up the file by hand (awk), not by this program
    assert set(zero.select("area", "period", "variant").unique().rows()) == {
        ("GM1658", "2023", "begroting"),  # Heeze-Leende
        ("GM1621", "2023", "begroting"),  # Lansingerland
        ("GM0610", "2023", "begroting"),  # Sliedrecht
        ("GM1992", "2023", "begroting"),  # Voorne aan Zee
        ("GM1961", "2023", "jaarrekening"),  # Vijfheerenlanden
        ("GM1961", "2024", "begroting"),
    }
    assert zero.height == 6 * 28
    assert applied["almere-percentage-tien-keer-te-laag"].height == 18
    low = found.observations.filter((pl.col("measure") == "pct_jeugdzorg_tot_23") & (pl.col("value") < 2))
    assert low.is_empty()
    expected = {correction.id for correction in load() if correction.table != "NJI-JEUGDZORG"}
    assert set(applied) == expected
