"""The page about detection: what was found how often, what was not and why, and false alarms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tools.pages import DO_NOT_EDIT, table

from bench.detection import COUNTRIES, FEWEST_TOUCHED, MUNICIPALITIES, SEEDS, TUNED_ON, Quiet, Trial
from bench.detection_cases import CASES, FEWEST
from drietrap.catalogue.rules.history.rule import Need
from drietrap.catalogue.rules.history_rules import HISTORY_RULES
from drietrap.statistics.proportions import wilson

FILES = (Need.CONTRACTS, Need.TEAM, Need.PRODUCTION, Need.MUNICIPAL)
ON_FILES = frozenset(rule.code for rule in HISTORY_RULES if set(rule.needs) & set(FILES))
CLASSES = ((FEWEST_TOUCHED, 9), (10, 29), (30, None))
WHY: dict[str, str] = {
    "restarted": (
        "Gemist worden kleine gevallen: minder dan 5 trajecten die niet meer dan de helft zijn van wat "
        "liep. Een lagere drempel zou ook gewone nieuwe starts op 1 januari melden."
    ),
    "gi_as_referrer": (
        "Zonder de registratie van de gemeente is dit alleen een patroon: gemiddeld noemt een kwart de "
        "gemeente. "
        "Bij minder dan ongeveer 20 trajecten onder een maatregel is nul keer de gemeente nog toeval. Met de "
        "registratie wordt elk traject herkend."
    ),
    "team_without_help": (
        "Gevonden bij de aanbieder die hulpvorm 01 gebruikt. Bij de gemeente valt het pas op als teams van "
        "elders daar minder leveren dan die aanbieder."
    ),
    "team_missing": (
        "Zonder registratie alleen waar naar verhouding genoeg hulp te verwachten was; gemeenten "
        "verschillen hierin echt."
    ),
    "unfinished_billing": (
        "Gemist worden aanbieders met een paar trajecten per periode: daarvan begint en eindigt bijna alles "
        "binnen dezelfde periode."
    ),
    "moved_away": (
        "Uit de leveringen valt alleen op wie ook bij een andere aanbieder staat; de meeste jeugdigen "
        "hebben er een. "
        "Met de registratie van de gemeenten vallen de anderen ook op, tenzij het er maar een paar van "
        "velen zijn."
    ),
    "residence_old": (
        "Alleen te zien waar een GI of andere aanbieder de echte gemeente levert, en vanaf 3 jeugdigen op "
        "een gemeente."
    ),
    "residence_new": (
        "Te zien doordat lopende trajecten van gemeente veranderen; wie na de wijziging binnenkomt en "
        "nergens anders staat, valt alleen met de registratie van de gemeente op."
    ),
    "families_once": (
        "Uit de leveringen is dit niet te zien: een kind dat ontbreekt laat geen spoor na. De gezinsplannen "
        "van het wijkteam zijn nodig. Ook daarmee gemist: gezinnen waarvan in deze periode alleen het "
        "ontbrekende kind nog hulp had."
    ),
    "families_repeated": (
        "Zonder de registratie van het wijkteam is het enige spoor dat kinderen op dezelfde dag beginnen; "
        "daarvoor moeten het er genoeg zijn."
    ),
    "few_deliver": (
        "Gemist uit de leveringen alleen waar de aanbieders die wegvallen samen minder dan 5% van de "
        "trajecten hadden."
    ),
    "stopped": (
        "Elk lopend traject hoort in de volgende levering; ontbreekt die, dan is dat zeker. Uit de "
        "leveringen wordt alleen gemist wie in de periode ervoor nog niets had lopen."
    ),
}


def page(quiet: Sequence[Quiet], trials: Sequence[Trial]) -> str:
    """Return the page in Markdown."""
    return (
        DO_NOT_EDIT.format(maker="`make detection`")
        + "# Opsporing: wat de controles vinden\n\n"
        + _setup(len(quiet))
        + "## Hoe vaak elke vertekening gevonden wordt\n\n"
        + _found(trials)
        + "\n## Wat niet gevonden wordt, en waarom\n\n"
        + "".join(f"- **{CASES[name].name}**: {WHY[name]}\n" for name in CASES)
        + "\n## Hoe groot de vertekening was\n\n"
        + _by_size(trials)
        + "\n## Vals alarm\n\n"
        + _alarms(quiet)
    )


def _setup(seeds: int) -> str:
    return (
        f"Over {seeds} fictieve registers (seeds {SEEDS.start} tot en met {SEEDS.start + seeds - 1}) in "
        f"{COUNTRIES} fictieve landen van {MUNICIPALITIES} gemeenten en ongeveer 290 aanbieders. In elk is "
        "elke vertekening een keer aangebracht, bij een aanbieder of gemeente die de seed aanwijst "
        f"(aanbieders vanaf {FEWEST} trajecten, en zo dat de levering van de periode in ten minste "
        f"{FEWEST_TOUCHED} trajecten verandert). De controles zien alleen wat een ontvanger heeft: de "
        "leveringen van alle perioden tot dan, en daarnaast de bestanden van de gemeenten.\n\n"
        f"De drempels van de controles zijn gekozen op andere seeds ({TUNED_ON.start} tot en met "
        f"{TUNED_ON.stop - 1}, deels in dezelfde landen) en daarna niet meer veranderd. Gevonden is: de "
        f"juiste controle, bij de "
        "juiste aanbieder of gemeente. Tussen haakjes staat het 95%-interval (Wilson 1927).\n\n"
        "**Wat dit niet zegt.** Het fictieve land is netter dan de werkelijkheid: buiten de vertekening "
        "bevat het geen "
        "fouten, registraties van gemeenten kloppen precies, en alle gemeenten geven ze. In het echt zal er "
        "minder worden gevonden en meer vals alarm zijn.\n\n"
    )


def share(k: int, n: int) -> str:
    """Return a share as a percentage with its interval; a dash when there is nothing to divide."""
    if n == 0:
        return "-"
    low, high = wilson(k, n)
    return f"{_number(100 * k / n, 0)}% ({_number(100 * float(low), 0)}-{_number(100 * float(high), 0)})"


def _found(trials: Sequence[Trial]) -> str:
    lines = []
    for name, case in CASES.items():
        own = [trial for trial in trials if trial.case == name]
        alone = sum(any(rule not in ON_FILES for rule in trial.found) for trial in own)
        either = sum(bool(trial.found) for trial in own)
        rules = Counter(rule for trial in own for rule in trial.found)
        names = ", ".join(
            f"{rule} ({count})" for rule, count in sorted(rules.items(), key=lambda one: (-one[1], one[0]))
        )
        others = sum(bool(trial.elsewhere) for trial in own)
        lines.append(
            (
                case.name,
                str(len(own)),
                share(alone, len(own)),
                share(either, len(own)),
                names or "-",
                str(others),
            )
        )
    head = ("vertekening", "keer", "uit leveringen", "met bestanden", "door (keer)", "ook elders gemeld")
    return table(head, lines) + (
        "\n'Ook elders gemeld': keren dat een controle die eerst zweeg, ook iets zei over een aanbieder of "
        "gemeente die niets met de vertekening te maken heeft. Bij het woonplaatsbeginsel is dat bijna "
        "altijd WOONT-ELDERS: de andere aanbieder van dezelfde jeugdige krijgt dan de melding.\n"
    )


def _by_size(trials: Sequence[Trial]) -> str:
    lines = []
    for name, case in CASES.items():
        cells = [case.name]
        for low, high in CLASSES:
            own = [
                t
                for t in trials
                if t.case == name and low <= t.touched and (high is None or t.touched <= high)
            ]
            alone = sum(any(rule not in ON_FILES for rule in trial.found) for trial in own)
            either = sum(bool(trial.found) for trial in own)
            cells.append(f"{alone} / {either} van {len(own)}" if own else "-")
        lines.append(tuple(cells))
    head = ("vertekening", *(f"{low}-{high}" if high else f"{low} of meer" for low, high in CLASSES))
    return (
        "Naar het aantal trajecten in de levering van de periode dat door de vertekening anders is. In elk "
        "vak: gevonden uit de leveringen / ook met bestanden, van het aantal keren.\n\n" + table(head, lines)
    )


def _alarms(quiet: Sequence[Quiet]) -> str:
    totals = Counter[str]()
    alone, both = Counter[str](), Counter[str]()
    for one in quiet:
        totals.update(one.subjects)
        alone.update(one.alarms_alone)
        both.update(one.alarms)
    lines = []
    for rule in HISTORY_RULES:
        of = totals[rule.subject.value]
        cells = [_per_hundred(both[rule.code], of)]
        cells.insert(0, "-" if rule.code in ON_FILES else _per_hundred(alone[rule.code], of))
        lines.append((rule.code, rule.subject.value, str(of), *cells))
    head = ("controle", "per", "keer bekeken", "zonder bestanden", "met bestanden")
    return (
        "In dezelfde registers zonder vertekening, in een periode: meldingen per 100 aanbieders (of "
        "gemeenten), met het 95%-interval (Wilson 1927).\n\n"
        + table(head, lines)
        + "\nAANTAL-SPRONG en INSTROOM-SPRONG melden hier vooral aanbieders van wie het contract begint of "
        "stopt: een echte sprong, die iemand moet verklaren. WIJKTEAM-ONTBREEKT meldt zonder de registratie "
        "ook gemeenten waar het wijkteam echt bijna geen jeugdhulp geeft.\n"
    )


def _per_hundred(k: int, n: int) -> str:
    low, high = wilson(k, n)
    return f"{_number(100 * k / n, 2)} ({_number(100 * float(low), 2)}-{_number(100 * float(high), 2)})"


def _number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")
