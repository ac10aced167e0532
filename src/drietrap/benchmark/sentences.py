"""The finding of a comparison in one plain Dutch sentence, saying no more than the interval carries."""

from __future__ import annotations

from drietrap.benchmark.result import Comparison, GroupKind, Verdict

_WHERE = {
    GroupKind.NEDERLAND: "in Nederland",
    GroupKind.JEUGDREGIO: "in de rest van de jeugdregio",
    GroupKind.GROOTTEKLASSE: "in gemeenten van deze grootte",
    GroupKind.BUREN: "in de gemeenten die er het meest op lijken",
}


def sentence(comparison: Comparison) -> str:
    """Return the verdict as a sentence without numbers; numbers stand beside it in table and chart."""
    where = _WHERE[comparison.group.kind]
    if comparison.verdict is Verdict.UNKNOWN:
        return f"Of dit anders is dan {where}, is niet te zeggen."
    if comparison.verdict is Verdict.NO_DIFFERENCE_SHOWN:
        text = f"Niet te onderscheiden van het cijfer {where}."
    elif comparison.verdict is Verdict.SMALL_DIFFERENCE:
        text = f"Minder dan 5% verschil met het cijfer {where}."
    else:
        text = f"{comparison.verdict.value.capitalize()} dan {where}."
    if comparison.hidden:
        text += " Het cijfer zelf is geheim, maar de grenzen ervan zijn bekend."
    if comparison.changes_without:
        number = len(comparison.changes_without)
        whom = "één van de buurgemeenten" if number == 1 else f"één van {number} buurgemeenten"
        text += f" Dit oordeel verandert als {whom} wordt weggelaten."
    return text
