"""Reads JSON that strangers send: nothing twice, nothing that other programs read otherwise, nothing deep."""

from __future__ import annotations

import json
from typing import Any, NoReturn

DEEPEST = 8
LARGEST_INTEGER = 2**53
_HOLDING = (dict, list)


class NotStrict(ValueError):  # noqa: N818
    """What was read is not JSON as it is taken here; the message says what is wrong, never what was sent."""


def strict_json(body: bytes) -> Any:
    """Return the data in a body.

    Raises:
        NotStrict: it is no JSON in UTF-8, repeats a name, nests deeper than 8, or holds a fraction, a number beyond
            2^53, NaN, infinity, or half of a surrogate pair.
    """
    try:
        text = body.decode("utf-8")
        data = json.loads(
            text, object_pairs_hook=_once, parse_float=_fraction, parse_constant=_constant, parse_int=_integer
        )
    except UnicodeDecodeError:
        raise NotStrict("it is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise NotStrict(f"it is not JSON: {error.msg} at byte {error.pos}") from None
    except RecursionError:
        raise NotStrict(f"it nests deeper than {DEEPEST}") from None
    _check_depth(data, DEEPEST)
    if "\\ud" in text.lower() and not _encodes(data):
        raise NotStrict("it holds half of a surrogate pair")
    return data


def _check_depth(data: Any, deepest: int) -> None:
    level = [data] if type(data) in _HOLDING else []
    for _ in range(deepest):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) in _HOLDING
        ]
    if level:
        raise NotStrict(f"it nests deeper than {deepest}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrict("it gives a name twice")
    return found


def _fraction(_text: str) -> NoReturn:
    raise NotStrict("it holds a fraction; numbers are whole")


def _constant(text: str) -> NoReturn:
    raise NotStrict(f"it holds {text}")


def _integer(text: str) -> int:
    if len(text) > 17 or abs(number := int(text)) > LARGEST_INTEGER:
        raise NotStrict("it holds a number beyond 2^53")
    return number


def _encodes(data: Any) -> bool:
    """Whether all texts can be written as UTF-8."""
    try:
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
