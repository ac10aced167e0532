"""Key figures: edited copies of CBS 85039NED and 85318NED, the series of one municipality, SCP districts."""

from __future__ import annotations

from drietrap.catalogue.published import TABLES
from drietrap.sources.layout import AREA, NAME, PERIOD, Layout, Part, measure_parts
from drietrap.sources.wide import read_wide

LAYOUTS = (
    Layout(
        name="kerncijfers per gemeente",
        table="KERNCIJFERS",
        parts=(
            Part(AREA, ("gemeentecode",)),
            Part(PERIOD, ("jaar",), required=False),
            *measure_parts(TABLES["KERNCIJFERS"]),
        ),
        read=read_wide,
        closed=False,
    ),
    Layout(
        name="kerncijfers per wijk en buurt, meer jaren",
        table="KERNCIJFERS-REEKS",
        parts=(Part(AREA, ("code",)), Part(PERIOD, ("jaar",)), *measure_parts(TABLES["KERNCIJFERS-REEKS"])),
        read=read_wide,
        closed=False,
    ),
    Layout(
        name="jeugdhulp in de wijk 2017 (SCP)",
        table="SCP-WIJK-2017",
        parts=(
            Part(AREA, ("wijkcode",)),
            Part(NAME, ("wijknaam",), required=False),
            *measure_parts(TABLES["SCP-WIJK-2017"]),
        ),
        read=read_wide,
        closed=False,
        period="2017",
    ),
)
