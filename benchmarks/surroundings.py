"""A home for measured programs: their own directories, warm caches, and an interview to resume."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from random import Random

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.load import current_edition, load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.driver import Reply
from mlops_survey_tui.rehearsal.replies import random_answer
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.records import InterviewHeader

PROJECT = Path(__file__).resolve().parent.parent
PEERS = PROJECT / ".peers"
"""Where ``make bench-peers`` puts the programs that are measured beside."""

PYTHON = sys.executable
SURVEY = (PYTHON, "-m", "mlops_survey_tui")
SEED = "benchmark"
_PASSED_ON = ("PATH", "VIRTUAL_ENV", "TMPDIR")


def peer(name: str) -> tuple[str, ...]:
    """Return the command of a peer."""
    return (PYTHON, "-m", f"benchmarks.peers.{name}")


def peer_python() -> Path | None:
    """Return the Python interpreter that has the peers of ``benchmarks/peers/requirements.txt``, once it is set up."""
    python = PEERS / "venv" / "bin" / "python"
    return python if (PEERS / "venv" / "done").exists() and python.exists() else None


def node_peers() -> Path | None:
    """Return the folder whose ``node_modules`` has the peers of ``benchmarks/peers/node``, where Node and they are."""
    folder = PEERS / "node"
    return folder if (folder / "done").exists() and shutil.which("node") else None


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a measured program; everything it keeps is under ``home``."""
    path = [str(PROJECT), str(PROJECT / "src"), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {
        **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


def data_directory(home: Path) -> Path:
    """Return where the survey keeps answers in this home, when nothing else is said."""
    return home / "data" / "mlops-survey"


def warm(home: Path) -> Questionnaire:
    """Compile the current edition into the cache of a home."""
    cache = data_directory(home) / "cache"
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    data_directory(home).chmod(0o700)
    return load(current_edition(), cache)


def forget(home: Path, *, cache: bool = False) -> None:
    """Remove the interviews of a home; with ``cache`` the compiled questionnaires too."""
    root = data_directory(home)
    for path in root.iterdir() if root.is_dir() else ():
        if path.is_dir() and (cache or path.name != "cache"):
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()


def interrupted(home: Path, questionnaire: Questionnaire, pages: int = 15) -> str:
    """Leave an interview in this home after so many pages; return its id."""
    header = InterviewHeader(
        questionnaire.content_hash,
        questionnaire.edition,
        questionnaire.title,
        SEED,
        "respondent",
        questionnaire.language,
        questionnaire.to_json(),
    )
    with open_store(data_directory(home)) as store, store.create(header) as recorder:
        session = Session.begin(questionnaire, seed=SEED, sink=recorder)
        reply = consenting(questionnaire, Random(SEED))
        for _ in range(pages):
            page = session.page()
            assert page is not None
            drive_one(session, reply(page))
        session.pause()
        return recorder.interview_id


def drive_one(session: Session, answer: Answer) -> None:
    """Give one answer, once more if the questionnaire remarks on it."""
    if session.answer(answer):
        session.answer(answer)


def consenting(questionnaire: Questionnaire, random: Random) -> Reply:
    """Return somebody who agrees to take part and then answers at random."""
    consent = questionnaire.question_by_id.get(questionnaire.consent)
    ends = consent.settings.get("ends", {}) if consent else {}

    def reply(page: Page) -> Answer:
        if page.question == questionnaire.consent:
            return Answer(next(choice.id for choice in page.options if choice.id not in ends))
        return random_answer(page, random)

    return reply
