"""What chains between two years of one place share: people, inflation, and amounts without it."""

from __future__ import annotations

from typing import Any

from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.split import Block, Chain, Group, Ratio, TermKind, TermText

FROM_2015 = (
    "Groei vanaf 2015 is met deze bronnen niet te splitsen. De lasten per taakveld jeugd zijn er alleen van "
    "de jaren die u las (de codes van nu bestaan sinds 2023 en eindigen in 2024), het aantal jongeren met "
    "jeugdzorg begint in 2016 en heeft een trendbreuk in 2021, en de indexatie begint in 2023."
)
KINDS = (
    ("verblijf", "hulp met verblijf"),
    ("zonder_verblijf", "hulp zonder verblijf"),
    ("bescherming", "bescherming en reclassering"),
    ("oude_code", "oude code (6.72)"),
)


def people(quantity: str, words: str) -> tuple[Block, TermText]:
    """Return the number of people as a factor, and its words."""
    total = Ratio((quantity,))
    text = TermText(
        "bevolking",
        TermKind.POPULATION,
        f"Aantal {words}",
        f"er meer {words} zijn",
        f"er minder {words} zijn",
        total,
        1.0,
        words,
    )
    return Block(total, (Group("bevolking", "", total, "bevolking"),)), text


def inflation(deflator: str, name: str) -> tuple[Block, TermText]:
    """Return the prices of a deflator as a factor, and its words."""
    total = Ratio((), index=deflator)
    text = TermText(
        "inflatie",
        TermKind.INFLATION,
        f"Inflatie ({name})",
        f"lonen en prijzen stegen ({name})",
        f"lonen en prijzen daalden ({name})",
        total,
        100.0,
        "index",
    )
    return Block(total, (Group("inflatie", "", total, "inflatie"),)), text


def real(amount: str, base: str, deflator: str, term: str) -> Block:
    """Return an amount per ``base`` at the prices of the first year, by kind of help."""
    return Block(
        Ratio((amount,), (base,), deflated=deflator),
        tuple(
            Group(key, label, Ratio((f"{amount}_{key}",), (base,), deflated=deflator), term)
            for key, label in KINDS
        ),
    )


def reach(level: Ratio | None = None) -> TermText:
    """Return the words of the share of youths with care."""
    return TermText(
        "bereik",
        TermKind.REACH,
        "Bereik: aandeel met jeugdzorg",
        "een groter deel van de jongeren jeugdzorg krijgt",
        "een kleiner deel van de jongeren jeugdzorg krijgt",
        level,
        100.0,
        "per 100 jongeren tot 23 jaar" if level else "",
    )


def growth(
    id_: str,
    label: str,
    question: str,
    figure: str,
    blocks: tuple[Block, ...],
    terms: tuple[TermText, ...],
    reference: str,
    *,
    unit: Unit,
    **more: Any,
) -> Chain:
    """Return a chain between two years; ``more`` as in :class:`Chain`.

    An amount is that of the books or of a plan: to the cent, and without chance.
    """
    amounts = unit is Unit.EURO
    return Chain(
        id=id_,
        label=label,
        question=question,
        unit=unit,
        scale=1.0,
        step=0.01 if amounts else 1.0,
        decimals=0,
        figure=Ratio((figure,)),
        blocks=blocks,
        terms=terms,
        reference=reference,
        over_time=True,
        certain=amounts,
        **more,
    )
