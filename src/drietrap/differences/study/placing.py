"""Where a split difference answers: whole under the question of its figure, its terms where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drietrap.catalogue.study_questions import question_of_split, question_of_term, question_of_view
from drietrap.differences.split.result import Split, SplitTerm, SplitView
from drietrap.differences.study.questions import Question


@dataclass(frozen=True)
class TermElsewhere:
    """A term that answers this question, of a difference that stands whole under question ``where``."""

    chain: str
    label: str
    unit: str
    decimals: int
    where: Question
    term: SplitTerm


@dataclass(frozen=True)
class ViewHere:
    """A term of a difference, seen in parts that answer this question."""

    label: str
    unit: str
    decimals: int
    view: SplitView


@dataclass(frozen=True)
class Placed:
    """What the splits say about one question."""

    whole: tuple[Split, ...]
    terms: tuple[TermElsewhere, ...]
    views: tuple[ViewHere, ...]


def placed(question: Question, splits: Sequence[Split]) -> Placed:
    """Return what answers ``question``; a way of seeing a term is shown once, of the first that has it."""
    whole, terms = [], []
    views: dict[str, ViewHere] = {}
    for one in splits:
        where = Question(question_of_split(one.chain))
        if where is question:
            whole.append(one)
        for term in one.terms:
            if where is not question and question_of_term(one.chain, term.id, term.kind) == question.value:
                terms.append(TermElsewhere(one.chain, one.label, one.unit, one.decimals, where, term))
            for view in term.views:
                if question_of_view(view.id) == question.value and one.unit == "%":
                    views.setdefault(view.id, ViewHere(one.label, one.unit, one.decimals, view))
    return Placed(tuple(whole), tuple(terms), tuple(views.values()))
