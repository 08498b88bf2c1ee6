"""Whether a question can be compared between two editions, as the ledger of the later one says.

The classification is that of ``mlops-survey compare`` (``proof.comparison``); analyses and the report ask it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ...proof.comparison.comparing import comparability
from ...proof.comparison.ledger import Ledger
from ...proof.comparison.reporting import reason_texts, recode_text
from ...proof.comparison.state import QuestionComparison, State
from ...questionnaire.errors import QuestionnaireInvalid
from ...questionnaire.format.changes import ChangesFile
from ...questionnaire.model import Questionnaire
from ..failure import AnalysisError

COMPILED, SOURCE = "questionnaire/questionnaire.json", "questionnaire/source"
"""Where a release has the questionnaire as it was fielded, and the files that it was made from."""
_BOTH = (State.COMPARABLE, State.RECODED, State.NOT_COMPARABLE)


@dataclass(frozen=True)
class Verdict:
    """What can be done with a question: ``id`` is its later id, ``old_id`` the earlier one."""

    comparison: QuestionComparison

    @property
    def id(self) -> str:
        """The id in the later edition, or in the earlier one if it was retired."""
        return self.comparison.id

    @property
    def old_id(self) -> str:
        """The id in the earlier edition; empty for a new question."""
        return self.comparison.old_id

    @property
    def in_both(self) -> bool:
        """Whether both editions asked it."""
        return self.comparison.state in _BOTH

    @property
    def comparable(self) -> bool:
        """Whether its answers can be compared, perhaps after recoding."""
        return self.comparison.state in (State.COMPARABLE, State.RECODED)

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words: recodes, then changes with their explanations."""
        recodes = map(recode_text, self.comparison.recodes)
        return (*recodes, *reason_texts(self.comparison))

    def common(self, field: str, old: Iterable[str], new: Iterable[str]) -> Common:
        """Return what the ids of a field (options, rows, columns) stand for in both editions.

        Ids that no recode names mean the same in both; those that came or went alone have no counterpart.
        """
        of_old: dict[str, str] = {}
        of_new: dict[str, str] = {}
        alone: set[tuple[int, str]] = set()
        for recode in self.comparison.recodes:
            if recode.field != field:
                continue
            if not (recode.old and recode.new):
                alone |= {(0, id_) for id_ in recode.old} | {(1, id_) for id_ in recode.new}
                continue
            name = "+".join(recode.new)
            of_old |= dict.fromkeys(recode.old, name)
            of_new |= dict.fromkeys(recode.new, name)
        befores = {id_: of_old.get(id_, id_) for id_ in old if (0, id_) not in alone}
        afters = {id_: of_new.get(id_, id_) for id_ in new if (1, id_) not in alone}
        return Common(befores, afters)


@dataclass(frozen=True)
class Common:
    """Names in common by the id of each edition; ids without a counterpart are left out."""

    old: Mapping[str, str]
    new: Mapping[str, str]


@dataclass(frozen=True)
class Comparability:
    """The verdicts of all questions of two editions."""

    old: Questionnaire
    new: Questionnaire
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def by_id(self) -> Mapping[str, Verdict]:
        """Verdicts by later id, then by earlier id where no later question has it."""
        earlier = {one.old_id: one for one in self.verdicts if one.old_id}
        return {**earlier, **{one.id: one for one in self.verdicts}}


def compare(old: Questionnaire, new: Questionnaire, ledger: ChangesFile | None = None) -> Comparability:
    """Return what can be compared between two compiled questionnaires.

    A ledger that tells what changed since another edition explains nothing here.
    """
    notes = []
    if ledger is not None and ledger.edition != old.edition:
        notes.append(f"The ledger tells what changed since {ledger.edition}, not since {old.edition}; it is not used.")
        ledger = None
    return Comparability(old, new, tuple(map(Verdict, comparability(old, new, ledger))), tuple(notes))


def compare_releases(old: Path, new: Path) -> Comparability:
    """Return what can be compared between two releases, by the questionnaires that they hold.

    Raises:
        AnalysisError: a release holds no questionnaire, or its ledger has faults.
    """
    return compare(_questionnaire(old), _questionnaire(new), _ledger(new / SOURCE))


def compare_folders(old: Path, new: Path) -> Comparability:
    """Return what can be compared between two folders of questionnaires.

    Raises:
        AnalysisError: a questionnaire or the ledger has faults.
    """
    from ...questionnaire.load import load

    try:
        return compare(load(old), load(new), _ledger(new))
    except QuestionnaireInvalid as error:
        raise AnalysisError(f"a questionnaire has faults: {error.faults[0]}.", "See mlops-survey check.") from None


def _questionnaire(release: Path) -> Questionnaire:
    file = release / COMPILED
    try:
        return Questionnaire.from_json(file.read_text("utf-8"))
    except FileNotFoundError:
        raise AnalysisError("there is no questionnaire.", "Give the folder of a release.", place=str(file)) from None
    except ValueError as error:
        raise AnalysisError(f"this is no questionnaire ({error}).", "", place=str(file)) from None


def _ledger(folder: Path) -> ChangesFile | None:
    ledger = Ledger(folder)
    if ledger.faults:
        raise AnalysisError(f"the ledger has faults: {ledger.faults[0]}.", "See mlops-survey check.", place=str(folder))
    return ledger.spec if ledger.place is not None else None
