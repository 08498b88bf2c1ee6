"""A respondent whose program is killed again and again, and what must be there after each time."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.store import Store
from tests.interview.surveys import begin

from .respondent import GRACE, SURVEY, Respondent

_START, _AFTER_KEY = 0.9, 0.06
"""Within so many seconds of starting, or of a key, the program is killed."""


Standing = tuple[str, tuple[tuple[str, str, str], ...]]


class Victim(Respondent):
    """Takes the survey; ``kills`` ends the program at random moments and yields what was wrong after each."""

    def __init__(self, data: Path, path: str, seed: str) -> None:
        super().__init__(data, path, seed=seed)
        self.random = Random(seed)
        self.reopened: list[float] = []
        """Seconds from each new start until the question was there."""

    def kills(self) -> Iterator[str]:
        """Kill the program at random moments of one interview, to its end.

        Yields:
            What was wrong after each kill; empty if nothing was.
        """
        self.start()
        while (page := self.twin.page()) is not None:
            if self.random.random() < 0.3:
                self.step()
            elif self.twin.consented and self.random.random() < 0.2:
                yield self._killed_at_the_start()
            else:
                yield self._killed_while_answering(page)
        self.terminal.close()

    def _killed_at_the_start(self) -> str:
        self.kill()
        self.terminal = self.open("--resume", self.interview())
        time.sleep(self.random.uniform(0, _START))
        self.kill()
        return self._goes_on([standing(self.twin)])

    def _killed_while_answering(self, page: Page) -> str:
        before, shown = standing(self.twin), False
        keys, answer = self.reply(page)
        for key in keys[: self.random.randint(1, len(keys))]:
            self.terminal.send(key)
            self.terminal.read(self.random.uniform(0, _AFTER_KEY))
        self.kill()
        if self.twin.answer(answer):
            self.twin.answer(answer)
        following = self.twin.page()
        if following is not None:
            shown = self._shows(following) and not self._shows(page)
        return self._goes_on([standing(self.twin)] if shown else [before, standing(self.twin)])

    def kill(self) -> None:
        """End the program as nothing can prevent, and read what it had drawn."""
        self.terminal.signal(signal.SIGKILL)
        self.terminal.process.wait()
        self.terminal.settle(0.0)
        self.terminal.close()

    def interview(self) -> str:
        """Return the id of the only interview."""
        with open_store(self.data) as store:
            return store.list()[0].id

    def _goes_on(self, allowed: list[Standing]) -> str:
        """Say what is wrong if the stored interview stands nowhere where it may, or cannot be gone on with."""
        try:
            with open_store(self.data) as store:
                said, stored = " ".join(store.notices), _session(store) if store.list() else None
        except StorageError as error:
            return str(error)
        if stored is None:
            return self._begins_again(allowed)
        self.twin = stored
        if standing(self.twin) not in allowed:
            return f"answers are missing, or too many: it stands at {self.twin.position!r}"
        return said or self.comes_back()

    def _begins_again(self, allowed: list[Standing]) -> str:
        """Begin anew where nothing is stored, as is right until consent is given; else say that it is gone."""
        self.twin = begin(SURVEY, self.seed)
        self.twin.answer(EMPTY)
        if standing(self.twin) not in allowed:
            return "nothing is stored of what was answered"
        self.twin, self.terminal = begin(SURVEY, self.seed), self.open("--new", "--seed", self.seed)
        self.start()
        return ""

    def comes_back(self) -> str:
        """Start anew; say what is wrong if the question is not there again."""
        name, begun = self.interview(), time.monotonic()
        self.terminal = self.open("--resume", name)
        try:
            self.see()
        except AssertionError as error:
            return f"the question did not come back: {error}"
        self.reopened.append(time.monotonic() - begun - GRACE)
        return ""

    def _shows(self, page: Page) -> bool:
        return page.text[:28] in " ".join(self.terminal.text().split())


def standing(session: Session) -> Standing:
    """Return where an interview is, and all that was answered until then; a row left out of a grid is a zero in it."""
    return session.position, tuple(
        (final.key, final.status, _written(final.answer)) for final in answers_of(session.world)
    )


def _written(answer: Answer | None) -> str:
    if answer is None or not isinstance(answer.value, dict):
        return str(answer)
    return str(replace(answer, value={row: value for row, value in answer.value.items() if value}))


def _session(store: Store) -> Session:
    name = store.list()[0].id
    return Session.resume(SURVEY, store.events(name), seed=store.header(name).seed, sink=lambda _: None)
