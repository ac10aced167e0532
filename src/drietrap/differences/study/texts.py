"""What people write under a question: plain Markdown, read into blocks and never changed by us.

Allowed are paragraphs, headings (``##``), lists (``-``), **bold** and *italic*, which are shown plain. A line
that begins with ``%`` is a remark for the writer. Anything else would look otherwise in print, or could run.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from drietrap.vocabulary.errors import InputError

REMARK = "%"
LONGEST = 100_000
_HEADING = re.compile(r"^#{1,4}\s+(\S.*)$")
_ITEM = re.compile(r"^\s{0,3}[-*]\s+(\S.*)$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\3(?!\w)")
_REFUSED = (
    (re.compile(r"</?[A-Za-z!][^>]*>?"), "HTML"),
    (re.compile(r"!\["), "een plaatje"),
    (re.compile(r"\]\("), "een koppeling"),
    (re.compile(r"^\s*(```|~~~)"), "een codeblok"),
    (re.compile(r"^\s*\|"), "een tabel"),
    (re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]"), "een stuurteken"),
    (re.compile(r"(?<!\d)\d{9}(?!\d)"), "een getal van negen cijfers, dat een BSN kan zijn"),
    (re.compile(r"\S@\w+\.\w"), "een e-mailadres"),
    (re.compile(r"(?<!\d)06[ -]?\d{4}[ ]?\d{4}(?!\d)"), "een telefoonnummer"),
    (re.compile(r"geboren[^.\n]{0,30}\b(?:19|20)\d\d\b", re.IGNORECASE), "wanneer iemand is geboren"),
)
_NINE_IN_GROUPS = re.compile(r"(?<![\d€.,-])(?<!€ )\d(?:[ .-]?\d){8}(?![\d]|[.,]\d)")


class TextKind(StrEnum):
    """What a block of text is."""

    HEADING = "kop"
    PARAGRAPH = "alinea"
    ITEM = "punt"


@dataclass(frozen=True)
class TextBlock:
    """A heading, a paragraph or a point of a list, as plain text."""

    kind: TextKind
    text: str


def blocks(content: bytes, name: str) -> tuple[TextBlock, ...]:
    """Return the blocks of a text; ``name`` is how the file is called in errors.

    Raises
    ------
    InputError
        When it is no UTF-8, is very long, or holds what we do not allow, with the line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise InputError(
            "dit is geen leesbare tekst", file=name, row=row, expected="tekst in UTF-8"
        ) from error
    if len(text) > LONGEST:
        raise InputError(f"de tekst is langer dan {LONGEST} tekens", file=name, action="kort de tekst in")
    found: list[TextBlock] = []
    lines: list[str] = []
    for number, line in enumerate([*text.replace("\r\n", "\n").split("\n"), ""], start=1):
        if line.startswith(REMARK):
            continue
        _refuse(line, name, number)
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if heading or item or not line.strip():
            if lines:
                found.append(TextBlock(TextKind.PARAGRAPH, _plain(" ".join(lines))))
                lines = []
            if heading or item:
                kind = TextKind.HEADING if heading else TextKind.ITEM
                found.append(TextBlock(kind, _plain((heading or item)[1])))  # type: ignore[index]
        else:
            lines.append(line.strip())
    return tuple(found)


def fingerprint(found: tuple[TextBlock, ...]) -> str:
    """Return a fingerprint of what a reader sees of a text; empty when there is no text."""
    if not found:
        return ""
    seen = "\n".join(f"{block.kind.value}:{block.text}" for block in found)
    return hashlib.sha256(seen.encode()).hexdigest()


def _holds_bsn(line: str) -> bool:
    """Whether nine digits in groups are a BSN by their check digit (elfproef); an amount seldom is."""
    for found in _NINE_IN_GROUPS.finditer(line):
        digits = [int(one) for one in found[0] if one.isdecimal()]
        if (
            sum(weight * digit for weight, digit in zip((*range(9, 1, -1), -1), digits, strict=True)) % 11
            == 0
        ):
            return True
    return False


def _refuse(line: str, name: str, number: int) -> None:
    found = [what for pattern, what in _REFUSED if pattern.search(line)]
    if _holds_bsn(line):
        found.append("een getal dat een BSN kan zijn")
    if found:
        raise InputError(
            f"hier staat {found[0]}",
            file=name,
            row=number,
            expected="gewone tekst, koppen met ## en lijsten met -, en niets over één persoon",
            action="haal dit weg",
        )


def _plain(text: str) -> str:
    """Return the text without the marks of bold and italic."""
    return _STRONG.sub(lambda match: match[2] or match[4], text).strip()
