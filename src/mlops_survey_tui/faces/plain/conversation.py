"""The survey as a conversation: takes one line at a time, and says what comes of it.

It reads from nowhere and writes to nowhere: lines come through :meth:`Conversation.take`, and what is said goes to a
function. So a terminal, a pipe, and a driver hold the same conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ... import exit_codes
from ...interview.answers import Answer
from ...interview.page import Page, Problem
from ...language import _, mark
from ...store.errors import StorageError
from ..tui.start import Opened
from . import saying
from .asked import Asked
from .speech import lines_of, sentence
from .typed import Typed, place_of, typed
from .words import LEAVING

Say = Callable[[str], None]
Result = TypeVar("Result")
Handler = Callable[[Typed], None]
_FIRST = mark("This is the first question.")
_NOTHING_TO_UNDO = mark("There is nothing to take back.")
_NOT_YET = mark("This question has not been reached yet.")
_KEEP_ANYWAY = mark("To keep it as it is, press Enter, or answer again.")
_KEEP_ROWS_ANYWAY = mark("To keep it as it is, type done, or answer again.")
_NOT_SAVED = mark(
    "Press Enter to try again. Type back to return to the question, or save to leave without what is not saved."
)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a conversation ended: the exit code, and what is to be said on standard error."""

    code: int = exit_codes.DONE
    error: str = ""


class Conversation:
    """Speaks about one interview from where it stands until it ends or is left.

    ``say`` is given one line at a time, without a line end. ``farewell`` says what is said on leaving before the end,
    ``thanks`` what is said at the end; ``turned`` is told before each page is spoken about.
    """

    def __init__(
        self,
        opened: Opened,
        say: Say,
        farewell: Callable[[], list[str]],
        thanks: Callable[[], list[str]],
        turned: Callable[[], None] = lambda: None,
    ) -> None:
        self.session = opened.session
        self.ending: Ending | None = None
        self.problems: list[Problem] = []
        self.understood = True
        self._say, self._farewell, self._thanks, self._turned = say, farewell, thanks, turned
        self._section = ""
        self._asked: Asked | None = None
        self._handler: Handler = self._finishing
        self._failed: Callable[[], None] | None = None

    @property
    def asked(self) -> Asked | None:
        """The page under way, None at the end."""
        return self._asked

    @property
    def at_the_end(self) -> bool:
        """Whether the interview only waits to be finished."""
        return self._handler == self._finishing

    def start(self) -> None:
        """Say where the interview stands: its question, the end, or the thanks."""
        if self.session.ended:
            self._end(self._thanks(), Ending())
        else:
            self._attempt(self.session.page, self._turn)

    def take(self, line: str) -> None:
        """Take one line of input in."""
        self.understood, self.problems = True, []
        if self.ending is None:
            self._handler(typed(line))

    def end_of_input(self) -> None:
        """Save and leave, as nothing more can be typed; what could not be stored is tried once more."""
        if self._failed is not None:
            self._failed()
        if self.ending is not None:
            return
        try:
            self._keep()
            self.session.pause()
        except StorageError as error:
            self.ending = Ending(exit_codes.STORAGE, error.on_leaving)
        else:
            self._end(self._farewell(), Ending())

    def _turn(self, page: Page | None) -> None:
        """Speak about a page, or about the end."""
        self._turned()
        self._say("")
        if page is None:
            self._asked, self._handler = None, self._finishing
            self._say_all(saying.finish())
            return
        if page.section != self._section:
            self._section = page.section
            self._say_all([saying.section(self.session.progress()), ""])
        self._asked, self._handler = Asked(page), self._answering
        self._say_all(saying.question(self._asked))

    def _again(self) -> None:
        """Speak about where the interview stands once more; what was entered on the page stays."""
        if self._asked is None:
            self._turn(None)
        else:
            if self._asked.answer is not None:
                self._asked = Asked(self._asked.page, self._asked.answer)
            self._handler = self._answering
            self._say_all(["", *saying.question(self._asked)])

    def _answering(self, line: Typed) -> None:
        if line.word in _COMMANDS:
            _COMMANDS[line.word](self)
            return
        assert self._asked is not None
        answer = self._asked.take(line)
        if answer is not None:
            self._attempt(lambda: self.session.answer(answer), lambda problems: self._answered(answer, problems))
            return
        self.understood = not self._asked.ask.unclear
        self._say_all(self._asked.ask.lines)

    def _answered(self, answer: Answer, problems: list[Problem]) -> None:
        if not problems:
            self.start()
            return
        self.problems = problems
        assert self._asked is not None
        where = next((problem.where for problem in problems if problem.where), "")
        self._asked = Asked(self._asked.page, None if answer.is_empty else answer, where)
        self._say_all(text for problem in problems for text in lines_of(problem.message))
        if all(problem.soft for problem in problems):
            self._say(_(_KEEP_ROWS_ANYWAY if self._asked.stepped else _KEEP_ANYWAY))
        elif self._asked.stepped:
            self._say_all(self._asked.ask.lines[-self._asked.ask.own :])

    def _finishing(self, line: Typed) -> None:
        if line.word in ("yes", "y", "finish"):
            self._attempt(self.session.finish, lambda done: self.start())
        elif line.word in _AT_THE_END:
            _COMMANDS[line.word](self)
        else:
            self.understood = False
            self._say(saying.finish()[-1])

    def _help(self) -> None:
        def told(nothing: None) -> None:
            self._say_all(saying.help_on(self._asked.page) if self._asked else saying.helping())

        self._attempt(lambda: self.session.note("help_opened"), told)

    def _back(self) -> None:
        if self._asked is not None and self._asked.step_back():
            self._say_all(self._asked.ask.lines)
        else:
            self._move(self.session.back, _FIRST)

    def _undo(self) -> None:
        self._move(self.session.undo, _NOTHING_TO_UNDO)

    def _where(self) -> None:
        self._say(saying.section(self.session.progress()) if self._asked else saying.finish()[0])

    def _save(self) -> None:
        def job() -> None:
            self._keep()
            self.session.pause()

        self._attempt(job, lambda done: self._end(self._farewell(), Ending()))

    def _review(self) -> None:
        def told(nothing: None) -> None:
            every = self.session.review()
            lines = saying.reached(every)
            self._say_all(saying.review(lines, len(every) - len(lines)))
            self._handler = lambda line: self._reviewing([entry.key for entry in lines], line)

        self._attempt(self._keep, told)

    def _reviewing(self, keys: list[str], line: Typed) -> None:
        if line.is_blank or line.word in ("back", "review"):
            self._again()
        elif line.word in _AT_THE_END:
            _COMMANDS[line.word](self)
        elif place := place_of(line.word, len(keys)):
            self._move(lambda: self.session.jump(keys[place - 1]), _NOT_YET)
        else:
            self.understood = False
            self._say(_("Type a number from 1 to {count}, or Enter to go on.").format(count=len(keys)))

    def _move(self, move: Callable[[], bool], refusal: str) -> None:
        """Keep what was entered and go to another page, or say why that is not possible."""

        def job() -> bool:
            self._keep()
            return move()

        self._attempt(job, lambda moved: self.start() if moved else self._say(_(refusal)))

    def _keep(self) -> None:
        """Keep what was entered on the page as a draft."""
        if self._asked is not None and (entered := self._asked.entered) is not None:
            self.session.draft(entered)

    def _attempt(self, job: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do what may meet trouble with the storage, then go on; on trouble say it and offer to retry."""
        try:
            result = job()
        except StorageError as error:
            self._trouble(error, lambda: self._attempt(job, then))
        else:
            then(result)

    def _trouble(self, error: StorageError, retry: Callable[[], None]) -> None:
        """Say what could not be stored, and take the next line as what to do about it."""
        before = self._handler
        self._say_all([sentence(error.message), *lines_of(error.remedy), _(_NOT_SAVED)])
        self._handler = lambda line: self._in_trouble(line, error, before, retry)
        self._failed = lambda: self._try_at_the_end(error, before, retry)

    def _try_at_the_end(self, error: StorageError, before: Handler, retry: Callable[[], None]) -> None:
        """Try once more to store what could not be, and end with that if it fails again."""
        self._handler, self._failed = before, None
        retry()
        if self._failed is not None:
            self.ending = Ending(exit_codes.STORAGE, error.on_leaving)

    def _in_trouble(self, line: Typed, error: StorageError, before: Handler, retry: Callable[[], None]) -> None:
        self._handler, failed, self._failed = before, self._failed, None
        if line.is_blank or line.word == "again":
            retry()
        elif line.word in LEAVING:
            self.ending = Ending(exit_codes.STORAGE, error.on_leaving)
        elif line.word == "back":
            self._again()
        else:
            self.understood = False
            self._handler = lambda line: self._in_trouble(line, error, before, retry)
            self._failed = failed
            self._say(_(_NOT_SAVED))

    def _end(self, lines: list[str], ending: Ending) -> None:
        self._turned()
        self._asked = None
        self._say_all(["", *lines])
        self.ending = ending

    def _say_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._say(line)


_COMMANDS: Mapping[str, Callable[[Conversation], None]] = {
    "help": Conversation._help,
    "?": Conversation._help,
    "back": Conversation._back,
    "undo": Conversation._undo,
    "review": Conversation._review,
    **dict.fromkeys(LEAVING, Conversation._save),
    "again": Conversation._again,
    "where": Conversation._where,
}
_AT_THE_END = frozenset(_COMMANDS)
