"""The reference pages are what the code says now, and every key of the JSON has a name and a meaning."""

from __future__ import annotations

from typing import Any

from tools.commands_page import commands
from tools.json_page import WORDS, explained, titles
from tools.pages import ROOT, stale
from tools.reference import pages
from tools.shapes import RESULTS, enums, fields, hints, shapes, unnamed

from drietrap.app.questions import indicators
from drietrap.publication.plain import NAMES, plain
from drietrap.vocabulary.errors import ExitCode


def test_generated_pages_are_up_to_date():
    assert stale(pages()) == [], "run 'make docs'"


def test_every_field_of_every_result_has_a_name_in_the_json():
    assert unnamed() == []


def test_no_name_is_left_over():
    assert set(NAMES) == {field for shape in shapes() for field in hints(shape)}


def test_no_two_fields_of_a_result_share_a_key():
    for shape in shapes():
        keys = [field.key for field in fields(shape, titles())]
        assert len(keys) == len(set(keys)), f"{shape.__name__} loses a value: {sorted(keys)}"


def test_every_key_is_explained_and_no_explanation_is_left_over():
    general: set[str] = set()
    for shape in shapes():
        keys = {field.key for field in fields(shape, titles())}
        own = set(WORDS["vormen"][shape.__name__].get("velden", {}))
        assert own <= keys, f"{shape.__name__}: {own - keys}"
        assert all(explained(shape, key).strip() for key in keys)
        general |= keys - own
    assert set(WORDS["algemeen"]) <= general
    assert set(WORDS["vormen"]) == {shape.__name__ for shape in shapes()}
    assert set(WORDS["woorden"]) == {words.__name__ for words in enums()}


def test_the_commands_are_those_of_the_command_line():
    assert set(RESULTS) == set(commands())


def test_json_of_the_catalogue_has_the_documented_keys():
    """The documented keys are those that are really written, all the way down."""
    documented = {frozenset(f.key for f in fields(shape, titles())) for shape in shapes()}
    envelope = plain("indicatoren", indicators())
    assert list(envelope) == ["versie", "opdracht", "resultaat"]
    result = envelope["resultaat"]
    result["beschrijvingen"] = {}
    seen: set[frozenset[str]] = set()

    def walk(thing: Any) -> None:
        if isinstance(thing, dict) and thing:
            seen.add(frozenset(thing))
        for inner in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
            walk(inner)

    walk(result)
    assert len(seen) > 5
    assert seen <= documented


def test_every_exit_code_is_documented():
    text = (ROOT / "docs" / "naslag" / "exitcodes.md").read_text(encoding="utf-8")
    for code in (*ExitCode, 130):
        assert f"| `{int(code)}` |" in text
