"""A study (verschillenanalyse): renew its figures and reports, sign, issue, or only check."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from drietrap import __version__
from drietrap.app.folder import DataFolder
from drietrap.app.selecting import read_selection, with_codes, world_of
from drietrap.app.state import State, opened
from drietrap.app.study_anonymous import anonymous_edition
from drietrap.app.study_material import extra, material
from drietrap.app.study_results import PointTold, Progress, StudyResult
from drietrap.differences.selection.chain import run
from drietrap.differences.study.anonymous import Edition
from drietrap.differences.study.chapter import Chapter, Part, Step, Study
from drietrap.differences.study.chapters import chapters
from drietrap.differences.study.folder import Kept, StudyFolder
from drietrap.differences.study.plan import Plan, Subject
from drietrap.differences.study.questions import Question
from drietrap.differences.study.signing import (
    Signed,
    Standing,
    figures_fingerprint,
    sign_offs,
    version_of,
)
from drietrap.differences.study.texts import fingerprint
from drietrap.differences.study.versions import issue, issued
from drietrap.publication.charts.render import warm_up
from drietrap.publication.disclosure import Published, publish
from drietrap.publication.report.write import put_together
from drietrap.publication.study.anonymous import ANONYMOUS, anonymous_files
from drietrap.publication.study.figures import short_label
from drietrap.publication.study.write import made_of, write
from drietrap.vocabulary.errors import InputError


@dataclass(frozen=True)
class Signature:
    """Which role agrees with which chapter, as a person names them."""

    municipality: str
    question: int
    role: str


@dataclass(frozen=True)
class Wish:
    """What to do with a study: ``check`` writes nothing, ``issue`` keeps a version.

    ``anonymous`` asks for the edition in which nobody can be recognised too, ``signature`` to record that a
    role agrees with a chapter as it is now.
    """

    check: bool = False
    issue: bool = False
    anonymous: bool = False
    signature: Signature | None = None


def study(folder: DataFolder, place: Path, wish: Wish | None = None) -> Published[StudyResult]:
    """Renew the figures of a study and write its reports and tables; see :class:`Wish`.

    Raises
    ------
    InputError
        When something in the folder is not right: which file, which line.
    IntegrityError
        When a version that was issued is no longer as it was.
    """
    wish = wish or Wish()
    home = StudyFolder(place)
    kept = home.read()
    earlier = issued(place)
    with opened(folder) as state:
        asked = _chapter_of(kept.plan, wish.signature) if wish.signature else None
        gathered = gather(folder, state, kept, place)
        if asked:
            home.sign(_signed(gathered, *asked))
            kept = home.read()
            gathered = _signed_anew(gathered, kept)
        nameless = anonymous_edition(state, gathered) if wish.anonymous else None
    sealed = publish(gathered, public_sources=True)
    files: dict[str, bytes] = {}
    version = earlier[-1].number if earlier else None
    if not wish.check:
        warm_up()
        home.make_room(kept.plan)
        made = made_of(sealed)
        write(made, place)
        files = made.everything
        if nameless is not None:
            files |= _put_anonymous(publish(nameless, public_sources=True), place)
        if wish.issue:
            content = {**files, **home.human_files(kept.plan)}
            version = issue(place, content, gathered.made_on, gathered.release).number
        folder.log("onderzoek", periode=gathered.period, uitgave=gathered.release, versie=version)
    return publish(_told(gathered, place, tuple(sorted(files)), version), public_sources=True)


def _put_anonymous(shown: Published[Edition], place: Path) -> dict[str, bytes]:
    made = anonymous_files(shown)
    put_together(made, place / ANONYMOUS)
    return {f"{ANONYMOUS}/{name}": body for name, body in made.items()}


def _chapter_of(plan: Plan, wanted: Signature) -> tuple[Subject, Question, str]:
    """Return the chapter that somebody agrees with, and as what.

    Raises
    ------
    InputError
        When the municipality, the question or the role has no place in the study.
    """
    subject = plan.subject(wanted.municipality)
    if subject is None:
        named = ", ".join(one.name for one in plan.subjects)
        raise InputError(f"'{wanted.municipality}' hoort niet bij het onderzoek", expected=named)
    if wanted.question not in list(Question):
        raise InputError(f"vraag {wanted.question} bestaat niet", expected="1 tot en met 5")
    roles = plan.roles(subject.area, Question(wanted.question))
    if wanted.role not in roles:
        raise InputError(
            f"de rol '{wanted.role}' heeft bij deze vraag geen plaats",
            expected=", ".join(roles) or "een [[betrokkene]] in onderzoek.toml",
        )
    return subject, Question(wanted.question), wanted.role


def _signed(gathered: Study, subject: Subject, question: Question, role: str) -> Signed:
    part = next(one for one in gathered.parts if one.area == subject.area)
    return Signed(subject.area, question, role, gathered.made_on, part.chapters[question - 1].version)


def _signed_anew(gathered: Study, kept: Kept) -> Study:
    """Return the same study with how everyone stands towards its chapters by now."""
    parts = tuple(
        dataclasses.replace(
            part,
            chapters=tuple(
                dataclasses.replace(
                    one, sign_offs=sign_offs(kept.signed, kept.plan, part.area, one.question, one.version)
                )
                for one in part.chapters
            ),
        )
        for part in gathered.parts
    )
    return dataclasses.replace(gathered, parts=parts)


def gather(folder: DataFolder, state: State, kept: Kept, place: Path) -> Study:
    """Return the whole study: figures from the release, and what people wrote and signed."""
    plan = kept.plan
    known = material(state, plan)
    steps, remark = _steps(state, kept, place)
    parts = []
    for subject in plan.subjects:
        filled, points = chapters(known, subject, extra(folder, state, known, subject))
        finished = tuple(_finished(one, kept, subject.area) for one in filled)
        parts.append(Part(subject.area, subject.name, subject.letter, points, finished))
    return Study(
        title=plan.title,
        period=plan.period,
        made_on=datetime.now(UTC).date().isoformat(),
        release=state.number,
        begun_with=plan.release,
        software=f"drietrap {__version__}",
        synthetic=state.synthetic,
        parts=tuple(parts),
        roles=tuple(dict.fromkeys(one.role for one in plan.involved)),
        steps=steps,
        remark=remark,
    )


def _steps(state: State, kept: Kept, place: Path) -> tuple[tuple[Step, ...], str]:
    """Return how the municipalities were chosen, done again on this release, and what is odd about it."""
    if not kept.plan.selection:
        return (), ""
    wanted = read_selection(place / kept.plan.selection)
    try:
        found = run(world_of(state, asked := with_codes(state, wanted)), asked)
    except InputError as error:
        return (), f"De selectie is met deze gegevens niet meer uit te voeren: {error.problem}."
    told = tuple(Step(one.condition, len(one.remaining)) for one in found.steps)
    now, then = {one.area for one in found.chosen}, {one.area for one in kept.plan.subjects}
    if now == then:
        return told, ""
    return told, "Met deze gegevens kiest de selectie andere gemeenten dan die in het onderzoek staan."


def _finished(chapter: Chapter, kept: Kept, area: str) -> Chapter:
    """Return a chapter with what people wrote, its version, and how everyone stands towards it."""
    text = kept.texts.get((area, chapter.question), ())
    version = version_of(fingerprint(text), figures_fingerprint(_figures(chapter)))
    offs = sign_offs(kept.signed, kept.plan, area, chapter.question, version)
    return dataclasses.replace(chapter, text=text, sign_offs=offs, version=version)


def _figures(chapter: Chapter) -> list[str]:
    """Return the figures of a chapter as texts: what a reader signs for, and no mark of the release."""
    told = [
        repr((one.indicator, one.period, one.group.kind.value, one.own, one.reference, one.verdict.value))
        for one in chapter.comparisons
    ]
    told += [repr((one.indicator, one.value, one.verdict.value)) for one in chapter.corrected]
    told += [repr((one.rule, one.period, one.message)) for one in chapter.findings]
    told += [repr(one) for one in (*chapter.organisation, *chapter.gaps, *chapter.delivered)]
    told += [repr((one.model, one.own)) for one in chapter.expected]
    told += [repr((one.chain, one.terms)) for one in chapter.splits.whole]
    return told


def _told(gathered: Study, place: Path, files: tuple[str, ...], version: int | None) -> StudyResult:
    return StudyResult(
        title=gathered.title,
        folder=str(place),
        period=gathered.period,
        release=gathered.release,
        synthetic=gathered.synthetic,
        municipalities=tuple(_progress(part) for part in gathered.parts),
        files=files,
        version=version,
        remark=gathered.remark,
    )


def _progress(part: Part) -> Progress:
    offs = [one.standing for chapter in part.chapters for one in chapter.sign_offs]
    return Progress(
        area=part.area,
        name=part.name,
        points=tuple(
            PointTold(one.indicator, short_label(one.indicator), one.question.value, one.verdict, one.after)
            for one in part.points
        ),
        findings=len(part.chapters[0].findings),
        missing=sum(len(chapter.missing) for chapter in part.chapters),
        written=sum(1 for chapter in part.chapters if chapter.text),
        signed=offs.count(Standing.VALID),
        lapsed=sum(one not in (Standing.VALID, Standing.MISSING) for one in offs),
        roles=len(offs),
    )
