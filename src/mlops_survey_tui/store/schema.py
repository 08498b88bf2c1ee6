"""The tables, as the numbered migrations that make them. A migration that was released is never changed."""

from __future__ import annotations

from dataclasses import dataclass

APPLICATION_ID = 0x4D4C5376
"""Marks a SQLite file as one of ours ("MLSv")."""


@dataclass(frozen=True, slots=True)
class Migration:
    """Statements that bring a database from schema ``number`` - 1 to schema ``number``."""

    number: int
    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "interviews_and_their_logs",
        (
            f"PRAGMA application_id = {APPLICATION_ID}",
            """CREATE TABLE questionnaires (
                hash TEXT PRIMARY KEY,
                text TEXT NOT NULL,
                checksum TEXT NOT NULL
            )""",
            """CREATE TABLE interviews (
                id TEXT PRIMARY KEY,
                questionnaire_hash TEXT NOT NULL REFERENCES questionnaires (hash),
                edition TEXT NOT NULL,
                title TEXT NOT NULL,
                seed TEXT NOT NULL,
                mode TEXT NOT NULL,
                language TEXT NOT NULL,
                started TEXT NOT NULL,
                header_checksum TEXT NOT NULL,
                status TEXT NOT NULL,
                updated TEXT NOT NULL,
                last_use INTEGER NOT NULL,
                events INTEGER NOT NULL,
                checksum TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE events (
                interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
                sequence INTEGER NOT NULL,
                kind TEXT NOT NULL,
                page TEXT NOT NULL,
                data TEXT NOT NULL,
                active_ms INTEGER NOT NULL,
                checksum TEXT NOT NULL,
                PRIMARY KEY (interview_id, sequence)
            ) WITHOUT ROWID""",
        ),
    ),
    Migration(
        2,
        "moderated_sessions",
        (
            """CREATE TABLE moderated (
                interview_id TEXT PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
                respondent TEXT NOT NULL,
                notes INTEGER NOT NULL,
                sections TEXT NOT NULL,
                started TEXT NOT NULL,
                header_checksum TEXT NOT NULL,
                observations INTEGER NOT NULL,
                checksum TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE observations (
                interview_id TEXT NOT NULL REFERENCES moderated (interview_id) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                kind TEXT NOT NULL,
                page TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                at_ms INTEGER NOT NULL,
                data TEXT NOT NULL,
                checksum TEXT NOT NULL,
                PRIMARY KEY (interview_id, number)
            ) WITHOUT ROWID""",
            """CREATE TABLE moderated_now (
                interview_id TEXT PRIMARY KEY REFERENCES moderated (interview_id) ON DELETE CASCADE,
                elapsed_ms INTEGER NOT NULL,
                clock_ms INTEGER NOT NULL,
                running INTEGER NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE observation_drafts (
                interview_id TEXT NOT NULL REFERENCES moderated (interview_id) ON DELETE CASCADE,
                place TEXT NOT NULL,
                page TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                at_ms INTEGER NOT NULL,
                data TEXT NOT NULL,
                PRIMARY KEY (interview_id, place)
            ) WITHOUT ROWID""",
        ),
    ),
)


def current_schema() -> int:
    """Return the number of the schema that this program writes."""
    return MIGRATIONS[-1].number
