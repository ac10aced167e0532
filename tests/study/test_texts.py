"""What people write is read as plain text; what could run, or look otherwise in print, is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.differences.study.texts import TextKind, blocks, fingerprint
from drietrap.vocabulary.errors import InputError

PAGE = """\
% een opmerking voor de schrijver
## Wat wij zien

Het **wijkteam** kent
deze gezinnen.

- eerste *punt*
- tweede punt
"""


def test_a_page_is_read_into_blocks():
    found = blocks(PAGE.encode(), "tekst.md")
    assert [(one.kind, one.text) for one in found] == [
        (TextKind.HEADING, "Wat wij zien"),
        (TextKind.PARAGRAPH, "Het wijkteam kent deze gezinnen."),
        (TextKind.ITEM, "eerste punt"),
        (TextKind.ITEM, "tweede punt"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "<script>alert(1)</script>",
        "tekst <b>vet</b>",
        "![plaatje](x.png)",
        "[koppeling](https://voorbeeld.nl)",
        "```",
        "| a | b |",
        "een nummer 123456789 hier",
        "een nummer 1112 22 333 hier",
        "een nummer 111.222.333 hier",
        "mail naar iemand@voorbeeld.nl",
        "bel 06-1234 5678",
        "Het kind is geboren op 1 mei 2011.",
        "een \u202e omgekeerde regel",
        "een \x07 bel",
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(line: str):
    with pytest.raises(InputError) as found:
        blocks(f"goed\n\n{line}\n".encode(), "tekst.md")
    assert (found.value.file, found.value.row) == ("tekst.md", 3)
    assert line not in str(found.value)  # a message never repeats what can be a person's


@pytest.mark.parametrize(
    "line",
    [
        "Het budget is € 111.222.333.",
        "Het budget is 111.222.334 euro.",
        "als 3 < 5, dan 1-2-2022 tot 3-4-2022",
    ],
)
def test_an_amount_or_a_date_is_no_person(line: str):
    assert [one.text for one in blocks(line.encode(), "tekst.md")] == [line]


def test_bytes_that_are_no_text_are_refused_with_their_line():
    with pytest.raises(InputError) as found:
        blocks(b"goed\n\xff\xfe\n", "tekst.md")
    assert found.value.row == 2


def test_layout_and_remarks_change_no_fingerprint_but_words_do():
    first = fingerprint(blocks(b"een twee\n", "t"))
    assert first == fingerprint(blocks(b"% weg\neen\r\ntwee\r\n\r\n", "t"))
    assert first != fingerprint(blocks(b"een drie\n", "t"))
    assert fingerprint(blocks(b"% alleen een opmerking\n\n", "t")) == ""


@given(st.text(max_size=300))
def test_any_text_is_blocks_or_one_error(text: str):
    try:
        found = blocks(text.encode(), "t")
    except InputError as error:
        assert error.file == "t"
    else:
        assert all(one.text == one.text.strip() for one in found)
