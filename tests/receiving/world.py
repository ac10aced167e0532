"""A small fictional country as its providers would send it, with errors put in on purpose."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.receiving import receive
from drietrap.app.record_answers import Answers
from drietrap.publication.plain import plain
from drietrap.register.kept import keep_file
from drietrap.register.key_file import make
from drietrap.register.keys import ENVIRONMENT_FILE
from drietrap.synthetic.country import build
from drietrap.synthetic.files import write_country
from drietrap.synthetic.register.beside import write_registrations
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.delivered import delivered
from drietrap.synthetic.register.deliveries import write_deliveries
from drietrap.synthetic.register.distortions import restarted
from drietrap.synthetic.register.model import SyntheticRegister
from drietrap.vocabulary.period import Period
from tests.privacy.registry import exempt

BEFORE, NOW, QUARTER = Period(2021, "H", 2), Period(2022, "H", 1), Period(2022, "K", 1)
SPOILED_ROWS = {"EINDE-VOOR-AANVANG": [10, 20, 30, 40, 50], "HULPVORM-CODE": [12, 22, 32]}
POSTCODE_ROWS = range(60, 70)


@dataclass(frozen=True)
class World:
    """Where everything is, and who is who.

    ``spoiled`` has rows with errors put in (csv), ``restarting`` registered everybody anew on 1 January,
    ``silent`` has a contract and delivers nothing, ``institution`` delivers measures.
    """

    root: str
    municipality: str
    spoiled: str
    restarting: str
    silent: str
    institution: str

    @property
    def deliveries(self) -> Path:
        return Path(self.root) / "leveringen"

    @property
    def key(self) -> Path:
        return Path(self.root) / "sleutel" / "sleutel.txt"

    @property
    def data(self) -> Path:
        """A data folder in which everything was taken in."""
        return Path(self.root) / "gegevens"

    @property
    def said(self) -> Any:
        """What the command said when everything was taken in, as JSON."""
        return json.loads((Path(self.root) / "gezegd.json").read_text(encoding="utf-8"))["resultaat"]

    def file(self, provider: str, kind: str = "jeugdhulp", period: Period = NOW) -> Path:
        return next(self.deliveries.glob(f"{provider}_{kind}_{period.code}_*"))


def make_world(root: Path) -> World:
    """Write the deliveries, take them all in, and remember who is who."""
    country = build(7, municipalities=30)
    register = build_register(country, years=range(2021, 2023), seed=1)
    everything = delivered(register, NOW)
    rows = everything.filter(kind="jeugdhulp")
    sizes = rows.group_by("provider").len().sort("len", "provider", descending=[True, False])
    middle = sizes.filter(pl.col("len").is_between(120, 400))["provider"].to_list()[:24]
    turn = {name: place for place, name in enumerate(register.providers["provider"].to_list())}
    chosen = [*middle[:9], sizes["provider"][-1]]
    spoiled = next(name for name in middle if turn[name] % 3 == 1)  # every third one sends csv
    restarting = next(name for name in middle if name != spoiled and turn[name] % 3 == 0)
    institution = everything.filter(kind="jeugdbescherming")["provider"].sort()[0]
    municipality, silent = _contract_of(register, rows)
    everyone = {*chosen, spoiled, restarting, institution} - {silent}
    folder = root / "leveringen"
    wrong = restarted(register, provider=restarting, year=2022)
    write_deliveries(wrong, folder, periods=[BEFORE, NOW, QUARTER], providers=sorted(everyone))
    write_country(country, root / "land")
    shutil.copy(root / "land" / "fictief.json", folder)
    write_registrations(register, folder, municipality=municipality, period=NOW)
    world = World(str(root), municipality, spoiled, restarting, silent, institution)
    spoil(world.file(spoiled))
    for path in folder.iterdir():
        exempt(path)
    world.data.mkdir()
    make(world.key, world.data)
    (root / "wereld.json").write_text(json.dumps(asdict(world)))
    return world


def _contract_of(register: SyntheticRegister, rows: pl.DataFrame) -> tuple[str, str]:
    """Return a municipality and a provider that has a contract with it, and not many others."""
    contracts = register.contracts.group_by("provider").agg(pl.col("municipality").unique()).sort("provider")
    local = contracts.filter(pl.col("municipality").list.len() == 1)
    there = set(rows["municipality"])
    for provider, areas in local.iter_rows():
        if areas[0] in there:
            return areas[0], provider
    raise AssertionError("nobody has one contract")


def spoil(path: Path) -> None:
    """Make rows that end before they begin, with an impossible form of care, or with a postcode."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = lines[1].split(";")
    at = {name: header.index(name) for name in header}
    for number in SPOILED_ROWS["EINDE-VOOR-AANVANG"]:
        cells = lines[number - 1].split(";")
        cells[at["Datum aanvang"]], cells[at["Datum einde"]] = "20220301", "20220201"
        cells[at["Reden beëindiging"]] = "01"
        lines[number - 1] = ";".join(cells)
    for number in SPOILED_ROWS["HULPVORM-CODE"]:
        cells = lines[number - 1].split(";")
        cells[at["Hulpvorm"]] = "99"
        lines[number - 1] = ";".join(cells)
    for number in POSTCODE_ROWS:
        cells = lines[number - 1].split(";")
        cells[at["Postcode"]] = f"{4000 + number} XQ"
        lines[number - 1] = ";".join(cells)
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig")


def take_everything(world: World) -> None:
    """Take the whole folder in, and keep what was said about each file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRONMENT_FILE, str(world.key))
        result = receive(DataFolder(world.data), [world.deliveries])
    said = json.dumps(plain("ontvang", result), ensure_ascii=False)
    (Path(world.root) / "gezegd.json").write_text(said, encoding="utf-8")


def copied(world: World, to: Path) -> Path:
    """Copy the data folder, but not what says that another worker reads it at this moment.

    What other tests found when they protected the same counts comes along: it is checked each time.
    """
    made = Path(shutil.copytree(world.data, to, ignore=shutil.ignore_patterns("*.claim")))
    for path in _answers(world).glob("*.antwoord"):
        keep_file(DataFolder(made).answers / path.name, path.read_bytes())
    return made


def remembered(world: World, data: Path) -> None:
    """Keep what was found in a copy for the tests that come after."""
    for path in DataFolder(data).answers.glob("*.antwoord"):
        if not (_answers(world) / path.name).exists():
            keep_file(_answers(world) / path.name, path.read_bytes())


def answers(world: World) -> Answers:
    """Return what tests found when they protected counts of this world."""
    return Answers(_answers(world))


def _answers(world: World) -> Path:
    return Path(world.root) / "antwoorden"


def opened(root: Path) -> World:
    return World(**json.loads((root / "wereld.json").read_text()))
