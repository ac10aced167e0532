"""Withhold what must be, and as little else as a fast search finds, until every withheld count is in doubt.

For every end of every protection interval the search looks for a *proof*: a whole table, the same to
readers, in which the cell is at or beyond that end. The steps:

1. Share: in the part around a cell, one linear program moves all unproven cells to their ends at once.
   Rounding already leaves room, so most cells need no more than this.
2. Hide: for a cell that is left, a program of least cost decides which shown cells must be withheld too
   (the linear relaxation of the cell suppression problem, an idea of Kelly, Golden & Assad, 1992), with
   costs sharpened in rounds, since a withheld cell costs the same however far it moves.
3. Clean: a cell withheld too much is shown again, if every proof that used it can be replaced.

Groups of cells with the same part are handled in batches that start from the same state: what one group
withholds can only help another, so their results add up, and the number of processes changes nothing.
Parts grow when there is no answer. All steps go by the order of cell names, and programs stop at a number
of branches and not at a time, so the outcome does not depend on the order of input or the machine.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

import numpy as np

from drietrap.publication.suppression.book import Book
from drietrap.publication.suppression.ledger import Found, State
from drietrap.publication.suppression.network import Integers
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.search import Search
from drietrap.publication.suppression.tables import Release

_BATCH = 4
_Result = tuple[Integers, list[Found], bool]


def protect(
    release: Release, rules: Rules, *, repairs: int = 300, processes: int = 1, stop: bool = False
) -> Outcome:
    """Return what of ``release`` can be shown under ``rules``, with proofs.

    Parameters
    ----------
    release
        Everything that is published together (see ``linking.describe``).
    rules
        Which counts are too small and how wide the doubt must stay.
    repairs
        How many linear programs the last step may use to show cells again.
    processes
        Number of processes; the outcome is the same for every number.
    stop
        Whether to stop as soon as a cell is found that cannot be protected beside earlier releases, whatever
        is withheld. Then everything without a proof so far is ``unprotected``.
    """
    search = Search(release, rules, stop=stop)
    book = Book(search.ledger)
    with _pool(search, processes) as pool:
        complete = _prove_all(search, book, pool)
    if complete:
        _clean(search, book, repairs)
    return book.outcome()


@contextmanager
def _pool(search: Search, processes: int) -> Iterator[ProcessPoolExecutor | None]:
    if processes == 1:
        yield None
        return
    asked = search.ledger.release, search.ledger.rules, search.stop
    start_new = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, start_new, _start, asked) as pool:
        yield pool


_searches: list[Search] = []
"""The search of a process of the pool."""


def _start(release: Release, rules: Rules, stop: bool) -> None:
    _searches.append(Search(release, rules, stop=stop))


def _handle_here(groups: list[list[int]], state: State) -> list[_Result]:
    search = _searches[0]
    search.ledger.load(state)
    return [search.handle(group) for group in groups]


def _prove_all(search: Search, book: Book, pool: ProcessPoolExecutor | None) -> bool:
    """Prove what can be proven; return False when it stopped before that."""
    ledger = search.ledger
    groups: dict[tuple[int, str, str], list[int]] = {}
    for cell in np.flatnonzero(ledger.open[True] | ledger.open[False]).tolist():
        groups.setdefault(search.parts.centre(cell), []).append(cell)
    names = sorted(groups)
    batches = -(-len(names) // _BATCH)
    for first in range(batches):
        batch = [groups[name] for name in names[first::batches]]
        results = _handled(search, batch, pool)
        for withheld, proofs, _ in results:
            ledger.hide(withheld)
            for proof in proofs:
                ledger.reach(proof.cells, proof.changes)
        book.collect()
        if any(lost for _, _, lost in results):
            return False
    return True


def _handled(search: Search, batch: list[list[int]], pool: ProcessPoolExecutor | None) -> list[_Result]:
    """Return the results of the groups of ``batch``, in their order."""
    if pool is None:
        return [search.handle(group) for group in batch]
    state = search.ledger.state()
    tasks = [pool.submit(_handle_here, [group], state) for group in batch]
    return [result for task in tasks for result in task.result()]


def _clean(search: Search, book: Book, repairs: int) -> None:
    """Show cells again where the proofs can do without them, the weightiest first."""
    ledger = search.ledger
    search.start()
    start = search.programs
    spare = sorted(ledger.complementary().tolist(), key=lambda cell: (-float(ledger.weight[cell]), cell))
    for cell in spare:
        if search.programs - start < repairs or not book.resting_on(cell):
            _show_again(search, book, cell)


def _show_again(search: Search, book: Book, cell: int) -> None:
    """Show ``cell`` if every proof that needs it withheld can be replaced."""
    ledger = search.ledger
    before = book.reopen(book.resting_on(cell))
    ledger.hidden[cell] = False
    for target, up in before:
        proven = not ledger.open[up][target] or search.move(target, up, search.parts.around(target, 0))
        book.collect()
        if not proven:
            ledger.hidden[cell] = True
            book.restore(before)
            return
