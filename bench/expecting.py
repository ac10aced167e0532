"""How long the model of expected use takes for all districts: learning, and leaving out each municipality."""

from __future__ import annotations

import time
from typing import Any

from drietrap.app.expecting import material_of
from drietrap.app.folder import DataFolder
from drietrap.app.state import opened
from drietrap.catalogue.expected_use import MODELS, Level
from drietrap.differences.expected.judging import judge
from drietrap.differences.expected.model import learn
from drietrap.vocabulary.errors import NoDataError


def expecting(folder: DataFolder) -> dict[str, Any]:
    """Time the last model of districts of which there are figures; processor time beside the clock."""
    wanted = [(model, period) for model in MODELS if model.level is Level.WIJK for period in model.periods]
    for model, period in reversed(wanted):
        try:
            with opened(folder) as state:
                material = material_of(state, model, period)
        except NoDataError:
            continue
        started, worked = time.perf_counter(), time.process_time()
        judged = judge(learn(material))
        seconds, busy = time.perf_counter() - started, time.process_time() - worked
        areas = judged.learned.observed.size
        what = f"expected use of {areas:,} districts, learned and cross-validated ({busy:.0f} s of processor)"
        return {"what": what, "seconds": seconds, "pandas": None, "aim": 60}
    return {"what": "expected use of districts: no figures read", "seconds": 0.0, "pandas": None, "aim": 60}
