"""Interviews written down to the last word: what was shown, what was answered, what was stored, what it came to.

``python -m tests.interview.records`` writes them anew, after a change that is meant to alter interviews.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from random import Random
from typing import Any

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.rehearsal.replies import random_answer

from .surveys import Clock, Kept, shipped

FOLDER = Path(__file__).with_name("recorded")
SEEDS: Mapping[str, tuple[int, ...]] = {"examples/coffee": (1, 2, 3, 5), "examples/workshop": (0, 1, 3, 4)}
"""The questionnaires that are walked, and by how many respondents; both are examples that hardly change."""
STEPS = 70


def record(name: str, seed: int) -> str:
    """Return one interview in words."""
    session, lines = walked(name, seed)
    lines += ["", "answers:", *(_line(asdict(final)) for final in answers_of(session.world))]
    lines += ["", "review:", *(_line(asdict(line)) for line in session.review())]
    lines += ["", "stored:", *(_line([*event]) for event in session.log)]
    return "\n".join(lines) + "\n"


def walked(name: str, seed: int) -> tuple[Session, list[str]]:
    """Return an interview of somebody who goes on at random and now and then back, and what happened in it."""
    random = Random(seed)
    session = Session.begin(
        shipped(name),
        seed=f"record{seed}",
        sink=Kept(),
        clock=Clock(float(3 + 8 * seed)),
        channel="forum",
        chosen_seed=True,
    )
    lines = [f"{name}, respondent {seed}"]
    for _ in range(STEPS):
        if session.ended:
            break
        lines += _stepped(session, random)
    return session, lines


def _stepped(session: Session, random: Random) -> Iterator[str]:
    page, luck = session.page(), random.random()
    progress = session.progress()
    yield f"\n{progress.section or 'the end'}, {progress.share:.3f} done, {progress.minutes_left:.2f} minutes left"
    if page is None:
        yield "finishes" if luck > 0.5 and session.finish() else f"back: {session.back()}"
        return
    yield from _told(page)
    if luck < 0.06:
        yield f"back: {session.back()}"
    elif luck < 0.1:
        yield f"undo: {session.undo()}"
    elif luck < 0.13:
        yield f"jump: {session.jump(key := random.choice(sorted(session.facts.displayed)))} to {key}"
    elif luck < 0.16:
        session.draft(draft := random_answer(page, random))
        yield f"draft: {_line(asdict(draft))}"
    else:
        answer = Answer("yes") if page.question == "consent" else random_answer(page, random)
        yield f"answer: {_line(asdict(answer))}"
        while problems := session.answer(answer):
            yield from (f"told: {_line(asdict(problem))}" for problem in problems)
            if not all(problem.soft for problem in problems):
                break


def _told(page: Page) -> Iterator[str]:
    """Yield what a page holds beside what every page holds."""
    for one in fields(page):
        value = getattr(page, one.name)
        default = one.default if one.default is not MISSING else {}
        if value == default or one.name in ("section", "question"):
            continue
        if isinstance(value, tuple) and value and hasattr(value[0], "label"):
            yield f"  {one.name}: " + "; ".join(_brief(asdict(choice)) for choice in value)
        else:
            yield f"  {one.name}: " + _line([asdict(v) for v in value] if one.name == "scales" else _plain(value))


def _brief(choice: Mapping[str, Any]) -> str:
    rest = {name: value for name, value in choice.items() if value and name not in ("id", "label")}
    return f"{choice['id']}={choice['label']}" + (f" {_line(rest)}" if rest else "")


def _plain(value: Any) -> Any:
    return (
        {"value": value.value, "special": value.special, "texts": dict(value.texts)}
        if isinstance(value, Answer)
        else value
    )


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def file_of(name: str, seed: int) -> Path:
    """Return where an interview is kept."""
    return FOLDER / f"{name.rpartition('/')[2]}-{seed}.txt"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, seeds in SEEDS.items():
        for seed in seeds:
            file_of(name, seed).write_text(record(name, seed), encoding="utf-8")
