"""The publications that levers rest on, each once, as they are printed beside an effect."""

from __future__ import annotations

CPB_2020 = "CPB, Wijkteams en praktijkondersteuners in de jeugdzorg, 10 december 2020"
CPB_2021 = "Magnée & Benda, Jeugdhulpgebruik en de inzet van actieve wijkteams, CPB, 23 november 2021"
DEN_HAAG_2021 = "Gemeente Den Haag, proef met praktijkondersteuners jeugd, 2021 (zonder vergelijkingsgroep)"
HERVORMINGSAGENDA = "Hervormingsagenda Jeugd 2023-2028, financieel kader, maatregel"
SANDERS_2014 = "Sanders, Kirby, Tellegen & Day, Clinical Psychology Review, 2014 (overzicht Triple P)"
WILSON_2012 = "Wilson e.a., BMC Medicine 10:130, 2012 (overzicht Triple P, met twijfel over de studies)"
MEJDOUBI_2015 = "Mejdoubi e.a., PLoS ONE 10(4): e0120182, 2015 (VoorZorg, loting)"
RAISSIAN_2017 = "Raissian & Bullinger, Children and Youth Services Review 72:60-70, 2017 (Verenigde Staten)"
DIJKSTRA_2016 = "Dijkstra, Creemers, Asscher, Dekovic & Stams, Child Abuse & Neglect, 2016 (14 studies)"
POON_2021 = "Poon, Christensen & Rhodes, Journal of Youth and Adolescence 50(9):1741-1756, 2021"
AL_2012 = "Al e.a., Children and Youth Services Review 34:1472-1479, 2012 (20 studies)"
BEZECZKY_2020 = "Bezeczky e.a., Child Abuse & Neglect 102:104394, 2020 (33 studies)"
STRIJBOSCH_2015 = "Strijbosch e.a., Children and Youth Services Review, 2015 (19 studies)"
GUTTERSWIJK_2020 = "Gutterswijk e.a., Children and Youth Services Review, 2020 (24 studies)"
JAMES_2020 = "James e.a., Cochrane Database of Systematic Reviews, CD013162.pub2, 2020 (angststoornissen)"
DOUVEN_2015 = "Douven, Remmerswaal & Mosca, Journal of Health Economics, 2015, 139-150 (Nederlandse ggz)"
FENG_2020 = "Feng, Harty, Okpych & Courtney, Chapin Hall, juni 2020 (Verenigde Staten)"
EXPERTISETEAM = "Expertiseteam Reikwijdte Jeugdhulpplicht (VNG), voorbeeld Utrecht en handvatten"
FACTSHEET = "Dordrecht, Factsheet Jeugdwet, 7 maart 2023"
STURING = "Dordrecht, Sturingsmogelijkheden jeugdhulp, 21 januari 2025"


def agenda(code: str, million: int, unsure: int) -> str:
    """Return a measure of the Hervormingsagenda: its code, euros per year and how many are uncertain."""
    said = f"{HERVORMINGSAGENDA} {code}: {million} miljoen euro per jaar voor heel Nederland"
    return f"{said}, waarvan {unsure} onzeker" if unsure else said
