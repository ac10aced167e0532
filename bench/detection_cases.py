"""Distortions put into a fictional register at an address drawn from the seed, and what should find them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from drietrap.catalogue.rules.history.rule import Subject
from drietrap.synthetic.register import distortions
from drietrap.synthetic.register.distortions.team import team_of
from drietrap.synthetic.register.model import JEUGDBESCHERMING, JEUGDHULP, SyntheticRegister
from drietrap.vocabulary.period import Period

NOW, OLD = Period(2022, "H", 1), Period(2021, "H", 2)
YEARS = range(2020, 2023)
FEWEST = 10  # trajectories in the period of a provider that can be drawn
FEWEST_DECIDED = 3  # ... of those under a measure that the municipality decided on
SHARES = (0.3, 0.6, 1.0)
_TRADES = ("ggz", "begeleiding", "dagbehandeling", "pleegzorg", "gezinshuis", "residentieel")
Hit = tuple[str, Subject, str]


@dataclass(frozen=True)
class Made:
    """A distorted register, and the findings that would be right: rule, kind of subject, subject."""

    register: SyntheticRegister
    right: tuple[Hit, ...]


@dataclass(frozen=True)
class Address:
    """Where a distortion goes: everything that can be drawn for one seed."""

    register: SyntheticRegister
    rows: pl.DataFrame
    number: int

    def provider(
        self, trades: tuple[str, ...] = _TRADES, rows: pl.DataFrame | None = None, fewest: int = FEWEST
    ) -> str:
        """Return a provider of these trades with enough trajectories, each as likely as another."""
        known = self.register.providers.filter(pl.col("trade").is_in(trades))
        counted = (self.rows if rows is None else rows).filter(pl.col("kind") == JEUGDHULP)
        sizes = counted.group_by("provider").len().filter(pl.col("len") >= fewest)
        return self._one(sizes.join(known, on="provider", how="semi")["provider"])

    def municipality(self) -> str:
        """Return a municipality."""
        return self._one(pl.Series(self.register.territory.merged_unit_codes).unique())

    def near(self, municipality: str) -> str:
        """Return a provider of ambulatory help with trajectories in a municipality."""
        here = self.rows.filter((pl.col("municipality") == municipality) & pl.col("form").is_in(["02", "04"]))
        return self.provider(("ggz", "begeleiding"), here)

    @property
    def share(self) -> float:
        """The part of the trajectories that a distortion touches, where it can be told."""
        return SHARES[self.number % len(SHARES)]

    def _one(self, codes: pl.Series) -> str:
        ordered = codes.sort()
        if ordered.is_empty():
            raise LookupError("nobody to draw from")
        return str(ordered[(self.number * 2_654_435_761 >> 7) % len(ordered)])


def _restarted(at: Address) -> Made:
    who = at.provider()
    made = distortions.restarted(at.register, provider=who, year=NOW.year, share=at.share)
    return Made(made, (("HERSTART-MASSAAL", Subject.PROVIDER, who),))


def _gi_as_referrer(at: Address) -> Made:
    held = at.rows.filter(pl.col("kind") == JEUGDBESCHERMING).select("person")
    decided = at.rows.filter(pl.col("referrer") == "01").join(held, on="person", how="semi")
    who = at.provider(rows=decided, fewest=FEWEST_DECIDED)
    made = distortions.gi_as_referrer(at.register, provider=who, share=at.share)
    right = tuple((rule, Subject.PROVIDER, who) for rule in ("GI-ALS-VERWIJZER", "VERWIJZER-GEMEENTE"))
    return Made(made, right)


def _team_missing(at: Address) -> Made:
    where = at.municipality()
    made = distortions.team_missing(at.register, municipality=where)
    rules = ("WIJKTEAM-ONTBREEKT", "WIJKTEAM-NIET-GELEVERD")
    return Made(made, tuple((rule, Subject.MUNICIPALITY, where) for rule in rules))


def _team_without_help(at: Address) -> Made:
    where = at.municipality()
    who = at.near(where)
    made = distortions.team_without_help(at.register, municipality=where, provider=who, share=at.share)
    rules = ("WIJKTEAM-ELDERS", "WIJKTEAM-NIET-GELEVERD")
    right = tuple((rule, Subject.MUNICIPALITY, where) for rule in rules)
    return Made(made, (*right, ("WIJKTEAM-VORM", Subject.PROVIDER, who)))


def _families_once(at: Address) -> Made:
    where = at.municipality()
    made = distortions.families_once(at.register, municipality=where)
    return Made(made, (("GEZIN-TELT-EEN-KEER", Subject.MUNICIPALITY, where),))


def _families_repeated(at: Address) -> Made:
    where = at.municipality()
    made = distortions.families_repeated(at.register, municipality=where, share=at.share)
    team = team_of(at.register, where)
    right: tuple[Hit, ...] = (("GEZIN-ZELFDE-DAG", Subject.PROVIDER, team),)
    return Made(made, (*right, ("GEZIN-TELT-VAKER", Subject.MUNICIPALITY, where)))


def _moved_away(at: Address) -> Made:
    who = at.provider()
    made = distortions.moved_away(at.register, provider=who)
    rules = ("WOONT-ELDERS", "JEUGDIGE-ONBEKEND-BIJ-GEMEENTE")
    return Made(made, tuple((rule, Subject.PROVIDER, who) for rule in rules))


def _residence(at: Address, *, new: bool) -> Made:
    who = at.provider(("residentieel", "gezinshuis", "pleegzorg"))
    made = distortions.residence_principle(at.register, provider=who, new=new)
    rules = ("WOONPLAATS-INSTELLING", "JEUGDIGE-ONBEKEND-BIJ-GEMEENTE")
    return Made(made, tuple((rule, Subject.PROVIDER, who) for rule in rules))


def _few_deliver(at: Address) -> Made:
    where = at.municipality()
    made = distortions.few_deliver(at.register, municipality=where, share=0.5, since=dt.date(NOW.year, 1, 1))
    rules = ("LEVERAARS-WEGGEVALLEN", "WEINIG-LEVERAARS")
    return Made(made, tuple((rule, Subject.MUNICIPALITY, where) for rule in rules))


def _stopped(at: Address) -> Made:
    who = at.provider()
    made = distortions.stopped(at.register, provider=who, since=dt.date(NOW.year, 1, 1))
    rules = ("LEVERING-GESTOPT", "CONTRACT-ZONDER-LEVERING")
    return Made(made, tuple((rule, Subject.PROVIDER, who) for rule in rules))


def _unfinished(at: Address) -> Made:
    who = at.provider(("ggz",))
    made = distortions.unfinished_billing(at.register, until=dt.date(YEARS.stop, 1, 1), providers=(who,))
    rules = ("AMBULANT-LAAT", "AMBULANT-NIETS-LOPEND", "PRODUCTIE-VERSCHIL", "REGISTRATIE-NIET-GELEVERD")
    return Made(made, tuple((rule, Subject.PROVIDER, who) for rule in rules))


@dataclass(frozen=True)
class Case:
    """A kind of distortion: Dutch name, the period in which it is looked for, and how it is made."""

    name: str
    period: Period
    make: Callable[[Address], Made]


CASES: dict[str, Case] = {
    "restarted": Case("iedereen opnieuw aangemeld op 1 januari", NOW, _restarted),
    "gi_as_referrer": Case("GI als verwijzer bij maatregel en besluit", NOW, _gi_as_referrer),
    "team_without_help": Case("wijkteamtrajecten zonder wijkteam", NOW, _team_without_help),
    "team_missing": Case("hulp van het wijkteam ontbreekt", NOW, _team_missing),
    "unfinished_billing": Case("onvoltooide facturatie verbergt ambulante ggz", NOW, _unfinished),
    "moved_away": Case("jeugdigen die er niet meer wonen", NOW, _moved_away),
    "residence_old": Case("woonplaatsbeginsel tot 2022 (voogdij)", OLD, lambda at: _residence(at, new=False)),
    "residence_new": Case(
        "woonplaatsbeginsel sinds 2022 verkeerd toegepast", NOW, lambda at: _residence(at, new=True)
    ),
    "families_once": Case("gezin telt een keer", NOW, _families_once),
    "families_repeated": Case("gezin telt meermalen", NOW, _families_repeated),
    "few_deliver": Case("weinig aanbieders leveren", NOW, _few_deliver),
    "stopped": Case("een aanbieder stopt met leveren", NOW, _stopped),
}
