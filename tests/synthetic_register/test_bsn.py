"""Numbers that pass the elfproef and belong to nobody."""

from __future__ import annotations

import numpy as np
import pytest
from stdnum.nl import bsn

from drietrap.synthetic.draws import Draws
from drietrap.synthetic.register.bsn import numbers_for, official_test_range
from drietrap.synthetic.register.model import SyntheticRegister


def test_the_official_range_is_what_the_elfproef_leaves_of_it() -> None:
    mine = official_test_range().tolist()
    assert (mine[0], mine[-1]) == (999_900_006, 999_999_990)
    for first in (999_900_006, 999_950_000, 999_999_000):
        brute = [number for number in range(first, first + 991) if bsn.is_valid(str(number))]
        assert [number for number in mine if first <= number < first + 991] == brute


def test_numbers_are_valid_different_and_outside_what_is_issued() -> None:
    numbers = numbers_for(Draws(1), 950_000)
    assert len(np.unique(numbers)) == 950_000
    texts = [f"{number:09d}" for number in numbers.tolist()]
    assert all(bsn.is_valid(text) for text in texts[::997])
    assert {text[:2] for text in texts} == {"99", "00"}
    assert "000000000" not in texts
    assert "999999999" not in texts


def test_a_few_people_get_numbers_of_the_official_range_only() -> None:
    numbers = numbers_for(Draws(1), 9_000)
    assert ((numbers >= 999_900_006) & (numbers <= 999_999_990)).all()
    assert (numbers_for(Draws(2), 9_000) != numbers).any()


def test_more_people_than_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="numbers that cannot be a BSN"):
        numbers_for(Draws(1), 2_000_000)


def test_everyone_in_the_register_has_one(register: SyntheticRegister) -> None:
    numbers = register.persons["bsn"].to_list()
    assert len(set(numbers)) == len(numbers)
    assert all(bsn.is_valid(number) for number in numbers[::211])
