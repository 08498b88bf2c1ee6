"""Bringing a database to the current schema with sqlite-utils, one transaction a migration."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import _
from ..private_files import replacing
from . import schema
from .connection import connect
from .errors import StorageError, storage_error

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

MIGRATION_SET = "mlops-survey"


def tables(connection: sqlite3.Connection) -> Tables:
    """Return sqlite-utils' view of a connection; importing it takes so long that answering does without."""
    from sqlite_utils import Database as Tables

    return Tables(connection, execute_plugins=False, recursive_triggers=False)


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that are missing.

    The schema's number is part of each migration's transaction, so that an interrupted one has not happened.

    Raises:
        sqlite3.Error: a statement failed; its whole migration is rolled back.
    """
    from sqlite_utils.migrations import Migrations

    migrations = Migrations(MIGRATION_SET)
    for migration in schema.MIGRATIONS:
        migrations(name=_name(migration))(_Step(migration))
    migrations.apply(tables(connection))


_RECORDS = (
    """CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)""",
    """CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")""",
)
"""Where sqlite-utils notes which migrations it has applied, exactly as it makes it."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Create all tables in an empty database as :func:`migrate` does, without loading sqlite-utils.

    Raises:
        sqlite3.Error: a statement failed; the database is as empty as before.
    """
    record = 'INSERT INTO "_sqlite_migrations" (migration_set, name, applied_at) VALUES (?, ?, ?)'
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _RECORDS:
            connection.execute(statement)
        for migration in schema.MIGRATIONS:
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {migration.number}")
            connection.execute(record, (MIGRATION_SET, _name(migration), str(datetime.now(UTC))))
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.rollback()
        raise


def _name(migration: schema.Migration) -> str:
    return f"{migration.number:04}_{migration.name}"


class _Step:
    """A migration as the function that sqlite-utils wants."""

    def __init__(self, migration: schema.Migration) -> None:
        self.__name__ = migration.name
        self._migration = migration

    def __call__(self, database: Tables, /) -> None:
        for statement in self._migration.statements:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {self._migration.number}")


def create_database(path: Path) -> None:
    """Create an empty database; the file appears only when its tables are complete.

    Raises:
        StorageError: it could not be created.
    """
    try:
        with replacing(path) as partial, closing(connect(partial)) as connection:
            connection.execute("PRAGMA journal_mode=MEMORY")
            create_tables(connection)
    except (sqlite3.Error, OSError) as error:
        raise storage_error(error, path) from error


def upgrade(path: Path, backup: Path | None) -> None:
    """Bring an older database to the current schema.

    Raises:
        StorageError: a migration failed; the database is as it was, and the error names the backup.
    """
    try:
        with closing(connect(path)) as connection:
            migrate(connection)
    except sqlite3.Error as error:
        message = _("The database could not be brought to the current format ({error}); it is as it was: {path}.")
        message = message.format(error=error, path=path)
        copy = " " + _("A copy is in {path}.").format(path=backup) if backup else ""
        raise StorageError(
            "migration_failed",
            message + copy,
            _("Free some disk space and start again, or use the version of mlops-survey that wrote it."),
        ) from error
