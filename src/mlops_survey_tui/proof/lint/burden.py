"""Rules for the effort of answering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from ...questionnaire.model import Question, Questionnaire
from ..designs.balance import balance_of
from ..designs.design import Design
from .counting import most_shown
from .language import plain
from .offers import offers
from .rules import Found, Level, rule
from .screens import height_of
from .subject import Asked, Subject

MOST_ROWS, TOO_MANY_ROWS, MOST_COLUMNS = 7, 10, 6
MOST_LINES = 18
MOST_IN_A_ROW = {"matrix": 3, "hard": 2}
HARD = frozenset(("allocation", "ranking", "maxdiff", "number_grid"))
FEWEST_PER_SET, MOST_PER_SET, LONGEST_ITEM = 3, 5, 60
MOST_PARTS = 8
SCREEN_LINES = 24


def compiled_questions(subject: Subject, *kinds: str) -> Iterator[tuple[Asked, Question, Questionnaire]]:
    """Yield the questions of these kinds as written and as compiled."""
    for asked in subject.questions:
        if asked.compiled is not None and asked.compiled.shape in kinds:
            yield asked, asked.compiled, subject.compiled


@rule(
    "B1",
    Level.WARN,
    "Grid fatigue",
    what=f"More than {MOST_ROWS} rows in a grid (a stop above {TOO_MANY_ROWS}), more than "
    f"{MOST_COLUMNS} columns (special "
    f"answers not counted), or more than {MOST_IN_A_ROW['matrix']} grids in a row.",
    why="In long grids people tick down one column.",
    remedy="Show some rows at random (show), merge columns, or divide the grid.",
    compiled=True,
)
def grids(subject: Subject) -> Iterator[Found]:
    """Yield grids that are too long, too wide or too many."""
    for asked, question, questionnaire in compiled_questions(subject, "matrix"):
        rows = most_shown(questionnaire, question.rows)
        columns = sum(most_shown(questionnaire, scale.sources) for scale in question.columns)
        if rows > MOST_ROWS:
            level = Level.STOP if rows > TOO_MANY_ROWS else Level.WARN
            yield Found(asked.part, f"up to {rows} rows, at most {MOST_ROWS}", ("rows",), level)
        if columns > MOST_COLUMNS:
            yield Found(asked.part, f"{columns} columns, at most {MOST_COLUMNS}", ("columns",))
    for asked, number in runs(subject, lambda asked: asked.spec.shape == "matrix", MOST_IN_A_ROW["matrix"]):
        yield Found(asked.part, f"grid {number} in a row, at most {MOST_IN_A_ROW['matrix']}")


def runs(subject: Subject, hard: Callable[[Asked], bool], most: int) -> Iterator[tuple[Asked, int]]:
    """Yield what stands in a row of too many, section by section; a looped section follows upon itself.

    A question with a condition may be passed over, so it does not end a row.
    """
    for section in subject.draft.sections:
        questions = subject.in_section(section)
        repeated = section.spec.loop is not None and section.spec.loop.passes > 1
        counted: Counter[str] = Counter()
        number = 0
        for asked in questions * (2 if repeated else 1):
            if hard(asked):
                number += 1
                counted[asked.spec.id] = max(number, counted[asked.spec.id])
            elif asked.spec.when is None:
                number = 0
        yield from ((asked, counted[asked.spec.id]) for asked in questions if counted[asked.spec.id] > most)


@rule(
    "B2",
    Level.WARN,
    "Long list",
    what=f"More than {MOST_LINES} options, special answers counted, without search.",
    why="Nobody reads so many; the first ones win.",
    remedy="Set searchable: true, or group and shorten.",
    compiled=True,
)
def long_lists(subject: Subject) -> Iterator[Found]:
    """Yield long lists without search."""
    for asked, question, questionnaire in compiled_questions(subject, "single", "multi"):
        count = most_shown(questionnaire, question.options) + len(question.specials)
        if count > MOST_LINES and not question.searchable:
            yield Found(asked.part, f"{count} lines without search, at most {MOST_LINES}", ("options",))


@rule(
    "B3",
    Level.STOP,
    "Too long",
    what="The questions that everybody is asked alone take longer than target_minutes says, by the "
    "time model. What paths with "
    "conditions take is measured by check --prove.",
    why="People who were promised ten minutes leave after fifteen.",
    remedy="Take questions out, or let modules share them.",
    compiled=True,
)
def minutes(subject: Subject) -> Iterator[Found]:
    """Yield the survey itself if what everybody is asked takes longer than it may."""
    questionnaire = subject.compiled
    for effort, target in (("typical", questionnaire.target_median), ("longest", questionnaire.target_longest)):
        certain = sum(_certain_seconds(questionnaire, question, effort) for question in questionnaire.questions) / 60
        if certain > target:
            message = f"{certain:.1f} minutes for what everybody is asked ({effort}), at most {target:g}"
            yield Found(subject.survey, message, ("target_minutes",))


def _certain_seconds(questionnaire: Questionnaire, question: Question, effort: str) -> float:
    """Return the seconds of a question that everybody is asked, and 0 for all others."""
    section = questionnaire.section_by_id[question.section]
    loops = question.loop is not None or section.loop is not None
    if question.when is not None or section.when is not None or section.module or loops:
        return 0.0
    return question.seconds.longest if effort == "longest" else question.seconds.typical


@rule(
    "B4",
    Level.WARN,
    "Hard kinds in a row",
    what=f"More than {MOST_IN_A_ROW['hard']} of allocation, ranking, MaxDiff and number grid in a row.",
    why="Each needs a new way of thinking and many keys.",
    remedy="Put easy questions between them.",
)
def hard_kinds(subject: Subject) -> Iterator[Found]:
    """Yield questions of hard kinds behind too many of them."""
    for asked, number in runs(subject, lambda asked: asked.spec.shape in HARD, MOST_IN_A_ROW["hard"]):
        yield Found(asked.part, f"hard question {number} in a row, at most {MOST_IN_A_ROW['hard']}")


@rule(
    "B5",
    Level.WARN,
    "Writing",
    what="More than one long text.",
    why="Writing is the hardest answer; the second box stays empty.",
    remedy="Keep the one that matters.",
)
def writing(subject: Subject) -> Iterator[Found]:
    """Yield every long text but the first."""
    long_texts = [asked for asked in subject.questions if asked.spec.shape == "long_text"]
    for asked in long_texts[1:]:
        yield Found(asked.part, f"a long text after '{long_texts[0].spec.id}'")


@rule(
    "B6",
    Level.STOP,
    "Poor MaxDiff design",
    what=f"Under {FEWEST_PER_SET} or over {MOST_PER_SET} items a set, items shown unequally often, or a label above "
    f"{LONGEST_ITEM} characters.",
    why="Items that are shown more often, or that nobody can compare at a glance, get wrong scores.",
    remedy="Choose sets × per_set as a multiple of the number of items, or make a design with mlops-survey design.",
    faults=("S505", "S511"),
    compiled=True,
)
def maxdiff(subject: Subject) -> Iterator[Found]:
    """Yield MaxDiff questions with a poor design."""
    for asked, question, questionnaire in compiled_questions(subject, "maxdiff"):
        per_set, sets = question.settings["per_set"], question.settings["sets"]
        if not FEWEST_PER_SET <= per_set <= MOST_PER_SET:
            yield Found(asked.part, f"sets of {per_set}, from {FEWEST_PER_SET} to {MOST_PER_SET}", ("per_set",))
        message = _unequal(question, most_shown(questionnaire, question.options), sets * per_set)
        if message:
            yield Found(asked.part, message, ("design" if question.settings.get("design") else "sets",))
    for offer in offers(subject):
        for label in offer.labels if any(use.asked.spec.shape == "maxdiff" for use in offer.uses) else ():
            if len(label.text) > LONGEST_ITEM:
                yield Found(label.part, f"{len(label.text)} characters, at most {LONGEST_ITEM}", ("label",))


def _unequal(question: Question, items: int, shown: int) -> str:
    """Return how a design shows items unequally often, or ''."""
    design = question.settings.get("design")
    if design is None:
        return f"{shown} places for {items} items: not all are shown equally often" if shown % items else ""
    ids = design["items"]
    versions = tuple(tuple(tuple(ids[n - 1] for n in members) for members in sets) for sets in design["versions"])
    balance = balance_of(Design(tuple(ids), versions))
    for name in ("item spread overall", "item spread within a version"):
        figure = balance.figure(name)
        if figure.value > 1:
            return f"{figure.about}: not all items are shown equally often"
    return ""


@rule(
    "B7",
    Level.WARN,
    "Heavy allocation",
    what=f"More than {MOST_PARTS} rows to divide over, or percent where the question before it asked "
    f"for a number of two to ten.",
    why="Sums over many rows are made up, and nobody thinks of three cases in percent.",
    remedy="Pick first, then divide; divide the number itself (total: the question).",
    compiled=True,
)
def allocations(subject: Subject) -> Iterator[Found]:
    """Yield allocations that are hard to add up."""
    for asked, question, questionnaire in compiled_questions(subject, "allocation"):
        rows = most_shown(questionnaire, question.rows)
        if rows > MOST_PARTS:
            yield Found(asked.part, f"up to {rows} rows, at most {MOST_PARTS}", ("rows",))
        before = [other for other in subject.questions if other.info.order == asked.info.order - 1]
        for number in before:
            small = number.spec.shape == "number" and 2 <= getattr(number.spec, "maximum", 0) <= 10
            if small and getattr(asked.spec, "total", None) == 100:
                yield Found(asked.part, f"percent, although '{number.spec.id}' has asked for the number", ("total",))


@rule(
    "B8",
    Level.WARN,
    "Does not fit",
    what=f"More than {SCREEN_LINES} lines on a screen of 80 columns.",
    why="What is out of view is not read.",
    remedy="Shorten labels and help, show fewer, or make the list searchable.",
    compiled=True,
)
def does_not_fit(subject: Subject) -> Iterator[Found]:
    """Yield questions that are too high for a screen."""
    for asked in subject.questions:
        question = asked.compiled
        if question is None or question.searchable:
            continue
        texts = max((plain(written.text) for written in asked.texts), key=len, default="")
        helps = max((plain(written.text) for written in asked.helps), key=len, default="")
        lines = height_of(subject.compiled, question, texts, helps)
        if lines > SCREEN_LINES:
            yield Found(asked.part, f"{lines} lines, at most {SCREEN_LINES}")
