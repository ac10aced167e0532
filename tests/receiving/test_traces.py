"""No number, date of birth or postcode of anybody in the deliveries is in what drietrap leaves behind."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl

from tests.cli.terminal import Ran
from tests.privacy.registry import exempt
from tests.receiving.world import World

Run = Callable[..., Ran]
ALONE = re.compile(rb"(?<![0-9A-Za-z])\d{8,9}(?![0-9A-Za-z])")
DAY = re.compile(rb"(?<![0-9A-Za-z])\d{4}-\d{2}-\d{2}(?![0-9])")
TERMS_FROM = b"2015-01-01"  # since when the terms of keeping hold; it stands with every deletion
POSTCODE = re.compile(rb"4\d{3} ?XQ")


def persons_in(folder: Path) -> tuple[set[str], set[str]]:
    """Every BSN and date of birth in the deliveries, read without the product's reader where it can be."""
    numbers, births = set(), set()
    for path in folder.glob("F*"):
        if path.suffix == ".csv":
            rows = [line.split(";") for line in path.read_text(encoding="utf-8-sig").splitlines()[2:]]
        elif path.suffix == ".xlsx":
            sheet = openpyxl.load_workbook(path, read_only=True).active
            rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(min_row=3, values_only=True)]
        else:
            rows = [[line[:9], line[9:17]] for line in path.read_text("ascii").splitlines()[1:]]
        numbers |= {row[0] for row in rows}
        births |= {row[1] for row in rows}
    assert all(len(number) == 9 and number.isdigit() for number in numbers)
    assert all(len(birth) == 8 and birth.isdigit() for birth in births)
    return numbers, births


def pieces(root: Path) -> list[bytes]:
    """Names and bytes of all files; what is packed (xlsx, Parquet) unpacked as well."""
    found = []
    for path in (path for path in root.rglob("*") if path.is_file() and path.name != "fictief.json"):
        found += [str(path.relative_to(root)).encode(), path.read_bytes()]
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path)
            lists = [name for name, kind in frame.schema.items() if kind == pl.List(pl.String)]
            text = frame.with_columns(pl.col(name).list.join(" ") for name in lists)
            found.append(text.select(pl.col(pl.String, pl.Int64, pl.UInt32, pl.Int32)).write_csv().encode())
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                found += [package.read(name) for name in package.namelist()]
    return found


def test_nobody_is_left_anywhere(world: World, data: Path, tmp_path: Path, drietrap: Run) -> None:
    numbers, births = persons_in(world.deliveries)
    assert len(numbers) > 1_000 and len(births) > 1_000
    said = [(Path(world.root) / "gezegd.json").read_text("utf-8")]
    out = tmp_path / "uit"
    misplaced = exempt(
        tmp_path / "scheef_fictief.csv"
    )  # the columns of two elements exchanged: it is refused
    lines = world.file(world.spoiled).read_text(encoding="utf-8-sig").splitlines()
    swapped = [";".join([cells[1], cells[0], *cells[2:]]) for cells in (x.split(";") for x in lines[2:60])]
    lead = "#beleidsinformatie soort=jeugdhulp versie=7 aanbieder=FX00001 periode=2022H1"
    misplaced.write_text("\n".join([lead, lines[1], *swapped]) + "\n", encoding="utf-8")
    for words in (
        ("ontvang", misplaced),
        ("ontvang", world.file(world.restarting), *world.deliveries.glob("wijkteam*")),
        ("leveringen", "--json"),
        ("terugkoppeling", world.spoiled, "--periode", "2022", "--uit", out),
        ("terugkoppeling", world.institution, "--periode", "2022", "--uit", out),
        ("bewaartermijn", "--uitvoeren"),
    ):
        ran = drietrap("--data", data, *words)
        assert ran.code in (0, 1, 2), ran.err
        said += [ran.out, ran.err]
    assert len(list(out.iterdir())) == 4
    texts = [*pieces(data), *pieces(out), *(text.encode() for text in said)]
    assert not found_in(texts, numbers, births)


def found_in(texts: list[bytes], numbers: set[str], births: set[str]) -> set[bytes]:
    """Return every BSN, date of birth or postcode that stands on its own in a text.

    Within a longer run of letters and figures it is chance: pseudonyms and hashes are full of figures.
    """
    wanted = {value.encode() for value in numbers | births}
    seen: set[bytes] = set()
    for text in texts:
        seen |= set(ALONE.findall(text)) & wanted
        days = set(DAY.findall(text)) - {TERMS_FROM}
        seen |= {day for day in days if day.replace(b"-", b"") in wanted}
        seen |= set(POSTCODE.findall(text))
    return seen


def test_the_search_does_find_them(world: World, tmp_path: Path) -> None:
    numbers, births = persons_in(world.deliveries)
    number, birth = min(numbers), min(births)
    pl.DataFrame({"a": [f"{number};x"], "b": [["x", birth]]}).write_parquet(exempt(tmp_path / "a.parquet"))
    exempt(tmp_path / "b.txt").write_text(
        f"geboren {birth[:4]}-{birth[4:6]}-{birth[6:]}, 4060 XQ, {'1' + number}"
    )
    assert len(found_in(pieces(tmp_path), numbers, births)) == 4
