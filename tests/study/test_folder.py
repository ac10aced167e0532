"""Texts of people are never lost: not by renewing, not by a fault, not by a process that dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drietrap.differences.study import folder as module
from drietrap.differences.study.folder import StudyFolder
from drietrap.differences.study.questions import Question
from drietrap.differences.study.signing import Signed, version_of
from drietrap.differences.study.versions import issue, issued
from drietrap.vocabulary.errors import InputError, IntegrityError

PLAN = """\
titel = "Onderzoek"
periode = "2022"
[[gemeente]]
gebied = "GM0505"
map = "dordrecht"
[[betrokkene]]
rol = "adviseur"
"""
TEXT = "teksten/dordrecht/3-inkoop.md"


@pytest.fixture
def study(tmp_path: Path) -> StudyFolder:
    made = StudyFolder(tmp_path / "studie")
    made.begin(PLAN)
    return made


def test_a_new_study_has_room_for_every_question_and_no_text_yet(study: StudyFolder):
    kept = study.read()
    assert len(list((study.root / "teksten/dordrecht").glob("*.md"))) == 5
    assert all(not text for text in kept.texts.values())
    with pytest.raises(InputError, match="staat al een onderzoek"):
        study.begin(PLAN)


def test_what_people_wrote_stays_when_room_is_made_again(study: StudyFolder):
    words = "Dit schreven wij zelf.\n"
    (study.root / TEXT).write_text(words)
    study.make_room(study.read().plan)
    assert (study.root / TEXT).read_text() == words
    assert study.read().texts["GM0505", Question.INKOOP][0].text == "Dit schreven wij zelf."
    assert study.human_files(study.read().plan)[TEXT] == words.encode()


def test_a_text_that_belongs_to_nothing_is_not_passed_over(study: StudyFolder):
    (study.root / "teksten/dordrecht/9-vergeten.md").write_text("x")
    with pytest.raises(InputError) as found:
        study.read()
    assert found.value.file == "teksten/dordrecht/9-vergeten.md"


@pytest.mark.parametrize("name", ["4-toegang.docx", "4-toegang.MD", "notities.txt"])
def test_a_file_that_no_report_will_show_is_told(study: StudyFolder, name: str):
    folder = next(path for path in (study.root / "teksten").iterdir() if path.is_dir())
    for of_a_program in (".4-toegang.md.swp", "~$4-toegang.docx", "4-toegang.md~"):
        (folder / of_a_program).write_bytes(b"x")
    study.read()
    (folder / name).write_bytes(b"PK")
    with pytest.raises(InputError, match="hoort bij geen gemeente en vraag"):
        study.read()


def test_a_selection_that_is_gone_is_told_with_its_line(study: StudyFolder):
    path = study.root / "onderzoek.toml"
    path.write_text(f'selectie = "weg.toml"\n{path.read_text("utf-8")}', encoding="utf-8")
    with pytest.raises(InputError) as found:
        study.read()
    assert (found.value.file, found.value.row) == ("onderzoek.toml", 1)


def test_a_link_to_a_file_elsewhere_is_not_read(study: StudyFolder, tmp_path: Path):
    secret = tmp_path / "elders.md"
    secret.write_text("Van een ander.", encoding="utf-8")
    text = next((study.root / "teksten").rglob("3-*.md"))
    text.unlink()
    text.symlink_to(secret)
    with pytest.raises(InputError, match="koppeling") as found:
        study.read()
    assert found.value.file == text.relative_to(study.root).as_posix()


def test_a_sign_off_is_added_behind_those_of_others(study: StudyFolder):
    by_hand = "# van ons\n"
    (study.root / "akkoord.toml").write_text(by_hand)
    one = Signed("GM0505", Question.INKOOP, "adviseur", "2026-01-02", version_of("", "c" * 64))
    study.sign(one)
    study.sign(one)
    assert (study.root / "akkoord.toml").read_text().startswith(by_hand)
    assert study.read().signed == (one, one)


def test_a_full_disk_leaves_the_sign_offs_as_they_were(study: StudyFolder, monkeypatch: pytest.MonkeyPatch):
    one = Signed("GM0505", Question.INKOOP, "adviseur", "2026-01-02", version_of("", "c" * 64))
    study.sign(one)
    before = (study.root / "akkoord.toml").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "vol")

    monkeypatch.setattr(module, "replace_file", full)
    with pytest.raises(InputError, match="geen ruimte"):
        study.sign(one)
    assert (study.root / "akkoord.toml").read_bytes() == before


def test_nothing_there_and_a_file_in_the_way(tmp_path: Path):
    with pytest.raises(InputError, match="geen onderzoek"):
        StudyFolder(tmp_path / "niets").read()
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(InputError, match="kan niet worden geschreven"):
        StudyFolder(tmp_path / "bestand").begin(PLAN)


def test_versions_form_a_chain_that_shows_every_change(study: StudyFolder):
    first = issue(study.root, {"rapporten/a.html": b"een", "onderzoek.toml": b"x"}, "2026-01-01", 1)
    second = issue(study.root, {"rapporten/a.html": b"twee"}, "2026-01-02", 2)
    assert issued(study.root) == (first, second)
    listed = json.loads((study.root / "versies/0002/inhoud.json").read_bytes())
    assert listed["vorige"] == first.sha256


@pytest.mark.parametrize("harm", ["change", "remove", "add", "manifest", "middle"])
def test_a_version_that_was_touched_is_found(study: StudyFolder, harm: str):
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        issue(study.root, {"a.html": day.encode()}, day, 1)
    home = study.root / "versies"
    one = home / "0002" / "a.html"
    if harm == "change":
        one.chmod(0o644)
        one.write_bytes(b"anders")
    elif harm == "remove":
        one.unlink()
    elif harm == "add":
        (home / "0002" / "b.html").write_bytes(b"erbij")
    elif harm == "manifest":
        (home / "0002" / "inhoud.json").unlink()
    else:
        for path in (home / "0002").iterdir():
            path.unlink()
        (home / "0002").rmdir()
    with pytest.raises(IntegrityError, match=r"000[23]"):
        issued(study.root)


_WRITER = """
import sys
from pathlib import Path
from drietrap.differences.study.folder import StudyFolder
from drietrap.differences.study.questions import Question
from drietrap.differences.study.signing import Signed, version_of
from drietrap.differences.study.versions import issue
study = StudyFolder(Path(sys.argv[1]))
plan = study.read().plan
print("klaar", flush=True)
number = 0
while True:
    number += 1
    study.make_room(plan)
    study.sign(Signed("GM0505", Question(number % 5 + 1), "adviseur", "2026-01-02", version_of("", "c" * 64)))
    issue(study.root, {"a.html": b"x" * 4000, **study.human_files(plan)}, "2026-01-01", number)
"""


def test_a_process_that_is_killed_leaves_a_study_that_can_be_read(study: StudyFolder):
    words = "Van mensen.\n"
    (study.root / TEXT).write_text(words)
    for pause in (0.02, 0.05, 0.11):
        arguments = [sys.executable, "-c", _WRITER, str(study.root)]
        running = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        assert running.stdout.readline() == "klaar\n"
        time.sleep(pause)
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
        kept = study.read()
        assert (study.root / TEXT).read_text() == words
        versions = issued(study.root)
        assert [one.number for one in versions] == list(range(1, len(versions) + 1))
        assert len(kept.signed) >= len(versions)
