"""What was found of a measure, in sentences that anyone in a council can read (Dutch, level B1)."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.learning.finding import FEWEST_FOR_LINE, FEWEST_OTHERS, EffectVerdict, Finding, Unknowable, Way
from drietrap.learning.result import EffectMethod, MeasureTold
from drietrap.vocabulary.notation import percentage

LEADS = ("Uitkomst", "Verwacht", "Gezien", "Getest", "Nu te verwachten")
_TITLES = {
    EffectVerdict.FOUND: "het effect is teruggevonden",
    EffectVerdict.OPPOSITE: "er is een effect de andere kant op gevonden",
    EffectVerdict.NOT_FOUND: "het verwachte effect is niet gevonden",
    EffectVerdict.UNKNOWN: "het is met deze cijfers niet te weten",
}
ASSUMPTIONS = (
    "In de gemeente gebeurde in dezelfde jaren niets anders dat dit aantal verandert. Begint er iets "
    "tegelijk, dan is dat van de maatregel niet te onderscheiden.",
    "De andere gemeenten begonnen niet in dezelfde jaren met zo'n maatregel. Deden enkele dat wel, dan valt "
    "het effect hier iets kleiner uit.",
)


def title(verdict: EffectVerdict) -> str:
    """Return the verdict as a title: begins with a small letter, no full stop."""
    return _TITLES[verdict]


def percent(value: float | None) -> str:
    """Write a change with its sign.

    >>> percent(-4.96), percent(3.0)
    ('-5,0%', '+3,0%')
    """
    if value is None:
        return "-"
    return f"{'+' if value > 0 else ''}{percentage(value)}"


def between(change: Estimate) -> str:
    """Write a change with its bounds."""
    return f"{percent(change.value)} ({percent(change.lower)} tot {percent(change.upper)})"


def sentences(
    measure: MeasureTold,
    finding: Finding,
    methods: tuple[EffectMethod, ...],
    earlier: EffectMethod | None,
    weighed: Estimate | None,
) -> tuple[str, ...]:
    """Return a sentence or a few for each of :data:`LEADS`; empty where there is nothing to say."""
    return (
        _outcome(measure, finding, methods),
        _expected(measure),
        _seen(finding, methods),
        _tested(methods, earlier),
        _now(weighed),
    )


def _outcome(measure: MeasureTold, finding: Finding, methods: tuple[EffectMethod, ...]) -> str:
    kind = "" if measure.prediction else " Let op: de maatregel is vastgelegd toen de cijfers er al waren."
    start = f"Van '{measure.title}': {title(finding.verdict)}. "
    if finding.reason is not None:
        return start + _why(measure, finding.reason, methods) + kind
    change = methods[0].change
    inside = _overlap(measure.expected, change)
    size = {
        EffectVerdict.FOUND: (
            "De grootte past bij wat was verwacht." if inside else "De grootte is anders dan was verwacht."
        ),
        EffectVerdict.OPPOSITE: "Dat vraagt om uitleg van wie het werk doet.",
        EffectVerdict.NOT_FOUND: "Was het zo groot als verwacht, dan lieten deze cijfers dat zien.",
        EffectVerdict.UNKNOWN: "",
    }[finding.verdict]
    return f"{start}{size}{kind}"


def _overlap(one: Estimate, other: Estimate) -> bool:
    return (one.lower or 0.0) <= (other.upper or 0.0) and (other.lower or 0.0) <= (one.upper or 0.0)


def _why(measure: MeasureTold, reason: Unknowable, methods: tuple[EffectMethod, ...]) -> str:
    width = ""
    if methods:
        change = methods[0].change
        width = percentage(((change.upper or 0.0) - (change.lower or 0.0)) / 2)
    return {
        Unknowable.NOTHING_AFTER: f"Er zijn nog geen cijfers over {measure.visible} of later.",
        Unknowable.NOTHING_BEFORE: f"Er zijn geen cijfers van vóór {measure.start} om mee te vergelijken.",
        Unknowable.BREAK: (
            "Sinds de maatregel is de telling of de gemeente zelf veranderd. Cijfers van ervoor en erna zijn "
            "niet te vergelijken."
        ),
        Unknowable.FEW_OTHERS: (
            f"Er zijn cijfers van minder dan {FEWEST_OTHERS} andere gemeenten, en van minder dan "
            f"{FEWEST_FOR_LINE} jaren ervoor."
        ),
        Unknowable.ALREADY: (
            "De gemeente liep al vóór de maatregel anders dan andere gemeenten, en dezelfde kant op. Wat er "
            "daarna gebeurde, kan daar het vervolg van zijn."
        ),
        Unknowable.CONTRADICTION: "Twee manieren van rekenen spreken elkaar tegen.",
        Unknowable.WIDE: (
            f"Geen effect past bij deze cijfers, en het verwachte effect ook. Ze zijn op ongeveer {width} na "
            "te bepalen; wacht op meer jaren, of op een groter effect."
        ),
    }[reason]


def _expected(measure: MeasureTold) -> str:
    return (
        f"{percent(measure.expected.value)} op het aantal {measure.number}, in 8 van de 10 gevallen tussen "
        f"{percent(measure.expected.lower)} en {percent(measure.expected.upper)}, vanaf {measure.visible}. "
        f"Vastgelegd op {_day(measure.written_on)}: {measure.reason}"
        + ("" if measure.reason.endswith(".") else ".")
    )


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)}-{int(month)}-{year}"


def _seen(finding: Finding, methods: tuple[EffectMethod, ...]) -> str:
    if not methods:
        return ""
    main = methods[0]
    years = f"{finding.before[0]}-{finding.before[-1]}" if len(finding.before) > 1 else f"{finding.before[0]}"
    later = f"{finding.after[0]}-{finding.after[-1]}" if len(finding.after) > 1 else f"{finding.after[0]}"
    beside = (
        f"naast {main.others} gemeenten zonder deze maatregel"
        if main.method != Way.SERIES.value
        else "naast de eigen lijn van ervoor"
    )
    return f"{between(main.change)} in {later} tegenover {years}, {beside}. Dat is met 95% zekerheid."


def _tested(methods: tuple[EffectMethod, ...], earlier: EffectMethod | None) -> str:
    told = []
    if methods and methods[0].others:
        among = round(100 * methods[0].p_value)
        told.append(
            f"Van 100 gemeenten zonder de maatregel weken er ongeveer {max(among, 1)} toevallig even ver af."
        )
    if earlier is not None:
        inside = (earlier.change.lower or 0.0) <= 0 <= (earlier.change.upper or 0.0)
        told.append(
            f"Doen wij alsof de maatregel eerder begon, dan vinden wij {between(earlier.change)}"
            + (": niets dat zeker is." if inside else ": dan ook een verandering.")
        )
    told += [f"Een tweede manier ({other.method}) geeft {between(other.change)}." for other in methods[1:]]
    return " ".join(told)


def _now(weighed: Estimate | None) -> str:
    if weighed is None:
        return ""
    return f"{between(weighed)}: wat was verwacht, gewogen met wat is gezien."
