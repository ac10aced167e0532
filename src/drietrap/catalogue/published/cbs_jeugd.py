"""CBS StatLine tables about youth care."""

from __future__ import annotations

from drietrap.catalogue.tables import CellKind, Column, Table

LICENCE = "CC BY 4.0"
STATLINE = "https://opendata.cbs.nl/statline/#/CBS/nl/dataset/"
SECRET_UP_TO = 7  # Nader onderzoek toegang jeugdhulp (2015), footnote 2: 0 to 7 are shown as secret


def share(measure: str, headers: tuple[str, ...], label: str, unit: str) -> Column:
    """Return a percentage column with one decimal."""
    return Column(measure, headers, label, CellKind.PERCENTAGE, unit, step=0.1)


def count(measure: str, header: str, label: str, unit: str = "jongeren") -> Column:
    """Return a count column in fives, withheld up to seven."""
    return Column(measure, (label, header), label, CellKind.COUNT, unit, step=5, secret_up_to=SECRET_UP_TO)


INDICATOREN = Table(
    id="85098NED",
    title="Indicatoren jeugdzorg in natura; gemeenten",
    publisher="CBS",
    licence=LICENCE,
    reference=STATLINE + "85098NED",
    columns=(
        share(
            "pct_jeugdhulp",
            ("Jongeren met jeugdhulp in natura", "JongerenMetJeugdhulpInNatura_1", "pct_jeugdhulp_in_natura"),
            "Jongeren met jeugdhulp in natura",
            "% van jongeren tot 18 jaar",
        ),
        share(
            "pct_verblijf_van_jeugdhulp",
            (
                "Jongeren met jeugdh. met verbl. in nat.",
                "JongerenMetJeugdhMetVerblInNat_2",
                "pct_met_verblijf",
            ),
            "Jongeren met jeugdhulp met verblijf",
            "% van jongeren met jeugdhulp",
        ),
        share(
            "pct_jeugdbescherming",
            ("Jongeren met jeugdbescherming", "JongerenMetJeugdbescherming_3", "pct_jeugdbescherming"),
            "Jongeren met jeugdbescherming",
            "% van jongeren tot 18 jaar",
        ),
        share(
            "pct_verblijf_van_jeugdbescherming",
            (
                "Jeugdbesch. en jeugdh. met verbl. in nat",
                "JeugdbeschEnJeugdhMetVerblInNat_4",
                "pct_jb_en_verblijf",
            ),
            "Jongeren met jeugdbescherming en jeugdhulp met verblijf",
            "% van jongeren met jeugdbescherming",
        ),
        share(
            "pct_jeugdreclassering",
            ("Jongeren met jeugdreclassering", "JongerenMetJeugdreclassering_5", "pct_jeugdreclassering"),
            "Jongeren met jeugdreclassering",
            "% van jongeren van 12 tot 23 jaar",
        ),
    ),
    notes=(
        "De tweede kolom is het aandeel van de jongeren mét jeugdhulp, niet van alle jongeren.",
        "Vanaf 2021; daarvoor is de reeks onderbroken doordat meer aanbieders leveren.",
    ),
)

NATURA = Table(
    id="85075NED",
    title="Jongeren met jeugdzorg in natura en trajecten; regio, leeftijd, huishouden, verwijzer",
    publisher="CBS",
    licence=LICENCE,
    reference=STATLINE + "85075NED",
    columns=(
        count("jongeren", "TotaalJongerenMetJeugdzorgInNatura_1", "Totaal jongeren met jeugdzorg in natura"),
        count("jongeren_0_3", "0Tot4Jaar_2", "0 tot 4 jaar"),
        count("jongeren_4_11", "4Tot12Jaar_3", "4 tot 12 jaar"),
        count("jongeren_12_17", "12Tot18Jaar_4", "12 tot 18 jaar"),
        count("jongeren_18_22", "18Tot23Jaar_5", "18 tot 23 jaar"),
        count(
            "jongeren_eenoudergezin",
            "ThuiswonendKindInEenouderhuishouden_6",
            "Thuiswonend kind in eenouderhuishouden",
        ),
        count("jongeren_bij_paar", "ThuiswonendKindBijEenPaar_7", "Thuiswonend kind bij een paar"),
        count("jongeren_ander_huishouden", "AnderHuishouden_8", "Ander huishouden"),
        count("trajecten", "TotaalTrajectenInNatura_9", "Totaal trajecten in natura", "trajecten"),
        count(
            "trajecten_gemeentelijke_toegang", "GemeentelijkeToegang_10", "Gemeentelijke toegang", "trajecten"
        ),
        count("trajecten_huisarts", "Huisarts_11", "Huisarts", "trajecten"),
        count("trajecten_jeugdarts", "Jeugdarts_12", "Jeugdarts", "trajecten"),
        count(
            "trajecten_gecertificeerde_instelling",
            "GecertificeerdeInstelling_13",
            "Gecertificeerde instelling",
            "trajecten",
        ),
        count("trajecten_medisch_specialist", "MedischSpecialist_14", "Medisch specialist", "trajecten"),
        count(
            "trajecten_rechter",
            "RechterOfficierVanJustitie_15",
            "Rechter, officier van justitie",
            "trajecten",
        ),
        count("trajecten_geen_verwijzer", "GeenVerwijzer_16", "Geen verwijzer", "trajecten"),
        count("trajecten_verwijzer_onbekend", "VerwijzerOnbekend_17", "Verwijzer onbekend", "trajecten"),
    ),
    notes=("Een jongere kan meer dan één traject hebben.",),
)

# Edited copies of 85075NED carry inhabitants beside CBS's own columns: exact for a municipality, in fives for
# a district; the step is the coarser of the two.
INWONERS = Table(
    id="85075NED-INWONERS",
    title="Inwoners naast jongeren met jeugdzorg (kolommen van een bewerkte kopie van 85075NED)",
    publisher="CBS",
    licence=LICENCE,
    reference=STATLINE + "85039NED",
    columns=tuple(
        Column(measure, (measure,), label, CellKind.NUMBER, "inwoners", step=5)
        for measure, label in (
            ("inwoners", "Inwoners"),
            ("inwoners_0_14", "Inwoners tot 15 jaar"),
            ("inwoners_15_24", "Inwoners van 15 tot 25 jaar"),
        )
    ),
    notes=("Per wijk op vijftallen afgerond; het getal van een gemeente is exact.",),
)

TABLES = (INDICATOREN, NATURA, INWONERS)
