"""Every fault of the disk or of SQLite has a code, a sentence with the path in it, and a way out."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from mlops_survey_tui.store.errors import (
    DamagedInterview,
    InterviewInUse,
    StorageError,
    fault_code,
    storage_error,
    unwritable,
)

SYSTEM = {
    "ENOSPC": "disk_full", "EDQUOT": "disk_full", "EFBIG": "disk_full", "EIO": "io_error", "EROFS": "read_only",
    "EACCES": "no_permission", "EPERM": "no_permission", "EMFILE": "too_many_files", "ENFILE": "too_many_files",
    "ENOLCK": "lock_failed", "ENOENT": "missing", "ENOTDIR": "missing", "EISDIR": "in_the_way", "ELOOP": "in_the_way",
    "ENXIO": "in_the_way", "ENAMETOOLONG": "too_long", "EDOM": "other",
}  # fmt: skip
SQLITE = {
    "FULL": "disk_full", "IOERR": "io_error", "READONLY": "read_only", "PERM": "no_permission", "BUSY": "locked",
    "LOCKED": "locked", "CANTOPEN": "cannot_open", "CORRUPT": "damaged", "NOTADB": "damaged", "TOOBIG": "too_large",
    "NOLFS": "too_large", "READONLY_DBMOVED": "moved", "IOERR_LOCK": "lock_failed", "IOERR_RDLOCK": "lock_failed",
    "IOERR_UNLOCK": "lock_failed", "IOERR_CHECKRESERVEDLOCK": "lock_failed", "IOERR_WRITE": "io_error", "MISUSE": "other",
}  # fmt: skip
CODES = {*SYSTEM.values(), *SQLITE.values(), "no_home", "replaced"}
WITHOUT_PROMISE = {"moved", "replaced", "missing", "in_the_way", "too_long", "no_home", "damaged", "too_large"}
"""Faults that say nothing about what is stored: nothing was, or nobody knows."""
WITHOUT_OTHER_PLACE = {"moved", "replaced", "locked", "too_many_files", "damaged", "too_large"}


@pytest.mark.parametrize(("name", "code"), SYSTEM.items())
def test_an_error_of_the_system_has_its_code(name: str, code: str) -> None:
    assert fault_code(OSError(getattr(errno, name), "words")) == code


@pytest.mark.parametrize(("name", "code"), SQLITE.items())
def test_an_error_of_sqlite_has_its_code(name: str, code: str) -> None:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{name}")
    assert fault_code(error) == code


def test_other_errors_have_one_code() -> None:
    assert (
        fault_code(ValueError("words")) == fault_code(OSError("words")) == fault_code(sqlite3.Error("words")) == "other"
    )
    assert fault_code(sqlite3.OperationalError("unsupported file format")) == "damaged"


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_fault_names_the_path_and_says_what_to_do(code: str) -> None:
    found = storage_error(OSError(errno.EIO, "spoilt"), Path("/some/where"), code)
    assert found.code == code
    assert "/some/where" in found.message
    assert found.message.endswith(".")
    assert ("(spoilt)" in found.message) is (code in {"io_error", "cannot_open", "in_the_way", "damaged", "other"})
    assert ("Nothing stored was lost." in found.remedy) is (code not in WITHOUT_PROMISE)
    assert ("--data-dir DIR" in found.remedy) is (code not in WITHOUT_OTHER_PLACE)
    assert str(found) == f"{found.message} {found.remedy}"
    assert len(found.remedy) > 20


def test_a_store_in_memory_is_named_so() -> None:
    assert "the memory of this program" in storage_error(ValueError("none left"), None).message
    assert "(none left)" in storage_error(ValueError("none left"), None).message
    assert str(StorageError("code", "It failed.")) == "It failed."


def test_a_place_that_cannot_be_written_is_named_with_what_is_in_the_way() -> None:
    root = Path("/some/where")
    whole = unwritable(root, OSError(errno.EACCES, "Permission denied", "/some/where"))
    part = unwritable(root, OSError(errno.EACCES, "Permission denied", "/some/where/locks"))
    plain = unwritable(root, OSError("no words"))
    assert whole.message == "Answers cannot be kept in /some/where: Permission denied."
    assert part.message == "Answers cannot be kept in /some/where: Permission denied: /some/where/locks."
    assert plain.message == "Answers cannot be kept in /some/where: no words."
    assert {one.code for one in (whole, part, plain)} == {"not_writable"}
    assert "MLOPS_SURVEY_DATA_DIR" in whole.remedy


def test_damage_says_what_is_good_and_how_to_go_on() -> None:
    some, none = DamagedInterview("abc", 7, 9, "entry 8 differs"), DamagedInterview("abc", 0, 9, "entry 1 differs")
    assert some.message == "Interview abc is damaged: entry 8 differs; entries 1 to 7 of 9 are good."
    assert none.message == "Interview abc is damaged: entry 1 differs."
    assert (some.code, some.interview_id, some.last_good, some.expected) == ("damaged_interview", "abc", 7, 9)
    assert "`mlops-survey responses mend abc`" in some.remedy
    used = InterviewInUse("abc")
    assert (used.code, used.interview_id) == ("in_use", "abc")
    assert "abc" in used.message
    assert used.remedy
