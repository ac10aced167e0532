"""Taking deliveries and registrations in: each file whole or not at all, one refusal stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from drietrap.app.checking import told
from drietrap.app.correcting import unfitting
from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.recognising import Stated, files_in, fingerprint, placed, recognised, require_same_name
from drietrap.app.register_results import FileTaken, TakenResult
from drietrap.publication.disclosure import Published, publish_feedback
from drietrap.register import registrations
from drietrap.register.envelope import Expected
from drietrap.register.keys import load
from drietrap.register.persons import Incoming, PersonRegister, Receipt
from drietrap.register.pseudonym import KeyRing
from drietrap.register.snapshots import ID_LENGTH
from drietrap.sources.registrations import RawRegistration
from drietrap.vocabulary.errors import InputError

REFUSED = "geweigerd"
_NEW, _REPLACED, _KNOWN = "nieuw", "vervangt een eerdere registratie", "was al ingelezen"
_Answers = dict[Path, FileTaken]


def receive(
    folder: DataFolder,
    paths: Sequence[Path],
    stated: Stated | None = None,
    *,
    replaces: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    keys: KeyRing | None = None,
) -> Published[TakenResult]:
    """Take files into the register of persons.

    Parameters
    ----------
    folder
        Where the data live.
    paths
        Files, or folders of which every file is taken in.
    stated
        What the files do not say themselves.
    replaces
        Mark of the delivery that this one replaces, when two came on one day.
    progress
        Called with the files done and the files in all.
    keys
        Key ring; the one of the environment when left out.

    Raises
    ------
    InputError
        When there is no key or no file, or the register cannot be written; nothing has then changed.
        A file that cannot be used is no error: its line in the result holds the reason.
    """
    said, house = stated or Stated(), PersonHouse(folder)
    keys, files = keys or load(data=folder.root), files_in(paths)
    if replaces is not None and len(files) > 1:
        raise InputError("--vervangt hoort bij één bestand", action="lees dat bestand alleen in")
    house.prepare(files)
    answers = _Intake(house, keys, said, replaces, progress).run(files)
    told_of = tuple(answers[path] for path in files)
    folder.log("ontvang", bestanden=[_logged(one) for one in told_of])
    refused = sum(one.outcome == REFUSED for one in told_of)
    return publish_feedback(TakenResult(house.synthetic, told_of, refused, unfitting(folder)))


class _Intake:
    """One intake: deliveries as they are met, what is beside them at the end."""

    def __init__(
        self,
        house: PersonHouse,
        keys: KeyRing,
        stated: Stated,
        replaces: str | None,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._house, self._keys, self._stated, self._replaces = house, keys, stated, replaces
        self._progress = progress
        self._taken: list[tuple[Path, str]] = []
        self._beside: list[tuple[Path, registrations.Incoming]] = []
        self._answers: _Answers = {}

    def run(self, files: Sequence[Path]) -> _Answers:
        register = PersonRegister(
            self._house.warehouse, self._house.raw, self._keys, areas=self._house.areas()
        )
        receipts = register.take_all(self._deliveries(files))
        for (path, _), receipt in zip(self._taken, receipts, strict=True):
            self._answers[path] = _of_delivery(path, receipt)
        if self._beside:
            entries = registrations.take(
                self._house.warehouse, self._keys, [incoming for _, incoming in self._beside]
            )
            for (path, incoming), entry in zip(self._beside, entries, strict=True):
                self._answers[path] = _of_registration(path, incoming, entry)
        return self._answers

    def _deliveries(self, files: Sequence[Path]) -> Iterator[Incoming]:
        """Read one file after another: of all of them, one is in memory."""
        known = self._house.providers()
        for done, path in enumerate(files):
            if self._progress is not None:
                self._progress(done, len(files))
            try:
                sha256, raw = fingerprint(path), recognised(path, self._stated)
                if isinstance(raw, RawRegistration):
                    self._beside.append((path, placed(path, raw, self._stated, sha256)))
                    continue
                require_same_name(path, raw, self._stated, known)
            except InputError as error:
                self._answers[path] = _refused(path, error)
                continue
            said = self._stated
            self._taken.append((path, sha256))
            expected = Expected(said.provider, said.period, said.kind, said.version, said.sure)
            yield Incoming(raw, sha256, expected, replaces=self._replaces)


def _of_delivery(path: Path, receipt: Receipt | InputError) -> FileTaken:
    if isinstance(receipt, InputError):
        return _refused(path, receipt)
    return FileTaken(
        file=path.name,
        outcome=receipt.outcome.value,
        kind=receipt.kind,
        provider=receipt.provider,
        municipality="",
        period=receipt.period,
        version=receipt.version,
        delivery=receipt.delivery,
        rows=receipt.rows,
        accepted=receipt.accepted,
        merged=receipt.merged,
        quarantined=receipt.quarantined,
        replaces=receipt.replaces,
        reason="",
        action="",
        findings=tuple(told(group) for group in receipt.findings),
    )


def _of_registration(
    path: Path, incoming: registrations.Incoming, entry: registrations.Entry | InputError
) -> FileTaken:
    if isinstance(entry, InputError):
        return _refused(path, entry)
    outcome = _KNOWN if entry.known else _REPLACED if entry.replaces else _NEW
    return FileTaken(
        file=path.name,
        outcome=outcome,
        kind=entry.kind,
        provider="",
        municipality=entry.municipality,
        period=entry.period,
        version="",
        delivery=incoming.sha256[:ID_LENGTH],
        rows=entry.rows + entry.left_out,
        accepted=entry.rows,
        merged=0,
        quarantined=entry.left_out,
        replaces=entry.replaces,
        reason="",
        action="",
        findings=tuple(told(group) for group in entry.findings),
    )


def _refused(path: Path, error: InputError) -> FileTaken:
    where = [
        f"regel {error.row}" if error.row is not None else "",
        f"kolom {error.column}" if error.column else "",
    ]
    place = ", ".join(part for part in where if part)
    expected = f" (verwacht: {error.expected})" if error.expected else ""
    return FileTaken(
        file=path.name,
        outcome=REFUSED,
        kind="",
        provider="",
        municipality="",
        period="",
        version="",
        delivery="",
        rows=0,
        accepted=0,
        merged=0,
        quarantined=0,
        replaces=(),
        reason=f"{place}: {error.problem}{expected}" if place else f"{error.problem}{expected}",
        action=error.action or "",
        findings=(),
    )


def _logged(one: FileTaken) -> str:
    """Return the facts of a file for the log: no name, which a sender can have made from that of a person."""
    what = " ".join(part for part in (one.kind, one.provider or one.municipality, one.period) if part)
    return f"{one.delivery or '-'} {what or 'onbekend'}: {one.outcome}"
