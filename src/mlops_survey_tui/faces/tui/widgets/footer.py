"""The foot of a screen: a notice, and at most six keys that all fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from ...actions import ACTIONS, Hint, spelled
from ..frame import Row, inset
from ..lines import Line, Look, Span, Target
from ..wrapping import wrap

MAXIMUM_KEYS = 6
_MAXIMUM_NOTICE_LINES = 3
_GAPS = (3, 2)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something said at the foot of the screen; ``style`` is error, warning, muted or accent."""

    text: str
    style: str = "muted"


@dataclass(frozen=True, slots=True)
class Key:
    """A key to name in the footer. Keys with a high ``weight`` stay when the width is short."""

    action: str
    hint: Hint
    weight: int = 0


def key(action: str, weight: int, *, kind: str = "", label: str = "", keys: str = "") -> Key:
    """Return the key of a registered action, said in other words where these are given."""
    hint = ACTIONS[action].hint_for(kind)
    return Key(action, Hint(keys or hint.keys, label or hint.label), weight)


def menu_keys(back: str = "back") -> tuple[Key, ...]:
    """Return the keys of a screen that is a menu; ``back`` says what Esc does there."""
    return key("help", 9), key("up", 7), key("next", 8, label="choose"), key("back", 6, label=back)


def action_target(action: str) -> Target:
    """Return what a click on a key's name means."""
    return Target(f"action:{action}")


def footer(keys: Sequence[Key], look: Look) -> Row:
    """Return one line that names the keys in order; those of least weight give way to the width."""
    chosen, gap = _fitting(list(keys), look)
    spans: list[Span] = []
    for key in chosen:
        target = action_target(key.action)
        spans.append(Span(" " if not spans else " " * gap))
        spans.append(Span(spelled(key.hint.keys, look.ascii), "key", target))
        spans.append(Span(f" {key.hint.label}", "muted", target))
    return Row(Line(tuple(spans)))


def notice_rows(notice: Notice | None, margin: int, look: Look) -> tuple[Row, ...]:
    """Return the notice wrapped to the width, with a mark that does without colour."""
    if notice is None:
        return ()
    mark = {"error": "! ", "warning": "! "}.get(notice.style, "")
    wrapped = wrap(notice.text, look.width - 2 * margin - len(mark))[:_MAXIMUM_NOTICE_LINES]
    pads = [mark] + [" " * len(mark)] * (len(wrapped) - 1)
    return inset((Line((Span(pad + text, notice.style),)) for pad, text in zip(pads, wrapped, strict=True)), margin)


def _fitting(keys: list[Key], look: Look) -> tuple[list[Key], int]:
    """Return the keys that fit and the gap between them."""
    while True:
        for gap in _GAPS:
            if len(keys) <= MAXIMUM_KEYS and (len(keys) == 1 or _width(keys, gap, look) < look.width):
                return keys, gap
        lightest = min(key.weight for key in keys)
        keys.remove([key for key in keys if key.weight == lightest][-1])


def _width(keys: Sequence[Key], gap: int, look: Look) -> int:
    names = (cell_len(spelled(key.hint.keys, look.ascii)) + 1 + cell_len(key.hint.label) for key in keys)
    return 1 + sum(names) + gap * (len(keys) - 1)
