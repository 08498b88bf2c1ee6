"""The days on which proof of work counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def today() -> str:
    """Return the day in UTC."""
    return datetime.now(UTC).date().isoformat()


def days() -> tuple[str, ...]:
    """Return the days whose work counts: today, and yesterday for what was on its way at midnight."""
    now = datetime.now(UTC).date()
    return now.isoformat(), (now - timedelta(days=1)).isoformat()
