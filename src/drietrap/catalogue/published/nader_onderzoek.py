"""The published tables of the Nader onderzoek toegang jeugdhulp 2015 (first quarter of 2015).

Facts retyped from Van der Zijden, *Nader onderzoek toegang jeugdhulp* (Partners in Jeugdbeleid, October
2015), which quotes the CBS tables 82968NED, 82971NED, 82972NED and 82975NED (release of 31 July 2015).
The values themselves are in ``facts/nader_onderzoek_2015.csv``.
"""

from __future__ import annotations

from drietrap.catalogue.tables import CellKind, Column, Table

# measure id -> (label, unit, kind); the same ids as in the facts file.
_USE = "% van jongeren tot 18 jaar"
_TRAJECTORIES = "% van totaal jeugdhulptrajecten"
_INFLOW = "% van instroom"
_COUNTS = {
    "jongeren_met_jeugdhulp_n": ("Jongeren met jeugdhulp (aantal)", "jongeren"),
    "jongeren_met_jeugdhulp_met_verblijf_n": ("Jongeren met jeugdhulp met verblijf (aantal)", "jongeren"),
    "jongeren_met_jeugdbescherming_n": ("Jongeren met jeugdbescherming (aantal)", "jongeren"),
    "jeugdbescherming_met_verblijf_n": ("Jongeren met jeugdbescherming en verblijf (aantal)", "jongeren"),
    "jeugdhulptrajecten_totaal": ("Jeugdhulptrajecten die in het kwartaal liepen", "trajecten"),
    "ambulant_zonder_verblijf": ("Jeugdhulptrajecten zonder verblijf op 31 maart", "trajecten"),
    "uitgevoerd_door_wijkteam": ("Waarvan uitgevoerd door het wijk- of buurtteam", "trajecten"),
    "instroom_trajecten": ("Begonnen jeugdhulptrajecten", "trajecten"),
    "jb_trajecten_totaal": ("Jeugdbeschermingstrajecten", "trajecten"),
    "jb_trajecten_begonnen": ("Begonnen jeugdbeschermingstrajecten", "trajecten"),
}
_SHARES = {
    "jongeren_met_jeugdhulp": ("Jongeren met jeugdhulp", _USE),
    "jongeren_met_jeugdhulp_met_verblijf": ("Jongeren met jeugdhulp met verblijf", _USE),
    "jongeren_met_jeugdbescherming": ("Jongeren met jeugdbescherming", _USE),
    "jeugdbescherming_met_verblijf": ("Waarvan uit huis geplaatst", "% van jongeren met jeugdbescherming"),
    "jongeren_met_jeugdreclassering": ("Jongeren met jeugdreclassering", "% van jongeren 12 tot 23 jaar"),
    "begonnen_trajecten": ("Begonnen trajecten", _TRAJECTORIES),
    "beeindigde_trajecten": ("Beëindigde trajecten", _TRAJECTORIES),
    "trajecten_zonder_verblijf": ("Trajecten zonder verblijf", _TRAJECTORIES),
    "begonnen_zonder_verblijf": ("Begonnen trajecten zonder verblijf", _TRAJECTORIES),
    "beeindigd_zonder_verblijf": ("Beëindigde trajecten zonder verblijf", _TRAJECTORIES),
    "begonnen_wijkteam": ("Begonnen trajecten wijkteam", _TRAJECTORIES),
    "begonnen_niet_wijkteam": ("Begonnen trajecten zonder verblijf, niet wijkteam", _TRAJECTORIES),
    "trajecten_met_verblijf": ("Trajecten met verblijf", _TRAJECTORIES),
    "begonnen_met_verblijf": ("Begonnen trajecten met verblijf", _TRAJECTORIES),
    "beeindigd_met_verblijf": ("Beëindigde trajecten met verblijf", _TRAJECTORIES),
    "aandeel_wijkteam": ("Aandeel van het wijkteam", "% van jeugdhulptrajecten zonder verblijf"),
    "verwijzer_gemeente": ("Via de gemeente", _INFLOW),
    "verwijzer_huisarts": ("Via de huisarts", _INFLOW),
    "verwijzer_jeugdarts": ("Via de jeugdarts", _INFLOW),
    "verwijzer_gecertificeerde_instelling": ("Via de gecertificeerde instelling", _INFLOW),
    "verwijzer_medisch_specialist": ("Via de medisch specialist", _INFLOW),
    "geen_verwijzer": ("Geen verwijzer", _INFLOW),
    "jeugdigen_tot_18": ("Jeugdigen tot 18 jaar", "% van inwoners"),
    "eenouderhuishoudens": ("Eenouderhuishoudens", "%"),
    "eenouderhuishoudens_2plus_kinderen": ("Eenouderhuishoudens met twee of meer kinderen", "%"),
    "eenouderhuishoudens_bijstand": ("Eenouderhuishoudens in de bijstand", "%"),
    "ouders_psychisch_medicijngebruik": ("Ouders met psychisch medicijngebruik", "%"),
    "jeugdigen_armoederisico": ("Jeugdigen met armoederisico", "%"),
    "gezinnen_bijstand": ("Gezinnen in de bijstand", "%"),
    "uitkeringsontvangers": ("Uitkeringsontvangers", "%"),
    "leerlingen_achterstandsgewicht": ("Leerlingen met achterstandsgewicht", "%"),
}
# Printed without decimals in the study.
_WHOLE_SHARES = {
    "jb_trajecten_begonnen_pct": (
        "Begonnen jeugdbeschermingstrajecten",
        "% van jeugdbeschermingstrajecten",
    ),
}
# Index numbers against the country; these may exceed 100.
_INDICES = {
    "gemiddeld_inkomen_huishoudens": ("Gemiddeld inkomen van huishoudens", "Nederland = 100", 0.1),
    "gemiddeld_inkomen_huishoudens_met_kinderen": (
        "Gemiddeld inkomen van huishoudens met kinderen",
        "Nederland = 100",
        0.1,
    ),
    "budget_2016_tov_2015": ("Budget 2016 ten opzichte van 2015", "2015 = 100", 0.01),
}

NADER_ONDERZOEK = Table(
    id="NADER-ONDERZOEK-2015",
    title="Nader onderzoek toegang jeugdhulp: Nederland en vier gemeenten, eerste kwartaal 2015",
    publisher="Partners in Jeugdbeleid, uit CBS-tabellen van 31 juli 2015",
    licence="feiten, met bronvermelding",
    reference="Van der Zijden (2015), Nader onderzoek toegang jeugdhulp",
    parts=("J", "K"),
    columns=(
        *(
            Column(measure, (measure,), label, CellKind.COUNT, unit, step=5, secret_up_to=7)
            for measure, (label, unit) in _COUNTS.items()
        ),
        *(
            Column(measure, (measure,), label, CellKind.PERCENTAGE, unit, step=0.1)
            for measure, (label, unit) in _SHARES.items()
        ),
        *(
            Column(measure, (measure,), label, CellKind.PERCENTAGE, unit, step=1)
            for measure, (label, unit) in _WHOLE_SHARES.items()
        ),
        *(
            Column(measure, (measure,), label, CellKind.NUMBER, unit, step=step)
            for measure, (label, unit, step) in _INDICES.items()
        ),
    ),
)

TABLES = (NADER_ONDERZOEK,)
