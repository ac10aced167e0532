"""How figures of a provider are written, and what the words of its report mean."""

from __future__ import annotations

import math

from drietrap.benchmark.mirror import FEWEST_PROVIDERS, Around, Change, Measured, MirrorFigure
from drietrap.publication.mirror import Part
from drietrap.publication.wording import period_label
from drietrap.vocabulary.notation import Count, number, percentage

NOT_RUN = "NIET-UITGEVOERD"
SYNTHETIC = "SYNTHETISCH: fictieve gegevens. Deze aanbieder bestaat niet. Gebruik deze cijfers nergens voor."
TERMS = (
    ("Telt mee", "De regel is goed genoeg om te tellen. Er kan nog iets aan te verbeteren zijn."),
    ("Apart gezet", "De regel telt niet mee tot u hem herstelt en opnieuw levert."),
    ("Samengevoegd", "Twee regels gingen over hetzelfde traject. Ze tellen samen als één."),
    (
        "Gecorrigeerd",
        "Wie het register beheert kent een fout in uw levering en telt daar iets anders. Uw levering zelf "
        "blijft zoals u haar stuurde. Levert u opnieuw zonder de fout, dan is de correctie niet meer nodig.",
    ),
    ("Blokkeert", "Met deze fout kan een regel niet meetellen."),
    ("Fout", "De regel telt mee, maar er staat iets in dat niet kan. Herstel dit in de volgende levering."),
    ("Waarschuwing", "Dit is waarschijnlijk fout."),
    ("Signaal", "Dit kan goed zijn. Kijk het na."),
    (
        "Vergelijkbare aanbieders",
        "Aanbieders met dezelfde soort levering over dezelfde periode, van ongeveer dezelfde grootte.",
    ),
    ("Midden", "De helft van de vergelijkbare aanbieders ligt lager en de helft hoger (de mediaan)."),
    (
        "Middelste helft",
        "Een kwart van de vergelijkbare aanbieders ligt lager en een kwart hoger. Aantallen en dagen zijn "
        f"afgerond op vijf. Zijn er minder dan {FEWEST_PROVIDERS}, dan staat er niets.",
    ),
    (
        "Verschil tussen ... en ...",
        "Waar het verschil met de vorige levering kan liggen als u toeval meerekent (95%). Beide leveringen "
        "delen trajecten, dus in werkelijkheid is de onzekerheid kleiner.",
    ),
    (
        "Lopend na de laatste dag",
        "Trajecten zonder einde, of met een einde na de periode. Wat op de laatste dag eindigt, telt niet "
        "mee, zoals bij het CBS.",
    ),
    ("Regelnummer", "Nummer van de regel in uw eigen bestand. Alleen u kunt zien over wie die regel gaat."),
)  # fmt: skip
CORRECTED = {
    "set": "kreeg een andere waarde",
    "leave_out": "telt niet mee",
    "continue": "geteld als één traject dat doorliep",
}
SURE = {"bevestigd": "bevestigd: u zegt het zelf", "aanname": "aanname: afgeleid uit uw levering"}
_LARGE = 100


def written(value: float | None, unit: Measured) -> str:
    """Write a figure in its unit; empty when there is none."""
    if value is None:
        return ""
    if unit is Measured.SHARE:
        return percentage(value, 0 if value == round(value) else 1)
    text = number(value)
    return f"{text} dagen" if unit is Measured.DAYS else text


def half(around: Around, unit: Measured) -> str:
    """Write the middle half of comparable providers, or why it is not there."""
    if around.lower is None:
        return f"te weinig vergelijkbare aanbieders ({around.providers})"
    return f"middelste helft {written(around.lower, unit)} tot {written(around.upper, unit)}"


def difference(change: Change | None, unit: Measured) -> tuple[str, str]:
    """Write a difference and where it can lie; both empty without a previous delivery."""
    if change is None:
        return "", ""
    lower, upper = change.lower, change.upper
    if unit is Measured.COUNT:  # outward, so that the words never say more than the interval
        lower, upper = float(math.floor(lower)), float(math.ceil(upper))
    return _signed(change.difference, unit), f"tussen {_signed(lower, unit)} en {_signed(upper, unit)}"


def _signed(value: float, unit: Measured) -> str:
    size = abs(value)
    text = number(size, 1 if unit is Measured.SHARE or size < _LARGE else 0)
    text = text.removesuffix(",0")
    sign = "" if text == "0" else "+" if value > 0 else "−"
    return f"{sign}{text}"


def part_name(part: Part) -> str:
    """Return the kind and period of a delivery in words."""
    return f"{part.kind}, {period_label(part.period)}"


def corrected(part: Part) -> str:
    """Say how many rows were corrected, and by which corrections."""
    rows, many = Count(part.corrected), len(part.corrections)
    names = ", ".join(one.id for one in part.corrections)
    by = "de correctie" if many == 1 else f"{many} correcties:"
    return f"{rows} {rows:regel|regels} {rows:is|zijn} gecorrigeerd door {by} {names}."


def is_far(figure: MirrorFigure) -> bool:
    """Whether a figure lies far from comparable ones: beyond 1.5 times the middle half (Tukey 1977)."""
    around = figure.around
    if figure.value is None or around.lower is None or around.upper is None:
        return False
    fence = 1.5 * max(around.upper - around.lower, 1.0)
    return figure.value < around.lower - fence or figure.value > around.upper + fence
