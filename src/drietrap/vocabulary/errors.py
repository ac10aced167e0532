"""Errors a person meets, with the exit code each ends in.

Exit codes are part of the interface (documented in ``docs/naslag/exitcodes.md``):
0 done and nothing to report, 1 done with findings, 2 input or usage that cannot be used, 3 our own fault.
"""

from __future__ import annotations

import errno
from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    FINDINGS = 1
    UNUSABLE_INPUT = 2
    OUR_FAULT = 3


class DrietrapError(Exception):
    """Base of all errors that are shown to a person; the message is Dutch and complete."""

    exit_code = ExitCode.OUR_FAULT


class InputError(DrietrapError):
    """Input that cannot be used: what is wrong, where, what was expected, what to do.

    Parameters
    ----------
    problem
        What is wrong, one Dutch sentence without a full stop.
    expected
        What was expected instead.
    action
        What the reader can do now.
    file, row, column
        Where it is; ``row`` counts from 1 and includes the header, as a spreadsheet shows it.
    """

    exit_code = ExitCode.UNUSABLE_INPUT

    def __init__(
        self,
        problem: str,
        *,
        expected: str | None = None,
        action: str | None = None,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        self.problem = problem
        self.expected = expected
        self.action = action
        self.file = file
        self.row = row
        self.column = column
        super().__init__(self.sentence())

    def where(self) -> str:
        """Return the place in words, for example ``cijfers.csv, regel 12, kolom Perioden``."""
        parts = [
            self.file,
            f"regel {self.row}" if self.row is not None else None,
            f"kolom {self.column}" if self.column else None,
        ]
        return ", ".join(part for part in parts if part)

    def sentence(self) -> str:
        """Return the whole message: place, problem, expectation and what to do."""
        where = self.where()
        alone = self.problem[:1].upper() + self.problem[1:]
        text = _ended(f"{where}: {self.problem}" if where else alone)
        if self.expected:
            text += f" {_ended(f'Verwacht: {self.expected}')}"
        if self.action:
            text += f" {_ended(f'Wat u kunt doen: {self.action}')}"
        return text


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def reason(error: OSError) -> str:
    """Return in Dutch why the system refused to read or write."""
    return _REASONS.get(error.errno or 0, "het systeem weigert het")


_REASONS = {
    errno.EACCES: "u mag daar niet lezen of schrijven",
    errno.EPERM: "u mag daar niet lezen of schrijven",
    errno.EROFS: "deze schijf is alleen te lezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw ruimte op de schijf is op",
    errno.EFBIG: "het bestand wordt te groot",
    errno.EEXIST: "er staat al een bestand met die naam",
    errno.ENOTDIR: "er staat een bestand waar een map moet zijn",
    errno.EISDIR: "er staat een map waar een bestand moet zijn",
    errno.ENOENT: "het bestaat niet",
}


class UnknownAreaError(InputError):
    """A municipality or other area that we do not know, or a name that means more than one."""


class NoDataError(InputError):
    """A question that the data read so far cannot answer."""


class IntegrityError(DrietrapError):
    """Something that must always hold does not: a privacy or money check, or a damaged store."""
