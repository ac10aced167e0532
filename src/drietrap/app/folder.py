"""The one folder in which all data live, and the log of what was done in it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_data_path

from drietrap.vocabulary.errors import InputError, reason

ENVIRONMENT = "DRIETRAP_DATA"


@dataclass(frozen=True)
class DataFolder:
    """Where deliveries, the warehouse and the audit log of one user or organisation live."""

    root: Path

    @classmethod
    def resolve(cls, option: Path | None) -> DataFolder:
        """Return the folder from the option, else from ``DRIETRAP_DATA``, else the platform's own place."""
        chosen = option or os.environ.get(ENVIRONMENT) or user_data_path("drietrap", appauthor=False)
        root = Path(chosen).expanduser().absolute()
        if root.exists() and not root.is_dir():
            raise InputError(
                f"{root} is een bestand en geen map",
                expected="een map voor de gegevens",
                action="kies een andere plek met --data",
            )
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"de gegevensmap {root} kan niet worden gemaakt ({reason(error)})",
                action="kies met --data een map waarin u mag schrijven",
            ) from error
        return cls(root)

    @property
    def raw(self) -> Path:
        """Deliveries as received."""
        return self.root / "raw"

    @property
    def warehouse(self) -> Path:
        """Versions of the checked and computed tables."""
        return self.root / "warehouse"

    @property
    def persons(self) -> Path:
        """The register of persons: its own versions of tables, and raw rows without a BSN."""
        return self.root / "personen"

    @property
    def releases(self) -> Path:
        """What reports from the register of persons showed, and what that rested on."""
        return self.persons / "uitgaven"

    @property
    def answers(self) -> Path:
        """What was found when counts of the register of persons were protected."""
        return self.persons / "antwoorden"

    @property
    def measures(self) -> Path:
        """Measures that were written down, with what was expected of them."""
        return self.root / "maatregelen"

    @property
    def reports(self) -> Path:
        """Where reports go when no other folder is asked for."""
        return self.root / "rapporten"

    def log(self, action: str, **facts: object) -> None:
        """Add one line to the audit log: when, what, and facts about files and releases (never persons)."""
        line = {"tijd": datetime.now(UTC).isoformat(timespec="seconds"), "actie": action, **facts}
        with (self.root / "logboek.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
