"""Frozen records as plain data that JSON can hold, and back."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

Record = TypeVar("Record")


def to_data(record: Any) -> Any:
    """Return a record as JSON-ready data, leaving out fields that have their default value."""
    if is_dataclass(record):
        pairs = ((f, getattr(record, f.name)) for f in fields(record))
        return {
            f.name: to_data(value)
            for f, value in pairs
            if (f.default is MISSING and f.default_factory is MISSING) or value not in (f.default, {}, None)
        }
    if isinstance(record, tuple):
        return [to_data(item) for item in record]
    if isinstance(record, Mapping):
        return {key: to_data(value) for key, value in record.items()}
    return record


def json_text(data: Any) -> str:
    """Return data as JSON in one line, without blanks."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def from_data(cls: type[Record], data: dict[str, Any]) -> Record:
    """Rebuild a record from :func:`to_data`; the data is used up."""
    made: Any = cls
    record: Record = _maker(made)(data)
    return record


Make = Callable[[Any], Any]


@cache
def _maker(cls: Any) -> Make:
    """Return what makes a record of its data: fields that are no plain data are made first, in their place."""
    known = vars(sys.modules[cls.__module__])
    made = [(one.name, make) for one in fields(cls) if (make := _field(str(one.type), known)) is not None]

    def record(data: dict[str, Any]) -> Any:
        for name, make in made:
            if name in data:
                data[name] = make(data[name])
        return cls(**data)

    return record


def _field(hint: str, known: Mapping[str, Any]) -> Make | None:
    """Return what makes a field's value of JSON data; nothing where the data is the value.

    The annotation is read as it is written, among the names of its module: evaluating all of them takes longer than
    making all records.
    """
    hint = hint.removesuffix(" | None")
    if is_dataclass(known.get(hint)):
        return _maker(known[hint])
    outer, _, inner = hint.removesuffix("]").partition("[")
    if outer == "tuple":
        item = _field(inner.removesuffix(", ..."), known)
        return tuple if item is None else lambda items: tuple([item(one) for one in items])
    value = _field(inner.partition(", ")[2], known) if outer in ("Mapping", "dict") else None
    return None if value is None else lambda data: {key: value(one) for key, one in data.items()}
