"""From a model of the formula to a witness: answers, and what is pinned of chance. Walking it shows whether it is one.

Where the formula leaves something open (a number within an interval, the sets of best-worst choices) it is filled in
as fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ...interview.answers import Answer
from ...interview.keys import split_key
from ...interview.pins import Pins
from ...questionnaire.model import Question
from ...rehearsal.witness import Witness
from .arithmetic import ends
from .encoding import Encoding
from .values import Given, Interval, Several, Single, Table, Value, Words

Holds = Callable[[int], bool]
Fill = Callable[[Encoding, Question, str, Given, Holds], Any]


def holding(model: Sequence[int]) -> Holds:
    """Return whether a literal holds in a model, which has each variable in its place; one it lacks is false."""
    size = len(model)

    def holds(literal: int) -> bool:
        variable = abs(literal)
        return model[variable - 1] == literal if variable <= size else literal < 0

    return holds


def goals_in(model: Sequence[int], goals: Iterable[int]) -> set[int]:
    """Return those of these literals that hold in a model."""
    holds = holding(model)
    return {goal for goal in goals if holds(goal)}


def witness_of(code: Encoding, model: Sequence[int], seed: str, reaches: str = "") -> Witness:
    """Return the witness that a model (the literal of each variable, in order) describes."""
    holds = holding(model)
    answers: dict[str, Answer] = {}
    sets: dict[str, list[list[str]]] = {}
    for key, given in code.answers.items():
        question = code.questionnaire.question_by_id[split_key(key)[0]]
        special = next((id_ for id_, literal in given.specials.items() if holds(literal)), "")
        if special:
            answers[key] = Answer(special=special)
        elif holds(given.value.present):
            value = _FILL.get(question.shape, _plain)(code, question, key, given, holds)
            answers[key] = Answer(value)
            if question.shape == "maxdiff":
                sets[key] = _sets(code, question, key, value, holds)
    return Witness(seed, answers, _pins(code, holds, sets), reaches=reaches)


def _pins(code: Encoding, holds: Holds, sets: dict[str, list[list[str]]]) -> Pins:
    draws = {key: value for key, drawn in code.draws.items() if (value := _cell(drawn, holds)) is not None}
    shown: dict[str, list[str]] = {}
    loops: dict[str, list[str]] = {}
    for purpose, chosen in code.subsets.items():
        kept = [id_ for id_, literal in chosen.items() if holds(literal)]
        part, _, key = str(purpose[0]).partition(":")
        target = loops if part == "loops" else shown
        target[key] = [*target.get(key, ()), *kept]
    modules = code.modules
    form = next((number for number, literal in enumerate(modules.__dict__.get("forms", ()), 1) if holds(literal)), None)
    swaps = modules.__dict__.get("boosts", {})
    boosts = dict.fromkeys((module for module, _ in swaps), "")
    boosts |= {module: instead for (module, instead), literal in swaps.items() if holds(literal)}
    replacements = {m: by for (m, by), literal in modules.__dict__.get("replacements", {}).items() if holds(literal)}
    volunteer = next((m for m, literal in modules.__dict__.get("volunteered", {}).items() if holds(literal)), "")
    return Pins(
        draws=draws, form=form, wordings=code.wordings_of(holds), shown=shown, sets=sets, loops=loops, boosts=boosts,
        replacements=replacements, volunteer=volunteer,
    )  # fmt: skip


def _number(value: Any) -> Any:
    """Return a number within an interval: the least one, if that is above zero, or else the largest."""
    if not isinstance(value, Interval):
        return value
    return value.low if value.low > 0 else value.high


def _cell(value: Value, holds: Holds) -> Any:
    """Return what a value is in the model, None where it is missing."""
    if isinstance(value, Single):
        found = next((key for key, literal in value.cells.items() if holds(literal)), None)
        return "something" if isinstance(found, Words) else _number(found)
    if isinstance(value, Several):
        chosen = [id_ for id_, literal in value.members.items() if holds(literal)]
        return chosen if chosen or holds(value.present) else None
    if isinstance(value, Table):
        rows = {row: _cell(cell, holds) for row, cell in value.rows.items()}
        return {row: cell for row, cell in rows.items() if cell not in (None, {}, [])}
    return None


def _plain(code: Encoding, question: Question, key: str, given: Given, holds: Holds) -> Any:
    return _cell(given.value, holds)


def _ranking(code: Encoding, question: Question, key: str, given: Given, holds: Holds) -> Any:
    chosen = _cell(given.value, holds) or []
    ranks = {id_: rank for (id_, rank), literal in given.ranks.items() if holds(literal)}
    return sorted(chosen, key=lambda id_: ranks.get(id_, len(ranks) + 1))


def _allocation(code: Encoding, question: Question, key: str, given: Given, holds: Holds) -> Any:
    """Return whole numbers within their intervals that add up to the total as far as they can."""
    rows = given.value.rows if isinstance(given.value, Table) else {}
    spans: dict[str, tuple[float, float]] = {}
    for row, cell in rows.items():
        cells = cell.cells if isinstance(cell, Single) else {}
        found = next((number for number, literal in cells.items() if holds(literal)), None)
        if found is not None:
            spans[row] = ends(found)
    numbers = {row: int(low) for row, (low, _) in spans.items()}
    left = _total(code, question, key, holds) - sum(numbers.values())
    for row, (low, high) in spans.items():
        more = int(max(0, min(left, high - low)))
        numbers[row] += more
        left -= more
    return numbers


def _total(code: Encoding, question: Question, key: str, holds: Holds) -> int:
    tree = question.settings.get("total")
    if not tree or question.settings.get("at_most"):
        return 0
    total = _cell(code.value(tree, code.place(question, split_key(key)[1])), holds)
    return int(total) if total is not None else 0


def _maxdiff(code: Encoding, question: Question, key: str, given: Given, holds: Holds) -> Any:
    """Return marks for as many sets as are needed, no item with both marks of a set."""
    most = [id_ for (mark, id_), literal in given.marks.items() if mark == "most" and holds(literal)]
    least = [id_ for (mark, id_), literal in given.marks.items() if mark == "least" and holds(literal)]
    count = max(len(most), len(least))
    pairs = [[most[number % len(most)], least[number % len(least)]] for number in range(count)]
    for number, pair in enumerate(pairs):
        if pair[0] == pair[1]:
            other = pairs[number - 1 if number else -1]
            pair[1], other[1] = other[1], pair[1]
    return {str(number): {"most": one, "least": two} for number, (one, two) in enumerate(pairs, 1)}


def _sets(code: Encoding, question: Question, key: str, value: Any, holds: Holds) -> list[list[str]]:
    """Return sets in which the marks can stand; the other members, and further sets, are what was not marked."""
    _, path = split_key(key)
    ids = [id_ for id_, item in code.items(question, "options", path).items() if holds(item.present)]
    marked = {id_ for marks in value.values() for id_ in marks.values()}
    size = min(question.settings["per_set"], len(ids))
    found = []
    for number in range(1, question.settings["sets"] + 1):
        members = list(dict.fromkeys(value.get(str(number), {}).values()))
        fillers = _turned([id_ for id_ in ids if id_ not in marked], number) + [id_ for id_ in ids if id_ in marked]
        found.append([*members, *(id_ for id_ in fillers if id_ not in members)][:size])
    return found


def _turned(ids: list[str], number: int) -> list[str]:
    start = number * 3 % len(ids) if ids else 0
    return ids[start:] + ids[:start]


_FILL: dict[str, Fill] = {"ranking": _ranking, "allocation": _allocation, "maxdiff": _maxdiff}


def choices_of(code: Encoding) -> list[int]:
    """Return the literals that say what was chosen; a model that differs from another in one is another try."""
    literals: set[int] = set()
    for given in code.answers.values():
        literals.update(given.specials.values(), _literals(given.value), given.marks.values(), given.ranks.values())
    for drawn in code.draws.values():
        literals.update(_literals(drawn))
    for chosen in code.subsets.values():
        literals.update(chosen.values())
    for part in ("boosts", "replacements", "volunteered"):
        literals.update(code.modules.__dict__.get(part, {}).values())
    literals.update(code.modules.__dict__.get("forms", ()))
    return sorted(literal for literal in literals if literal > 1)


def _literals(value: Value) -> Iterable[int]:
    if isinstance(value, Single):
        return value.cells.values()
    if isinstance(value, Several):
        return value.members.values()
    if isinstance(value, Table):
        return [literal for cell in value.rows.values() for literal in _literals(cell)]
    return [value.present]
