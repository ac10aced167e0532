"""A split in plain Dutch, saying no more than the intervals carry."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.split import Chain, TermText
from drietrap.vocabulary.notation import WORD_JOINER, euro, number, sign_of

CLEAR, PROBABLE, SMALL = "duidelijk", "waarschijnlijk", "klein"
NONE, UNKNOWN, BROKEN = "niet te onderscheiden van nul", "niet te zeggen", "over een trendbreuk"
NO_VERDICT = "Geen oordeel"  # how a note begins that says why a term gets none
CARRIED = (CLEAR, PROBABLE)
LEFTOVER = "Een rest: twee bronnen, van verschillende jaren, tellen de jongeren anders. Geen oordeel."
_NAMED = 2


def written(value: float, chain: Chain, *, signed: bool = False) -> str:
    """Write an amount of the figure's own unit, such as ``€ 381`` or ``0,54 procentpunt``."""
    sign = sign_of(value, chain.decimals) if signed else ""
    size = abs(value) if signed else value
    if chain.unit is Unit.EURO:
        return f"{sign}{euro(size * 100, chain.decimals)}".replace(" ", "\u00a0")
    words = " procentpunt" if chain.unit is Unit.PERCENTAGE and signed else ""
    words = "%" if chain.unit is Unit.PERCENTAGE and not signed else words
    return f"{sign}{number(size, chain.decimals)}{words}"


def _plain_size(value: float, chain: Chain) -> str:
    words = written(value, chain, signed=True)
    return words.lstrip(f"+−{WORD_JOINER}")


def term_sentence(
    text: TermText, difference: Estimate, certainty: str, chain: Chain, reason: str = ""
) -> str:
    """Return what a term means, with how sure it is; ``reason`` is why there is no verdict."""
    if certainty == BROKEN:
        return "Over een trendbreuk heen zegt dit deel niets over een verandering."
    if certainty == UNKNOWN or difference.value is None:
        return reason or "Hoe groot dit deel is, is niet te zeggen."
    if certainty == NONE:
        return "Dit deel kan net zo goed nul zijn."
    if certainty == SMALL:
        return "Dit deel is klein: minder dan 1% van het cijfer."
    side, why = ("hoger", text.more) if difference.value > 0 else ("lager", text.less)
    return f"{certainty.capitalize()} {_plain_size(difference.value, chain)} {side}, doordat {why}."


def split_sentence(
    chain: Chain,
    name: str,
    against: str,
    difference: Estimate,
    certainty: str,
    terms: Sequence[tuple[str, float | None, str]],
) -> str:
    """Return the finding of a split: the difference, and the largest terms that the intervals carry.

    ``terms`` are labels, values and certainties.
    """
    if certainty == BROKEN:
        return f"Tussen {against} en {name} zit een trendbreuk. Wat hier verschilt, is niet alleen veranderd."
    if difference.value is None:
        return (
            f"Hoe groot het verschil tussen {name} en {against} is, is niet te zeggen: een cijfer is geheim."
        )
    if certainty not in CARRIED:
        return (
            f"Het verschil tussen {name} en {against} is te klein of te onzeker om te verklaren."
            + _hidden(chain, terms)
        )
    side = "hoger" if difference.value > 0 else "lager"
    if chain.certain:  # the books or a plan: no chance
        text = f"{chain.label}: {name} is {_plain_size(difference.value, chain)} {side} dan {against}."
    else:
        text = f"{name} ligt {certainty} {_plain_size(difference.value, chain)} {side} dan {against}."
    sure = [(label, value) for label, value, word in terms if value and word in CARRIED]
    same = [one for one in sure if (one[1] > 0) == (difference.value > 0)]
    counter = [one for one in sure if (one[1] > 0) != (difference.value > 0)]
    unsaid = [(label, value) for label, value, word in terms if value and word == UNKNOWN]
    larger = [one for one in unsaid if all(abs(one[1]) > abs(value) for _, value in sure)]
    if same and larger:
        text += f" Een deel ervan komt door {_listed(same, chain)}."
        text += f" Over {_listed(larger, chain)} is geen oordeel te geven."
    elif same:
        text += f" Dat komt vooral door {_listed(same, chain)}."
    elif unsaid:
        text += " Waar dat vooral door komt, is met deze tabellen niet te zeggen."
    else:
        text += " Geen deel ervan is zeker genoeg om te noemen."
    if counter:
        text += f" De andere kant op werkt {_listed(counter, chain)}."
    return text


def _hidden(chain: Chain, terms: Sequence[tuple[str, float | None, str]]) -> str:
    sure = [(label, value) for label, value, word in terms if value and word in CARRIED]
    return f" Eronder liggen wel delen die elkaar opheffen: {_listed(sure, chain)}." if len(sure) > 1 else ""


def _listed(found: Sequence[tuple[str, float]], chain: Chain) -> str:
    largest = sorted(found, key=lambda one: -abs(one[1]))[:_NAMED]
    words = [f"‘{label}’ ({written(value, chain, signed=True)})" for label, value in largest]
    return " en ".join(words)
