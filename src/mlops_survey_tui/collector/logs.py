"""Logs: one line of JSON for each event, on standard error. No line holds an address or anything of a bundle.

Of an error only its type and the places in the program are written, as its message could repeat what was sent.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

_LEVELS = {"uvicorn.error": logging.WARNING, "uvicorn.access": logging.CRITICAL, "asyncio": logging.ERROR}


class _Lines(logging.Formatter):
    """Formats a record without what strangers sent."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        line: dict[str, Any] = {"time": moment, "level": record.levelname.lower(), "event": _event(record)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["at"] = [f"{frame.name}:{frame.lineno}" for frame in frames[-5:]]
        return json.dumps(line)


def _event(record: logging.LogRecord) -> str:
    """Return what is said of a record: our own words in full, of others only what they say for every case alike."""
    return record.getMessage() if record.name.startswith("collector") else str(record.msg).partition("\n")[0]


def set_up() -> None:
    """Have everything that is logged written as lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name, level in _LEVELS.items():
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
        logger.setLevel(level)


def quiet(loop: Any, context: dict[str, Any]) -> None:
    """Log what an event loop says of an error, without the connection that it names."""
    error = context.get("exception")
    logging.getLogger("collector").error("%s (%s)", "a connection failed", type(error).__name__)
