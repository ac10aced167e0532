"""Make the reference pages of docs/naslag from the code: ``python -m tools.reference``."""

from __future__ import annotations

from tools.commands_page import commands_page
from tools.indicators_page import indicators_page
from tools.json_page import json_page
from tools.pages import write
from tools.rules_page import rules_page


def pages() -> dict[str, str]:
    """Return every generated page of the reference, by its path in the repository."""
    return {
        "docs/naslag/json.md": json_page(),
        "docs/naslag/indicatoren.md": indicators_page(),
        "docs/naslag/opdrachten.md": commands_page(),
        "docs/naslag/controleregels.md": rules_page(),
    }


if __name__ == "__main__":
    write(pages())
