"""Reads JSON of which more is asked later: what nests without end is a fault of it like any other."""

from __future__ import annotations

import json
from typing import Any


def plain_json(text: str | bytes) -> Any:
    """Return the data in a text.

    Raises:
        ValueError: it is no JSON, or nests deeper than Python reads.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError(str(error)) from None
