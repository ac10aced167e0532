"""How often a measure is found back, and how often one that did nothing is: docs/naslag/terugvinden.md."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.effect_worlds import OTHERS, Case, World, world
from drietrap.learning.finding import EffectVerdict, Finding, find
from drietrap.vocabulary.notation import percentage

PAGE = Path(__file__).parents[1] / "docs" / "naslag" / "terugvinden.md"
WORLDS = 200
_HEADS = (
    *(verdict.value for verdict in EffectVerdict),
    "effect binnen 95%-grenzen",
    "gemiddelde breedte (95%)",
)
_WHAT = (
    "`drietrap effect` zoekt het effect van een maatregel terug. Hier is nagegaan hoe vaak dat klopt, in "
    f"verzonnen landen van {OTHERS + 1} gemeenten waarvan bekend is wat de maatregel deed. De gemeente met "
    "de maatregel heeft 400 tot 3.000 jongeren met jeugdhulp. Aantallen zijn geteld per persoon en afgerond "
    "op vijf; de regels staan in `bench/effect_worlds.py`. Verwacht was steeds een daling van 15%, in 8 van "
    "de 10 gevallen tussen 8% en 22%."
)
_NOT = (
    "**Wat dit niet zegt.** Wat tegelijk met de maatregel begint, in deze gemeente alleen, is er nooit van "
    "te onderscheiden: dat laat de laatste regel zien. Daarom staat die aanname bij elke uitkomst, en kunt "
    "u een breuk die u kent bij de maatregel opschrijven."
)


@dataclass(frozen=True)
class Found:
    """A world and what was found in it."""

    made: World
    finding: Finding

    @property
    def covered(self) -> bool | None:
        """Whether the true change lies within the interval; None when there is none."""
        main = self.finding.main
        return None if main is None else main.low <= self.made.truth <= main.high


def tried(case: Case, worlds: int, *, before: int) -> list[Found]:
    """Return what is found in ``worlds`` worlds in which ``case`` happened."""
    made = (world(case, seed, before=before) for seed in range(worlds))
    return [Found(one, find(one.measure, one.area, one.panel)) for one in made]


def row(case: Case, found: list[Found]) -> str:
    """Return a line of the page."""
    verdicts = Counter(one.finding.verdict for one in found)
    covered = [one.covered for one in found if one.covered is not None]
    widths = [one.finding.main.half_width for one in found if one.finding.main is not None]
    cells = [percentage(100 * verdicts[verdict] / len(found), 1) for verdict in EffectVerdict]
    cells.append(percentage(100 * sum(covered) / len(covered), 1) if covered else "-")
    cells.append(f"±{percentage(100 * sum(widths) / len(widths), 1)}" if widths else "-")
    return f"| {case.value} | {' | '.join(cells)} |"


def page(worlds: int) -> str:
    """Return the page."""
    parts = ["<!-- Gemaakt door `make effects`; pas dit bestand niet met de hand aan. -->"]
    parts += ["# Terugvinden: hoe vaak klopt het?", _WHAT, _NOT]
    for before in (5, 2, 1):
        years = "één jaar" if before == 1 else f"{before} jaar"
        rows = [row(case, tried(case, worlds, before=before)) for case in Case if _fits(case, before)]
        head = f"| wat er gebeurde | {' | '.join(_HEADS)} |\n| --- |{' ---: |' * len(_HEADS)}"
        title = f"## Cijfers van {years} ervoor en twee jaar erna"
        parts.append(f"{title}\n\n{worlds} landen per regel.\n\n{head}\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def _fits(case: Case, before: int) -> bool:
    """Whether a case can happen with so few years before."""
    return before >= 5 or case not in (Case.HIGH, Case.TREND)


def main() -> None:
    """Write the page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--worlds", type=int, default=WORLDS)
    PAGE.write_text(page(asked.parse_args().worlds), encoding="utf-8")


if __name__ == "__main__":
    main()
