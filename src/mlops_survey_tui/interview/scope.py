"""The names of conditions and texts as seen from one place of the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .keys import page_key

if TYPE_CHECKING:
    from .sources import Item
    from .world import World


class Scope:
    """The names as seen from one pass of the loops around a question (see ``conditions.evaluate.Scope``).

    It does not keep its world alive: the two would wait for the garbage collector together, and with them all that an
    interview holds.
    """

    __slots__ = ("_answers", "_values", "_world", "items", "page_total", "path", "suffix")

    def __init__(self, world: World, path: tuple[str, ...] = (), items: dict[str, Item] | None = None) -> None:
        self._world = world.itself
        self._answers = world.effective
        self._values = world.values
        self.path = path
        self.suffix = page_key("", path)
        self.items = items or {}
        self.page_total: int | None = None

    def answer(self, question: str, depth: int) -> Any:
        """Return the effective answer of a question, or None."""
        if depth:
            question += self.suffix if depth == len(self.path) else page_key("", self.path[:depth])
        return self._answers.get(question)

    def answer_at(self, question: str, depth: int, item: str) -> Any:
        """Return the effective answer of a looped question for one item, or None."""
        return self._answers.get(page_key(question, (*self.path[:depth], item)))

    def named(self, name: str) -> Any:
        """Return a named condition, computed value or draw."""
        value = self._values.get(name)
        if isinstance(value, dict):
            return value.get(self.path[0]) if self.path else None
        return value

    def field(self, loop: str, field: str) -> Any:
        """Return a field of the current item of a loop."""
        item = self.items[loop]
        if field in ("id", "label", "help"):
            return getattr(item, field)
        value = item.fields.get(field)
        return value if value is None else str(value)

    def system(self, name: str, field: str) -> Any:
        """Return a value that the engine or the manifest supplies."""
        if name == "page":
            return self.page_total
        world = self._world()
        assert world is not None
        return world.system(name, field)
