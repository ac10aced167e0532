"""CBS key figures per municipality, district and neighbourhood, and the SCP districts of 2017."""

from __future__ import annotations

from drietrap.catalogue.published.cbs_jeugd import LICENCE, SECRET_UP_TO, STATLINE
from drietrap.catalogue.tables import CellKind, Column, Edition, Table


def _number(
    measure: str, label: str, unit: str, *headers: str, step: float = 0.0, factor: float = 1.0
) -> Column:
    kind = CellKind.PERCENTAGE if unit.startswith("%") else CellKind.NUMBER
    return Column(measure, headers, label, kind, unit, step=step, factor=factor)


_CHARACTERISTICS = (
    # Exact for a municipality, in fives for a district; the step is the coarser of the two.
    _number("inwoners", "Inwoners", "inwoners", "AantalInwoners_5", "aantal_inwoners", "inwoners", step=5),
    _number("pct_0_14", "Inwoners tot 15 jaar", "% van inwoners", "0_15", "Under 15 years (%)"),
    _number("pct_15_24", "Inwoners van 15 tot 25 jaar", "% van inwoners", "15_25", "15-24 years (%)"),
    _number(
        "dichtheid",
        "Bevolkingsdichtheid",
        "inwoners per km²",
        "Bevolkingsdichtheid_33",
        "bevolkingsdichtheid",
    ),
    # The edited copy of 2021 calls this column population density; it holds addresses per km².
    _number(
        "omgevingsadressendichtheid",
        "Omgevingsadressendichtheid",
        "adressen per km²",
        "Omgevingsadressendichtheid_117",
        "omgevingsadressendichtheid",
        "Population density (per km²)",
    ),
    _number(
        "stedelijkheid",
        "Stedelijkheid (1 zeer sterk, 5 niet)",
        "klasse",
        "MateVanStedelijkheid_116",
        "stedelijkheid",
        "Degree of urbanisation (1–5)",
    ),
    _number(
        "huishoudgrootte",
        "Gemiddelde huishoudensgrootte",
        "personen",
        "GemiddeldeHuishoudensgrootte_32",
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
        "HuishoudensMetEenLaagInkomen_78",
        "Low income threshold (%)",
    ),
    _number(
        "pct_sociaal_minimum",
        "Huishoudens rond het sociaal minimum",
        "% van huishoudens",
        "HuishOnderOfRondSociaalMinimum_79",
        "pct_rond_sociaal_min",
        "At-or-below social minimum (%)",
    ),
    _number("bijstand_per_1000", "Bijstand", "per 1.000 inwoners", "Bijstand recipients (per 1k)"),
    _number("pct_hoog_opgeleid", "Hoog opgeleid", "% van inwoners 15-75", "High education (%)"),
    _number("pct_laag_opgeleid", "Laag opgeleid", "% van inwoners 15-75", "Low education (%)"),
    # The copy of 2022 gives people, rounded to tens, where that of 2021 gives shares.
    _number(
        "laag_opgeleid_n",
        "Laag opgeleid (aantal)",
        "inwoners 15-75",
        "OpleidingsniveauLaag_64",
        "opl_laag",
        step=10,
    ),
    _number(
        "middelbaar_opgeleid_n",
        "Middelbaar opgeleid (aantal)",
        "inwoners 15-75",
        "OpleidingsniveauMiddelbaar_65",
        "opl_midden",
        step=10,
    ),
    _number(
        "hoog_opgeleid_n",
        "Hoog opgeleid (aantal)",
        "inwoners 15-75",
        "OpleidingsniveauHoog_66",
        "opl_hoog",
        step=10,
    ),
    _number(
        "arbeidsparticipatie",
        "Netto arbeidsparticipatie",
        "% van inwoners 15-75",
        "Nettoarbeidsparticipatie_67",
        "arbeidsparticipatie",
        "Labour participation (%)",
    ),
    _number(
        "inkomen_per_inwoner",
        "Gemiddeld inkomen per inwoner",
        "EUR 1.000",
        "GemiddeldInkomenPerInwoner_72",
        "gem_inkomen_inwoner",
        "Avg income per inhabitant (x€1k)",
        step=0.1,
    ),
    _number(
        "woz_waarde",
        "Gemiddelde WOZ-waarde",
        "EUR 1.000",
        "GemiddeldeWOZWaardeVanWoningen_35",
        "gem_woz_waarde",
        "Avg WOZ value (x€1k)",
    ),
    _number(
        "pct_koopwoningen",
        "Koopwoningen",
        "% van woningen",
        "Koopwoningen_40",
        "koopwoningen",
        "Owner-occupied (%)",
    ),
    _number(
        "pct_corporatie",
        "Huurwoningen van een corporatie",
        "% van woningen",
        "InBezitWoningcorporatie_42",
        "pct_huurcorporatie",
        "Social housing (%)",
    ),
    _number(
        "pct_meergezins",
        "Meergezinswoningen",
        "% van woningen",
        "PercentageMeergezinswoning_37",
        "pct_meergezins",
        "Multi-family homes (%)",
    ),
    _number(
        "pct_jeugdzorg_tot_23",
        "Jongeren met jeugdzorg",
        "% van jongeren tot 23 jaar",
        "PercentageJongerenMetJeugdzorg_88",
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
    # CBS itself gives numbers of people and households where the edited copies give shares.
    _number("inwoners_0_14", "Inwoners tot 15 jaar (aantal)", "inwoners", "k_0Tot15Jaar_8", step=5),
    _number("inwoners_15_24", "Inwoners van 15 tot 25 jaar (aantal)", "inwoners", "k_15Tot25Jaar_9", step=5),
    _number("gescheiden_n", "Gescheiden (aantal)", "inwoners", "Gescheiden_15", step=5),
    _number("huishoudens", "Huishoudens", "huishoudens", "HuishoudensTotaal_28", step=5),
    _number(
        "eenpersoons_n", "Eenpersoonshuishoudens (aantal)", "huishoudens", "Eenpersoonshuishoudens_29", step=5
    ),
    _number("bijstand_n", "Bijstand (aantal)", "inwoners", "PersonenPerSoortUitkeringBijstand_83", step=10),
    _number(
        "ao_n",
        "Arbeidsongeschiktheidsuitkeringen (aantal)",
        "inwoners",
        "PersonenPerSoortUitkeringAO_84",
        step=10,
    ),
    Column(
        "jongeren_jeugdzorg",
        ("JongerenMetJeugdzorgInNatura_87",),
        "Jongeren met jeugdzorg (aantal)",
        CellKind.COUNT,
        "jongeren",
        step=5,
        secret_up_to=SECRET_UP_TO,
    ),
)

# Keys as public programs that fetch 85039NED write them; the number at the end differs by year and is not
# looked at. They were not tried against the service itself: a column that is called otherwise is left out
# and shows in the remarks of the fetch.
_EDITIONS = (Edition("85039NED", "2021"), Edition("85318NED", "2022"))

KERNCIJFERS = Table(
    id="KERNCIJFERS",
    title="Kerncijfers wijken en buurten, per gemeente en wijk",
    publisher="CBS",
    licence=LICENCE,
    reference=STATLINE + "85318NED",
    columns=_CHARACTERISTICS,
    closed=False,
    editions=_EDITIONS,
    notes=(
        "2021 is tabel 85039NED, 2022 is tabel 85318NED; bewerkte kopieën daarvan zijn ook te lezen.",
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
