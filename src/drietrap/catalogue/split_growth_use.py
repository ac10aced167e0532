"""The chains of factors of use between two years of one place: more youths, or more help for as many."""

from __future__ import annotations

from typing import Any

from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.indicators.breaks import DORDRECHT_2022, MEER_AANBIEDERS_2021
from drietrap.catalogue.split import Block, Chain, Chance, Group, Ratio, TermKind, TermText
from drietrap.catalogue.split_growth import growth, people, reach
from drietrap.catalogue.split_quantities import NATIONAL_AGES

_QUESTION = "Groeit het aantal jongeren met jeugdzorg door de bevolking of door het gebruik?"
_AGES_STOP = (
    "Hoeveel jongeren van elke leeftijd jeugdzorg krijgen, staat niet in deze kerncijfers. Een andere "
    "leeftijdsopbouw zit daarom in het bereik. Kosten staan er niet in."
)
_AGES_NOTE = (
    "Aanname: het aantal jongeren tot 23 jaar is het aantal tot 15 jaar en acht tiende van het aantal van 15 "
    "tot 25 jaar."
)


def _of_place(id_: str, label: str, figure: str, youths: str, reference: str, **more: Any) -> Chain:
    """Return the chain of a number of youths with help: how many youths there are, and which part of them."""
    block, text = people(youths, "jongeren tot 23 jaar (geschat)")
    share = Ratio((figure,), (youths,), Chance.SHARE)
    return growth(
        id_,
        label,
        _QUESTION,
        figure,
        (block, Block(share, (Group("bereik", "", share, "bereik"),))),
        (text, reach(share)),
        reference,
        unit=Unit.COUNT,
        stopped=(_AGES_STOP,),
        breaks=(MEER_AANBIEDERS_2021, DORDRECHT_2022),
        **more,
    )


GROEI_GEBRUIK = _of_place(
    "groei-gebruik",
    "Aantal jongeren tot 23 jaar met jeugdzorg",
    "kern_jongeren",
    "kern_tot_23",
    "CBS, kerncijfers per gemeente (85039NED, 85318NED)",
    notes=(_AGES_NOTE, "Het aantal jongeren met jeugdzorg is het gepubliceerde percentage maal dat aantal."),
    checked=("jeugdzorg_tot_23",),
)
GROEI_REEKS = _of_place(
    "groei-gebruik-reeks",
    "Aantal jongeren tot 23 jaar met jeugdzorg, langere reeks",
    "reeks_jongeren",
    "reeks_tot_23",
    "CBS, kerncijfers van meer jaren",
    notes=(_AGES_NOTE,),
    checked=("jeugdzorg_tot_23_wijk",),
)

LANDELIJK = growth(
    "groei-landelijk",
    "Aantal jongeren tot 23 jaar met jeugdzorg, Nederland",
    _QUESTION,
    "landelijk_som",
    (
        Block(
            Ratio(("landelijk_som",)),
            tuple(
                Group(
                    ages,
                    label,
                    x=Ratio((f"landelijk_{ages}",), (f"landelijk_pct_{ages}",)),
                    x_term="bevolking",
                    y=Ratio((f"landelijk_pct_{ages}",)),
                    y_term="bereik",
                )
                for ages, label in NATIONAL_AGES.items()
            ),
        ),
    ),
    (
        TermText(
            "bevolking",
            TermKind.POPULATION,
            "Aantal jongeren in Nederland",
            "er meer jongeren zijn",
            "er minder jongeren zijn",
        ),
        reach(),
    ),
    "CBS, overgenomen door het NJi",
    unit=Unit.COUNT,
    notes=(
        "Het aantal jongeren is teruggerekend uit het aantal met jeugdzorg en het percentage. Het totaal is "
        "de som van twee leeftijdsgroepen; in 2016 is dat 2.000 meer dan het totaal dat de bron noemt.",
    ),
    stopped=("Kosten per jaar voor heel Nederland staan niet in de gelezen tabellen.",),
    breaks=(MEER_AANBIEDERS_2021,),
    national=True,
)
