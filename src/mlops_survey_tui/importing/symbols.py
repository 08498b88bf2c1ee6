"""What a question, value or draw of the source is called in conditions, and which values it can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .expressions import Code

CHOICE, CHOICES, RANKING, NUMBER, WORDS, TRUTH, NOTHING = (
    "choice", "choices", "ranking", "number", "words", "truth", "nothing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something that conditions and texts may name.

    ``options`` maps values of the source to ids here: several where one value stands for several options. ``order`` is
    the position of the latest question that it depends on, ``loop`` the section whose loop it is asked in.
    ``never_empty`` says that it always has a value. ``pieces`` is what stands for it in texts, if that is not a value.
    """

    code: Code
    kind: str
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: int = -1
    loop: str = ""
    never_empty: bool = False
    pieces: str = ""
    item: str = ""
    """Name of the loop's item whose id this is."""
