"""Which published measures form a whole, share a group or continue each other, table by table.

Facts about the tables as their publishers describe them; the rules of ``benchmark.consistency`` test them.
"""

from __future__ import annotations

from drietrap.catalogue.published.iv3 import IV3, TAAKVELDEN, baten, lasten
from drietrap.catalogue.relation import (
    AreaParts,
    AreaShares,
    AtMost,
    Cell,
    CostGroup,
    CountAndShare,
    GroupBetween,
    GroupSum,
    PartsOfWhole,
    Relation,
    SameGroup,
    SameQuantity,
    Series,
    ShareOf,
    SharesOf100,
    StockFlow,
    VariantParts,
)
from drietrap.vocabulary.area import AreaKind

NATURA = "85075NED"
STUDY = "NADER-ONDERZOEK-2015"
YEARS = "NJI-JEUGDZORG"
DISTRICTS = "KERNCIJFERS-REEKS"
REFERRERS = (
    "gemeentelijke_toegang",
    "huisarts",
    "jeugdarts",
    "gecertificeerde_instelling",
    "medisch_specialist",
    "rechter",
    "geen_verwijzer",
    "verwijzer_onbekend",
)
_INFLOW_SHARES = (
    "verwijzer_gemeente",
    "verwijzer_huisarts",
    "verwijzer_jeugdarts",
    "verwijzer_gecertificeerde_instelling",
    "verwijzer_medisch_specialist",
    "geen_verwijzer",
)
_TRAJECTORY_SHARES = (
    "beeindigde_trajecten",
    "trajecten_zonder_verblijf",
    "begonnen_zonder_verblijf",
    "beeindigd_zonder_verblijf",
    "begonnen_wijkteam",
    "begonnen_niet_wijkteam",
    "trajecten_met_verblijf",
    "begonnen_met_verblijf",
    "beeindigd_met_verblijf",
)

PARTS_OF_WHOLE = (
    PartsOfWhole(NATURA, "jongeren", tuple(f"jongeren_{age}" for age in ("0_3", "4_11", "12_17", "18_22"))),
    PartsOfWhole(
        NATURA,
        "jongeren",
        tuple(f"jongeren_{home}" for home in ("eenoudergezin", "bij_paar", "ander_huishouden")),
    ),
    # Trajectories of youth protection and probation have no referrer of their own.
    PartsOfWhole(NATURA, "trajecten", tuple(f"trajecten_{name}" for name in REFERRERS), complete=False),
    PartsOfWhole(YEARS, "jongeren_tot_23", ("jongeren_tot_18", "jongeren_18_22")),
    PartsOfWhole(STUDY, "begonnen_trajecten", ("begonnen_zonder_verblijf", "begonnen_met_verblijf")),
    PartsOfWhole(STUDY, "beeindigde_trajecten", ("beeindigd_zonder_verblijf", "beeindigd_met_verblijf")),
    PartsOfWhole(STUDY, "begonnen_zonder_verblijf", ("begonnen_wijkteam", "begonnen_niet_wijkteam")),
)
SHARES_OF_100 = (
    SharesOf100(STUDY, _INFLOW_SHARES),
    SharesOf100(STUDY, ("trajecten_zonder_verblijf", "trajecten_met_verblijf")),
)
SHARE_OF = (
    *(ShareOf(STUDY, share, "instroom_trajecten") for share in _INFLOW_SHARES),
    *(ShareOf(STUDY, share, "jeugdhulptrajecten_totaal") for share in _TRAJECTORY_SHARES),
    ShareOf(STUDY, "begonnen_trajecten", "jeugdhulptrajecten_totaal", "instroom_trajecten"),
    ShareOf(STUDY, "aandeel_wijkteam", "ambulant_zonder_verblijf", "uitgevoerd_door_wijkteam"),
    ShareOf(
        STUDY,
        "jeugdbescherming_met_verblijf",
        "jongeren_met_jeugdbescherming_n",
        "jeugdbescherming_met_verblijf_n",
        rounded=False,
    ),
    ShareOf(STUDY, "jb_trajecten_begonnen_pct", "jb_trajecten_totaal", "jb_trajecten_begonnen"),
)
SAME_GROUP = (
    SameGroup(
        STUDY,
        "jongeren tot 18 jaar",
        tuple(
            CountAndShare(f"{measure}_n", measure)
            for measure in (
                "jongeren_met_jeugdhulp",
                "jongeren_met_jeugdhulp_met_verblijf",
                "jongeren_met_jeugdbescherming",
            )
        ),
    ),
)
GROUP_BETWEEN = (
    GroupBetween(
        DISTRICTS,
        "jongeren tot 23 jaar",
        CountAndShare("jongeren_jeugdzorg", "pct_jeugdzorg_tot_23"),
        ("inwoners_0_14",),
        ("inwoners_0_14", "inwoners_15_24"),
    ),
)
GROUP_SUM = (
    GroupSum(
        YEARS,
        "jongeren tot 23 jaar",
        CountAndShare("jongeren_tot_23", "pct_tot_23"),
        (CountAndShare("jongeren_tot_18", "pct_tot_18"), CountAndShare("jongeren_18_22", "pct_18_22")),
    ),
)
AT_MOST = (
    AtMost(DISTRICTS, "jongeren_jeugdzorg", "inwoners"),
    AtMost(STUDY, "jongeren_met_jeugdhulp_met_verblijf", "jongeren_met_jeugdhulp"),
    AtMost(STUDY, "jongeren_met_jeugdhulp_met_verblijf_n", "jongeren_met_jeugdhulp_n"),
    AtMost(STUDY, "jongeren_met_jeugdhulp_n", "jeugdhulptrajecten_totaal"),
    AtMost(STUDY, "jeugdbescherming_met_verblijf_n", "jongeren_met_jeugdbescherming_n"),
    AtMost(STUDY, "jeugdbescherming_met_verblijf_n", "jongeren_met_jeugdhulp_met_verblijf_n"),
    AtMost(STUDY, "uitgevoerd_door_wijkteam", "ambulant_zonder_verblijf"),
    AtMost(STUDY, "ambulant_zonder_verblijf", "jeugdhulptrajecten_totaal"),
    AtMost(STUDY, "instroom_trajecten", "jeugdhulptrajecten_totaal"),
    AtMost(STUDY, "jb_trajecten_begonnen", "jb_trajecten_totaal"),
    AtMost(STUDY, "eenouderhuishoudens_2plus_kinderen", "eenouderhuishoudens"),
    AtMost(STUDY, "eenouderhuishoudens_bijstand", "eenouderhuishoudens"),
)
VARIANT_PARTS = (
    VariantParts(
        "JB-STROOM",
        "Totaal",
        (
            "Ondertoezichtstelling",
            "Voorlopige ondertoezichtstelling",
            "Voogdij",
            "Voorlopige en tijdelijke voogdij",
        ),
    ),
    VariantParts(
        "83454NED",
        "JZ Totaal jeugdzorg",
        ("JH 1 Totaal jeugdhulp", "JB 1 Totaal jeugdbescherming"),
        complete=False,
    ),
)
AREA_PARTS = (
    AreaParts("84134NED", AreaKind.LAND, AreaKind.LANDSDEEL, ("jongeren_tot_23",)),
    AreaParts("84134NED", AreaKind.LAND, AreaKind.PROVINCIE, ("jongeren_tot_23",)),
    AreaParts("84134NED", AreaKind.LANDSDEEL, AreaKind.PROVINCIE, ("jongeren_tot_23",)),
    AreaParts(
        IV3.id,
        AreaKind.LAND,
        AreaKind.GEMEENTE,
        (*(lasten(code) for code in TAAKVELDEN), *(baten(code) for code in TAAKVELDEN)),
    ),
    AreaParts(NATURA, AreaKind.LAND, AreaKind.GEMEENTE, ("jongeren", "trajecten")),
    # Youths whose district is not known, or who live elsewhere, are in no district.
    AreaParts(NATURA, AreaKind.GEMEENTE, AreaKind.WIJK, ("jongeren", "trajecten"), complete=False),
    AreaParts(DISTRICTS, AreaKind.GEMEENTE, AreaKind.WIJK, ("jongeren_jeugdzorg",), complete=False),
    AreaParts(DISTRICTS, AreaKind.WIJK, AreaKind.BUURT, ("jongeren_jeugdzorg",), complete=False),
)
_USE_SHARES = (
    "pct_jeugdhulp",
    "pct_verblijf_van_jeugdhulp",
    "pct_jeugdbescherming",
    "pct_verblijf_van_jeugdbescherming",
    "pct_jeugdreclassering",
)
AREA_SHARES = tuple(
    AreaShares(table, AreaKind.LAND, part, measures)
    for table, measures in (("85098NED", _USE_SHARES), ("84134NED", ("pct_tot_23",)))
    for part in (AreaKind.LANDSDEEL, AreaKind.PROVINCIE, AreaKind.GEMEENTE)
)
STOCK_FLOW = (StockFlow("JB-STROOM", "beginstand", "instroom", "uitstroom", "eindstand"),)
SAME_QUANTITY = (
    SameQuantity(Cell("JB-INSTROOM", "instroom"), Cell("JB-STROOM", "instroom", "Totaal")),
    SameQuantity(Cell("JB-INSTROOM", "uitstroom"), Cell("JB-STROOM", "uitstroom", "Totaal")),
    SameQuantity(Cell(YEARS, "jongeren_tot_23"), Cell("84134NED", "jongeren_tot_23")),
    SameQuantity(Cell(YEARS, "pct_tot_23"), Cell("84134NED", "pct_tot_23")),
)
COST_GROUPS = (
    CostGroup(
        IV3.id,
        tuple(lasten(code) for code in TAAKVELDEN),
        tuple(lasten(code) for code in TAAKVELDEN if code != "6.2"),  # wijkteams are for all ages
        tuple(baten(code) for code in TAAKVELDEN),
        "inwoners",
    ),
)
SERIES = (
    Series("85098NED", _USE_SHARES),
    Series(NATURA, ("jongeren", "trajecten"), breaks=("2021",)),
    Series(DISTRICTS, ("jongeren_jeugdzorg",), breaks=("2021",)),
    Series(YEARS, ("jongeren_tot_23", "jongeren_18_22", "pct_tot_23", "pct_18_22"), breaks=("2021",)),
    Series("JB-INSTROOM", ("instroom", "uitstroom")),
    Series("ZIN-PGB", ("alleen_natura", "natura_en_pgb", "alleen_pgb"), breaks=("2021H1",)),
)
# Landsdelen and provincies never change (CBS, Gebieden in Nederland).
PROVINCES_OF_LANDSDEEL = {
    "LD01": ("PV20", "PV21", "PV22"),
    "LD02": ("PV23", "PV24", "PV25"),
    "LD03": ("PV26", "PV27", "PV28", "PV29"),
    "LD04": ("PV30", "PV31"),
}
RELATIONS: tuple[Relation, ...] = (
    *PARTS_OF_WHOLE,
    *SHARES_OF_100,
    *SHARE_OF,
    *SAME_GROUP,
    *GROUP_BETWEEN,
    *GROUP_SUM,
    *AT_MOST,
    *VARIANT_PARTS,
    *AREA_PARTS,
    *AREA_SHARES,
    *STOCK_FLOW,
    *COST_GROUPS,
    *SERIES,
)
