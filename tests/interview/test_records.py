"""The same questionnaire, seed and steps give the same interview, from version to version of the program."""

from __future__ import annotations

import pytest

from .records import SEEDS, file_of, record


@pytest.mark.parametrize(("name", "seed"), [(name, seed) for name, seeds in SEEDS.items() for seed in seeds])
def test_an_interview_is_word_for_word_as_it_was_written_down(name: str, seed: int) -> None:
    assert record(name, seed).splitlines() == file_of(name, seed).read_text(encoding="utf-8").splitlines()
