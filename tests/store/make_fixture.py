"""Write the database that a released schema leaves behind: `python -m tests.store.make_fixture`, once a schema."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.schema import current_schema
from tests.moderation.sessions import keep_session, note
from tests.store.logs import finished, keep, log

FIXTURES = Path(__file__).parent / "fixtures"

if __name__ == "__main__":
    with TemporaryDirectory() as name:
        directory = Path(name) / "data"
        with open_store(directory, now=lambda: datetime(2026, 1, 2, 3, 4)) as store:
            keep(store, log(12))
            keep(store, [*log(3), finished(4)])
            name = keep_session(store, log(2))
            store.moderation.observe(name, note("a note"))
        content = (directory / "interviews.sqlite3").read_bytes()
        (FIXTURES / f"schema-{current_schema()}.sqlite3").write_bytes(content)
