"""The demonstration of the register: one fictional jeugdregio delivers, with errors put in on purpose."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import polars as pl

from drietrap.app.fictive import MANIFEST
from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.receiving import receive
from drietrap.register.pseudonym import KeyRing
from drietrap.synthetic.country import Country
from drietrap.synthetic.register.beside import write_registrations
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.deliveries import write_deliveries
from drietrap.synthetic.register.distortions import gi_as_referrer, restarted
from drietrap.synthetic.register.model import JEUGDHULP, SyntheticRegister
from drietrap.synthetic.register.part import within
from drietrap.vocabulary.period import Period

YEARS = range(2021, 2023)
PERIODS = tuple(Period.parse(code) for code in ("2021H2", "2022H1", "2022H2"))
QUARTERS = tuple(Period.parse(f"2022K{quarter}") for quarter in range(1, 5))
SHOWN = "2022H1"
_FORMATS = ("csv", "ascii", "csv", "xlsx", "csv", "csv")
# Everybody may know it: nobody under it exists.
_KEYS = KeyRing((hashlib.sha256(b"fictief land, fictieve jeugdigen").digest(),))


def fill_register(example: DataFolder, country: Country, files: Path) -> str:
    """Fill the register of the example with deliveries of one region; return the provider to show.

    Nothing is done again when it is there already: then only the provider is returned.

    Parameters
    ----------
    files
        Folder of the country's own files, with the mark that it is fictional.
    """
    folder = example.root / "leveringen"
    truth = build_register(within(country, country.demo), years=YEARS, seed=country.seed)
    provider, other = _largest(truth)
    if PersonHouse(example).is_empty:
        wrong = restarted(truth, provider=provider, year=2022, share=0.9)
        wrong = gi_as_referrer(wrong, provider=other)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(files / MANIFEST, folder / MANIFEST)
        write_deliveries(wrong, folder, periods=(*PERIODS, *QUARTERS), formats=_FORMATS)
        write_registrations(truth, folder, municipality=country.demo, period=Period.parse(SHOWN))
        receive(example, [folder], keys=_KEYS)
    return provider


def _largest(register: SyntheticRegister) -> tuple[str, str]:
    """Return the two providers with the most trajectories."""
    counted = register.of_kind(JEUGDHULP).group_by("provider").len()
    own = counted.join(register.providers.filter(pl.col("kind") == "aanbieder"), on="provider", how="semi")
    first, second = own.sort("len", "provider", descending=[True, False])["provider"].head(2).to_list()
    return str(first), str(second)
