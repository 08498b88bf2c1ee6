"""The foot of a screen: a notice, and at most six keys that all fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ....language import _, mark
from ...keymap import Hint
from ...keymap.naming import spelled
from ...widths import cell_len
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
    """An action to name in the footer. Those with a high ``weight`` stay when the width is short.

    ``label`` says it in other words than the registry has for this ``kind`` of question. While ``typing`` a key is
    named that is no text.
    """

    action: str
    weight: int = 0
    kind: str = ""
    label: str = ""
    typing: bool = False


def key(action: str, weight: int, *, kind: str = "", label: str = "", typing: bool = False) -> Key:
    """Return a registered action for the footer, said in other words where these are given."""
    return Key(action, weight, kind, label, typing)


def menu_keys(back: str = mark("back")) -> tuple[Key, ...]:
    """Return the keys of a screen that is a menu; ``back`` says what Esc does there."""
    return key("help", 9), key("up", 7), key("next", 8, label=_("choose")), key("back", 6, label=_(back))


def action_target(action: str) -> Target:
    """Return what a click on a key's name means."""
    return Target(f"action:{action}")


def footer(keys: Sequence[Key], look: Look) -> Row:
    """Return one line that names the keys in order; those of least weight give way to the width."""
    chosen, gap = _fitting(_named(keys, look), look)
    spans: list[Span] = []
    for named in chosen:
        target = action_target(named.key.action)
        spans.append(Span(" " if not spans else " " * gap))
        spans.append(Span(named.hint.keys, "key", target))
        spans.append(Span(f" {named.hint.label}", "muted", target))
    return Row(Line(tuple(spans)))


def notice_rows(notice: Notice | None, margin: int, look: Look) -> tuple[Row, ...]:
    """Return the notice wrapped to the width, with a mark that does without colour."""
    if notice is None:
        return ()
    sign = {"error": "! ", "warning": "! "}.get(notice.style, "")
    wrapped = wrap(notice.text, look.width - 2 * margin - len(sign))[:_MAXIMUM_NOTICE_LINES]
    pads = [sign] + [" " * len(sign)] * (len(wrapped) - 1)
    return inset((Line((Span(pad + text, notice.style),)) for pad, text in zip(pads, wrapped, strict=True)), margin)


class _Named(NamedTuple):
    key: Key
    hint: Hint


def _named(keys: Sequence[Key], look: Look) -> list[_Named]:
    """Return the keys that have a name now, named as the terminal can."""
    found = ((key, look.keymap.hint(key.action, key.kind, key.typing)) for key in keys)
    return [
        _Named(key, Hint(spelled(hint.keys, look.ascii), key.label or hint.label)) for key, hint in found if hint.keys
    ]


def _fitting(keys: list[_Named], look: Look) -> tuple[list[_Named], int]:
    """Return the keys that fit and the gap between them."""
    while keys:
        for gap in _GAPS:
            if len(keys) <= MAXIMUM_KEYS and (len(keys) == 1 or _width(keys, gap) < look.width):
                return keys, gap
        lightest = min(named.key.weight for named in keys)
        keys.remove([named for named in keys if named.key.weight == lightest][-1])
    return keys, 0


def _width(keys: Sequence[_Named], gap: int) -> int:
    names = (cell_len(named.hint.keys) + 1 + cell_len(named.hint.label) for named in keys)
    return 1 + sum(names) + gap * (len(keys) - 1)
