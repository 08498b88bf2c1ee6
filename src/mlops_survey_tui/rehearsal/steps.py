"""What the verbs of a script do, one function each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from ..interview.answers import EMPTY, Answer
from ..interview.page import Page, Problem
from ..interview.path import all_pages
from .driving import Driver
from .expectations import END, Verdict
from .naming import find_page, suggestion, unknown_question
from .replies import random_answer
from .script.format import StepSpec
from .values import read_answer

if TYPE_CHECKING:
    from .replay import Run

_MOST_PAGES = 5000


class StepFailed(Exception):  # noqa: N818
    """A step cannot be done, so the script ends here; ``verdict`` says why."""

    def __init__(self, what: str, expected: Any, got: Any) -> None:
        self.verdict = Verdict(what, expected, got, False)
        super().__init__(what)


def do(run: Run, step: StepSpec) -> None:
    """Do one step.

    Raises:
        StepFailed: it cannot be done.
    """
    (verb,) = step.verbs()
    _VERBS[verb](run, step)


def go_to(run: Run, name: str) -> Page | None:
    """Go on, page by page, to the page of this name; None behind the last page.

    Raises:
        StepFailed: the way leads past it.
    """
    if problem := "" if name == END else unknown_question(run.session, name):
        raise StepFailed(f"go to {name}", name, problem)
    for _ in range(_MOST_PAGES):
        page = run.session.page()
        key = find_page(run.session, name)
        if page is None or page.key == key:
            break
        if name != END and key in _behind(run, page.key):
            raise StepFailed(f"go to {name}", name, f"it lies behind {page.key}; go back, jump or change")
        _pass(run, page)
    if (page is None) == (name == END):
        return page
    raise StepFailed(f"go to {name}", name, f"it was not reached; the way led to {_way(run)}{_other_items(run, name)}")


def _other_items(run: Run, name: str) -> str:
    """Return which pages a looped question has now, for a name that stands for none of them."""
    pages = run.session.world.pages.get(name.partition("@")[0], ())
    if not pages or find_page(run.session, name) in pages:
        return ""
    return f"; there is {', '.join(pages[:8])}{suggestion(name, pages)}"


def _behind(run: Run, key: str) -> set[str]:
    """Return the pages on the path before a page."""
    pages = list(all_pages(run.session.world))
    return set(pages[: pages.index(key)]) if key in pages else set()


def _way(run: Run) -> str:
    return " → ".join([*run.displayed[-6:], run.session.position or run.session.ended or END])


def go_to_end(run: Run) -> None:
    """Go through the whole interview and end it."""
    if go_to(run, END) is None and not run.session.ended:
        run.act(lambda driver: driver.finish())


def _pass(run: Run, page: Page) -> None:
    """Go past a page that no step names."""
    answer = _unnamed(run, page)
    run.let_time_pass(page)
    problems = _give(run, answer)
    if problems and all(problem.soft for problem in problems):
        problems = _give(run, answer)
    if problems:
        said = "; ".join(problem.message for problem in problems)
        raise StepFailed(f"go past {page.key}", answer.to_data() or "no answer", f"refused: {said}")


def _unnamed(run: Run, page: Page) -> Answer:
    """Return what a page gets that no step names now: what it has by now, or else what the script provides."""
    if run.session.facts.passed(page.key) and not page.confirm:
        return page.answer or EMPTY
    for name in (page.key, page.question):
        if name in run.spec.answers:
            return read_answer(page, run.spec.answers[name])
    for name, value in run.spec.answers.items():
        if "@" in name and find_page(run.session, name) == page.key:
            return read_answer(page, value)
    if page.shape == "info" or run.spec.otherwise == "skip":
        return page.answer or EMPTY
    if run.spec.otherwise == "fail":
        raise StepFailed(f"go past {page.key}", "a step or an answer that names it", "otherwise: fail")
    return random_answer(page, Random(f"{run.spec.seed}:{page.key}"))


def _give(run: Run, answer: Answer) -> list[Problem]:
    """Give an answer to the page shown, and note what came of it."""
    shown = run.result.shown[-1]
    problems: list[Problem] = run.act(lambda driver: driver.answer(answer))
    if problems:
        shown.problems += problems
    else:
        shown.given.append(answer)
    return problems


def _page_of(run: Run, step: StepSpec, name: str) -> Page:
    page = go_to(run, name)
    if page is None:
        raise StepFailed(f"go to {name}", name, "the interview is at its end")
    if step.expect is not None:
        run.expect(step.expect)
    return page


def _answer(run: Run, step: StepSpec) -> None:
    for name, value in (step.answer or {}).items():
        run.part = ("answer", name)
        _respond(run, step, _page_of(run, step, name), value)


def _skip(run: Run, step: StepSpec) -> None:
    for name in step.skip or [run.session.position]:
        _respond(run, step, _page_of(run, step, name), None)


def _change(run: Run, step: StepSpec) -> None:
    for name, value in (step.change or {}).items():
        run.part = ("change", name)
        if run.session.position != find_page(run.session, name):
            _jump_to(run, name)
        _respond(run, step, _page_of(run, step, name), value)


def _respond(run: Run, step: StepSpec, page: Page, value: Any) -> None:
    """Give an answer, and judge what is said against it."""
    answer = read_answer(page, value)
    run.let_time_pass(page, step)
    problems = _give(run, answer)
    if step.problem or step.warning:
        problems = _expected_problem(run, step, page, answer, problems)
    if problems:
        said = "; ".join(f"{problem.code}: {problem.message}" for problem in problems)
        hint = " (a warning: say `warning:` if it is expected)" if all(problem.soft for problem in problems) else ""
        raise StepFailed(f"answer {page.key}", value, f"refused: {said}{hint}{_close_choice(page, problems)}")


def _close_choice(page: Page, problems: list[Problem]) -> str:
    """Return the choice that was perhaps meant by one that the page does not have."""
    points = (point for scale in page.scales for point in scale.points)
    names = [name for choice in (*page.choices(), *points) for name in (choice.id, choice.label)]
    missed = (problem.where for problem in problems if problem.code == "unknown_option")
    return next((found for where in missed if (found := suggestion(where, names))), "")


def _expected_problem(run: Run, step: StepSpec, page: Page, answer: Answer, problems: list[Problem]) -> list[Problem]:
    """Judge what was said against an answer that was to be refused or warned about; return what is still wrong."""
    wanted, soft = step.problem or step.warning, bool(step.warning)
    what = f"{'warning' if soft else 'problem'} at {page.key}"
    if not problems:
        raise StepFailed(what, wanted, "the answer was accepted")
    matching = [problem for problem in problems if _matches(problem, wanted) and (problem.soft or not soft)]
    run.judge(Verdict(what, wanted, [f"{problem.code}: {problem.message}" for problem in problems], bool(matching)))
    return _give(run, answer) if soft else []


def _matches(problem: Problem, wanted: str) -> bool:
    return wanted == problem.code or wanted.casefold() in problem.message.casefold()


def _draft(run: Run, step: StepSpec) -> None:
    for name, value in (step.draft or {}).items():
        page = _page_of(run, step, name)
        answer = read_answer(page, value)
        run.act(partial(_enter, answer=answer))


def _enter(driver: Driver, answer: Answer) -> None:
    driver.draft(answer)


def _jump(run: Run, step: StepSpec) -> None:
    _expect_first(run, step)
    _jump_to(run, step.jump or "")


def _jump_to(run: Run, name: str) -> None:
    key = find_page(run.session, name)
    if not run.act(lambda driver: driver.jump(key)):
        reason = unknown_question(run.session, name) or "it was not shown before, or is not on the path now"
        raise StepFailed(f"jump to {name}", name, reason)


def _clear(run: Run, step: StepSpec) -> None:
    _expect_first(run, step)
    key = find_page(run.session, step.clear or "")
    if fault := unknown_question(run.session, key):
        raise StepFailed(f"clear {key}", key, fault)
    if run.driver.screen():
        raise StepFailed(f"clear {key}", key, "faces have no way to clear an answer; replay this script on the engine")
    run.session.clear(key)
    run.look()


def _go(run: Run, step: StepSpec) -> None:
    _expect_first(run, step)
    go_to(run, step.go or END)


def _repeat(verb: str) -> Callable[[Run, StepSpec], None]:
    def repeat(run: Run, step: StepSpec) -> None:
        _expect_first(run, step)
        for number in range(getattr(step, verb)):
            if not run.act(lambda driver: getattr(driver, verb)()):
                raise StepFailed(verb, getattr(step, verb), f"possible {number} times; there is nothing before")

    return repeat


def _help(run: Run, step: StepSpec) -> None:
    _expect_first(run, step)
    run.act(lambda driver: driver.help())


def _pause(run: Run, step: StepSpec) -> None:
    _expect_first(run, step)
    run.act(lambda driver: driver.leave())


def _resume(run: Run, step: StepSpec) -> None:
    _expect_first(run, step)
    run.come_back()


def _finish(run: Run, step: StepSpec) -> None:
    go_to(run, END)
    _expect_first(run, step)
    if not run.session.ended and not run.act(lambda driver: driver.finish()):
        raise StepFailed("finish", "the end", f"{run.session.position} is still open")


def _expect_first(run: Run, step: StepSpec) -> None:
    if step.expect is not None:
        run.expect(step.expect)


_VERBS: Mapping[str, Callable[[Run, StepSpec], None]] = {
    "answer": _answer,
    "skip": _skip,
    "change": _change,
    "draft": _draft,
    "jump": _jump,
    "clear": _clear,
    "go": _go,
    "back": _repeat("back"),
    "undo": _repeat("undo"),
    "help": _help,
    "pause": _pause,
    "resume": _resume,
    "finish": _finish,
}
