"""Every reader with good files to begin from, and what may come of it: rows, or one ``InputError``."""

from __future__ import annotations

import io
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import xlwt

from drietrap.register import correction_file, record_correction_file
from drietrap.sources.beleidsinformatie import read_delivery
from drietrap.sources.delivery import RawDelivery
from drietrap.sources.files import read_file
from drietrap.sources.odata import read_snapshot
from drietrap.sources.record_layout import own_layout, own_registration, read_layout
from drietrap.sources.record_write import write_delivery
from drietrap.sources.registrations import read_district_team
from drietrap.steering.scenario import reading as scenario_file
from drietrap.vocabulary.errors import InputError
from tests.deliveries_sources.records import BSNS, KINDS_AND_VERSIONS, delivery
from tests.fuzzing import receiving

MADE = {pair: delivery(*pair, rows=6) for pair in KINDS_AND_VERSIONS}
SECRETS = {
    text
    for made in MADE.values()
    for name in ("bsn", "geboortedatum")
    for text in made.frame[name].drop_nulls()
}
_FEW = (("jeugdhulp", "7"), ("jeugdbescherming", "7"), ("jeugdhulp", "2.0"), ("jeugdreclassering", "2.0"))


@dataclass(frozen=True)
class Reader:
    """A reader under its name: good files, the suffix they carry, and how one is read."""

    name: str
    suffix: str
    seeds: Callable[[], list[bytes]]
    read: Callable[[Path], object]
    container: bool = False


def read_or_refuse(reader: Reader, path: Path) -> bool:
    """Read ``path``; return whether it was accepted. Anything but rows or an ``InputError`` goes up."""
    try:
        if not reader.read(path):
            raise AssertionError("neither rows nor a reason")
    except InputError as error:
        if not error.problem:
            raise AssertionError("refused without a reason") from error
        told = "".join(traceback.format_exception(error))
        if any(secret in told for secret in SECRETS):
            raise AssertionError("the error tells a value of a person") from error
        return False
    return True


def xls_of(made: RawDelivery) -> bytes:
    """Return a delivery as an old spreadsheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("levering")
    for place, field in enumerate(own_layout(made.kind, made.version).fields):
        sheet.write(0, place, field.headers[0])
        for number, text in enumerate(made.frame[field.element.id], start=1):
            sheet.write(number, place, text or "")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def bytes_of(kind: str, version: str, suffix: str) -> bytes:
    """Return a good delivery; made once, because a spreadsheet holds the time at which it was made."""
    made = MADE[kind, version]
    if suffix == ".xls":
        return xls_of(made)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"goed{suffix}"
        write_delivery(made, path, lead=suffix == ".csv")
        return path.read_bytes()


def _deliveries(suffix: str) -> Callable[[], list[bytes]]:
    return lambda: [bytes_of(kind, version, suffix) for kind, version in _FEW if (kind, version) in MADE]


def _read_delivery(path: Path) -> object:
    for version in (None, "7"):
        try:
            return read_delivery(path, version=version).frame.height
        except InputError:
            continue
    return read_delivery(path, version="2.0").frame.height


def _read_corrections(path: Path) -> object:
    correction_file.load(path)
    return True


def _read_record_corrections(path: Path) -> object:
    record_correction_file.load(path.read_bytes(), path.name)
    return True


def _read_scenario(path: Path) -> object:
    return scenario_file.read(path.read_bytes(), path.name).variants or True


def _record_corrections() -> list[bytes]:
    """The example of the how-to."""
    page = Path(__file__).parents[2] / "docs" / "howto" / "leveringen-corrigeren.md"
    return [page.read_text(encoding="utf-8").split("```yaml\n", 1)[1].split("```", 1)[0].encode()]


def _published() -> list[bytes]:
    from tests.sources.conftest import IV3, MERGERS, STATLINE

    return [text.encode() for text in (STATLINE, IV3, MERGERS)]


def _boundaries() -> list[bytes]:
    from tests.sources.conftest import area, geojson

    return [geojson(area(), area("GM0506")).encode()]


def _snapshots() -> list[bytes]:
    from drietrap.sources.odata import fetch_table
    from tests.cbs_server import FakeCbs, indicators_table
    from tests.sources_odata.reading import direct_client

    with FakeCbs([indicators_table()]) as cbs, direct_client() as client:
        return [
            fetch_table("85098NED", base_url=base, version=version, client=client).body
            for base, version in ((cbs.base3, 3), (cbs.base4, 4))
        ]


def _shipped(ending: str, *folder: str) -> Callable[[], list[bytes]]:
    where = files("drietrap.catalogue").joinpath("facts", *folder)
    return lambda: [
        file.read_bytes()
        for file in sorted(where.iterdir(), key=lambda one: one.name)
        if file.name.endswith(ending)
    ]


def _team() -> list[bytes]:
    heads = [field.headers[0] for field in own_registration("wijkteamregistratie").fields]
    row = f"{BSNS[0]};20100203;M;1234AB;0363;WK036301;P1;1;20210101;;"
    return [f"{';'.join(heads)}\n{row}\n{row}\n".encode()]


READERS = (
    Reader("fixed-width", ".txt", _deliveries(".txt"), _read_delivery),
    Reader("csv", ".csv", _deliveries(".csv"), _read_delivery),
    Reader("xlsx", ".xlsx", _deliveries(".xlsx"), _read_delivery, container=True),
    Reader("xls", ".xls", _deliveries(".xls"), _read_delivery),
    Reader("registration", ".csv", _team, lambda path: read_district_team(path).frame.height),
    Reader("register", ".csv", receiving.seeds, receiving.receiver()),
    Reader("statline", ".csv", _published, read_file),
    Reader("geojson", ".geojson", _boundaries, read_file),
    Reader("odata", ".json", _snapshots, lambda path: read_snapshot(path.read_bytes())),
    Reader("layout", ".toml", _shipped(".toml", "layouts"), lambda path: read_layout(path).fields),
    Reader("corrections", ".yaml", _shipped("correcties.yaml"), _read_corrections),
    Reader("record_corrections", ".yaml", _record_corrections, _read_record_corrections),
    Reader("scenario", ".toml", _shipped(".toml", "scenarios"), _read_scenario),
)
