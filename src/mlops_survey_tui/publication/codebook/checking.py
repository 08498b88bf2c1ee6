"""Whether a codebook that was read holds in each place what belongs there: it comes from a file that may be spoilt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

_PLAIN: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "float | None": (int, float, type(None)),
}
"""Types of plain values by the annotation of their field; annotations of others say what is held one by one."""


def refuse_odd(record: Any) -> None:
    """Refuse a record in which a value is of another type than its field.

    Raises:
        ValueError: says the first such place, and what belongs there.
    """
    for where, wanted in _odd(record, ""):
        raise ValueError(f"{where} is not of the type {wanted}")


def _odd(record: Any, where: str) -> Iterator[tuple[str, str]]:
    for field in fields(record):
        yield from _odd_value(getattr(record, field.name), str(field.type), f"{where}{field.name}")


def _odd_value(value: Any, hint: str, where: str) -> Iterator[tuple[str, str]]:
    if hint in _PLAIN:
        if type(value) not in _PLAIN[hint]:
            yield where, hint
        return
    outer, _, inner = hint.removesuffix("]").partition("[")
    if outer == "tuple" and isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from _odd_value(one, inner.removesuffix(", ..."), f"{where}.{place}")
    elif outer == "Mapping" and isinstance(value, Mapping):
        for name, one in value.items():
            yield from _odd_value(one, inner.partition(", ")[2], f"{where}.{name}")
    elif is_dataclass(value) and type(value).__name__ == hint:
        yield from _odd(value, f"{where}.")
    else:
        yield where, hint
