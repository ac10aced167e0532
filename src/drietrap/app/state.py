"""One release, opened for questions: core tables, figures and areas, read once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from drietrap.app.checks import from_table
from drietrap.app.core import Core
from drietrap.app.folder import DataFolder
from drietrap.app.outlines import TABLE as OUTLINES
from drietrap.app.outlines import outlines
from drietrap.app.territory import municipality, require_existing, territory
from drietrap.benchmark.doubt import Doubts, doubts
from drietrap.benchmark.finding import Finding
from drietrap.benchmark.groups import Territory
from drietrap.catalogue.comparison import HEADLINE_USE
from drietrap.catalogue.indicator import Indicator, Unit
from drietrap.catalogue.indicators import INDICATORS
from drietrap.register.areas import AreaRegister
from drietrap.register.snapshots import SnapshotStore
from drietrap.register.warehouse import Warehouse
from drietrap.vocabulary.errors import NoDataError
from drietrap.vocabulary.period import Period

# Taakvelden that were split in 2023: what is still booked on them is no cost to compare.
_ENDED = ("kosten_6_72_per_", "kosten_6_82_per_")
_ENOUGH = 5  # indicators a municipality must have in a period before that period is a sensible default


@dataclass(frozen=True)
class State:
    """An opened release; ``folder`` is the data folder that it is in."""

    folder: Path
    number: int
    core: Core
    figures: pl.DataFrame
    findings: tuple[Finding, ...]
    store: SnapshotStore
    outlines: pl.DataFrame

    @cached_property
    def areas(self) -> AreaRegister:
        """The register of areas of this release."""
        return self.core.areas()

    @cached_property
    def doubts(self) -> Doubts:
        """Which comparable figures rest on a cell that a check found odd."""
        return doubts(self.figures, comparable_indicators(), self.findings, self.core.observation)

    @property
    def synthetic(self) -> bool:
        """Whether these are fictional data."""
        return self.core.synthetic

    def name(self, area: str) -> str:
        """Return the name of an area for readers."""
        return self.areas.get(area).name

    def ended(self, area: str) -> str:
        """Return in brackets into which municipality an area was merged and when; empty while it exists."""
        mergers = self.areas.successors(area)
        if not mergers:
            return ""
        names = " en ".join(self.name(merger.new) for merger in mergers)
        return f" (op {mergers[0].date.isoformat()} opgegaan in {names})"

    def require_existing(self, area: str, year: int) -> None:
        """Raise when a municipality did not exist on 1 January of ``year``, with who has those figures.

        Raises
        ------
        NoDataError
            The municipality was formed later, or had ended by then.
        """
        require_existing(self.areas, area, year)

    def municipality(self, text: str, period: str | None) -> str:
        """Return the code of the municipality a person names."""
        return municipality(self.areas, text, Period.parse(period).year if period else None)

    def period(self, area: str, wanted: str | None) -> str:
        """Return the wanted period, or the newest with a figure on use, else with figures enough.

        Raises
        ------
        NoDataError
            When there is no figure for this municipality at all, or not near the wanted period.
        """
        mine = self.figures.filter((pl.col("area") == area) & pl.col("rounding_lower").is_not_null())
        if mine.is_empty():
            raise NoDataError(
                f"over {self.name(area)} is nog niets gelezen",
                action="lees eerst tabellen met 'drietrap lees' of 'drietrap haal'",
            )
        if wanted is not None:
            return self._wanted(mine, area, Period.parse(wanted).code)
        use = mine.filter(pl.col("indicator") == HEADLINE_USE)["period"].sort()
        if not use.is_empty():
            return str(use[-1])
        counted = mine.group_by("period").len().sort("period")
        plenty = counted.filter(pl.col("len") >= _ENOUGH)
        return str((counted if plenty.is_empty() else plenty)["period"][-1])

    def _wanted(self, mine: pl.DataFrame, area: str, wanted: str) -> str:
        there = mine["period"].unique().sort().to_list()
        if wanted not in there:
            whom = f"{self.name(area)}{self.ended(area)}"
            raise NoDataError(
                f"over {whom} zijn geen cijfers van {Period.parse(wanted).label}",
                expected=f"een periode die gelezen is: {', '.join(there)}",
                action="kies een van die perioden, of lees eerst de tabel van die periode",
            )
        return wanted

    def territory(self, period: str) -> Territory:
        """Return the municipalities of the year of ``period``."""
        year = Period.parse(period).year
        return territory(self.core.observation, self.core.membership, self.areas, year)


@contextmanager
def opened(folder: DataFolder) -> Iterator[State]:
    """Open the current release for reading."""
    with Warehouse(folder.warehouse).open() as reader:
        core = Core.load(reader)
        yield State(
            folder.root,
            reader.number,
            core,
            reader.frame("figure"),
            from_table(reader.frame("finding")),
            SnapshotStore(folder.raw),
            # A release of before outlines were kept has its boundaries still.
            reader.frame(OUTLINES) if OUTLINES in reader.tables else outlines(core.boundary),
        )


def comparable_indicators() -> dict[str, Indicator]:
    """Return the indicators that can be compared: no bare counts, and no share written as '1 in N'."""
    left_out = (Unit.ONE_IN, Unit.COUNT)
    return {
        key: item
        for key, item in INDICATORS.items()
        if item.unit not in left_out and not key.startswith(_ENDED)
    }
