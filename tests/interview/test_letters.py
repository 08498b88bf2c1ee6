"""Alphabetical lists are in the order in which somebody looks for a word."""

from __future__ import annotations

from mlops_survey_tui.interview.letters import plain_letters


def test_accents_and_capitals_do_not_move_a_word() -> None:
    words = ["Zug", "Öl", "apfel", "Äpfel", "Ofen", "Straße", "Strasse 2", "éclair", "Ei"]
    assert sorted(words, key=plain_letters) == [
        "apfel", "Äpfel", "éclair", "Ei", "Ofen", "Öl", "Straße", "Strasse 2", "Zug",
    ]  # fmt: skip
