"""A study (verschillenanalyse): begin one, renew its figures and reports, sign, issue, or only check."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from drietrap import __version__
from drietrap.app import study_example
from drietrap.app.folder import DataFolder
from drietrap.app.selecting import read_selection, world_of
from drietrap.app.state import State, comparable_indicators, opened
from drietrap.app.study_anonymous import anonymous_edition
from drietrap.app.study_material import extra, material
from drietrap.app.study_results import PointTold, Progress, StudyResult
from drietrap.benchmark.compare import compare
from drietrap.benchmark.result import GroupKind, Spread, Verdict
from drietrap.catalogue.study_questions import question_of
from drietrap.differences.selection.chain import run
from drietrap.differences.study.anonymous import Edition
from drietrap.differences.study.chapter import Chapter, Part, Step, Study
from drietrap.differences.study.chapters import chapters
from drietrap.differences.study.folder import Kept, StudyFolder
from drietrap.differences.study.plan import MOST
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
from drietrap.publication.report.write import joined_name, put_together
from drietrap.publication.study.anonymous import ANONYMOUS, anonymous_files
from drietrap.publication.study.figures import short_label
from drietrap.publication.study.write import made_of, write
from drietrap.vocabulary.errors import InputError

_CONSPICUOUS = 4
SELECTION = "selectie.toml"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Wish:
    """What to do with a study: ``check`` writes nothing, ``issue`` keeps a version.

    ``anonymous`` asks for the edition in which nobody can be recognised too.
    """

    check: bool = False
    issue: bool = False
    anonymous: bool = False


def begin(
    folder: DataFolder, place: Path, municipalities: Sequence[str], *, period: str | None, title: str | None
) -> None:
    """Make a study of these municipalities; what makes them conspicuous is proposed from the benchmark.

    Raises
    ------
    InputError
        When there is a study already, or a municipality is not known.
    """
    if not 1 <= len(municipalities) <= MOST:
        raise InputError(
            "een onderzoek heeft gemeenten nodig",
            expected=f"1 tot en met {MOST} gemeenten, zoals --nieuw Dordrecht --nieuw Breda",
        )
    with opened(folder) as state:
        areas = [state.municipality(text, period) for text in municipalities]
        chosen = state.period(areas[0], period)
        text = _plan_text(state, areas, chosen, title or f"Verschillenanalyse {chosen}")
    StudyFolder(place).begin(text)


def begin_chosen(folder: DataFolder, place: Path, selection: Path, *, title: str | None) -> None:
    """Make a study of whom a selection chooses; the selection is kept in the study and can be repeated.

    Raises
    ------
    InputError
        When the file is no selection, or nobody is left.
    """
    wanted = read_selection(selection)
    with opened(folder) as state:
        found = run(world_of(state, wanted), wanted)
        chosen = {one.area: [seen.indicator for seen in one.conspicuous] for one in found.chosen}
        if len(chosen) > MOST:
            raise InputError(
                f"de selectie houdt {len(chosen)} gemeenten over",
                expected=f"hoogstens {MOST}",
                action="laat de selectie met een stap 'verschillend' een aantal gemeenten kiezen",
            )
        text = _plan_text(state, list(chosen), found.period, title or found.title, chosen)
    StudyFolder(place).begin(text, {SELECTION: found.definition.encode()})


def begin_example(folder: DataFolder, place: Path) -> None:
    """Make the study of 2015 as a worked example, also when no table was read yet."""
    study_example.with_tables(folder)
    with opened(folder) as state:
        StudyFolder(place).begin(study_example.plan_text(state.number))


def _plan_text(
    state: State,
    areas: Sequence[str],
    period: str,
    title: str,
    chosen: Mapping[str, Sequence[str]] | None = None,
) -> str:
    quoted = title.replace("\\", "").replace('"', "'").replace("\n", " ")
    kept = f'selectie = "{SELECTION}"\n' if chosen is not None else ""
    parts = [f'titel = "{quoted}"\nperiode = "{period}"\nuitgave = {state.number}\n{kept}']
    letters = list(_LETTERS[: len(areas)])
    random.SystemRandom().shuffle(letters)  # the order of the letters must not tell which is which
    for area, letter in zip(areas, letters, strict=True):
        listed = "".join(
            f'    "{one}",\n' for one in (chosen or {}).get(area) or _conspicuous(state, area, period)
        )
        name = state.name(area).replace('"', "'")
        parts.append(
            f'[[gemeente]]\ngebied = "{area}"\nnaam = "{name}"\nletter = "{letter}"\n'
            f'map = "{joined_name(name)}"\n'
            f"opvallend = [\n{listed}]\n"
        )
    parts.append(
        "# Wie duiding geeft en akkoord geeft, naar rol en nooit naar naam. Zonder 'gemeente' geldt het\n"
        "# voor alle gemeenten, zonder 'vragen' voor alle vijf de vragen.\n"
        '[[betrokkene]]\nrol = "beleidsadviseur jeugd"\n'
    )
    return "\n".join(parts)


def _conspicuous(state: State, area: str, period: str) -> list[str]:
    """Return the indicators on which a municipality lies furthest outside ordinary variation."""
    land = state.territory(period)
    if area not in land.areas:
        return []
    compared = compare(state.figures, comparable_indicators(), land, area, period, doubts=state.doubts)
    definitions = comparable_indicators()
    odd = [
        one
        for one in compared
        if one.group.kind is GroupKind.NEDERLAND
        and one.spread in (Spread.NOTABLE, Spread.EXCEPTIONAL)
        and one.verdict not in (Verdict.UNKNOWN, Verdict.NO_DIFFERENCE_SHOWN, Verdict.SMALL_DIFFERENCE)
        and one.funnel is not None
        and question_of(definitions[one.indicator]) is not None
    ]
    odd.sort(key=lambda one: (-abs(one.funnel.z_adjusted) if one.funnel else 0.0, one.indicator))
    return [one.indicator for one in odd[:_CONSPICUOUS]]


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
        gathered = gather(folder, state, kept, place)
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


def sign(folder: DataFolder, place: Path, municipality: str, question: int, role: str) -> Signed:
    """Record that a role agrees with a chapter as it is now.

    Raises
    ------
    InputError
        When the municipality, the question or the role has no place in the study.
    """
    home = StudyFolder(place)
    kept = home.read()
    subject = kept.plan.subject(municipality)
    if subject is None:
        named = ", ".join(one.name for one in kept.plan.subjects)
        raise InputError(f"'{municipality}' hoort niet bij het onderzoek", expected=named)
    if question not in list(Question):
        raise InputError(f"vraag {question} bestaat niet", expected="1 tot en met 5")
    roles = kept.plan.roles(subject.area, Question(question))
    if role not in roles:
        raise InputError(
            f"de rol '{role}' heeft bij deze vraag geen plaats",
            expected=", ".join(roles) or "een [[betrokkene]] in onderzoek.toml",
        )
    with opened(folder) as state:
        gathered = gather(folder, state, kept, place)
    part = next(one for one in gathered.parts if one.area == subject.area)
    version = part.chapters[question - 1].version
    signed = Signed(subject.area, Question(question), role, gathered.made_on, version)
    home.sign(signed)
    return signed


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
        found = run(world_of(state, wanted), wanted)
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
    told += [repr(one) for one in (*chapter.organisation, *chapter.gaps)]
    told += [repr((one.model, one.own)) for one in chapter.expected]
    told += [repr((one.chain, one.terms)) for one in chapter.splits]
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
