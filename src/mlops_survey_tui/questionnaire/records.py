"""Frozen records as plain data that JSON can hold, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar, get_type_hints

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


def from_data(cls: type[Record], data: Mapping[str, Any]) -> Record:
    """Rebuild a record from :func:`to_data`."""
    plan = _plan(cls)
    return cls(**{name: plan[name](value) if name in plan else value for name, value in data.items()})


_plans: dict[type, dict[str, Any]] = {}


def _plan(cls: type) -> dict[str, Any]:
    """Return, by field, how JSON data becomes the field's value; fields that are plain data have no entry."""
    if cls not in _plans:
        hints = get_type_hints(cls)
        _plans[cls] = {name: builder for name, hint in hints.items() if (builder := _builder(hint))}
    return _plans[cls]


def _builder(hint: Any) -> Any:
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda data: from_data(hint, data)
    arguments = [argument for argument in getattr(hint, "__args__", ()) if argument is not Ellipsis]
    records = [argument for argument in arguments if isinstance(argument, type) and is_dataclass(argument)]
    origin = getattr(hint, "__origin__", None)
    if origin is tuple:
        inner = _builder(arguments[0]) if arguments else None
        return (lambda items: tuple(map(inner, items))) if inner else tuple
    if records and origin is not None:
        record = records[0]
        return lambda data: {key: from_data(record, value) for key, value in data.items()}
    if records:
        return lambda data: from_data(records[0], data)
    return None
