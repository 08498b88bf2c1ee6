"""Compares the folders of two editions: questions, what is unexplained, and the lines that would explain it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ...questionnaire.format.changes import ChangesFile, ChangeSpec
from ...questionnaire.load import load
from ...questionnaire.model import Questionnaire
from ..places import Places
from .comparing import compared
from .entries import Entry, entries_of
from .ledger import Ledger, check_entries
from .problems import Problem, check_use, reused, silent, unexplained
from .renaming import renames_of
from .state import QuestionComparison, State
from .suggesting import Data, suggestions


@dataclass
class Comparison:
    """Two editions compared. It passes if nothing is unexplained and every entry of the ledger is so."""

    old: Questionnaire
    new: Questionnaire
    questions: list[QuestionComparison]
    problems: list[Problem] = field(default_factory=list)
    suggestions: list[Data] = field(default_factory=list)
    ledger: ChangesFile | None = None
    indent: str = "  "

    @property
    def passes(self) -> bool:
        """Whether there is nothing left to explain or to mend."""
        return not self.problems

    def counts(self) -> Counter[State]:
        """Return how many questions are in each state."""
        return Counter(question.state for question in self.questions)


def compare_editions(old_folder: Path, new_folder: Path) -> Comparison:
    """Compare the questionnaires in two folders with the ledger of the second.

    Raises:
        QuestionnaireInvalid: one of the questionnaires, or the ledger's form, has faults.
    """
    old, new = load(old_folder), load(new_folder)
    ledger = Ledger(new_folder, old.edition)
    ledger.report.raise_if_any()
    check_entries(ledger, new, old)
    result = compared(old, new, ledger.spec)
    check_use(result, ledger)
    proposed = suggestions(old, new, ledger.spec)
    places = Places(new_folder)
    problems = [Problem(fault) for fault in ledger.faults]
    problems += unexplained(result, places, _with_entries(ledger.spec, proposed))
    problems += reused(result, places, Ledger(old_folder).spec)
    changed = old.content_hash != new.content_hash and any(question.reasons for question in result.questions)
    problems += silent(old, new, changed, places)
    found = ledger.spec if ledger.place is not None else None
    return Comparison(old, new, result.questions, problems, proposed, found, ledger.indent)


def _with_entries(ledger: ChangesFile, proposed: list[Data]) -> list[tuple[Data, Entry | None]]:
    """Return each proposed entry with what it explains; a renaming explains by itself."""
    whole = ledger.model_copy(update={"changes": [*ledger.changes, *map(ChangeSpec.model_validate, proposed)]})
    renames = renames_of(whole)
    found: list[tuple[Data, Entry | None]] = []
    for data in proposed:
        entries = entries_of(ChangesFile(edition=ledger.edition, changes=[ChangeSpec.model_validate(data)]), renames)
        found.append((data, entries[0] if entries else None))
    return found
