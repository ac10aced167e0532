"""Tests that several rules share: a code outside its list, an element where it does not belong."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from drietrap.catalogue.rules.columns import Written, filled, form
from drietrap.catalogue.rules.rule import Scope

Test = Callable[[Scope], pl.Expr | None]


def not_listed(*names: str) -> Test:
    """Return a test for codes that the version does not have; a required element may not be empty."""

    def test(scope: Scope) -> pl.Expr | None:
        found = [_outside(scope, name) for name in names if scope.codes(name)]
        return pl.any_horizontal(found) if found else None

    return test


def _outside(scope: Scope, name: str) -> pl.Expr:
    element = scope.version.element(scope.kind, name)
    required = element is not None and element.required
    return (~pl.col(name).is_in(scope.codes(name))).fill_null(required)


def out_of_place(name: str) -> Test:
    """Return a test for an element that is filled although this kind and version do not have it."""
    return lambda scope: None if scope.has(name) else filled(name)


def badly_written(name: str, *, required: bool = False) -> Test:
    """Return a test for a date, postcode or municipality that is not written as the protocol asks."""
    wrong = (Written.SHAPE, Written.ABSENT, *((Written.EMPTY,) if required else ()))
    return lambda scope: form(name).is_in(wrong) if scope.has(name) else None


def only_for(*kinds: str) -> Callable[[Callable[[Scope], pl.Expr]], Test]:
    """Return a decorator: the test applies to these kinds of delivery only."""

    def limit(test: Callable[[Scope], pl.Expr]) -> Test:
        return lambda scope: test(scope) if scope.kind in kinds else None

    return limit
