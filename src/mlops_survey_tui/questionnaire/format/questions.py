"""What every kind of question has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field

from ..conditions.types import NOTHING, Type
from ..time_model import Effort, Expected, Material, frame
from .base import Allow, Expression, Id, Sensitivity, Shown, Spec, Template, Text
from .lists import Entries


class TimeSpec(Spec):
    """Parameters of the time model that the wording does not tell: expected effort and the largest one."""

    model_config = ConfigDict(frozen=True)
    """Frozen, so that all questions without any share one instead of a deep copy each."""

    selected: float | None = Field(default=None, description="Options expected to be ticked, ranked or above zero")
    selected_longest: float | None = None
    recall: float = Field(default=0.0, description="Extra seconds for counting or remembering")
    row_extra: float = 0.0
    probability: float = Field(default=1.0, ge=0, le=1, description="Share of respondents who write something")
    seconds: float | None = Field(default=None, description="Seconds of writing for those who do")
    rows: int | None = Field(default=None, description="Rows expected where they come from earlier answers")
    help_read: float = Field(default=0.5, ge=0, le=1, description="Share of the help text that is read")


class LoopSpec(Spec):
    """Repeat for each item of a source. Ids of items are stable, answers are kept per item."""

    over: Entries
    as_: str = Field(alias="as", pattern=r"^[a-z][a-z0-9_]*$", description="Name of the item in texts and conditions")
    cap: int | None = Field(default=None, ge=1)
    choose: Literal["first", "random"] = "first"
    passes: float = Field(default=1.0, description="Passes expected, for the time model")


class CheckSpec(Spec):
    """A remark on an answer that is unlikely (soft) or impossible (hard)."""

    when: Expression
    message: Template
    hard: bool = False


class QuestionSpec(Spec):
    """Fields of every kind."""

    kind: str
    id: Id
    text: Text
    help: Text = ""
    when: Expression | None = None
    required: bool = False
    sensitivity: Sensitivity
    special: list[str] | None = Field(default=None, description="Replaces the special answers of the list")
    loop: LoopSpec | None = None
    checks: list[CheckSpec] = []
    time: TimeSpec = TimeSpec()
    topics: list[str] = Field(default=[], description="Learning goals that the question serves")
    probes: Annotated[list[str], Shown(needed=False)] = Field(
        default=[], description="What a moderator may ask about this question"
    )
    allow: Allow = {}
    note: str = ""

    entry_fields: ClassVar[tuple[str, ...]] = ()
    """Fields that hold options or rows."""
    writing_seconds: ClassVar[float] = 10.0
    answers_like: ClassVar[str] = ""
    """The kind whose answers it gives, where that is not its own; what it does in no way of its own is as there."""

    @property
    def shape(self) -> str:
        """The kind that has answers of the same shape."""
        return self.answers_like or self.kind

    def settings(self) -> dict[str, Any]:
        """Return what only this kind needs at run time, as plain data."""
        return {}

    def value_type(self, universe: Universe) -> Type:
        """Return the type of the answer in conditions."""
        return NOTHING

    def faults(self, counts: Counts) -> Iterator[tuple[str, str, str]]:
        """Yield code, message and field of what does not fit together within this question."""
        yield from ()

    def answer_seconds(self, material: Material, expected: Expected, effort: Effort) -> float:
        """Return the seconds that answering takes, beside reading the question."""
        return 0.0

    def seconds(self, stem: str, help_text: str, material: Material, effort: Effort) -> float:
        """Return the seconds for the whole question by the time model."""
        around = frame(stem, help_text, self.time.help_read, self.time.recall)
        return around + self.answer_seconds(material, self.expected(effort), effort)

    def expected(self, effort: Effort) -> Expected:
        """Return the effort stated under ``time``."""
        longest = effort is Effort.LONGEST
        selected = self.time.selected_longest if longest else self.time.selected
        if selected is None:
            selected = self.time.selected or 1.0
        seconds = self.time.seconds if self.time.seconds is not None else self.writing_seconds
        return Expected(selected, 1.0 if longest else self.time.probability, seconds, self.time.row_extra)


Universe = Callable[[str], frozenset[str]]
"""From a field's name (options, rows, columns or a scale's id) to the ids that can ever stand there."""

Counts = Callable[[str], int]
"""From a field's name to the largest number of options or rows that can be shown; -1 where that is open."""
