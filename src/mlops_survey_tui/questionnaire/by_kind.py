"""Tables of what each kind of question has: a kind without an entry has that of the kind whose answers it gives.

So a new kind is whole from its model on, and only what it does in a way of its own is registered: rules, a view, a
prompt, a column of a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeVar

Entry = TypeVar("Entry")


class Asked(Protocol):
    """What is asked: a question or a page. ``shape`` is the kind that has answers of the same shape, or the kind."""

    @property
    def kind(self) -> str: ...
    @property
    def shape(self) -> str: ...


def by_kind(table: Mapping[str, Entry], asked: Asked) -> Entry:
    """Return the entry of a kind, or of the kind whose answers it gives.

    Raises:
        KeyError: neither has one.
    """
    found = table.get(asked.kind)
    return table[asked.shape] if found is None else found


def by_kind_if_any(table: Mapping[str, Entry], asked: Asked) -> Entry | None:
    """Return the entry of a kind, or of the kind whose answers it gives, or None where neither has one."""
    found = table.get(asked.kind)
    return table.get(asked.shape) if found is None else found
