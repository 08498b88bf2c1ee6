"""The respondent's side line by line: the moderator answers two questions first, then the survey follows."""

from __future__ import annotations

import sys

from ..faces.plain.run import run
from ..faces.plain.streams import LONGEST_LINE
from ..faces.plain.typed import typed
from ..faces.tui.start import Options
from ..language import _
from ..questionnaire.model import Questionnaire
from ..store.store import Store
from .interviews import ModeratedInterviews, Plan
from .respondent import start_of
from .setup_screen import LONGEST_CODE

_YES, _NO = ("yes", "y"), ("no", "n", "")


def sit_plain(questionnaire: Questionnaire, store: Store, plan: Plan, options: Options, seed: str = "") -> int:
    """Hold a moderated session line by line; the panel is not there, the console is."""
    interviews = ModeratedInterviews(questionnaire, store, plan, seed=seed)
    if not plan.resume:
        print(_("Console, in a second terminal: {command}").format(command=_command(interviews.next_id)))
        code = plan.respondent or _asked(_("Respondent's code, never a name:"))[:LONGEST_CODE]
        interviews.agree(code, _agreed() if plan.notes is None else plan.notes)
    try:
        return run(start_of(interviews, store, options))
    finally:
        interviews.close()


def _command(name: str) -> str:
    return f"mlops-survey moderate --console {name}"


def _agreed() -> bool:
    """Ask whether notes may be kept until the answer is clear; none at all is no."""
    while (word := typed(_asked(_("May notes and quotes be kept? yes or no:"))).word) not in (*_YES, *_NO):
        pass
    return word in _YES


def _asked(question: str) -> str:
    """Ask, and read one line; as bytes, because the survey sets up the input before it reads text from it."""
    print(question, flush=True)
    line = rest = sys.stdin.buffer.readline(LONGEST_LINE)
    while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
        rest = sys.stdin.buffer.readline(LONGEST_LINE)
    return line.decode(sys.stdin.encoding or "utf-8", "replace").strip()
