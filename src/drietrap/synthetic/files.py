"""The fictional country written out as files, named and laid out as the publishers do."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from drietrap.synthetic import area_files, cbs_files, money_files, national_files
from drietrap.synthetic.cbs_files import Text
from drietrap.synthetic.country import TABLE_YEARS, Country

MARK = "fictief"
REGISTER = f"{MARK}.json"
READ_ME = f"LEESMIJ-{MARK}.txt"
_MEMBERSHIP_YEARS = range(2021, 2025)


def write_country(country: Country, folder: Path) -> list[Path]:
    """Write all files of a fictional country.

    Parameters
    ----------
    country
        What :func:`drietrap.synthetic.country.build` made.
    folder
        Where the files go; made when absent. Files of an earlier country are replaced.

    Returns
    -------
    The files, in order of name; every name holds ``fictief``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    content = contents(country)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return sorted(folder / name for name in content)


def contents(country: Country) -> dict[str, bytes]:
    """Return the bytes of every file by name."""
    tables = {**_cbs(country), **_money(country), **_national(country), **_areas(country)}
    named = {f"{stem}_{MARK}.{suffix}": data for (stem, suffix), data in tables.items()}
    named[REGISTER] = area_files.register(country).encode()
    named[READ_ME] = area_files.read_me(country, sorted(named)).encode()
    return named


def _cbs(country: Country) -> dict[tuple[str, str], bytes]:
    slug = country.demo_name.lower()
    files = {
        ("85039NED_kerncijfers_gemeente_2021_bewerkt", "csv"): _csv(cbs_files.key_figures_2021(country)),
        ("85318NED_kerncijfers_gemeente_2022_bewerkt", "csv"): _csv(cbs_files.key_figures_2022(country)),
        (f"{slug}_kerncijfers_2018_2022", "csv"): _csv(cbs_files.demo_series(country)),
    }
    for year in TABLE_YEARS:
        stem = f"85098NED_indicatoren_jeugdzorg_gemeenten_{year}_statline_export"
        files[stem, "csv"] = cbs_files.statline_indicators(country, year).encode()
        for level in ("gemeente", "wijk"):
            text = cbs_files.natura(country, year, districts=level == "wijk")
            files[f"85075NED_jeugdzorg_natura_{level}_{year}", "csv"] = _csv(text)
    return files


def _money(country: Country) -> dict[tuple[str, str], bytes]:
    return {
        ("iv3_jeugd_taakvelden_2023_2024", "csv"): _csv(money_files.iv3(country)),
        ("volumina_en_uitkering_jeugd_per_gemeente", "csv"): _csv(money_files.volumes(country)),
        ("gewichten_individuele_voorzieningen_jeugd", "csv"): _csv(money_files.weights()),
        ("uitkeringsfactor", "csv"): _csv(money_files.factors()),
    }


def _national(country: Country) -> dict[tuple[str, str], bytes]:
    return {
        ("nji_nl_jeugdzorg_2016_2024", "csv"): _csv(national_files.youth_series(country)),
        ("cbs_84134NED_2020_totaal_jeugdzorg_regio", "csv"): _csv(national_files.by_province(country, 2020)),
        ("cbs_jeugdbescherming_stroom", "csv"): _csv(national_files.protection(country)),
        ("cbs_jeugdbescherming_instroom_uitstroom_2016_2022", "csv"): _csv(
            national_files.protection_years(country)
        ),
        ("cbs_jeugdhulp_halfjaar_zin_pgb", "csv"): _csv(national_files.half_years(country)),
    }


def _areas(country: Country) -> dict[tuple[str, str], bytes]:
    files = {
        ("herindelingen_tot_2022", "csv"): _csv(
            area_files.mergers(country), delimiter=";", encoding="latin-1"
        )
    }
    for year in _MEMBERSHIP_YEARS:
        text = area_files.membership(country, year)
        files[f"gemeente_jeugdregio_{year}", "csv"] = _csv(text, end="\r\n")
    for year in TABLE_YEARS:
        files[f"gemeenten_{year}", "geojson"] = area_files.boundaries(country, year).encode()
    return files


def _csv(rows: Text, *, delimiter: str = ",", end: str = "\n", encoding: str = "utf-8") -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(rows)
    return buffer.getvalue().encode(encoding)
