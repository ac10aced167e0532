"""Write a scenario as TOML; :func:`drietrap.steering.scenario.reading.read` gives it back."""

from __future__ import annotations

import json

from drietrap.steering.scenario.definition import Measure, Scenario, Settlement, month_text


def written(scenario: Scenario) -> str:
    """Return the text of a scenario file."""
    lines = [
        f"titel = {quoted(scenario.title)}",
        f"gemeente = {quoted(scenario.municipality)}",
        f"vraag = {quoted(scenario.question)}",
        f"begin = {quoted(month_text(scenario.start))}",
        f"jaren = {scenario.months // 12}",
        f"trekkingen = {scenario.draws}",
        f"toeval = {scenario.seed}",
        f"indexering = {scenario.index!r}",
    ]
    if scenario.split_by:
        lines.append(f"splitsing = {quoted(scenario.split_by)}")
    if scenario.occupancy is not None:
        lines.append(f"bezetting = {scenario.occupancy!r}")
    for measure in scenario.measures:
        lines += ["", *_measure(measure)]
    for variant in scenario.variants:
        chosen = ", ".join(map(quoted, variant.measures))
        lines += ["", "[[variant]]", f"naam = {quoted(variant.name)}", f"titel = {quoted(variant.title)}"]
        lines.append(f"maatregelen = [{chosen}]")
    for year, euros in scenario.budget:
        lines += ["", "[[begroting]]", f"jaar = {year}", f"bedrag = {euros}"]
    if scenario.settlement is not None:
        lines += _settlement(scenario.settlement)
    return "\n".join(lines) + "\n"


def _measure(measure: Measure) -> list[str]:
    lines = [
        "[[maatregel]]",
        f"naam = {quoted(measure.name)}",
        f"knop = {quoted(measure.lever)}",
        f"dosis = {measure.dose!r}",
        f"begin = {quoted(month_text(measure.start))}",
        f"vertraging = {measure.delay}",
        f"aanloop = {measure.ramp}",
        f"reden = {quoted(measure.reason)}",
    ]
    if measure.end is not None:
        lines.append(f"einde = {quoted(month_text(measure.end))}")
    if measure.cost is not None:
        lines.append(f"kosten_per_jaar = {measure.cost}")
    for own in measure.own:
        lines += ["", "[[eigen_effect]]", f"maatregel = {quoted(measure.name)}"]
        lines += [f"effect = {quoted(own.effect)}", f"midden = {own.middle!r}", f"laag = {own.low!r}"]
        lines += [f"hoog = {own.high!r}", f"bron = {quoted(own.source)}"]
    return lines


def _settlement(found: Settlement) -> list[str]:
    lines = ["", "[[verevening]]", f"deel = {found.share / 10!r}", f"sleutel = {found.key!r}"]
    lines.append(f"wat = {quoted(found.label)}")
    lines += [f"boven_grens = {found.over / 10!r}"] if found.over else []
    for member in found.members:
        lines += ["", "[[regio]]", f"gemeente = {quoted(member.name)}", f"lasten = {member.costs}"]
        lines.append(f"sleutel = {member.key!r}")
        lines += [f"boven_grens = {member.over / 10!r}"] if member.over else []
    return lines


def quoted(text: str) -> str:
    """Return a text as a value of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
