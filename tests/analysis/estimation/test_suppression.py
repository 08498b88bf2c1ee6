"""Hidden cells cannot be computed from what is shown."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mlops_survey_tui.analysis.arrays import Integers
from mlops_survey_tui.analysis.estimation.suppression import hidden_cells, small_base

tables = arrays(np.int64, st.tuples(st.integers(2, 5), st.integers(2, 5)), elements=st.integers(0, 30))


@settings(max_examples=60)
@given(counts=tables)
def test_no_line_of_a_table_gives_a_small_count_away(counts: Integers) -> None:
    hidden = hidden_cells(counts, crossed=True)
    assert hidden[(counts > 0) & (counts < 5)].all()
    for line, cells in zip([*counts, *counts.T], [*hidden, *hidden.T], strict=True):
        if cells.any():
            shown = ~cells & (line > 0)
            assert cells.sum() > 1 or not shown.any()
            assert line[cells].sum() >= 5 or not shown.any()


@given(counts=arrays(np.int64, (3, 3), elements=st.integers(5, 30)))
def test_nothing_is_hidden_where_all_counts_are_large(counts: Integers) -> None:
    assert not hidden_cells(counts, crossed=True).any()


def test_thirty_is_the_smallest_base_of_a_percentage() -> None:
    assert (small_base(29), small_base(30)) == (True, False)
