"""The words typed beside a row or an option that is ranked."""

from __future__ import annotations

from .hand import Hand

ROW_KEYS = {
    "number_grid": ("up", "down"),
    "allocation": ("up", "down"),
    "ranking": ("up", "down"),
    "matrix": ("shift+tab", "tab"),
}
"""The keys that move to the row before and the row after."""


def words_beside(hand: Hand, index: int, id_: str, text: str) -> None:
    """Write the words beside a row that asks for some, if they are to be others."""
    said = hand.view.answer(hand.page, hand.state).texts.get(id_, "")
    if id_ not in hand.state.words or said == text:
        return
    hand.to(index, "row" if hand.page.shape == "matrix" else "cursor", ROW_KEYS[hand.page.shape])
    if not hand.state.in_words:
        hand.press("tab")
    hand.rewrite(lambda state: state.words[id_], text)
    hand.press("escape")
