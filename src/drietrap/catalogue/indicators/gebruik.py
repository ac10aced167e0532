"""Use of youth care: which share of the youths."""

from __future__ import annotations

from drietrap.catalogue.indicator import (
    Cell,
    Example,
    Indicator,
    IntervalMethod,
    Moment,
    OneIn,
    Population,
    Published,
    Quotient,
    Sum,
    Unit,
)
from drietrap.catalogue.indicators.breaks import DORDRECHT_2022, GEBRUIK, MEER_AANBIEDERS_2021
from drietrap.catalogue.indicators.populations import JONG, JONGEREN_TOT_18, JONGEREN_TOT_23
from drietrap.catalogue.indicators.sources import (
    FIRST,
    SECRET_UP_TO,
    STATLINE_INDICATOREN,
    STATLINE_NATURA,
    indicatoren,
    natura,
)
from drietrap.catalogue.indicators.tellingen import HULP, TOT_18, TOT_23, ZORG, een_op, jongeren, percentage
from drietrap.catalogue.tables import EDITION

_JEUGDHULP = indicatoren("pct_jeugdhulp")
_TOT_23 = Cell("KERNCIJFERS", "pct_jeugdzorg_tot_23", or_variants=(EDITION,))
_WIJK = Cell("KERNCIJFERS-REEKS", "pct_jeugdzorg_tot_23")
_WIJK_0_14 = Cell("KERNCIJFERS-REEKS", "inwoners_0_14")
_WIJK_15_24 = Cell("KERNCIJFERS-REEKS", "inwoners_15_24")
_TOT_18 = (natura("jongeren_0_3"), natura("jongeren_4_11"), natura("jongeren_12_17"))
_AMBULANT = Cell("SCP-WIJK-2017", "pct_ambulant")
_VERWACHT = Cell("SCP-WIJK-2017", "pct_ambulant_verwacht")

_NATURA = natura("jongeren")
_INWONERS_0_14 = Cell("85075NED-INWONERS", "inwoners_0_14")
_INWONERS_15_24 = Cell("85075NED-INWONERS", "inwoners_15_24")
_TOT_23_GEBIED = Population(
    id="jongeren_tot_23_gebied",
    label="het aantal jongeren tot 23 jaar in het gebied",
    cells=(_INWONERS_0_14, _INWONERS_15_24),
    factor=23 / 25,
    reach=1,
    assumption="Aanname: het aantal jongeren tot 23 jaar is 23/25 van het aantal inwoners tot 25 jaar, alsof "
    "elk leeftijdsjaar even groot is.",
)

_NIET_NATURA = (
    "Niet om te zeggen hoeveel jongeren hulp nodig hebben: het cijfer telt gebruik, geen behoefte. "
    "Hulp uit een pgb en vrij toegankelijke hulp zonder traject tellen niet mee. Niet gelijk aan het "
    "percentage jongeren met jeugdzorg tot 23 jaar uit de kerncijfers: dat telt andere zorg en een andere "
    "groep."
)
_DEF_JEUGDHULP = (
    "Het percentage jongeren tot 18 jaar dat op enig moment in het jaar jeugdhulp in natura kreeg, met of "
    "zonder verblijf. Een jongere telt één keer, ook met meer trajecten. Het CBS publiceert het percentage "
    "op één decimaal."
)
_KERNCIJFERS = "CBS, Kerncijfers wijken en buurten (85039NED voor 2021, 85318NED voor 2022)"
_DEF_TOT_23 = (
    "Het percentage jongeren tot 23 jaar met jeugdzorg: jeugdhulp, jeugdbescherming of jeugdreclassering. "
    "Het CBS publiceert het in de kerncijfers per gemeente."
)
_NIET_TOT_23 = (
    "Niet te vergelijken met het percentage jongeren met jeugdhulp in natura (tot 18 jaar): dat telt "
    "alleen jeugdhulp en een kleinere groep. In Dordrecht was het in 2022 12,7% tegen 15,8%."
)

_ALLEEN_NATURA = (
    "Uit de registratie tellen alleen jongeren met zorg in natura mee, niet die met alleen een pgb."
)

INDICATORS = (
    Indicator(
        id="jeugdhulp_gebruik",
        theme="gebruik",
        label="Jongeren met jeugdhulp",
        unit=Unit.PERCENTAGE,
        question="Welk deel van onze jongeren krijgt jeugdhulp?",
        definition=_DEF_JEUGDHULP,
        not_for=_NIET_NATURA,
        numerator="Jongeren tot 18 jaar met jeugdhulp in natura in het jaar",
        denominator="Alle jongeren tot 18 jaar",
        formula=Published(_JEUGDHULP, JONGEREN_TOT_18, SECRET_UP_TO),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_INDICATOREN,
        versions=FIRST,
        disclosure_group="85098NED",
        examples=(
            Example(((_JEUGDHULP, 13.2), (JONG, 20000.0)), 13.2, 13.15, 13.25),
            Example(((_JEUGDHULP, None), (JONG, 14000.0)), None, 0.0, 0.05),
        ),
        breaks=GEBRUIK,
        records=percentage(jongeren(HULP, TOT_18), TOT_18, ("2023", 5, 450), ("2023H1", 4, 450)),
    ),
    Indicator(
        id="jeugdhulp_een_op",
        theme="gebruik",
        label="Jongeren met jeugdhulp: 1 op de zoveel",
        unit=Unit.ONE_IN,
        question="Eén op de hoeveel jongeren krijgt jeugdhulp?",
        definition=_DEF_JEUGDHULP + " Hier is het omgerekend: 100 gedeeld door het percentage.",
        not_for=_NIET_NATURA + " Een lager getal betekent meer gebruik.",
        numerator="Alle jongeren tot 18 jaar",
        denominator="Jongeren tot 18 jaar met jeugdhulp in natura in het jaar",
        formula=OneIn(_JEUGDHULP, JONGEREN_TOT_18, SECRET_UP_TO),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_INDICATOREN,
        versions=FIRST,
        disclosure_group="85098NED",
        examples=(
            Example(((_JEUGDHULP, 12.5),), 8.0, 7.968127, 8.032129),
            Example(((_JEUGDHULP, 0.5),), 200.0, 181.818182, 222.222222),
            Example(((_JEUGDHULP, None), (JONG, 14000.0)), None),
        ),
        breaks=GEBRUIK,
        records=een_op(jongeren(HULP, TOT_18), TOT_18, ("2023", 5, 450)),
    ),
    Indicator(
        id="jeugdzorg_tot_18_natura",
        theme="gebruik",
        label="Jongeren tot 18 jaar met jeugdzorg in natura",
        unit=Unit.PERCENTAGE,
        question="Welk deel van onze jongeren krijgt jeugdhulp, jeugdbescherming of jeugdreclassering?",
        definition="Het aantal jongeren tot 18 jaar met jeugdzorg in natura in het jaar, als percentage van "
        "alle jongeren tot 18 jaar. De drie leeftijdsgroepen tot 18 jaar zijn opgeteld. De aantallen zijn "
        "door het CBS afgerond op vijftallen.",
        not_for="Niet om jaren te vergelijken: het aantal jongeren komt uit een circulaire van een later "
        "jaar. Niet gelijk aan het percentage met jeugdhulp: ook jeugdbescherming en jeugdreclassering "
        "tellen mee.",
        numerator="Jongeren van 0 tot 4, 4 tot 12 en 12 tot 18 jaar met jeugdzorg in natura",
        denominator="Alle jongeren tot 18 jaar (raming uit de circulaire van het Gemeentefonds)",
        formula=Quotient(Sum(_TOT_18), JONGEREN_TOT_18, 100.0, share=True),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_NATURA,
        versions=FIRST,
        disclosure_group="85075NED-leeftijd",
        examples=(
            Example(
                ((_TOT_18[0], 260.0), (_TOT_18[1], 1805.0), (_TOT_18[2], 1440.0), (JONG, 22000.0)),
                15.931818,
                15.904545,
                15.959091,
            ),
            Example(
                ((_TOT_18[0], None), (_TOT_18[1], 300.0), (_TOT_18[2], 200.0), (JONG, 5000.0)),
                None,
                9.92,
                10.22,
            ),
        ),
        breaks=GEBRUIK,
        records=percentage(jongeren(ZORG, TOT_18), TOT_18, ("2023", 5, 450)),
    ),
    Indicator(
        id="jeugdzorg_tot_23",
        theme="gebruik",
        label="Jongeren tot 23 jaar met jeugdzorg",
        unit=Unit.PERCENTAGE,
        question="Welk deel van de jongeren tot 23 jaar krijgt jeugdzorg?",
        definition=_DEF_TOT_23,
        not_for=_NIET_TOT_23,
        numerator="Jongeren tot 23 jaar met jeugdzorg",
        denominator="Alle jongeren tot 23 jaar",
        formula=Published(_TOT_23, JONGEREN_TOT_23, SECRET_UP_TO),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=_KERNCIJFERS,
        versions=FIRST,
        disclosure_group="KERNCIJFERS",
        examples=(
            Example(((_TOT_23, 12.7), (JONG, 18000.0)), 12.7, 12.65, 12.75),
            Example(((_TOT_23, None), (JONG, 18000.0)), None, 0.0, 0.030435),
        ),
        breaks=(MEER_AANBIEDERS_2021, DORDRECHT_2022),
        records=percentage(jongeren(ZORG, TOT_23), TOT_23, ("2023", 6, 570), note=_ALLEEN_NATURA),
    ),
    Indicator(
        id="jeugdzorg_tot_23_een_op",
        theme="gebruik",
        label="Jongeren tot 23 jaar met jeugdzorg: 1 op de zoveel",
        unit=Unit.ONE_IN,
        question="Eén op de hoeveel jongeren tot 23 jaar krijgt jeugdzorg?",
        definition=_DEF_TOT_23 + " Hier is het omgerekend: 100 gedeeld door het percentage.",
        not_for=_NIET_TOT_23 + " Een lager getal betekent meer gebruik.",
        numerator="Alle jongeren tot 23 jaar",
        denominator="Jongeren tot 23 jaar met jeugdzorg",
        formula=OneIn(_TOT_23, JONGEREN_TOT_23, SECRET_UP_TO),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=_KERNCIJFERS,
        versions=FIRST,
        disclosure_group="KERNCIJFERS",
        examples=(
            Example(((_TOT_23, 10.0),), 10.0, 9.950249, 10.050251),
            Example(((_TOT_23, None), (JONG, 18000.0)), None),
        ),
        breaks=(MEER_AANBIEDERS_2021, DORDRECHT_2022),
        records=een_op(jongeren(ZORG, TOT_23), TOT_23, ("2023", 6, 570)),
    ),
    Indicator(
        id="jeugdzorg_tot_23_wijk",
        theme="gebruik",
        label="Jongeren tot 23 jaar met jeugdzorg, per wijk en buurt",
        unit=Unit.PERCENTAGE,
        question="In welke wijken en buurten krijgen meer jongeren jeugdzorg?",
        definition="Het percentage jongeren tot 23 jaar met jeugdzorg in een gemeente, wijk of buurt, uit de "
        "reeks kerncijfers wijken en buurten.",
        not_for="Niet om buurten op een ranglijst te zetten: in een kleine buurt maken een paar jongeren al "
        "veel verschil. Vergelijk 2021 niet met eerdere jaren.",
        numerator="Jongeren tot 23 jaar met jeugdzorg in het gebied",
        denominator="Alle jongeren tot 23 jaar in het gebied",
        formula=Published(
            _WIJK,
            Population(
                id="jongeren_tot_23_wijk",
                label="het aantal jongeren tot 23 jaar in het gebied",
                cells=(_WIJK_0_14, _WIJK_15_24),
                factor=23 / 25,
                reach=1,
                assumption="Aanname: het aantal jongeren tot 23 jaar is 23/25 van het aantal inwoners tot "
                "25 jaar, alsof elk leeftijdsjaar even groot is. Dit aantal bepaalt de bandbreedte en hoe "
                "zwaar een gebied in een groep meetelt.",
            ),
            SECRET_UP_TO,
        ),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference="CBS, Kerncijfers wijken en buurten, jaarlijkse reeks",
        versions=FIRST,
        disclosure_group="KERNCIJFERS-REEKS",
        examples=(
            Example(((_WIJK, 9.3), (_WIJK_0_14, 4180.0), (_WIJK_15_24, 2465.0)), 9.3, 9.25, 9.35),
            Example(((_WIJK, None), (_WIJK_0_14, 480.0), (_WIJK_15_24, 520.0)), None, 0.0, 0.764693),
        ),
        breakdowns=("gemeente", "wijk", "buurt"),
        breaks=(MEER_AANBIEDERS_2021,),
        records=percentage(jongeren(ZORG, TOT_23), TOT_23, ("2023", 6, 570), note=_ALLEEN_NATURA),
    ),
    Indicator(
        id="jeugdzorg_natura_tot_23",
        theme="gebruik",
        label="Jongeren tot 23 jaar met jeugdzorg in natura, per gemeente en wijk",
        unit=Unit.PERCENTAGE,
        question="In welke gemeenten en wijken krijgen meer jongeren jeugdzorg in natura?",
        definition="Het aantal jongeren met jeugdzorg in natura in het jaar, als percentage van de jongeren "
        "tot 23 jaar. Hun aantal is geschat uit het aantal inwoners tot 25 jaar in hetzelfde gebied.",
        not_for="Niet om wijken op een ranglijst te zetten: in een kleine wijk maken een paar jongeren al "
        "veel verschil. In een wijk met veel studenten is het aantal jongeren tot 23 jaar te laag of te "
        "hoog geschat.",
        numerator="Jongeren met jeugdzorg in natura",
        denominator="Jongeren tot 23 jaar: 23/25 van de inwoners tot 25 jaar (aanname)",
        formula=Quotient(Sum((_NATURA,)), _TOT_23_GEBIED, 100.0, share=True),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=f"{STATLINE_NATURA}; inwoners: CBS, Kerncijfers wijken en buurten",
        versions=FIRST,
        disclosure_group="85075NED-totaal",
        examples=(
            Example(
                ((_NATURA, 3630.0), (_INWONERS_0_14, 18383.0), (_INWONERS_15_24, 13879.0)),
                12.23003,
                12.221397,
                12.238665,
            ),
            Example(
                ((_NATURA, None), (_INWONERS_0_14, 480.0), (_INWONERS_15_24, 520.0)), None, 0.0, 0.764693
            ),
        ),
        breakdowns=("gemeente", "wijk"),
        breaks=(MEER_AANBIEDERS_2021,),
        records=percentage(jongeren(ZORG, TOT_23), TOT_23, ("2023", 6, 570), ("2023H2", 5, 570)),
    ),
    Indicator(
        id="ambulante_jeugdhulp_wijk",
        theme="gebruik",
        label="Jongeren met ambulante jeugdhulp, per wijk (2017)",
        unit=Unit.PERCENTAGE,
        question="Welk deel van de jongeren in een wijk kreeg ambulante jeugdhulp?",
        definition="Het percentage jongeren tot 18 jaar met jeugdhulp zonder verblijf in 2017, per wijk, "
        "zoals het SCP dat heeft waargenomen.",
        not_for="Niet voor de situatie van nu: het zijn cijfers van 2017. Lege waarden ontbreken deels in de "
        "bron en betekenen niet nul. Het aantal jongeren per wijk is niet bij de bron gegeven; toeval zit "
        "dus niet in de bandbreedte.",
        numerator="Jongeren tot 18 jaar met ambulante jeugdhulp",
        denominator="Alle jongeren tot 18 jaar in de wijk",
        formula=Published(_AMBULANT),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.ROUNDING,
        reference="SCP (2020), publicatie 2020-1 over jeugdhulp in de wijk",
        versions=FIRST,
        disclosure_group="SCP-WIJK-2017",
        examples=(
            Example(((_AMBULANT, 12.489),), 12.489, 12.489, 12.489),
            Example(((_AMBULANT, None),), None),
        ),
        breakdowns=("wijk",),
    ),
    Indicator(
        id="ambulante_jeugdhulp_tov_verwacht",
        theme="gebruik",
        label="Ambulante jeugdhulp ten opzichte van verwacht, per wijk (2017)",
        unit=Unit.PERCENTAGE,
        question="Krijgen jongeren in deze wijk vaker ambulante hulp dan bij zo'n wijk past?",
        definition="Het waargenomen gebruik van ambulante jeugdhulp als percentage van het gebruik dat het "
        "SCP-model verwacht op grond van kenmerken van de wijk. 100 betekent: precies zoals verwacht.",
        not_for="Niet als oordeel over een wijkteam of gemeente: wat het model niet weet, zit ook in het "
        "verschil. Niet voor de situatie van nu: het zijn cijfers van 2017.",
        numerator="Waargenomen percentage jongeren met ambulante jeugdhulp",
        denominator="Verwacht percentage volgens het SCP-model",
        formula=Quotient(Sum((_AMBULANT,)), Sum((_VERWACHT,)), 100.0),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.ROUNDING,
        reference="SCP (2020), publicatie 2020-1 over jeugdhulp in de wijk",
        versions=FIRST,
        disclosure_group="SCP-WIJK-2017",
        examples=(
            Example(((_AMBULANT, 12.0), (_VERWACHT, 15.0)), 80.0, 80.0, 80.0),
            Example(((_AMBULANT, None), (_VERWACHT, 15.0)), None),
        ),
        breakdowns=("wijk",),
        decimals=0,
    ),
)
