"""The page about the split: how often it names the right cause, how exactly, and when it cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from tools.pages import DO_NOT_EDIT, table

from bench.splitting_cases import CASES, TRAJECTORIES, Case
from bench.splitting_truth import LARGEST, REGISTERS, SMALLEST, Trial
from bench.splitting_world import MUNICIPALITIES
from drietrap.catalogue.split import TermText
from drietrap.catalogue.split_costs import KOSTEN
from drietrap.catalogue.split_records import RECORD_CHAINS
from drietrap.statistics.proportions import wilson
from drietrap.vocabulary.notation import number, percentage

_WORDS: dict[str, TermText] = {text.id: text for chain in (KOSTEN, *RECORD_CHAINS) for text in chain.terms}


def page(trials: Sequence[Trial]) -> str:
    """Return the page in Markdown."""
    by_case = {case.id: [trial for trial in trials if trial.case == case.id] for case in CASES}
    named = [case for case in CASES if case.terms]
    seeds = len({trial.seed for trial in trials})
    none = by_case["geen"]
    parts = [
        DO_NOT_EDIT.format(maker="`make splitting`").strip(),
        "# Splitsing: noemt zij de goede oorzaak?",
        f"Over {seeds} paren gemeenten, door loting gemaakt uit {REGISTERS} fictieve registers van "
        f"{MUNICIPALITIES} gemeenten. De twee gemeenten van een paar verschillen eerst alleen door toeval. "
        f"Daarna krijgt de tweede een oorzaak die {percentage(100 * SMALLEST, 0)} tot "
        f"{percentage(100 * LARGEST, 0)} groot is, of twee tegelijk. Uit de registratie telt de splitsing "
        "trajecten, duur, eenheden en bedragen; uit gepubliceerde tabellen alleen wat daarin staat.",
        "**Wat dit niet zegt.** In het echt verschillen gemeenten in alles tegelijk, en zegt een deel waar "
        "het verschil zit, niet wie of wat het veroorzaakte.",
        "## Eén bekende oorzaak, of twee tegelijk",
        table(
            (
                "oorzaak",
                "keer",
                "grootste deel is de oorzaak",
                "grootste zekere deel is de oorzaak",
                "fout, in % van de oorzaak",
                "binnen het 95%-interval",
            ),
            [_row(case, by_case[case.id]) for case in named],
        ).strip(),
        "'Grootste deel': het deel met het grootste bedrag; bij twee oorzaken: de twee grootste delen. "
        "'Zeker': het 95%-interval (loting van jongeren, 60 keer opnieuw) sluit nul uit. De fout is de "
        "mediaan van het verschil met de waarheid, die bekend is uit het hele land zonder toeval. Tussen "
        "haakjes staat het 95%-interval (Wilson 1927).",
        "Een oudere bevolking verandert de kosten maar weinig: het toeval in duur en zwaarte is vaak groter. "
        "Daarom is dit deel zelden het grootste, ook al wordt het precies gemeten.",
        "## Wat gepubliceerde tabellen ervan maken",
        table(
            ("oorzaak", "goede deel", "genoemd (keer)"),
            [_published(case, by_case[case.id]) for case in named],
        ).strip(),
        "Duur, intensiteit, soort hulp en prijs zitten in gepubliceerde tabellen samen in het bedrag per "
        "traject: dat is dan het goede deel. Wat opnieuw geregistreerd of niet geleverd is, kunnen die "
        "tabellen niet als oorzaak noemen; zij wijzen dan een ander deel aan. Daarom hoort bij elke "
        "splitsing de vraag of de registratie klopt.",
        "## Zonder oorzaak",
        _quiet(none),
    ]
    return "\n\n".join(parts) + "\n"


def _row(case: Case, trials: Sequence[Trial]) -> tuple[str, ...]:
    wanted = set(case.terms)
    size = len(wanted)
    first = sum(set(trial.named[:size]) == wanted for trial in trials)
    sure = sum(set(trial.sure[:size]) == wanted for trial in trials)
    errors, inside = [], 0
    for trial in trials:
        for truth, found, low, high in zip(trial.truth, trial.found, trial.lower, trial.upper, strict=True):
            errors.append(abs(found - truth) / abs(truth))
            inside += low <= truth <= high
    which = "trajecten per jongere" if case.chain == TRAJECTORIES else "kosten per jongere"
    return (
        f"{case.label} ({which})",
        str(len(trials)),
        share(first, len(trials)),
        share(sure, len(trials)),
        percentage(100 * float(np.median(errors)), 0) if errors else "",
        share(inside, len(errors)),
    )


def _published(case: Case, trials: Sequence[Trial]) -> tuple[str, ...]:
    counted = Counter(trial.published for trial in trials)
    said = ", ".join(f"{_WORDS[term].label} ({times})" for term, times in counted.most_common(3))
    right = _WORDS[case.published].label if case.published else "kan niet, of meer dan één"
    return case.label, right, said


def _quiet(trials: Sequence[Trial]) -> str:
    terms = sum(len(trial.named) for trial in trials)
    false = sum(len(trial.sure) for trial in trials)
    if not terms:
        return "Niet gemeten."
    return (
        f"Twee gemeenten die alleen door toeval verschillen: van {number(terms)} delen sluit bij "
        f"{share(false, terms)} het 95%-interval nul ten onrechte uit. Ongeveer 5% hoort zo te zijn."
    )


def share(hits: int, of: int) -> str:
    """Write a share with its interval, for example ``96% (92-98)``."""
    if not of:
        return ""
    low, high = wilson(hits, of, 0.95)
    return f"{percentage(100 * hits / of, 0)} ({100 * float(low):.0f}-{100 * float(high):.0f})"
