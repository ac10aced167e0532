"""Whatever text stands in an element, it is read, and never kept as it is."""

from __future__ import annotations

import re

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.catalogue.beleidsinformatie import VERSIONS
from drietrap.catalogue.rules.columns import BirthKind, BsnKind, Written
from drietrap.register.elements import forms, prepared
from tests.register_persons.deliveries import (
    Row,
    delivery,
    good_rows,
)


@settings(max_examples=40)
@given(
    st.dictionaries(st.sampled_from(sorted(forms())), st.one_of(st.none(), st.text(max_size=30)), min_size=1)
)
def test_any_text_in_any_element_is_read_and_never_kept_as_it_is(row: Row) -> None:
    frame = pl.DataFrame([{"row": 2, **row}], schema_overrides=dict.fromkeys(row, pl.String))
    found = prepared(frame, VERSIONS["7"])
    assert found.height == 1
    plain = re.compile(r"\d{1,2}|\d{1,2}[.,]\d|[1-9]\d{3}|GM\d{4}|[VMO]|[A9?\s.,/\-]*")
    own = {
        *Written,
        *BsnKind,
        *BirthKind,
        "jeugdige",
        "ouder",
        "opvoeder",
        "ouder-opvoeder",
        "ouder/opvoeder",
    }
    for text in found.select(pl.col(pl.String)).row(0):
        assert text is None or text in own or plain.fullmatch(text), text


def test_many_rows_are_prepared_as_few_are() -> None:
    frame = delivery(good_rows(50)).frame
    many = pl.concat([frame] * 120)
    wanted = pl.concat([prepared(frame, VERSIONS["7"])] * 120)
    assert prepared(many, VERSIONS["7"]).equals(wanted)
