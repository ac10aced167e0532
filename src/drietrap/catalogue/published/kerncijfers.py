"""CBS key figures per municipality, district and neighbourhood, and the SCP districts of 2017."""

from __future__ import annotations

from drietrap.catalogue.published.cbs_jeugd import LICENCE, SECRET_UP_TO, STATLINE
from drietrap.catalogue.tables import CellKind, Column, Table


def _number(
    measure: str, label: str, unit: str, *headers: str, step: float = 0.0, factor: float = 1.0
) -> Column:
    kind = CellKind.PERCENTAGE if unit.startswith("%") else CellKind.NUMBER
    return Column(measure, headers, label, kind, unit, step=step, factor=factor)


_CHARACTERISTICS = (
    _number("inwoners", "Inwoners", "inwoners", "aantal_inwoners", "inwoners"),
    _number("pct_0_14", "Inwoners tot 15 jaar", "% van inwoners", "0_15", "Under 15 years (%)"),
    _number("pct_15_24", "Inwoners van 15 tot 25 jaar", "% van inwoners", "15_25", "15-24 years (%)"),
    _number(
        "dichtheid",
        "Bevolkingsdichtheid",
        "inwoners per km²",
        "bevolkingsdichtheid",
    ),
    # The edited copy of 2021 calls this column population density; it holds addresses per km².
    _number(
        "omgevingsadressendichtheid",
        "Omgevingsadressendichtheid",
        "adressen per km²",
        "omgevingsadressendichtheid",
        "Population density (per km²)",
    ),
    _number(
        "stedelijkheid",
        "Stedelijkheid (1 zeer sterk, 5 niet)",
        "klasse",
        "stedelijkheid",
        "Degree of urbanisation (1–5)",
    ),
    _number(
        "huishoudgrootte",
        "Gemiddelde huishoudensgrootte",
        "personen",
        "gem_huishouden_grootte",
        "Avg household size",
        step=0.1,
    ),
    _number(
        "pct_eenpersoons",
        "Eenpersoonshuishoudens",
        "% van huishoudens",
        "pct_eenpersoonshhd",
        "Single-person households (%)",
    ),
    _number("pct_met_kinderen", "Huishoudens met kinderen", "% van huishoudens", "pct_hhd_met_kind"),
    _number(
        "pct_laag_inkomen",
        "Huishoudens met een laag inkomen",
        "% van huishoudens",
        "Low income threshold (%)",
    ),
    _number(
        "pct_sociaal_minimum",
        "Huishoudens rond het sociaal minimum",
        "% van huishoudens",
        "pct_rond_sociaal_min",
        "At-or-below social minimum (%)",
    ),
    _number("bijstand_per_1000", "Bijstand", "per 1.000 inwoners", "Bijstand recipients (per 1k)"),
    _number("pct_hoog_opgeleid", "Hoog opgeleid", "% van inwoners 15-75", "High education (%)"),
    _number("pct_laag_opgeleid", "Laag opgeleid", "% van inwoners 15-75", "Low education (%)"),
    # The copy of 2022 gives people, rounded to tens, where that of 2021 gives shares.
    _number("laag_opgeleid_n", "Laag opgeleid (aantal)", "inwoners 15-75", "opl_laag", step=10),
    _number("middelbaar_opgeleid_n", "Middelbaar opgeleid (aantal)", "inwoners 15-75", "opl_midden", step=10),
    _number("hoog_opgeleid_n", "Hoog opgeleid (aantal)", "inwoners 15-75", "opl_hoog", step=10),
    _number(
        "arbeidsparticipatie",
        "Netto arbeidsparticipatie",
        "% van inwoners 15-75",
        "arbeidsparticipatie",
        "Labour participation (%)",
    ),
    _number(
        "inkomen_per_inwoner",
        "Gemiddeld inkomen per inwoner",
        "EUR 1.000",
        "gem_inkomen_inwoner",
        "Avg income per inhabitant (x€1k)",
        step=0.1,
    ),
    _number("woz_waarde", "Gemiddelde WOZ-waarde", "EUR 1.000", "gem_woz_waarde", "Avg WOZ value (x€1k)"),
    _number("pct_koopwoningen", "Koopwoningen", "% van woningen", "koopwoningen", "Owner-occupied (%)"),
    _number(
        "pct_corporatie",
        "Huurwoningen van een corporatie",
        "% van woningen",
        "pct_huurcorporatie",
        "Social housing (%)",
    ),
    _number(
        "pct_meergezins", "Meergezinswoningen", "% van woningen", "pct_meergezins", "Multi-family homes (%)"
    ),
    _number(
        "pct_jeugdzorg_tot_23",
        "Jongeren met jeugdzorg",
        "% van jongeren tot 23 jaar",
        "pct_jeugdzorg",
        "Youth welfare (%)",
        step=0.1,
    ),
    _number(
        "ao_per_1000",
        "Arbeidsongeschiktheidsuitkeringen",
        "per 1.000 inwoners",
        "Disability benefit (per 1k)",
    ),
    _number("pct_gescheiden", "Gescheiden", "% van inwoners", "Divorced (%)"),
)

KERNCIJFERS = Table(
    id="KERNCIJFERS",
    title="Kerncijfers wijken en buurten, per gemeente (kolomnamen van een bewerkte kopie)",
    publisher="CBS",
    licence=LICENCE,
    reference=STATLINE + "85318NED",
    columns=_CHARACTERISTICS,
    closed=False,
    notes=(
        "2021 is tabel 85039NED, 2022 is tabel 85318NED.",
        "Opleiding is in 2021 een aandeel en in 2022 een aantal; het inkomen is in 2022 op hele duizenden.",
    ),
)

WIJKREEKS = Table(
    id="KERNCIJFERS-REEKS",
    title="Kerncijfers wijken en buurten, reeks voor één gemeente met haar wijken en buurten",
    publisher="CBS",
    licence=LICENCE,
    reference=STATLINE + "85318NED",
    columns=(
        _number("inwoners", "Inwoners", "inwoners", "inwoners", step=5),
        _number("inwoners_0_14", "Inwoners tot 15 jaar", "inwoners", "p0_15", step=5),
        _number("inwoners_15_24", "Inwoners van 15 tot 25 jaar", "inwoners", "p15_25", step=5),
        Column(
            "jongeren_jeugdzorg",
            ("jongeren_met_jeugdzorg",),
            "Jongeren met jeugdzorg",
            CellKind.COUNT,
            "jongeren",
            step=5,
            secret_up_to=SECRET_UP_TO,
        ),
        _number(
            "pct_jeugdzorg_tot_23",
            "Jongeren met jeugdzorg",
            "% van jongeren tot 23 jaar",
            "pct_jongeren_met_jeugdzorg",
            step=0.1,
        ),
    ),
    closed=False,
    notes=(
        "2021 is een trendbreuk: meer aanbieders leveren gegevens.",
        "Inwoners zijn per wijk en buurt op vijftallen afgerond; het getal van de gemeente is exact.",
    ),
)

SCP_WIJK = Table(
    id="SCP-WIJK-2017",
    title="Jeugdhulp in de wijk, 2017: waargenomen en door het SCP verwacht gebruik",
    publisher="SCP",
    licence="vrij te gebruiken met bronvermelding (SCP 2020-1)",
    reference="https://www.scp.nl (publicatie 2020-1)",
    columns=(
        _number(
            "pct_ambulant", "Jongeren met ambulante jeugdhulp", "% van jongeren tot 18 jaar", "perc_jhzv"
        ),
        _number(
            "pct_ambulant_verwacht",
            "Verwacht gebruik volgens het SCP-model",
            "% van jongeren tot 18 jaar",
            "perc_przv",
        ),
        *(
            _number(name, label, unit, name)
            for name, label, unit in (
                ("perc_sbo_g", "Leerlingen in speciaal basisonderwijs", "%"),
                ("perc_vso_g", "Leerlingen in voortgezet speciaal onderwijs", "%"),
                ("perc_praktijk_g", "Leerlingen in praktijkonderwijs", "%"),
                ("perc_hhmk", "Huishoudens met kinderen", "%"),
                ("perc_jong04", "Jongeren van 0 tot 5 jaar", "%"),
                ("perc_1ouder", "Eenoudergezinnen", "%"),
                ("perc_tienmam", "Tienermoeders", "%"),
                ("perc_hhmkhgink", "Huishoudens met kinderen en een hoog inkomen", "%"),
                ("perc_kind_sch5", "Kinderen met ouders in de schuldhulp", "%"),
                ("perc_ouderpsy", "Kinderen met een ouder met psychische medicatie", "%"),
                ("perc_hhverd", "Huishoudens met verdachten", "%"),
                ("perc_hhbijs", "Huishoudens in de bijstand", "%"),
                ("perc_hhwan", "Huishoudens met wanbetaling", "%"),
                ("groenedruk", "Groene druk", "verhouding"),
                ("grijzedruk", "Grijze druk", "verhouding"),
                ("perc_ao", "Arbeidsongeschikten", "%"),
                ("perc_laagopl", "Laag opgeleiden", "%"),
                ("gem_gestink", "Gemiddeld gestandaardiseerd inkomen", "EUR"),
                ("polchrplus", "Stemmen op christelijke partijen", "%"),
                ("perc_nwmig", "Inwoners met een niet-westerse achtergrond", "%"),
                ("perc_antsur", "Inwoners met een Antilliaanse of Surinaamse achtergrond", "%"),
                ("perc_1gez", "Eengezinswoningen", "%"),
                ("huur_corp", "Huurwoningen van een corporatie", "%"),
                ("woonwaarde", "Gemiddelde woningwaarde", "EUR 1.000"),
                ("afstandhuisarts", "Afstand tot de huisarts", "km"),
            )
        ),
    ),
    closed=False,
    notes=("Lege waarnemingen ontbreken deels in de bron en zijn deels weggelaten in deze kopie.",),
)

TABLES = (KERNCIJFERS, WIJKREEKS, SCP_WIJK)
