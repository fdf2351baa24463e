"""Bills: phantoms, low-level codes, owned structures, explosion."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegboard.engine import snapshot as facts
from pegboard.engine.bom import BomCycleError, explode, structures, where_used
from pegboard.engine.bom.levels import levels
from pegboard.engine.core.columns import ints
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.tests.facts_by_hand import row, snapshot, table


def items(*codes: str, decimals: int = 0) -> facts.Items:
    return table(facts.Items, *(row(code=code, uom="EA", decimals=decimals) for code in codes))


def bill(*lines: tuple[int, int, float], **cells: int) -> facts.BomLines:
    return table(
        facts.BomLines,
        *(row(parent=p, component=c, quantity_per_micro=round(q * MICRO), **cells) for p, c, q in lines),
    )


CHAIR, FRAME, LEG, WOOD = range(4)


def test_a_phantom_passes_its_needs_on_with_quantities_and_scrap_multiplied() -> None:
    boms = table(
        facts.BomLines,
        {"parent": CHAIR, "component": FRAME, "quantity_per_micro": 2 * MICRO, "is_phantom": True, "sequence": 20},
        {"parent": FRAME, "component": LEG, "quantity_per_micro": 3 * MICRO, "fixed_micro": MICRO, "sequence": 10},
        {"parent": FRAME, "component": WOOD, "quantity_per_micro": MICRO, "scrap_micro": MICRO // 2},
    )
    shop = snapshot(items("CHAIR", "FRAME", "LEG", "WOOD"), boms)
    resolved = structures(shop)
    # five chairs: 10 frames of 3 legs and one leg more for each order; 10 frames of one wood, half of which is scrapped
    assert explode(shop, resolved, CHAIR, 5, day=0) == {CHAIR: 5, LEG: 31, WOOD: 20}
    first, last = resolved.bills.first[CHAIR], resolved.bills.first[CHAIR + 1]
    assert resolved.bills.sequence[first:last].tolist() == [20, 20]


def test_phantom_lines_are_valid_only_while_both_lines_are() -> None:
    boms = table(
        facts.BomLines,
        {"parent": 0, "component": 1, "quantity_per_micro": MICRO, "is_phantom": True, "valid_from": 5},
        {"parent": 1, "component": 2, "quantity_per_micro": MICRO, "valid_to": 8},
    )
    shop = snapshot(items("A", "B", "C"), boms)
    resolved = structures(shop)
    assert [explode(shop, resolved, 0, 1, day=day).get(2, 0) for day in (4, 5, 8, 9)] == [0, 1, 1, 0]


def test_quantities_are_rounded_up_once_for_each_bill_line() -> None:
    boms = bill((0, 2, 0.4), (0, 1, 1), (1, 2, 0.4))
    shop = snapshot(items("A", "B", "C"), boms)
    # three A: 1.2 C become 2 on A's line, and 1.2 more become 2 on B's
    assert explode(shop, structures(shop), 0, 3, day=0)[2] == 4


@given(
    st.integers(0, 6),
    st.integers(0, 6),
    st.integers(1, 10**6),
    st.integers(0, 5 * MICRO),
    st.integers(0, 9 * MICRO // 10),
)
def test_a_bill_line_is_exact_in_any_unit(parent: int, component: int, start: int, per: int, scrap: int) -> None:
    both = table(facts.Items, {"code": "A", "decimals": parent}, {"code": "B", "decimals": component})
    boms = table(
        facts.BomLines, {"parent": 0, "component": 1, "quantity_per_micro": per, "scrap_micro": scrap, "fixed_micro": 7}
    )
    bills = structures(snapshot(both, boms)).bills
    units = Fraction(start, 10**parent) * Fraction(per, MICRO) + Fraction(7, MICRO)
    exact = units / (1 - Fraction(scrap, MICRO)) * 10**component
    needed = -(-(start * int(bills.num[0]) + int(bills.fixed_num[0])) // int(bills.den[0]))
    assert needed == -(-exact.numerator // exact.denominator)


def test_low_level_codes_are_longest_paths() -> None:
    shop = snapshot(items("A", "B", "C", "D"), bill((0, 1, 1), (0, 3, 1), (1, 2, 1), (2, 3, 1)))
    assert structures(shop).item_level.tolist() == [0, 1, 2, 3]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_no_item_is_netted_before_a_user_of_it(arrows: list[tuple[int, int]]) -> None:
    downward = [(min(pair), max(pair)) for pair in arrows if pair[0] != pair[1]]
    found = levels(8, ints(a for a, _ in downward), ints(b for _, b in downward))
    assert all(found[user] < found[used] for user, used in downward)


def test_a_bill_that_contains_itself_names_the_loop() -> None:
    with pytest.raises(BomCycleError) as refused:
        structures(snapshot(items("A", "B", "C", "D"), bill((0, 1, 1), (1, 2, 1), (2, 3, 1), (3, 1, 1))))
    loop = refused.value.loop
    assert loop[0] == loop[-1]
    assert set(loop) == {1, 2, 3}
    assert {(1, 2), (2, 3), (3, 1)} == set(pairwise(loop))


def lines(*item: int) -> facts.OrderLines:
    return table(
        facts.OrderLines,
        *(row(order=f"SO-{at}", line="1", item=found, quantity=1) for at, found in enumerate(item)),
    )


def test_an_own_bill_replaces_the_master_on_its_line_only() -> None:
    own = table(facts.BomLines, {"order_line": 1, "parent": FRAME, "component": WOOD, "quantity_per_micro": 7 * MICRO})
    shop = snapshot(
        items("CHAIR", "FRAME", "LEG", "WOOD"),
        bill((CHAIR, FRAME, 1), (FRAME, LEG, 4)),
        lines(CHAIR, CHAIR),
        own=(own,),
    )
    resolved = structures(shop)
    assert explode(shop, resolved, CHAIR, 1, day=0, order_line=0) == {CHAIR: 1, FRAME: 1, LEG: 4}
    assert explode(shop, resolved, CHAIR, 1, day=0, order_line=1) == {CHAIR: 1, FRAME: 1, WOOD: 7}


def test_a_master_bill_goes_through_a_phantom_that_the_line_owns() -> None:
    own = table(facts.BomLines, {"order_line": 1, "parent": FRAME, "component": WOOD, "quantity_per_micro": 7 * MICRO})
    boms = table(
        facts.BomLines,
        {"parent": CHAIR, "component": FRAME, "quantity_per_micro": MICRO, "is_phantom": True},
        {"parent": FRAME, "component": LEG, "quantity_per_micro": 4 * MICRO},
    )
    shop = snapshot(items("CHAIR", "FRAME", "LEG", "WOOD"), boms, lines(CHAIR, CHAIR), own=(own,))
    resolved = structures(shop)
    assert explode(shop, resolved, CHAIR, 1, day=0, order_line=0) == {CHAIR: 1, LEG: 4}
    assert explode(shop, resolved, CHAIR, 1, day=0, order_line=1) == {CHAIR: 1, WOOD: 7}


def test_lines_may_turn_a_bill_round_without_a_loop() -> None:
    own = table(
        facts.BomLines,
        {"order_line": 0, "parent": 1, "component": 2, "quantity_per_micro": MICRO},
        {"order_line": 1, "parent": 2, "component": 1, "quantity_per_micro": MICRO},
    )
    shop = snapshot(items("A", "B", "C"), bill((0, 1, 1)), lines(1, 2), own=(own,))
    resolved = structures(shop)
    assert explode(shop, resolved, 1, 1, day=0, order_line=0) == {1: 1, 2: 1}
    assert explode(shop, resolved, 2, 1, day=0, order_line=1) == {1: 1, 2: 1}


def test_where_used_names_the_bills_of_a_component() -> None:
    shop = snapshot(items("A", "B", "C"), bill((0, 1, 1), (0, 2, 1), (1, 2, 1)))
    assert where_used(structures(shop), 2).tolist() == [0, 1]
    assert np.array_equal(where_used(structures(shop), 0), [])
