"""Youth care with stay."""

from __future__ import annotations

from drietrap.catalogue.indicator import (
    Example,
    Indicator,
    IntervalMethod,
    Moment,
    Published,
    ShareOfShare,
    Unit,
)
from drietrap.catalogue.indicators.breaks import GEBRUIK
from drietrap.catalogue.indicators.populations import JONG, JONGEREN_TOT_18, deel_van_jongeren
from drietrap.catalogue.indicators.sources import FIRST, SECRET_UP_TO, STATLINE_INDICATOREN, indicatoren
from drietrap.catalogue.indicators.tellingen import HULP, TOT_18, VERBLIJF, jongeren, percentage

_JEUGDHULP = indicatoren("pct_jeugdhulp")
_VERBLIJF = indicatoren("pct_verblijf_van_jeugdhulp")
_WAT = (
    "Jeugdhulp met verblijf is pleegzorg, hulp in een gezinshuis, een gesloten plaatsing of ander verblijf "
    "waarbij de jongere niet thuis overnacht."
)

INDICATORS = (
    Indicator(
        id="verblijf_van_jeugdhulp",
        theme="verblijf",
        label="Jongeren met verblijf, van de jongeren met jeugdhulp",
        unit=Unit.PERCENTAGE,
        question="Welk deel van de jongeren met jeugdhulp verblijft niet thuis?",
        definition="Van alle jongeren tot 18 jaar met jeugdhulp in natura in het jaar: het percentage dat "
        f"jeugdhulp met verblijf kreeg. {_WAT}",
        not_for="Dit is geen percentage van alle jongeren. Niet om te zeggen dat er meer of minder jongeren "
        "uit huis wonen: het percentage stijgt ook als minder jongeren lichte hulp krijgen.",
        numerator="Jongeren met jeugdhulp met verblijf",
        denominator="Jongeren met jeugdhulp in natura",
        formula=Published(
            _VERBLIJF,
            deel_van_jongeren("jongeren_met_jeugdhulp", "het aantal jongeren met jeugdhulp", _JEUGDHULP),
            SECRET_UP_TO,
        ),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_INDICATOREN,
        versions=FIRST,
        disclosure_group="85098NED",
        examples=(
            Example(((_VERBLIJF, 8.8), (_JEUGDHULP, 13.2), (JONG, 20000.0)), 8.8, 8.75, 8.85),
            Example(((_VERBLIJF, None), (_JEUGDHULP, 10.0), (JONG, 7000.0)), None, 0.0, 1.005025),
        ),
        breaks=GEBRUIK,
        records=percentage(jongeren(VERBLIJF, TOT_18), jongeren(HULP, TOT_18), ("2023", 2, 5)),
    ),
    Indicator(
        id="verblijf_van_alle_jongeren",
        theme="verblijf",
        label="Jongeren met jeugdhulp met verblijf",
        unit=Unit.PERCENTAGE,
        question="Welk deel van al onze jongeren heeft jeugdhulp met verblijf?",
        definition="Het percentage van alle jongeren tot 18 jaar met jeugdhulp met verblijf in het jaar. Wij "
        "rekenen het uit: het percentage met verblijf van de jongeren met jeugdhulp, maal het percentage "
        f"jongeren met jeugdhulp. {_WAT}",
        not_for="Niet als gepubliceerd CBS-cijfer: het is een product van twee afgeronde percentages. Niet "
        "om te zeggen of een uithuisplaatsing terecht was.",
        numerator="Jongeren tot 18 jaar met jeugdhulp met verblijf",
        denominator="Alle jongeren tot 18 jaar",
        formula=ShareOfShare(_VERBLIJF, _JEUGDHULP, JONGEREN_TOT_18, SECRET_UP_TO),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_INDICATOREN,
        versions=FIRST,
        disclosure_group="85098NED",
        examples=(
            Example(((_VERBLIJF, 8.8), (_JEUGDHULP, 13.2), (JONG, 20000.0)), 1.1616, 1.150625, 1.172625),
            Example(((_VERBLIJF, None), (_JEUGDHULP, 10.0), (JONG, 7000.0)), None, 0.0, 0.1),
        ),
        breaks=GEBRUIK,
        decimals=2,
        records=percentage(jongeren(VERBLIJF, TOT_18), TOT_18, ("2023", 2, 450)),
    ),
)
