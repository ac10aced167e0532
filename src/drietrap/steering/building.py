"""From main effects to the parameters of the model: every table is a product (or odds) of a few factors."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.codes import (
    AGE_BANDS,
    AGE_FROM,
    AGES,
    FORMS,
    INTENSITIES,
    NEEDS,
    PERSONAL,
    PLACEMENTS,
    ROUTES,
    SEVERITIES,
    SHARED,
    STRATA,
)
from drietrap.steering.model.parameters import Parameters

TAAKVELDEN = (
    "6.2", "6.72a", "6.72b", "6.72c", "6.72d", "6.73a", "6.73b", "6.73c", "6.74a", "6.74b", "6.74c", "6.82a",
    "6.82b",
)  # fmt: skip
_PROBATION_AGES = ("12-13", "14-15", "16-17", "18-22")
AXES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "need": NEEDS[1:],
        "personal": tuple(NEEDS[need] for need in PERSONAL),
        "shared": tuple(NEEDS[need] for need in SHARED),
        "severity": SEVERITIES,
        "band": AGE_BANDS,
        "child_band": AGE_BANDS[:3],
        "sex": ("jongen", "meisje"),
        "event": ("gaat over", "wordt zwaarder", "crisis"),
        "route": ROUTES,
        "first_route": ROUTES[:4],
        "guard_route": ROUTES[4:],
        "form": FORMS,
        "provision": FORMS[1:9],
        "class": ("licht", "gemiddeld", "zwaar", "zeer zwaar")[:INTENSITIES],
        "guarded": ("ondertoezichtstelling", "voogdij"),
        "placement": tuple(FORMS[form] for form in PLACEMENTS),
        "probation_age": _PROBATION_AGES,
        "taakveld": TAAKVELDEN,
    }
)
"""What the values of a table run along, in order."""

Tables = Mapping[str, FloatArray]
_BAND_OF_AGE = np.searchsorted(AGE_FROM, np.arange(AGES), side="right") - 1
_YEARLY = 12_000.0  # per 1,000 a year to a chance per month
_MOST = 0.9  # the most that all chances of one line may add up to
_CLASSES = STRATA // 2


def parameters_of(values: Tables, districts: int = 1) -> Parameters:
    """Return the parameters that follow from main effects, by name as in the catalogue.

    Every district has factor 1.
    """
    return Parameters(
        **_needs(values),
        **_access(values),
        **_help(values),
        **_protection(values),
        capacity=values["capacity"],
        price=values["price"],
        heavier=values["heavier"],
        district=np.ones(districts),
    )


def _needs(v: Tables) -> dict[str, FloatArray]:
    personal = [need - 1 for need in PERSONAL]
    by_age = v["onset_age"].T[_BAND_OF_AGE]  # (23, 5)
    by_sex = np.stack([np.ones(len(PERSONAL)), v["onset_girl"]])  # (2, 5)
    both = v["age_sex"][_BAND_OF_AGE]  # (23, 2)
    stratum = _strata(v["onset_frailty"], v["onset_one_parent"])  # (8, 5)
    onset = v["onset"][personal] / _YEARLY * by_age[:, None, None] * by_sex[:, None] * stratum
    shared = v["onset"][[need - 1 for need in SHARED]] / _YEARLY
    unseen = _unseen(v)
    waiting = np.zeros((len(NEEDS), len(SEVERITIES), 4))
    waiting[..., :3] = unseen[1, :, :, :3] * v["waiting"]
    waiting[1:, :, 3] = v["gives_up"]
    severity = np.concatenate([[[1.0, 0.0, 0.0]], v["severity"]])
    return {
        "onset": _within(onset * both[:, :, None, None]),
        "shared": shared * _strata(v["shared_frailty"], v["shared_one_parent"]),
        "affected": v["affected"],
        "severity": severity / severity.sum(axis=-1, keepdims=True),
        "unseen": unseen,
        "waiting": _within(waiting),
    }


def _strata(per_class: FloatArray, one_parent: FloatArray) -> FloatArray:
    """Return factors by stratum (8, ...): classes of frailty around their middle, times one parent."""
    steps = np.arange(_CLASSES) - (_CLASSES - 1) / 2.0
    by_class = np.asarray(per_class) ** steps.reshape(-1, *[1] * np.ndim(per_class))
    return np.concatenate([by_class, by_class * one_parent])


def _unseen(v: Tables) -> FloatArray:
    """Return what happens to a need without help (4, 8, 3, 9)."""
    table = np.zeros((len(AGE_BANDS), len(NEEDS), len(SEVERITIES), 3 + len(ROUTES)))
    worsens = np.broadcast_to(v["worsens"][:, None], (len(NEEDS) - 1, len(SEVERITIES))).copy()
    worsens[:, -1] = 0.0
    table[:, 1:, :, 0] = v["resolves"][:, None] * v["resolves_severity"]
    table[:, 1:, :, 1] = worsens
    table[:, 1:, :, 2] = v["crisis"][:, None] * v["crisis_severity"]
    seen = v["seen_age"][:, None, None] * v["seen"][:, None] * v["seen_severity"]  # (4, 7, 3)
    shares = v["route_age"][:, None] * v["route_need"]  # (4, 7, 4)
    shares = shares / shares.sum(axis=-1, keepdims=True) * v["route"]
    table[:, 1:, :, 3:7] = seen[..., None] * shares[:, :, None]
    table[:3, 1:, :, 7:] = v["protected_seen"]
    return _within(table)


def _within(table: FloatArray) -> FloatArray:
    """Return chances of events that exclude each other, scaled down where they add up to too much."""
    total = table.sum(axis=-1, keepdims=True)
    scaled: FloatArray = table * np.minimum(1.0, _MOST / np.maximum(total, 1e-12))
    return scaled


def _odds(first: FloatArray, *factors: FloatArray) -> FloatArray:
    """Return the chance whose odds are those of ``first`` times all factors."""
    odds = first / (1.0 - first)
    for factor in factors:
        odds = odds * factor
    return np.asarray(odds / (1.0 + odds), dtype=np.float64)


def _no_need_first(table: FloatArray, axis: int = 0, value: float = 1.0) -> FloatArray:
    """Return a table by need with a first entry for no need."""
    first = np.full_like(np.take(table, [0], axis=axis), value)
    return np.concatenate([first, table], axis=axis)


def _access(v: Tables) -> dict[str, FloatArray]:
    beside = np.array([1.0, float(v["normalised_beside"])])[:, None, None, None]
    need = _no_need_first(v["normalised_need"])[:, None]
    normalised = _odds(v["normalised"][:, None, None], need, v["normalised_severity"], beside)
    free = _odds(v["free"][:, None, None], _no_need_first(v["free_need"])[:, None], v["free_severity"])
    return {
        "normalised": normalised,
        "free": np.broadcast_to(free, (2, *free.shape)).copy(),
        "settled": _odds(_no_need_first(v["settled"], value=0.5)[:, None], v["settled_severity"]),
        "delay": v["delay"],
    }


def _help(v: Tables) -> dict[str, FloatArray]:
    choose = np.zeros((len(AGE_BANDS), len(NEEDS), len(SEVERITIES), len(FORMS)))
    need, age = _no_need_first(v["form_need"]), v["form_age"]
    choose[..., 1:9] = v["form"] * age[:, None, None] * need[:, None] * v["form_severity"]
    intensity = np.broadcast_to(v["intensity"], (len(FORMS), len(SEVERITIES), INTENSITIES))
    success = _no_need_first(v["success"], value=0.5)
    return {
        "choose": choose,
        "duration": v["duration"],
        "duration_spread": v["duration_spread"],
        "longest": v["longest"],
        "extension": v["extension"],
        "intensity": intensity / intensity.sum(axis=-1, keepdims=True),
        "dropout": v["dropout"],
        "extend": _odds(v["extend"][:, None], _no_need_first(v["extend_need"])),
        "success": _odds(success[:, None], v["success_severity"], v["success_form"][:, None, None]),
        "stays_adult": v["stays_adult"],
    }


def _protection(v: Tables) -> dict[str, FloatArray]:
    report = np.zeros((len(AGE_BANDS), 1 + len(SEVERITIES), STRATA))
    heaviness = np.concatenate([[1.0], v["report_need"]])
    stratum = _strata(v["report_frailty"], v["report_one_parent"])
    report[:3] = np.minimum(v["report"][:, None, None] / _YEARLY * heaviness[:, None] * stratum, _MOST)
    measure = np.zeros((5, 4))
    measure[1, :2] = v["to_investigation"], v["report_closed"]
    measure[2, :3] = v["to_supervision"], v["to_guardianship"], v["no_measure"]
    out, home = v["placed_out"], v["back_home"]
    measure[3] = v["supervision_ends"], v["becomes_guardianship"], out[0], home[0]
    measure[4] = v["guardianship_ends"], 0.0, out[1], home[1]
    probation = np.zeros((AGES, 2))
    ages = np.searchsorted((12, 14, 16, 18), np.arange(AGES), side="right") - 1
    begins = np.where(ages >= 0, v["probation"][ages], 0.0) / _YEARLY
    probation[:, 0], probation[:, 1] = begins, begins * v["probation_girl"]
    return {
        "report": report,
        "measure": _within(measure),
        "place": v["place"],
        "probation": probation,
        "probation_months": np.atleast_1d(v["probation_months"]),
        "probation_spread": np.atleast_1d(v["probation_spread"]),
    }
