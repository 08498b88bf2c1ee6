"""Packages that only some commands need: what to install is said where one is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import typer

from .. import exit_codes
from .printing import say

_TABLES = frozenset({"duckdb", "numpy"})
PACKAGES: Mapping[str, frozenset[str]] = {
    "analyse": _TABLES,
    "collect": frozenset({"asyncpg", "cryptography", "httptools", "starlette", "uvicorn", "uvloop"}),
    "publish": _TABLES | {"orjson"},
    "report": _TABLES,
    "store": frozenset({"fsspec"}),
}
"""By extra, the packages that it brings."""


@contextmanager
def needing(extra: str, who: str = "This needs") -> Iterator[None]:
    """End the command where a package of this extra is missing, and say how to install it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in PACKAGES[extra]:
            raise
        say(f"{who} the extra: pip install 'mlops-survey[{extra}]'")
        raise typer.Exit(exit_codes.USAGE) from None
