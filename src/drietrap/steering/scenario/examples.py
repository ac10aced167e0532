"""Scenarios that are ready to run: to try the model with, and to begin one of your own from."""

from __future__ import annotations

import re
from importlib import resources

from drietrap.steering.scenario.writing import quoted

FOUR_KNOBS, QUICK_SAVING = "vier-knoppen", "snelle-besparing"
EXAMPLES = (FOUR_KNOBS, QUICK_SAVING)
_MUNICIPALITY = re.compile(r"^gemeente = .*$", flags=re.MULTILINE)


def example(name: str = FOUR_KNOBS, municipality: str | None = None) -> str:
    """Return the text of a scenario that is ready to run.

    Parameters
    ----------
    name
        One of :data:`EXAMPLES`: the four knobs apart and together, with words about every key; or a saving
        that looks good in euros and hurts who needs help most.
    municipality
        About which municipality, by name or code; None for the one in the file.
    """
    file = resources.files("drietrap.catalogue") / "facts" / "scenarios" / f"{name}.toml"
    text = file.read_text("utf-8")
    if municipality is None:
        return text
    return _MUNICIPALITY.sub(lambda _: f"gemeente = {quoted(municipality)}", text, count=1)
