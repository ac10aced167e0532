"""Youth protection, and those placed out of home."""

from __future__ import annotations

from drietrap.catalogue.indicator import (
    Example,
    Indicator,
    IntervalMethod,
    Moment,
    OneIn,
    Published,
    ShareOfShare,
    Unit,
)
from drietrap.catalogue.indicators.breaks import GEBRUIK
from drietrap.catalogue.indicators.populations import JONG, JONGEREN_TOT_18, deel_van_jongeren
from drietrap.catalogue.indicators.sources import FIRST, SECRET_UP_TO, STATLINE_INDICATOREN, indicatoren
from drietrap.catalogue.indicators.tellingen import (
    BESCHERMING,
    TOT_18,
    VERBLIJF,
    een_op,
    jongeren,
    percentage,
)

_BESCHERMING = indicatoren("pct_jeugdbescherming")
_UIT_HUIS = indicatoren("pct_verblijf_van_jeugdbescherming")
_DEFINITIE = (
    "Het percentage jongeren tot 18 jaar dat op enig moment in het jaar onder toezicht stond of een voogd "
    "had van een gecertificeerde instelling, ook als de maatregel voorlopig was."
)
_NIET = (
    "Niet om te sturen op een lager percentage: de kinderrechter legt de maatregel op. Niet om te zeggen hoe "
    "veilig kinderen opgroeien: onveiligheid zonder maatregel telt niet mee."
)

INDICATORS = (
    Indicator(
        id="jeugdbescherming",
        theme="bescherming",
        label="Jongeren met jeugdbescherming",
        unit=Unit.PERCENTAGE,
        question="Welk deel van onze jongeren heeft een maatregel van jeugdbescherming?",
        definition=_DEFINITIE,
        not_for=_NIET,
        numerator="Jongeren tot 18 jaar met jeugdbescherming",
        denominator="Alle jongeren tot 18 jaar",
        formula=Published(_BESCHERMING, JONGEREN_TOT_18, SECRET_UP_TO),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_INDICATOREN,
        versions=FIRST,
        disclosure_group="85098NED",
        examples=(
            Example(((_BESCHERMING, 1.2), (JONG, 20000.0)), 1.2, 1.15, 1.25),
            Example(((_BESCHERMING, None), (JONG, 10000.0)), None, 0.0, 0.07),
        ),
        breaks=GEBRUIK,
        records=percentage(jongeren(BESCHERMING, TOT_18), TOT_18, ("2023", 2, 450)),
    ),
    Indicator(
        id="jeugdbescherming_een_op",
        theme="bescherming",
        label="Jongeren met jeugdbescherming: 1 op de zoveel",
        unit=Unit.ONE_IN,
        question="Eén op de hoeveel jongeren heeft een maatregel van jeugdbescherming?",
        definition=_DEFINITIE + " Hier is het omgerekend: 100 gedeeld door het percentage.",
        not_for=_NIET + " Een lager getal betekent meer maatregelen.",
        numerator="Alle jongeren tot 18 jaar",
        denominator="Jongeren tot 18 jaar met jeugdbescherming",
        formula=OneIn(_BESCHERMING, JONGEREN_TOT_18, SECRET_UP_TO),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_INDICATOREN,
        versions=FIRST,
        disclosure_group="85098NED",
        examples=(
            Example(((_BESCHERMING, 1.0), (JONG, 20000.0)), 100.0, 95.238095, 105.263158),
            Example(((_BESCHERMING, None), (JONG, 10000.0)), None),
        ),
        breaks=GEBRUIK,
        decimals=0,
        records=een_op(jongeren(BESCHERMING, TOT_18), TOT_18, ("2023", 2, 450)),
    ),
    Indicator(
        id="uit_huis_van_jeugdbescherming",
        theme="bescherming",
        label="Uit huis geplaatst, van de jongeren met jeugdbescherming",
        unit=Unit.PERCENTAGE,
        question="Welk deel van de jongeren met jeugdbescherming is uit huis geplaatst?",
        definition="Van alle jongeren tot 18 jaar met jeugdbescherming in het jaar: het percentage dat ook "
        "jeugdhulp met verblijf kreeg.",
        not_for="Dit is geen percentage van alle jongeren. Het CBS telt wie beide had in het jaar, niet of "
        "de rechter toestemming gaf voor de uithuisplaatsing. In een kleine gemeente gaat het om weinig "
        "jongeren: kijk naar de bandbreedte.",
        numerator="Jongeren met jeugdbescherming en jeugdhulp met verblijf",
        denominator="Jongeren met jeugdbescherming",
        formula=Published(
            _UIT_HUIS,
            deel_van_jongeren(
                "jongeren_met_jeugdbescherming", "het aantal jongeren met jeugdbescherming", _BESCHERMING
            ),
            SECRET_UP_TO,
        ),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_INDICATOREN,
        versions=FIRST,
        disclosure_group="85098NED",
        examples=(
            Example(((_UIT_HUIS, 46.3), (_BESCHERMING, 1.2), (JONG, 20000.0)), 46.3, 46.25, 46.35),
            Example(((_UIT_HUIS, None), (_BESCHERMING, 1.0), (JONG, 20000.0)), None, 0.0, 3.684211),
        ),
        breaks=GEBRUIK,
        records=percentage(
            jongeren(BESCHERMING, TOT_18, also=VERBLIJF), jongeren(BESCHERMING, TOT_18), ("2023", 1, 2)
        ),
    ),
    Indicator(
        id="uit_huis_van_alle_jongeren",
        theme="bescherming",
        label="Jongeren met jeugdbescherming die uit huis zijn geplaatst",
        unit=Unit.PERCENTAGE,
        question="Welk deel van al onze jongeren heeft jeugdbescherming én verblijf?",
        definition="Het percentage van alle jongeren tot 18 jaar met jeugdbescherming en jeugdhulp met "
        "verblijf in het jaar. Wij rekenen het uit: het percentage uit huis geplaatst van de jongeren met "
        "jeugdbescherming, maal het percentage jongeren met jeugdbescherming.",
        not_for="Niet als gepubliceerd CBS-cijfer: het is een product van twee afgeronde percentages. "
        "Verblijf zonder maatregel telt hier niet mee.",
        numerator="Jongeren met jeugdbescherming en jeugdhulp met verblijf",
        denominator="Alle jongeren tot 18 jaar",
        formula=ShareOfShare(_UIT_HUIS, _BESCHERMING, JONGEREN_TOT_18, SECRET_UP_TO),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_INDICATOREN,
        versions=FIRST,
        disclosure_group="85098NED",
        examples=(
            Example(((_UIT_HUIS, 50.0), (_BESCHERMING, 1.2), (JONG, 20000.0)), 0.6, 0.574425, 0.625625),
            Example(((_UIT_HUIS, None), (_BESCHERMING, 1.0), (JONG, 20000.0)), None, 0.0, 0.035),
        ),
        breaks=GEBRUIK,
        decimals=2,
        records=percentage(jongeren(BESCHERMING, TOT_18, also=VERBLIJF), TOT_18, ("2023", 1, 450)),
    ),
)
