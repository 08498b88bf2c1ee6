"""What a script file may hold. A step does one thing, and may say what is expected before it is done."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from ...questionnaire.format.base import Spec

Word = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if isinstance(value, int | float) else value),
]
"""Text that may also be written as a number without quotes."""
PageName = Annotated[
    Word,
    Field(description="A question's id; inside loops question@item, or question@outer/inner", max_length=250),
]
Value = Annotated[
    Any,
    Field(
        description="An answer by ids or labels, in the shape of its kind of question; {special: id} for a special "
        "answer, {value: ..., texts: {option: words}} with words beside an option, null for none"
    ),
]
Names = Annotated[
    list[PageName],
    BeforeValidator(lambda value: [value] if isinstance(value, str | int) else value),
]
Things = Annotated[
    list[Word],
    BeforeValidator(lambda value: [value] if isinstance(value, str | int) else value),
    Field(description="Ids or labels"),
]
CAN_BE_NONE = ("answer", "draft", "total", "minimum", "maximum")
"""Fields of expectations in which null says that there must be none."""
WORDS = ("back", "undo", "help", "pause", "resume", "finish", "skip")
"""Steps that can be written as one word."""


class Wanted(Spec):
    """A text that is expected in part: words it contains, words it lacks, a regular expression it matches."""

    contains: list[str] | str = []
    lacks: list[str] | str = []
    matches: str = ""

    @field_validator("matches")
    @classmethod
    def _is_regular_expression(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"this is no regular expression: {error}") from error
        return value


class Bounds(Spec):
    """A number that is expected between two others, both included."""

    at_least: float | None = None
    at_most: float | None = None


WantedText = str | Wanted


class BundleSpec(Spec):
    """What must be in the bundle that would be shared if the respondent agreed now, without any text."""

    answers: dict[PageName, Value] = Field(default={}, description="Answers that must be in it, by page")
    statuses: dict[PageName, str] = Field(default={}, description="Statuses of answers, by page")
    lacks: Things = Field(default=[], description="Words that must be nowhere in it")
    shared_texts: Names = Field(default=[], description="Pages whose words the respondent agrees to share")


class ExpectSpec(Spec):
    """What must be so at a point of the interview; everything that is left out is not looked at."""

    page: PageName | None = Field(default=None, description="The page on the screen; 'end' behind the last one")
    section: str | None = Field(default=None, description="Title of the section of the page")
    text: WantedText | None = Field(
        default=None,
        description="Wording of the page, after piping; or {contains: ..., lacks: ..., matches: regular expression}",
    )
    help: WantedText | None = Field(default=None, description="Help of the page, after piping")
    options: Things | None = Field(default=None, description="All options of the page, in this order")
    rows: Things | None = Field(default=None, description="All rows of the page, in this order")
    columns: Things | None = Field(default=None, description="All points of a matrix, in this order")
    extra_rows: Things | None = Field(default=None, description="All rows that may be added, in this order")
    specials: Things | None = Field(default=None, description="All special answers of the page, in this order")
    groups: dict[str, Things] | None = Field(default=None, description="Options by the title of their group")
    beside: dict[Word, str] | None = Field(default=None, description="What stands beside the rows, by row")
    offers: Things | None = Field(default=None, description="Options, rows or special answers that must be there")
    lacks: Things | None = Field(default=None, description="Options, rows or special answers that must not be there")
    sets: list[Things] | None = Field(default=None, description="The sets of a MaxDiff page")
    total: int | None = Field(default=None, description="What an allocation must add up to")
    minimum: float | None = Field(default=None, description="The least number, or how many must be chosen or ranked")
    maximum: float | None = Field(default=None, description="The largest number, or how many may be chosen or ranked")
    required: bool | None = Field(default=None, description="Whether the page cannot be skipped")
    answer: Value = Field(default=None, description="The answer that the page has by now")
    draft: Value = Field(default=None, description="What is entered on the page but not given")
    confirm: bool | None = Field(default=None, description="Whether the page asks to look at its answer again")
    pages: list[PageName] | None = Field(
        default=None, description="Every page displayed so far, in this order; '...' stands for any number of pages"
    )
    path: list[PageName] | None = Field(
        default=None, description="Every page on the path now, in this order; '...' stands for any number of pages"
    )
    shown: Names | None = Field(default=None, description="Pages displayed so far; an id alone means any of its pages")
    not_shown: Names | None = Field(default=None, description="Pages not displayed so far")
    answers: dict[PageName, Value] | None = Field(default=None, description="Answers that count now, by page")
    all_answers: dict[PageName, Value] | None = Field(
        default=None, description="Every answer that counts now, by page, and no other"
    )
    review: dict[PageName, WantedText] | None = Field(
        default=None, description="What the review of all answers says of these pages, '' where it says nothing"
    )
    missing: dict[PageName, str] | None = Field(
        default=None,
        description="Why there is no answer: skipped, not_reached, not_routed, not_assigned, or a special one",
    )
    draws: dict[str, Any] | None = Field(default=None, description="Values of draws, conditions and computed values")
    modules: Things | None = Field(default=None, description="The modules this interview gets, in any order")
    minutes_left: Bounds | float | None = Field(
        default=None, description="Minutes left: a number, or {at_least: ..., at_most: ...}"
    )
    progress: Bounds | float | None = Field(default=None, description="Share of the way done, 0 to 1, or bounds")
    kept: bool | None = Field(default=None, description="Whether anything of the interview is kept on the disk")
    ended: Literal["", "complete", "screened_out", "discarded"] | None = Field(
        default=None, description="How the interview ended: complete, screened_out, discarded, or '' while it goes on"
    )
    bundle: BundleSpec | None = Field(
        default=None,
        description="What would be shared: {answers: ..., statuses: ..., lacks: [...], shared_texts: [...]}",
    )
    screen: Wanted | None = Field(default=None, description="Words on the screen, where the script runs through a face")

    @field_validator("*", mode="before")
    @classmethod
    def _says_something(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None and info.field_name not in CAN_BE_NONE:
            raise ValueError("nothing is expected here; say what, or leave the field out")
        return value


class StepSpec(Spec):
    """One step: exactly one of the verbs, with what is expected of the page before it is done."""

    VERBS: ClassVar[tuple[str, ...]] = (
        "answer", "skip", "change", "draft", "jump", "clear", "go", "back", "undo", "help", "pause", "resume", "finish",
    )  # fmt: skip

    answer: dict[PageName, Value] | None = Field(default=None, description="Give these answers, going on to each page")
    skip: Names | None = Field(default=None, description="Go on to each of these pages and give no answer")
    change: dict[PageName, Value] | None = Field(default=None, description="Jump back to a page and answer it anew")
    draft: dict[PageName, Value] | None = Field(default=None, description="Enter an answer without giving it")
    jump: PageName | None = Field(default=None, description="Jump to a page that was shown before")
    clear: PageName | None = Field(default=None, description="Take an answer away, so that the page is open again")
    go: PageName | None = Field(default=None, description="Go on to this page, or to the 'end'")
    back: int | None = Field(default=None, ge=1, le=1000, description="Go back so many pages")
    undo: int | None = Field(default=None, ge=1, le=1000, description="Take back so many answers")
    help: Literal[True] | None = Field(default=None, description="Open the help of the page")
    pause: Literal[True] | None = Field(default=None, description="Leave the interview")
    resume: Literal[True] | None = Field(default=None, description="Come back to it")
    finish: Literal[True] | None = Field(default=None, description="End the interview behind the last page")
    expect: ExpectSpec | None = Field(default=None, description="What must be so before the step is done; alone: now")
    problem: str = Field(
        default="", description="The answer must be refused with this code, or with a message that contains this"
    )
    warning: str = Field(
        default="", description="The answer must be warned about like this; then it is given once more and stored"
    )
    seconds: float = Field(default=0, ge=0, le=1e7, description="Active seconds since the step before")

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, data: Any) -> Any:
        if isinstance(data, str) and data in WORDS:
            return {data: [] if data == "skip" else 1 if data in ("back", "undo") else True}
        if isinstance(data, str):
            raise ValueError(f"'{data[:40]}' is no step of one word; those are {', '.join(WORDS)}")
        return data

    @model_validator(mode="after")
    def _one_verb(self) -> StepSpec:
        verbs = self.verbs()
        if len(verbs) > 1 or (not verbs and self.expect is None):
            named = " and ".join(verbs) or "none"
            raise ValueError(f"a step needs exactly one of {', '.join(self.VERBS)}, or expect alone; this has {named}")
        if (self.problem or self.warning) and not (self.answer or self.skip is not None or self.change):
            raise ValueError("problem and warning go with answer, skip or change")
        if self.problem and self.warning:
            raise ValueError("an answer is either refused (problem) or only warned about (warning)")
        return self

    def verbs(self) -> list[str]:
        """Return the verbs of the step; a sound step has one, or none beside ``expect``."""
        return [verb for verb in self.VERBS if getattr(self, verb) is not None]


class PinsSpec(Spec):
    """Chance decided beforehand, in place of what the seed gives (see ``interview.pins``)."""

    draws: dict[str, Any] = Field(default={}, description="Value of a draw, by its name, or name@item inside a loop")
    form: int | None = Field(default=None, ge=1, description="Number of the rotation's form, from 1")
    wordings: dict[PageName, int] = Field(default={}, description="By page: which drawn wording is shown, from 0")
    shown: dict[PageName, list[str]] = Field(
        default={}, description="By page: options or rows in their order; where only some are shown, also which ones"
    )
    sets: dict[PageName, list[list[str]]] = Field(default={}, description="By page: the sets of a MaxDiff question")
    loops: dict[PageName, list[str]] = Field(
        default={}, description="By section or page: the items that a loop with a random cap keeps"
    )
    boosts: dict[str, str] = Field(
        default={}, description="By boosted module: the module whose place it takes, '' for none"
    )
    replacements: dict[str, str] = Field(
        default={}, description="By module that does not apply: the one played instead, '' for none"
    )
    volunteer: str = Field(default="", description="The module that is offered at the end")


class ScriptSpec(Spec):
    """A whole script. Without ``steps`` the interview goes from the first page to the end."""

    title: str = Field(default="", description="What reports call the script; by default the name of its file")
    questionnaire: str = Field(
        default="", description="Folder of the questionnaire, relative to this file; by default the one it lies in"
    )
    edition: Word = Field(default="", description="An edition that comes with the program, by its name")
    language: Word = Field(
        default="", description="Language of what must be shown; by default that of the questionnaire"
    )
    seed: Word = Field(default="script", description="What all chance follows from")
    pins: PinsSpec = Field(default=PinsSpec(), description="Chance decided beforehand, see below")
    sections: list[str] = Field(default=[], description="Only these sections, and what they need")
    channel: str = Field(default="", description="How the respondent came here, as a code of the manifest")
    pace_guard: bool = Field(default=False, description="Whether slow answers drop modules")
    pace: float = Field(
        default=0, ge=0, le=100, description="Time that pages take which no step gives seconds: times the time model"
    )
    answers: dict[PageName, Value] = Field(default={}, description="Answers of the pages that no step names")
    otherwise: Literal["skip", "random", "fail"] = Field(
        default="skip", description="What becomes of a page that neither a step nor answers names"
    )
    steps: list[StepSpec] | None = Field(default=None, description="What is done, one after the other")
    expect: ExpectSpec | None = Field(default=None, description="What must be so at the end")
