"""The names of a form, and what each stands for at the place that is being translated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..expressions import Code, Untranslatable
from ..symbols import Symbol

MOST_SUMMED = 24
"""In how many passes of a repeat answers are added up in one expression."""


@dataclass(slots=True)
class Loop:
    """A repeat that is being translated: its key, the name of its item, and the ids of its items in order.

    ``numbered`` says that the ids are 1, 2, 3 …; ``source`` is the question whose selected options it runs over,
    ``count`` how many passes there are.
    """

    key: str
    item: str
    ids: tuple[str, ...] = ()
    numbered: bool = True
    source: str = ""
    label: str = ""
    count: Code | None = None


@dataclass(slots=True)
class FormScope:
    """Names known so far, those that were left out with the reason, and the loop around the current row."""

    symbols: dict[str, Symbol] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    loops: dict[str, Loop] = field(default_factory=dict)
    repeats: dict[str, str] = field(default_factory=dict)
    """Keys of loops by the names of their repeats."""
    loop: Loop | None = None
    nested: Loop | None = None
    later: set[str] = field(default_factory=set)

    def define(self, name: str, symbol: Symbol) -> None:
        """Say what a name stands for from here on; the first of two with the same name counts."""
        self.symbols.setdefault(name, symbol)

    def leave_out(self, name: str, why: str) -> None:
        """Say why a name stands for nothing."""
        if name:
            self.left_out.setdefault(name, why)

    def lookup(self, name: str) -> Symbol:
        """Return what a name stands for at this place."""
        if name in self.symbols:
            symbol = self.symbols[name]
            here = {"", self.loop.key if self.loop else "", self.nested.key if self.nested else ""}
            if symbol.loop not in here:
                raise Untranslatable(f"'{name}' is asked in a repeat and has many answers")
            return symbol
        if name in self.left_out:
            raise Untranslatable(f"'{name}' was not carried over ({self.left_out[name]})")
        if name in self.later:
            raise Untranslatable(f"'{name}' is asked later")
        raise Untranslatable(f"there is no '{name}'")

    def passes(self, name: str) -> list[Symbol]:
        """Return the answers of a question in each pass of its repeat."""
        symbol = self.symbols.get(name)
        loop = self.loops.get(symbol.loop) if symbol is not None else None
        if symbol is None or loop is None or (self.loop is not None and self.loop.key == loop.key):
            raise Untranslatable(f"'{name}' is not asked in another repeat")
        if not loop.ids or len(loop.ids) > MOST_SUMMED:
            raise Untranslatable(f"'{name}' is asked in more than {MOST_SUMMED} passes")
        if symbol.code.text != symbol.code.text.strip("()") or not symbol.code.text.isidentifier():
            raise Untranslatable(f"'{name}' is calculated in a repeat")
        return [replace(symbol, code=Code(f"{symbol.code.text}['{id_}']"), loop="") for id_ in loop.ids]

    def pass_count(self, name: str) -> Code:
        """Return how many passes a repeat has; it is named by itself or by a question in it."""
        symbol = self.symbols.get(name)
        loop = self.loops.get(self.repeats.get(name, symbol.loop if symbol is not None else ""))
        if loop is None or loop.count is None:
            raise Untranslatable(f"'{name}' is no repeat, or one in another")
        return loop.count

    def position(self) -> Code:
        """Return the number of the current pass."""
        loop = self.nested or self.loop
        if loop is None or not loop.numbered:
            raise Untranslatable("position() where passes have no numbers")
        return Code(f"{loop.item}.id")
