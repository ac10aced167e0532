"""Write a scenario as TOML; :func:`drietrap.steering.scenario.reading.read` gives it back."""

from __future__ import annotations

import json
from importlib import resources

from drietrap.steering.scenario.definition import Measure, Scenario, Settlement, month_text


def written(scenario: Scenario) -> str:
    """Return the text of a scenario file."""
    lines = [
        f"titel = {_text(scenario.title)}",
        f"gemeente = {_text(scenario.municipality)}",
        f"vraag = {_text(scenario.question)}",
        f"begin = {_text(month_text(scenario.start))}",
        f"jaren = {scenario.months // 12}",
        f"trekkingen = {scenario.draws}",
        f"toeval = {scenario.seed}",
        f"indexering = {scenario.index!r}",
    ]
    if scenario.split_by:
        lines.append(f"splitsing = {_text(scenario.split_by)}")
    if scenario.occupancy is not None:
        lines.append(f"bezetting = {scenario.occupancy!r}")
    for measure in scenario.measures:
        lines += ["", *_measure(measure)]
    for variant in scenario.variants:
        chosen = ", ".join(map(_text, variant.measures))
        lines += ["", "[[variant]]", f"naam = {_text(variant.name)}", f"titel = {_text(variant.title)}"]
        lines.append(f"maatregelen = [{chosen}]")
    for year, euros in scenario.budget:
        lines += ["", "[[begroting]]", f"jaar = {year}", f"bedrag = {euros}"]
    if scenario.settlement is not None:
        lines += _settlement(scenario.settlement)
    return "\n".join(lines) + "\n"


def example() -> str:
    """Return a scenario to begin with, with words about every key."""
    return (resources.files("drietrap.catalogue") / "facts" / "voorbeeldscenario.toml").read_text("utf-8")


def _measure(measure: Measure) -> list[str]:
    lines = [
        "[[maatregel]]",
        f"naam = {_text(measure.name)}",
        f"knop = {_text(measure.lever)}",
        f"dosis = {measure.dose!r}",
        f"begin = {_text(month_text(measure.start))}",
        f"vertraging = {measure.delay}",
        f"aanloop = {measure.ramp}",
        f"reden = {_text(measure.reason)}",
    ]
    if measure.end is not None:
        lines.append(f"einde = {_text(month_text(measure.end))}")
    if measure.cost is not None:
        lines.append(f"kosten_per_jaar = {measure.cost}")
    for own in measure.own:
        lines += ["", "[[eigen_effect]]", f"maatregel = {_text(measure.name)}"]
        lines += [f"effect = {_text(own.effect)}", f"midden = {own.middle!r}", f"laag = {own.low!r}"]
        lines += [f"hoog = {own.high!r}", f"bron = {_text(own.source)}"]
    return lines


def _settlement(found: Settlement) -> list[str]:
    lines = ["", "[[verevening]]", f"deel = {found.share / 10!r}", f"sleutel = {found.key!r}"]
    lines.append(f"wat = {_text(found.label)}")
    for member in found.members:
        lines += ["", "[[regio]]", f"gemeente = {_text(member.name)}", f"lasten = {member.costs}"]
        lines.append(f"sleutel = {member.key!r}")
    return lines


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
