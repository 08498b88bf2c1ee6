"""The questionnaire as it was last without faults, and the interview over it."""

from __future__ import annotations

from collections.abc import Sequence

from ....interview.answers import Answer
from ....interview.keys import split_key
from ....interview.session import Session
from ....questionnaire.errors import Fault, QuestionnaireInvalid
from ....questionnaire.model import Questionnaire
from ..start import Opened
from .author import Answers, Author
from .carrying import Carried, carry, given_answers
from .watching import Watch

_MOST_LOST = 3


class Sitting:
    """Loads the files when they change, and keeps the interview going over the new text.

    ``faults`` are those of the files now; while there are some, the last good text stays. There is no ``session``
    until the files were without faults once. ``said`` tells what came of the last step, for the screen.
    """

    def __init__(self, author: Author) -> None:
        self.author = author
        self.faults: Sequence[Fault] = ()
        self.session: Session | None = None
        self.said = ""
        self._opened: Opened | None = None
        self._watch = Watch(author.folder)
        questionnaire = self._load()
        if questionnaire is not None:
            self._begin(questionnaire)

    @property
    def opened(self) -> Opened | None:
        """The interview as the screens take it; one object for one interview."""
        if self.session is not None and (self._opened is None or self._opened.session is not self.session):
            self._opened = Opened(self.session, self.session.questionnaire, lambda: "preview")
        return self._opened

    def begun(self) -> Opened:
        """Return the interview that was begun.

        Raises:
            LookupError: there is none, since the files have faults.
        """
        if self.opened is None:
            raise LookupError("the files have faults")
        return self.opened

    def saved(self) -> bool:
        """Return whether files were saved since the last time that it was told."""
        return self._watch.changed()

    def reload(self, entered: Answer | None) -> bool:
        """Load the files; return whether they are without faults. The place is kept, with what was entered there."""
        questionnaire = self._load()
        if questionnaire is None:
            return False
        if self.session is None:
            self._begin(questionnaire)
        else:
            self._go_on(questionnaire, self.session, entered)
        return True

    def go_to(self, name: str) -> bool:
        """Go to a question: back to it, or on to it with answers made up on the way; return whether it was reached."""
        session, self.said = self.session, ""
        if session is None:
            return False
        pages = session.world.pages.get(split_key(name)[0], ())
        shown = [key for key in pages if key in session.facts.displayed and name in (key, split_key(key)[0])]
        if shown and (session.position == shown[0] or session.jump(shown[0])):
            return True
        return self._reach(session.questionnaire, name, given_answers(session))

    def explain(self, name: str) -> Sequence[str]:
        """Say why something is shown or hidden."""
        return self.author.explain(self.session, name) if self.session is not None else ()

    def hidden_near(self, key: str, before: int = 3, after: int = 7) -> list[str]:
        """Return the questions that have no page now and stand nearest to a page."""
        session = self.session
        if session is None:
            return []
        ids = list(session.questionnaire.question_by_id)
        here = ids.index(split_key(key)[0]) if key else len(ids)
        hidden = [(at, name) for at, name in enumerate(ids) if not session.world.pages.get(name)]
        behind = [name for at, name in hidden if at < here][-before:]
        return [*behind, *[name for at, name in hidden if at > here][:after]]

    def _load(self) -> Questionnaire | None:
        try:
            questionnaire = self.author.load()
        except QuestionnaireInvalid as error:
            self.faults = error.faults
            return None
        self.faults = ()
        return questionnaire

    def _begin(self, questionnaire: Questionnaire) -> None:
        """Begin with the answers given beforehand, at the question wanted."""
        first = self.author.first(questionnaire)
        self.said = _told(self._carried(questionnaire, first, ""))
        if self.author.start:
            self._reach(questionnaire, self.author.start, first)

    def _go_on(self, questionnaire: Questionnaire, before: Session, entered: Answer | None) -> None:
        """Begin anew under the new text, give the answers again, and come back to the same page."""
        target = before.position
        carried = self._carried(questionnaire, given_answers(before), target)
        if entered is not None and self.session is not None and self.session.position == target:
            self.session.draft(entered)
        gone = "" if carried.arrived else f" {target} is not shown now."
        self.said = f"The files were read again.{gone} {_told(carried)}".strip()

    def _carried(self, questionnaire: Questionnaire, answers: Answers, target: str) -> Carried:
        session = self.session = self.author.fresh(questionnaire)
        return carry(answers, session, target, lambda page: self.author.reply(page, questionnaire))

    def _reach(self, questionnaire: Questionnaire, name: str, answers: Answers) -> bool:
        if split_key(name)[0] not in questionnaire.question_by_id:
            self.said = f"There is no question {name}."
            return False
        reached = self.author.reach(questionnaire, name, answers)
        if reached is None:
            self.said = f"No way to {name} was found with answers tried by chance."
            return False
        self.session = reached.session
        pages = f"{reached.made_up} page" + ("" if reached.made_up == 1 else "s")
        self.said = f"Answers to {pages} on the way were made up." if reached.made_up else ""
        return True


def _told(carried: Carried) -> str:
    """Return what became of the answers, in a sentence."""
    if not carried.lost:
        return ""
    listed = [f"{key} ({reason.rstrip('.')})" for key, reason in carried.lost.items()]
    more = f" and {len(listed) - _MOST_LOST} more" if len(listed) > _MOST_LOST else ""
    return f"Answers that do not fit any more: {', '.join(listed[:_MOST_LOST])}{more}."
