"""The console line by line, for screen readers and pipes: what happens is said, and words record what is observed."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TextIO, TypeVar

from .. import exit_codes
from ..faces.plain.speech import answer_words, inline, lines_of, sentence
from ..faces.terminal import complain
from ..faces.tui.crash import crash_of
from ..language import _, mark
from ..store.errors import StorageError
from ..store.observations import FLAGS, Observation
from ..store.store import Store
from .desk import FLAG_NAMES, Desk, act, draft, taken_up, typed
from .desk_lines import WAITING, state_text
from .snapshot import Snapshot, Status
from .watching import CONSOLE, EVERY, Watching
from .words import minutes, told

_WORDS = mark(
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
        """Take one line of input in."""
        text = line.strip()
        if self._desk.typing:
            self._do(typed(self._desk, text), "next")
            return
        word, _space, rest = text.partition(" ")
        if text.isdecimal():
            self._do(self._desk, f"digit_{int(text[:3])}")
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
        kept = self._watching.draft(CONSOLE)
        if kept is not None:
            desk = taken_up(kept)
            self._say(_("A note was half typed: {text}").format(text=inline(desk.text.text)))
            self._say(_("Type the rest, and Enter keeps it."))
            self._desk = replace(desk, said="")

    def _probes(self) -> tuple[str, ...]:
        return self._watching.probes(self._desk.subject(self._snapshot))

    def _do(self, desk: Desk, *actions: str) -> None:
        """Do actions at the desk one after another, keep what they record, and say what came of it."""
        self._desk = desk
        for action in actions:
            following, observation = act(self._desk, self._snapshot, self._probes(), action)
            if observation is not None and not self._keep(observation):
                return
            self._desk = following
        if self._desk.said:
            self._say(self._desk.said)

    def _keep(self, observation: Observation) -> bool:
        try:
            self._watching.observe(observation, CONSOLE)
        except StorageError as error:
            self._say(inline(str(error)))
            self._say(_("It was not kept. Type it again."))
            self._desk = Desk(about=self._desk.about)
            return False
        self._snapshot = self._watching.look()
        return True

    def _write(self, begin: tuple[str, ...], text: str) -> None:
        """Begin an entry, and fill it with the text of the line; without text the next line is it."""
        self._do(self._desk, *begin)
        if self._desk.typing and text:
            self._do(typed(self._desk, text), "next")
        if self._desk.typing:
            self._say(_("Type it in one line."))

    def _note(self, text: str) -> None:
        self._write(("note",), text)

    def _ask(self, text: str) -> None:
        self._write(("probe", f"digit_{len(self._probes()) + 1}"), text)

    def _probe(self, text: str) -> None:
        number, _space, said = text.partition(" ")
        if not number.isdecimal() or not 0 < int(number[:3]) <= len(self._probes()):
            self._say(_("Give the number of a probe that is listed here, or: ask QUESTION"))
            return
        self._do(self._desk, "probe", f"digit_{int(number)}")
        if self._desk.typing:
            self._do(typed(self._desk, said.strip()), "next")

    def _flag(self, text: str) -> None:
        chosen = int(text[:3]) - 1 if text.isdecimal() else FLAGS.index(text) if text in FLAGS else -1
        if not 0 <= chosen < len(FLAGS):
            named = [f"{number} {_(FLAG_NAMES[flag])}" for number, flag in enumerate(FLAGS, 1)]
            self._say(_("Give a number: {flags}").format(flags="; ".join(named)))
            return
        self._do(self._desk, "flag", f"digit_{chosen + 1}")

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
    mark("help"): lambda console: console._say(_(_WORDS)),
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
    """Return what a word means, in English or in the language spoken."""
    word = typed_word.casefold()
    return next((meaning for name, meaning in table.items() if word in (name, _(name).casefold())), None)


def follow_plain(store: Store, interview_id: str, source: TextIO | None = None) -> int:
    """Follow an interview line by line until the input ends; return the exit code."""
    try:
        _followed(store, interview_id, _lines_of(source or sys.stdin))
    except StorageError as error:
        complain(str(error))
        return exit_codes.STORAGE
    except Exception as error:  # noqa: BLE001 - the one crash boundary: a traceback may show notes
        complain(crash_of(error).report())
        return exit_codes.CRASH
    return exit_codes.DONE


def _followed(store: Store, interview_id: str, lines: queue.Queue[str | None]) -> None:
    console = SpokenConsole(Watching(store, interview_id), lambda text: print(text, flush=True))
    print(_(_WORDS), flush=True)
    while not console.ended:
        console.look()
        try:
            line = lines.get(timeout=EVERY)
        except queue.Empty:
            continue
        if line is None:
            break
        console.look()
        console.take(line)
    console.close()


def _lines_of(source: TextIO) -> queue.Queue[str | None]:
    """Return the lines of an input as they come, and None at its end; reading must not hold up the looking."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in source:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, name="console-input", daemon=True).start()
    return lines
