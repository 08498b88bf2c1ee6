"""The console line by line, for screen readers and pipes: what happens is said, and words record what is observed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from ..faces.plain.speech import answer_words, inline, lines_of, sentence
from ..faces.plain.typed import place_of
from ..language import _, mark
from ..store.errors import StorageError
from ..store.observations import FLAGS, Observation
from .desk import FLAG_NAMES, LONGEST_NOTE, RATINGS, Desk, act, draft, taken_up, typed
from .desk_lines import WAITING, state_text
from .snapshot import Snapshot, Status
from .watching import CONSOLE, Watching
from .words import minutes, told

WORDS = mark(
    "Words: note TEXT; 1 to 5 rates the clarity, 5 is clear; flag NUMBER; probe NUMBER WHAT WAS SAID; ask QUESTION; "
    "think; clock stops and starts it; earlier, later; take back; status; help; leave."
)
_UNKNOWN = mark("This word is not known. Type help for all words.")
Meaning = TypeVar("Meaning")
_REACHED = mark("Left. The interview goes on without the console.")


class SpokenConsole:
    """Says what changes in an interview, and takes lines."""

    def __init__(self, watching: Watching, say: Callable[[str], None]) -> None:
        self._watching, self._say = watching, say
        self._desk, self._snapshot = Desk(), Snapshot()
        self._kept: Observation | None = None
        self._unkept: tuple[Observation, Desk] | None = None
        self._trouble = ""
        self._begun = False
        self.ended = False
        self._say(_(WAITING))

    def look(self) -> None:
        """Look at the interview, and say what is new."""
        before = self._snapshot
        try:
            self._snapshot = self._watching.look()
            self._take_up_draft()
        except StorageError as error:
            if str(error) != self._trouble:
                self._say(inline(str(error)))
            self._trouble = str(error)
            return
        self._trouble = ""
        shown = self._snapshot
        if shown.status is Status.WAITING:
            return
        if before.status is Status.WAITING:
            self._say(_("Interview {id}.").format(id=shown.interview_id))
        if (before.key, before.moment.sequence) != (shown.key, shown.moment.sequence) and before.key != shown.key:
            self._turned(before, shown)
        if before.status is not shown.status and (state := state_text(shown) or _back_again(before, shown)):
            self._say(inline(state))

    def take(self, line: str) -> None:
        """Take one line of input in, and keep what is half typed after it."""
        text = line.strip()
        if self._unkept is not None and not text:
            self._try_again(*self._unkept)
        elif self._desk.typing:
            self._give(text)
        else:
            self._take_words(text)
        self._keep_draft()

    def _take_words(self, text: str) -> None:
        word, _space, rest = text.partition(" ")
        if place := place_of(text, RATINGS):
            self._do(self._desk, f"digit_{place}")
        elif alone := _meant(_ALONE, text):
            alone(self)
        elif with_text := _meant(_WITH_TEXT, word):
            with_text(self, rest.strip())
        elif text:
            self._say(_(_UNKNOWN))

    def _turned(self, before: Snapshot, shown: Snapshot) -> None:
        """Say the answer to the page before, and the page shown."""
        answer = self._watching.answer(before.key)
        if answer:
            self._say(_("Answer: {answer}").format(answer=answer_words(answer)))
        if shown.page is None:
            self._say(_("The interview is over.") if shown.status is Status.ENDED else _("All questions are answered."))
            return
        model = _("{key}: typical {typical}, longest {longest}.")
        self._say("")
        self._say(
            model.format(key=shown.key, typical=minutes(1000 * shown.typical), longest=minutes(1000 * shown.longest))
        )
        for row in lines_of(shown.page.text):
            self._say(row)
        labels = [inline(choice.label) for choice in (shown.page.options or shown.page.rows)]
        if labels:
            self._say("; ".join(labels) + ".")
        for number, probe in enumerate(shown.probes, 1):
            self._say(_("Probe {number}: {probe}").format(number=number, probe=sentence(probe)))

    def _take_up_draft(self) -> None:
        if self._begun or self._snapshot.status is Status.WAITING:
            return
        self._begun = True
        kept = self._kept = self._watching.draft(CONSOLE)
        if kept is not None:
            desk = taken_up(kept)
            words = " ".join(part for part in (desk.probe, desk.text.text) if part)
            self._say(_("A note was half typed: {text}").format(text=inline(words)))
            self._say(_("Type the rest, and Enter keeps it."))
            self._desk = replace(desk, said="")

    def _probes(self) -> tuple[str, ...]:
        return self._watching.probes(self._desk.subject(self._snapshot))

    def _do(self, desk: Desk, *actions: str) -> None:
        """Do actions at the desk one after another, keep what they record, and say what came of it."""
        self._desk, self._unkept = desk, None
        for action in actions:
            following, observation = act(self._desk, self._snapshot, self._probes(), action)
            if observation is not None and not self._keep(observation, following):
                return
            self._desk = following
        if self._desk.said:
            self._say(self._desk.said)

    def _keep(self, observation: Observation, following: Desk) -> bool:
        """Keep an observation; one that could not be kept can be tried again."""
        try:
            self._watching.observe(observation, CONSOLE)
        except StorageError as error:
            self._say(inline(str(error)))
            self._say(_("It was not kept. Press Enter to try again."))
            self._desk, self._unkept = Desk(about=self._desk.about), (observation, following)
            return False
        with suppress(StorageError):  # the next look says it
            self._snapshot = self._watching.look()
        return True

    def _try_again(self, observation: Observation, following: Desk) -> None:
        self._unkept = None
        if self._keep(observation, following):
            self._desk = following
            self._say(following.said)

    def _write(self, begin: tuple[str, ...], text: str) -> None:
        """Begin an entry, and fill it with the text of the line; without text the next line is it."""
        self._do(self._desk, *begin)
        if self._desk.typing and text:
            self._give(text)
        if self._desk.typing:
            self._say(_("Type it in one line."))

    def _give(self, text: str) -> None:
        """Fill what is being entered, as far as there is room, and give it."""
        if len(text) > LONGEST_NOTE:
            self._say(_("What is longer than {count} characters was cut off.").format(count=LONGEST_NOTE))
        self._do(typed(self._desk, text), "next")

    def _note(self, text: str) -> None:
        self._write(("note",), text)

    def _ask(self, text: str) -> None:
        self._write(("probe", f"digit_{len(self._probes()) + 1}"), text)

    def _probe(self, text: str) -> None:
        number, _space, said = text.partition(" ")
        place = place_of(number, len(self._probes()))
        if not place:
            self._say(_("Give the number of a probe that is listed here, or: ask QUESTION"))
            return
        self._do(self._desk, "probe", f"digit_{place}")
        if self._desk.typing:
            self._give(said.strip())

    def _flag(self, text: str) -> None:
        place = FLAGS.index(text) + 1 if text in FLAGS else place_of(text, len(FLAGS))
        if not place:
            named = [f"{number} {_(FLAG_NAMES[flag])}" for number, flag in enumerate(FLAGS, 1)]
            self._say(_("Give a number: {flags}").format(flags="; ".join(named)))
            return
        self._do(self._desk, "flag", f"digit_{place}")

    def _moved(self, action: str) -> None:
        self._do(self._desk, action)
        key = self._desk.subject(self._snapshot)
        self._say(_("About {key}.").format(key=key or _("no question")))
        for one in self._snapshot.about(key):
            self._say(f"{minutes(one.moment.at_ms)} {inline(told(one, self._probes()))}")

    def _status(self) -> None:
        shown = self._snapshot
        text = _("Question {key}: {page} on it; session {session}; {left} minutes left.")
        self._say(
            text.format(
                key=shown.key or "-",
                page=minutes(shown.page_ms),
                session=minutes(shown.session_ms),
                left=round(shown.minutes_left),
            )
        )
        if state := state_text(shown):
            self._say(inline(state))

    def _leave(self) -> None:
        self.ended = True
        self._say(_(_REACHED))

    def _keep_draft(self) -> None:
        """Keep what is half typed, as far as it can be kept: the program may be ended at any time."""
        half_typed = draft(self._desk)
        if half_typed != self._kept:
            with suppress(StorageError):
                self._watching.keep_draft(CONSOLE, half_typed)
                self._kept = half_typed

    def close(self) -> None:
        """Keep what is half typed."""
        half_typed = draft(self._desk)
        if half_typed is not None:
            self._watching.keep_draft(CONSOLE, half_typed)
        self._watching.close()


_ALONE: Mapping[str, Callable[[SpokenConsole], None]] = {
    mark("think"): lambda console: console._do(console._desk, "think_aloud"),
    mark("clock"): lambda console: console._do(console._desk, "stop_clock"),
    mark("take back"): lambda console: console._do(console._desk, "take_back"),
    mark("earlier"): lambda console: console._moved("left"),
    mark("later"): lambda console: console._moved("right"),
    mark("status"): SpokenConsole._status,
    mark("help"): lambda console: console._say(_(WORDS)),
    mark("leave"): SpokenConsole._leave,
}
_WITH_TEXT: Mapping[str, Callable[[SpokenConsole, str], None]] = {
    mark("note"): SpokenConsole._note,
    mark("ask"): SpokenConsole._ask,
    mark("probe"): SpokenConsole._probe,
    mark("flag"): SpokenConsole._flag,
}


def _back_again(before: Snapshot, shown: Snapshot) -> str:
    """Return that the respondent's program, which was closed, is there again."""
    returned = before.status is Status.AWAY and shown.status is Status.RUNNING
    return _("The respondent's program is open again; its clock runs.") if returned else ""


def _meant(table: Mapping[str, Meaning], typed_word: str) -> Meaning | None:
    """Return what words mean, in English or in the language spoken, however their letters and blanks are written."""
    word = _plain(typed_word)
    return next((meaning for name, meaning in table.items() if word in (name, _plain(_(name)))), None)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
