"""The demonstration of the register: providers of a fictional municipality deliver, some of it wrong."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import polars as pl

from drietrap.app.demo import example_with_tables, fictional_country
from drietrap.app.feedback import feedback
from drietrap.app.fictive import MANIFEST
from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.receiving import receive
from drietrap.app.record_beside import RevealingError
from drietrap.app.record_reporting import record_report
from drietrap.app.register_results import DemoResult, RecordReportResult, RegisterDemoResult
from drietrap.app.results import ReportResult
from drietrap.publication.disclosure import Published, publish_feedback
from drietrap.register.pseudonym import KeyRing
from drietrap.synthetic.country import Country
from drietrap.synthetic.register.beside import write_registrations
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.delivered import delivered
from drietrap.synthetic.register.deliveries import write_deliveries
from drietrap.synthetic.register.distortions import gi_as_referrer, restarted
from drietrap.synthetic.register.model import JEUGDHULP, SyntheticRegister
from drietrap.synthetic.register.part import within
from drietrap.vocabulary.period import Period

_YEARS = range(2021, 2023)
_PERIODS = tuple(Period.parse(code) for code in ("2021H2", "2022H1", "2022H2"))
_SHOWN = "2022H1"
_YEAR = "2022"
_FORMATS = ("csv", "ascii", "csv", "xlsx", "csv", "csv")
# Everybody may know it: nobody under it exists.
_KEYS = KeyRing((hashlib.sha256(b"fictief land, fictieve jeugdigen").digest(),))


def register_demo(folder: DataFolder, out: Path | None = None) -> Published[RegisterDemoResult]:
    """Show what the register does: deliveries taken in, feedback to a provider, and figures from records.

    Always with the fictional country: deliveries about persons are never there by themselves.
    """
    example, country = example_with_tables(folder), fictional_country()
    provider = _filled(example, country)
    place = out or example.reports
    told = feedback(example, provider, _SHOWN, place).content
    made = _report(example, country.demo, place)
    return publish_feedback(RegisterDemoResult(str(example.root), told, made))


def whole_demo(
    report: Published[ReportResult], register: Published[RegisterDemoResult], scenarios: tuple[Path, ...]
) -> Published[DemoResult]:
    """Return all parts of the demonstration as one result."""
    files = tuple(map(str, scenarios))
    return publish_feedback(DemoResult(**vars(report.content), register=register.content, scenarios=files))


def _report(example: DataFolder, area: str, place: Path) -> RecordReportResult:
    """Return the report; what an earlier version of drietrap showed of fictional youths is let go."""
    try:
        return record_report(example, area, _YEAR, place).content
    except RevealingError:
        shutil.rmtree(example.releases)
        return record_report(example, area, _YEAR, place).content


def _filled(example: DataFolder, country: Country) -> str:
    """Fill the register of the example once; return the provider of which all was registered anew."""
    truth = build_register(within(country, country.demo), years=_YEARS, seed=country.seed)
    largest, next_largest = _largest(truth)
    if PersonHouse(example).is_empty:
        wrong = restarted(truth, provider=largest, year=2022, share=0.9)
        wrong = gi_as_referrer(wrong, provider=next_largest)
        deliveries = example.root / "leveringen"
        deliveries.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(example.root / "bestanden" / MANIFEST, deliveries / MANIFEST)
        own = _providers(wrong, country.demo)
        write_deliveries(wrong, deliveries, periods=_PERIODS, formats=_FORMATS, providers=own)
        write_registrations(truth, deliveries, municipality=country.demo, period=Period.parse(_SHOWN))
        receive(example, [deliveries], keys=_KEYS)
    return largest


def _providers(register: SyntheticRegister, municipality: str) -> list[str]:
    """Return who helped youths of a municipality: the providers that it gets deliveries of."""
    found = [delivered(register, period).filter(municipality=municipality)["provider"] for period in _PERIODS]
    return sorted(pl.concat(found).unique().to_list())


def _largest(register: SyntheticRegister) -> tuple[str, str]:
    """Return the two providers with the most trajectories."""
    counted = register.of_kind(JEUGDHULP).group_by("provider").len()
    own = counted.join(register.providers.filter(pl.col("kind") == "aanbieder"), on="provider", how="semi")
    first, second = own.sort("len", "provider", descending=[True, False])["provider"].head(2).to_list()
    return str(first), str(second)
