"""Words that name nobody: a paragraph that could give a place or a figure away is left out whole.

A name can be written in more ways than a list holds. So it is the other way round: a paragraph comes through
only when it has no digit, no number in words that stands for a figure, no name of an area, no capital within
a sentence but in words that are known to be general, and no sentence that begins with a word we do not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from drietrap.differences.study.texts import TextBlock
from drietrap.vocabulary.area import folded_name

# Abbreviations and names that every municipality uses (GLOSSARY.md).
_ABBREVIATIONS = """
AWBZ BSO CBS CIZ CJG GGD GGZ GI JB JGZ JR Jeugdwet LVB MDO Nederland OTS PGB POH RvdK SCP UWV VNG VOTS
VWS WLZ WMO Wlz Wmo
"""
# With which words a sentence may begin; of any other word with a capital nobody knows that it is no name.
_BEGINNINGS = """
aan aanbieders alle alleen allemaal als andere beide bij binnen bovendien daar daarbij daardoor daarin
daarmee daarna daarnaast daarom daarvan dat de deze die dit door doordat echter een eerst en er geen
gemeente gemeenten gezinnen het hier hierbij hierdoor hierin hiermee hoe hoewel huisartsen hun iedereen
ik in inwoners ja jeugdartsen jeugdhulp jeugdigen jongeren kinderen maar meer men met minder na naar
namelijk nee niet nog nu of om omdat onder ons onze ook op ouders over per professionals sinds sommige
soms steeds te toch toen tot tussen uit van vanaf vanuit veel verder verwijzers via voor vooral vroeger
waar waarschijnlijk wanneer want wat we wel welke wie wij wijkteams ze zij zo zonder zorg
"""
_GENERAL, _OPENERS = frozenset(_ABBREVIATIONS.split()), frozenset(_BEGINNINGS.split())
_SENTENCE = re.compile(r"[.!?:;]\s+|\n")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*")
_NUMBER_WORDS = re.compile(
    r"\b\w*(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|miljoen|procent)\w*\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 4
_LETTER = re.compile(r"\bgemeente ([A-Z])\b", re.IGNORECASE)


@dataclass(frozen=True)
class Redacted:
    """What came through, and how many blocks were left out."""

    blocks: tuple[TextBlock, ...]
    left_out: int


def redacted(text: Sequence[TextBlock], names: Sequence[str], own: Sequence[str]) -> Redacted:
    """Return the blocks that name nobody.

    Parameters
    ----------
    text
        What people wrote.
    names
        Names of areas, refused when written with a capital.
    own
        Names of the municipalities of the study, refused however they are written.
    """
    places = {folded_name(name) for name in names}
    near = {folded_name(name) for name in own if not _LETTER.fullmatch(name)}
    kept = tuple(block for block in text if not names_somebody(block.text, places, near))
    return Redacted(kept, len(text) - len(kept))


def names_somebody(text: str, places: Set[str], own: Set[str]) -> bool:
    """Whether a text could tell which municipality it is about (see the module); names are folded."""
    if any(letter.isdigit() for letter in text) or "%" in text or "€" in text or _NUMBER_WORDS.search(text):
        return True
    general = _LETTER.sub("de gemeente", text)
    if not own.isdisjoint(_runs(_WORD.findall(general))):
        return True
    return any(_is_name(sentence, places) for sentence in _SENTENCE.split(general))


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Return every run of words that can be one name, folded."""
    folded = [folded_name(word) for word in words]
    for at in range(len(folded)):
        for end in range(at + 1, min(at + _LONGEST_NAME, len(folded)) + 1):
            yield "".join(folded[at:end])


def _is_name(sentence: str, places: Set[str]) -> bool:
    words = _WORD.findall(sentence)
    for at, word in enumerate(words):
        if word in _GENERAL or not any(letter.isupper() for letter in word):
            continue
        if at > 0 or word.lower() not in _OPENERS:
            return True
        if any("".join(map(folded_name, words[:end])) in places for end in range(1, _LONGEST_NAME + 1)):
            return True
    return False
