"""One screen of the interview as data: everything that a face needs to draw and to check an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .answers import Answer


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, row, or scale point as shown.

    ``text_limit`` above zero asks for words beside the option ("Other (please specify)"), at most
    that many characters. ``special`` marks special answers (none, don't know ...), which come last.
    ``aliases`` are searched and never shown. ``group`` is the title of the group it stands under.
    """

    id: str
    label: str
    help: str = ""
    aliases: tuple[str, ...] = ()
    group: str = ""
    exclusive: bool = False
    special: bool = False
    text_limit: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """The answer columns of a matrix; ``points`` include the special answers allowed per row."""

    id: str
    title: str
    points: tuple[Choice, ...]


@dataclass(frozen=True)
class Page:
    """One question, for one loop item, with everything resolved: wording, options, order and limits.

    Which fields are filled depends on ``kind``:

    * single, multi, scale, ranking: ``options``
    * matrix: ``rows``, ``scales`` (usually one), ``multiple`` when a row takes several points
    * maxdiff: ``options``, ``sets`` (option ids of each set), ``prompts`` (most, least)
    * allocation: ``rows``, ``total``, ``at_most``, ``unit`` ("count" or "percent"), ``beside``
      (text shown beside a row), ``extra_rows`` of which up to ``extra_limit`` may be added
    * number, number_grid: ``minimum``, ``maximum``, ``decimals``; number_grid also ``rows``
    * text, long_text: ``text_limit`` in characters

    ``help_shown`` asks for the help to be shown in full under the text, not on request.
    ``minimum`` and ``maximum`` count selections for multi and ranked items for ranking.
    ``specials`` are the special answers to the whole question; they exclude every other answer.
    ``answer`` is the effective answer so far, ``draft`` what was entered but not given yet.
    ``confirm`` says that the choices changed since the answer was given.
    """

    key: str
    question: str
    kind: str
    section: str
    text: str
    item: str = ""
    help: str = ""
    help_shown: bool = False
    options: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    scales: tuple[Scale, ...] = ()
    specials: tuple[Choice, ...] = ()
    required: bool = False
    searchable: bool = False
    multiple: bool = False
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0
    total: int | None = None
    at_most: bool = False
    unit: str = "count"
    beside: Mapping[str, str] = field(default_factory=dict)
    extra_rows: tuple[Choice, ...] = ()
    extra_limit: int = 0
    sets: tuple[tuple[str, ...], ...] = ()
    prompts: tuple[str, str] = ("Most", "Least")
    text_limit: int = 0
    answer: Answer | None = None
    draft: Answer | None = None
    confirm: bool = False
    answers_like: str = ""

    @property
    def shape(self) -> str:
        """The kind that has answers of the same shape: most often its own."""
        return self.answers_like or self.kind

    def but(self, **changes: Any) -> Page:
        """Return the page with some fields changed: as ``dataclasses.replace``, without going over every field."""
        fields = self.__dict__.copy()
        fields.update(changes)
        page = object.__new__(Page)
        object.__setattr__(page, "__dict__", fields)
        return page

    def worded(self, key: str, item: str, text: str, help: str) -> Page:
        """Return the page for a loop item, in its words; as :meth:`but`, for what every page with piping needs."""
        fields = self.__dict__.copy()
        fields["key"], fields["item"], fields["text"], fields["help"] = key, item, text, help
        page = object.__new__(Page)
        object.__setattr__(page, "__dict__", fields)
        return page

    @property
    def all_rows(self) -> tuple[Choice, ...]:
        """The rows shown at first and those that may be added."""
        return self.rows + self.extra_rows

    def choices(self) -> Iterator[Choice]:
        """Yield every choice of the page, special answers last."""
        yield from self.options
        yield from self.rows
        yield from self.extra_rows
        yield from self.specials


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer, said so that the respondent can mend it.

    ``where`` is the id of the option, row or set concerned, or empty. A ``soft`` problem is a warning
    that giving the same answer once more overrides.
    """

    code: str
    message: str
    where: str = ""
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the respondent stands: share done (0 to 1), minutes left at their own pace, section title."""

    share: float
    minutes_left: float
    section: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One question in the review of all answers.

    ``status`` is "answered", "special", "skipped", "open" (not answered yet) or "confirm"; ``shown`` says that the
    question was on the screen.
    """

    key: str
    section: str
    question: str
    answer: str
    status: str
    shown: bool = False
