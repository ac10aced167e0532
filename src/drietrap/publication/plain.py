"""Published results as plain data with Dutch names: the documented, versioned JSON of the command line.

The shape is described in ``docs/naslag/json.md``; a change in it raises ``SHAPE_VERSION``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum
from typing import Any

from drietrap.publication.disclosure import Published
from drietrap.vocabulary.errors import IntegrityError

SHAPE_VERSION = 1

# Field of a result -> key in the JSON. Every field of every result has one; a test holds that.
NAMES = {
    "absent_as_zero": "ontbrekend_telt_als_nul",
    "accepted": "aangenomen",
    "action": "wat_te_doen",
    "adjusted_95": "verruimde_grens_95",
    "adjusted_998": "verruimde_grens_998",
    "after": "na",
    "age_on": "leeftijd_op",
    "ages": "leeftijden",
    "allocations": "uitkeringen",
    "already_known": "al_bekend",
    "also": "ook",
    "amount": "bedrag",
    "area": "gebied",
    "area_name": "gebiedsnaam",
    "arithmetic": "berekening",
    "assumption": "aanname",
    "assumptions": "aannames",
    "at_stake": "bedrag_in_het_geding",
    "base": "grondslag",
    "before": "voor",
    "begins": "vanaf",
    "below": "tot_leeftijd",
    "breakdowns": "uitsplitsingen",
    "breaks": "trendbreuken",
    "budget_2016": "budget_2016",
    "by_measure": "per_maatstaf",
    "cell": "cel",
    "cells": "cellen",
    "change": "verandering",
    "changed": "aantal_veranderd",
    "changes": "veranderingen",
    "changes_without": "verandert_zonder",
    "circular": "circulaire",
    "closeness": "gelijkenis",
    "column": "kolom",
    "comparisons": "vergelijkingen",
    "count": "aantal",
    "counted": "telt",
    "country_2016": "land_2016",
    "course": "verloop",
    "data": "gegevensmap",
    "decimals": "decimalen",
    "definition": "definitie",
    "definitions": "definities",
    "deliveries": "leveringen",
    "delivery": "kenmerk",
    "denominator": "noemer",
    "descriptions": "beschrijvingen",
    "difference": "verschil",
    "disclosure_group": "onthullingsgroep",
    "distance": "afstand",
    "effect": "effect",
    "estimate": "schatting",
    "examples": "voorbeelden",
    "executed": "uitgevoerd",
    "explanation": "toelichting",
    "factor": "factor",
    "fallback": "terugval",
    "family": "familie",
    "feedback": "terugkoppeling",
    "figures": "cijfers",
    "file": "bestand",
    "files": "bestanden",
    "findings": "bevindingen",
    "forms": "hulpvormen",
    "formula": "formule",
    "funnel": "trechter",
    "group": "groep",
    "hidden": "verborgen",
    "html": "html",
    "id": "id",
    "indicator": "indicator",
    "inputs": "invoer",
    "interval_method": "intervalmethode",
    "inverse": "omgekeerd",
    "key_id": "kenmerk_sleutel",
    "keys": "aantal_sleutels",
    "kind": "soort",
    "kinds": "soorten",
    "label": "naam",
    "level": "niveau",
    "limits_95": "grens_95",
    "limits_998": "grens_998",
    "lineage": "herkomst",
    "lower": "ondergrens",
    "lowest": "vanaf_leeftijd",
    "measure": "maatstaf",
    "members": "leden",
    "merged": "samengevoegd",
    "message": "melding",
    "method": "methode",
    "minus": "min",
    "missing": "ontbrekend",
    "moment": "moment",
    "months": "maanden",
    "municipalities": "gemeenten",
    "municipality": "gemeente",
    "name": "gebiedsnaam",
    "neighbours": "buren",
    "not_for": "niet_voor",
    "note": "noot",
    "numerator": "teller",
    "of": "van",
    "or_variants": "anders_varianten",
    "outcome": "uitkomst",
    "own": "eigen",
    "own_rounding": "eigen_afronding",
    "p_value": "p_waarde",
    "paragraph": "paragraaf",
    "pdf": "pdf",
    "per_youth": "per_jongere",
    "period": "periode",
    "periods": "perioden",
    "phi": "overdispersie",
    "points": "punten",
    "provider": "aanbieder",
    "provisional": "voorlopig",
    "published": "gepubliceerd",
    "q_value": "q_waarde",
    "quarantined": "in_quarantaine",
    "question": "vraag",
    "rank": "rang",
    "reach": "reikwijdte",
    "reason": "reden",
    "received": "ontvangen",
    "record_report": "registratierapport",
    "records": "uit_registratie",
    "redistribution_2016": "herverdeeleffect_2016",
    "reference": "referentie",
    "referrers": "verwijzers",
    "refused": "geweigerd",
    "register": "register",
    "release": "uitgave",
    "remarks": "opmerkingen",
    "replaced_by": "vervangen_door",
    "replaces": "vervangt",
    "row": "regel",
    "rows": "regels",
    "rule": "controle",
    "rules": "aantal_controles",
    "scale": "schaal",
    "secret_up_to": "geheim_tot_en_met",
    "segments": "delen",
    "selection": "selectie",
    "sentence": "zin",
    "severity": "ernst",
    "sha256": "sha256",
    "share": "aandeel",
    "shrunk": "gekrompen",
    "since": "sinds",
    "source": "bron",
    "spread": "spreiding",
    "stability": "stabiliteit",
    "stage": "trap",
    "stages": "trappen",
    "starts_after": "begint_na",
    "synthetic": "fictief",
    "table": "tabel",
    "tables": "tabellen",
    "target": "doelwaarde",
    "terms": "termen",
    "text": "tekst",
    "theme": "thema",
    "title": "titel",
    "total": "totaal",
    "touches": "raakt",
    "trends": "trends",
    "unit": "eenheid",
    "upper": "bovengrens",
    "value": "waarde",
    "variant": "variant",
    "verdict": "oordeel",
    "version": "versie",
    "versions": "versies",
    "volume": "volume",
    "waiting": "wachtend",
    "warnings": "waarschuwingen",
    "weight": "gewicht",
    "what": "wat",
    "whole": "geheel",
    "xlsx": "xlsx",
    "year": "jaar",
    "z": "z",
    "z_adjusted": "z_verruimd",
}


def plain(command: str, result: Published[Any]) -> dict[str, Any]:
    """Return the envelope of one command: shape version, command and result, ready for ``json.dumps``."""
    return {"versie": SHAPE_VERSION, "opdracht": command, "resultaat": _plain(result.content)}


def _plain(thing: Any) -> Any:
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, tuple) and hasattr(thing, "_asdict"):
        return {_name(key): _plain(value) for key, value in thing._asdict().items()}
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {_name(f.name): _plain(getattr(thing, f.name)) for f in dataclasses.fields(thing) if f.init}
    if isinstance(thing, Mapping):
        return {str(key): _plain(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_plain(value) for value in thing]
    return thing


def _name(field: str) -> str:
    if field not in NAMES:
        raise IntegrityError(f"Het veld {field} heeft nog geen naam in de JSON.")
    return NAMES[field]
