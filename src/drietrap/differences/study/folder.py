"""A study as a folder: made once, read whole and checked, and never written over what people wrote.

Beside ``onderzoek.toml`` and ``akkoord.toml`` it holds ``teksten/<gemeente>/<vraag>.md``, what we make anew
each time (``rapporten``, ``geanonimiseerd``, ``gegevens``) and what was issued (``versies``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from drietrap.differences.study import plan as planning
from drietrap.differences.study import signing
from drietrap.differences.study.lines import TOP, read_toml
from drietrap.differences.study.plan import Plan, Subject, plan_of
from drietrap.differences.study.questions import Question
from drietrap.differences.study.signing import Signed, line_of, signed_of
from drietrap.differences.study.texts import TextBlock, blocks
from drietrap.register.durable import replace_file, room_on_disk, sync_file, sync_folder
from drietrap.vocabulary.errors import InputError, reason

TEXTS = "teksten"
_LOCK = ".slot"
_PATIENCE = 3.0
_OF_EDITOR = re.compile(r"^\.|^~\$|~$|^Thumbs\.db$|^desktop\.ini$")  # made by programs, not by people
_SIGN_HEAD = (
    "# Wie is akkoord met welke versie van een hoofdstuk. De versie staat onder elk hoofdstuk.\n"
    "# Verandert de tekst of veranderen de cijfers, dan vervalt het akkoord vanzelf.\n"
)
_TEXT_HEAD = """\
% Duiding bij vraag {number}: {question}
% Schrijf hieronder wat de betrokkenen over deze vraag zeggen. Regels met % ervoor komen niet in het rapport.
% Toegestaan: alinea's, koppen met ##, lijsten met - , **vet** en *cursief*. Noem geen namen van personen.
"""
TextKey = tuple[str, Question]


@dataclass(frozen=True)
class Kept:
    """What people keep in a study: the plan, their texts by area and question, and sign-offs."""

    plan: Plan
    texts: Mapping[TextKey, tuple[TextBlock, ...]]
    signed: tuple[Signed, ...]


@dataclass(frozen=True)
class StudyFolder:
    """The folder of a study."""

    root: Path

    @property
    def exists(self) -> bool:
        """Whether there is a study here."""
        return (self.root / planning.FILE).is_file()

    def begin(self, plan_text: str, beside: Mapping[str, bytes] | None = None) -> None:
        """Make a study: the plan is put in place last, so that a study is there whole or not at all.

        Raises
        ------
        InputError
            When there is a study already, when the plan is not right, or when the folder cannot be written.
        """
        if self.exists:
            raise InputError(
                f"in {self.root} staat al een onderzoek",
                action="laat --nieuw weg om het bij te werken, of kies een andere map",
            )
        content = plan_text.encode()
        found = plan_of(read_toml(content, planning.FILE))
        with self._writing():
            self.root.mkdir(parents=True, exist_ok=True)
            for name, body in (beside or {}).items():
                _write_new(self.root / name, body)
            self._rooms(found)
            replace_file(self.root / planning.FILE, content)

    def read(self) -> Kept:
        """Read and check everything that people edit.

        Raises
        ------
        InputError
            With the file and the line of what is not right; also when there is no study here.
        """
        if not self.exists:
            raise InputError(
                f"in {self.root} staat geen onderzoek",
                expected=planning.FILE,
                action="maak er een met --nieuw, of kies een andere map",
            )
        toml = read_toml(self._bytes(planning.FILE), planning.FILE)
        plan = plan_of(toml)
        if plan.selection and not (self.root / plan.selection).is_file():
            raise toml.wrong(f"'{plan.selection}' staat niet in de map", TOP, "selectie", "een bestand")
        texts: dict[TextKey, tuple[TextBlock, ...]] = {}
        for subject in plan.subjects:
            for question in Question:
                name = text_name(subject, question)
                if (self.root / name).exists():
                    texts[subject.area, question] = blocks(self._bytes(name), name)
        self._strays(plan)
        signed: tuple[Signed, ...] = ()
        if (self.root / signing.FILE).exists():
            signed = signed_of(read_toml(self._bytes(signing.FILE), signing.FILE), plan)
        return Kept(plan, texts, signed)

    def make_room(self, plan: Plan) -> None:
        """Make the text files that are not there yet; a file that is there stays as it is."""
        with self._writing():
            self._rooms(plan)

    def sign(self, signed: Signed) -> None:
        """Add a sign-off behind those there are."""
        with self._writing():
            place = self.root / signing.FILE
            earlier = self._bytes(signing.FILE).decode("utf-8") if place.exists() else _SIGN_HEAD
            replace_file(place, (earlier.rstrip("\n") + "\n" + line_of(signed)).encode())

    def human_files(self, plan: Plan) -> dict[str, bytes]:
        """Return everything that people wrote, by path in the folder."""
        names = [planning.FILE, signing.FILE, *([plan.selection] if plan.selection else [])]
        names += [text_name(subject, question) for subject in plan.subjects for question in Question]
        return {name: self._bytes(name) for name in names if (self.root / name).is_file()}

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / _LOCK, timeout=_PATIENCE), room_on_disk(self.root):
                yield
        except Timeout as error:
            raise InputError(
                f"een ander werkt op dit moment in {self.root}", action="probeer het straks opnieuw"
            ) from error
        except OSError as error:
            raise InputError(
                f"de map {self.root} kan niet worden geschreven: {reason(error)}",
                action="kies een map waarin u mag schrijven",
            ) from error

    def _rooms(self, plan: Plan) -> None:
        for subject in plan.subjects:
            for question in Question:
                place = self.root / text_name(subject, question)
                place.parent.mkdir(parents=True, exist_ok=True)
                head = _TEXT_HEAD.format(number=question.value, question=question.text)
                _write_new(place, head.encode())

    def _bytes(self, name: str) -> bytes:
        """Read a file of the study; a link to one elsewhere would put that in the report."""
        try:
            if not (self.root / name).resolve().is_relative_to(self.root.resolve()):
                raise InputError(
                    "dit bestand is een koppeling naar buiten de map van het onderzoek",
                    file=name,
                    action="zet het bestand zelf in de map",
                )
            return (self.root / name).read_bytes()
        except OSError as error:
            raise InputError(f"dit bestand is niet te lezen: {reason(error)}", file=name) from error

    def _strays(self, plan: Plan) -> None:
        """Refuse a text that belongs to nothing: it would be left out of the report without a word."""
        wanted = {text_name(subject, question) for subject in plan.subjects for question in Question}
        for path in sorted((self.root / TEXTS).rglob("*")):
            name = path.relative_to(self.root).as_posix()
            if path.is_file() and name not in wanted and not _OF_EDITOR.search(path.name):
                raise InputError(
                    "deze tekst hoort bij geen gemeente en vraag van het onderzoek",
                    file=name,
                    expected=f"{TEXTS}/<map van de gemeente>/<vraag>.md, zoals {min(wanted)}",
                    action="hernoem het bestand, of haal het uit de map",
                )


def text_name(subject: Subject, question: Question) -> str:
    """Return the path of a text within the study."""
    return f"{TEXTS}/{subject.folder}/{question.slug}.md"


def _write_new(path: Path, content: bytes) -> None:
    """Write a file when nothing is there; what is there is somebody's, and stays."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    sync_file(path)
    sync_folder(path.parent)
