from __future__ import annotations

from collections import Counter

import pytest

from drietrap.catalogue.deflator import DEFLATORS, READ_AT_SOURCE, level, price_changes
from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.published import TABLES
from drietrap.catalogue.split import Chain, Ratio, deflators_of, quantities_of
from drietrap.catalogue.split_quantities import QUANTITIES, SOURCES
from drietrap.catalogue.split_records import RECORD_CHAINS
from drietrap.catalogue.split_years import CHAINS

ALL = (*CHAINS, *RECORD_CHAINS)
named = pytest.mark.parametrize("chain", ALL, ids=[chain.id for chain in ALL])


def powers(*ratios: Ratio) -> Counter[str]:
    """Return how often each quantity stands above less how often below, deflators included."""
    found: Counter[str] = Counter()
    for ratio in ratios:
        found.update(ratio.above)
        found.update([ratio.index] if ratio.index else [])
        found.subtract(ratio.below)
        found.subtract([ratio.deflated] if ratio.deflated else [])
    return Counter({name: power for name, power in found.items() if power})


@named
def test_the_blocks_multiply_to_the_figure(chain: Chain) -> None:
    """Everything between cancels: that is what makes the terms add up whatever the data."""
    assert powers(*(block.total for block in chain.blocks)) == powers(chain.figure)


@named
def test_every_group_is_in_the_unit_of_its_block(chain: Chain) -> None:
    for block in chain.blocks:
        below = powers(Ratio((), block.total.below, deflated=block.total.deflated))
        for group in block.groups:
            pair = powers(*(ratio for ratio in (group.x, group.y) if ratio))
            assert sum(power for power in pair.values() if power < 0) == sum(below.values())


@named
def test_every_term_has_words_and_every_word_a_term(chain: Chain) -> None:
    used = {name for block in chain.blocks for g in block.groups for name in (g.x_term, g.y_term) if name}
    used |= {block.together for block in chain.blocks if block.together}
    assert used == {text.id for text in chain.terms}
    assert len(chain.terms) == len(used)
    assert all(view.term in used for view in chain.views)
    several = [b for b in chain.blocks if len({t for g in b.groups for t in (g.x_term, g.y_term) if t}) > 1]
    if chain in CHAINS and not chain.over_time:
        assert all(block.together for block in several)  # else a secret number leaves nothing to say


@pytest.mark.parametrize("chain", CHAINS, ids=[chain.id for chain in CHAINS])
def test_everything_named_exists(chain: Chain) -> None:
    assert all(name in QUANTITIES for name in quantities_of(chain))
    assert all(name in INDICATORS for name in chain.checked)
    assert all(name in DEFLATORS for name in deflators_of(chain))
    for name in quantities_of(chain):
        quantity = QUANTITIES[name]
        assert quantity.source in SOURCES
        for product in quantity.products:
            for cell in product.cells:
                measures = {column.measure for column in TABLES[cell.table].columns}
                assert cell.measure in measures, (name, cell)


def test_the_kinds_of_costs_are_all_taakvelden_once() -> None:
    kinds = ("verblijf", "zonder_verblijf", "bescherming", "oude_code")
    for whole in ("lasten", "begroot"):
        parts = [p.cells[0] for kind in kinds for p in QUANTITIES[f"{whole}_{kind}"].products]
        assert Counter(parts) == Counter(p.cells[0] for p in QUANTITIES[whole].products)


def test_ages_are_those_of_the_published_bands() -> None:
    weights: Counter[str] = Counter()
    for age in ("0_3", "4_11", "12_17", "18_22"):
        for product in QUANTITIES[f"inwoners_{age}"].products:
            weights[product.cells[0].measure] += product.weight
    assert weights["inwoners_0_14"] == pytest.approx(1)  # ages 0 to 14 are all below 23
    assert weights["inwoners_15_24"] == pytest.approx(8 / 10)  # 15 to 22 of 15 to 24


def test_every_deflator_has_a_source_and_follows_year_by_year() -> None:
    assert {change.series for change in price_changes()} == set(DEFLATORS)
    assert all(change.source and change.status for change in price_changes())
    assert any(change.status == READ_AT_SOURCE for change in price_changes())
    # CBS prints the index itself too: 2019 is 106.16 with 2015 as 100 (StatLine 83131NED).
    found = level("cpi", 2019, 2015)
    assert found is not None
    value, low, high = found
    assert low <= 1.0616 <= high
    assert low < value < high


def test_a_year_that_is_not_known_is_not_guessed() -> None:
    assert level("cpi", 2026, 2015) is None
    assert level("indexatie", 2024, 2015) is None
    assert level("cpi", 2020, 2020) == (1.0, 1.0, 1.0)
