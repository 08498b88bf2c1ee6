"""A small interview over given pages, so that the screens are tested without the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mlops_survey_tui.faces.tui.start import Opened, Options, Resumable, Start
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Choice, Page, Problem, Progress, ReviewLine, Scale
from mlops_survey_tui.store.errors import StorageError


@dataclass
class FakeOffer:
    """An offer of the last page."""

    label: str = "Results by mail"
    consent: str = "Your address is kept apart from your answers."
    command: str = "mlops-survey results"


@dataclass
class FakeSurvey:
    """What the screens say of a questionnaire."""

    title: str = "Community Survey"
    edition: str = "2026"
    tagline: str = "By practitioners, for practitioners."
    status: str = "draft"
    closes: str = ""
    estimate_minutes: float = 12.0
    offers: Sequence[FakeOffer] = field(default_factory=lambda: [FakeOffer()])


class FakeSession:
    """Pages in a row; answers, drafts and verbs are recorded. ``failures`` makes so many writes fail."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = list(pages)
        self.position = 0
        self.answers: dict[str, Answer] = {}
        self.drafts: dict[str, Answer] = {}
        self.verbs: list[str] = []
        self.problems: list[Problem] = []
        self.failures = 0
        self.ended = ""
        self.consented = True

    def page(self) -> Page | None:
        """Return the page at the position."""
        if self.position >= len(self.pages):
            return None
        page = self.pages[self.position]
        return replace(page, answer=self.answers.get(page.key), draft=self.drafts.get(page.key))

    def answer(self, answer: Answer, /) -> list[Problem]:
        """Keep the answer and go on, or return the problems prepared."""
        self._write("answer")
        if self.problems:
            return [self.problems.pop(0)]
        self.answers[self.pages[self.position].key] = answer
        self.drafts.pop(self.pages[self.position].key, None)
        self.position += 1
        return []

    def draft(self, answer: Answer, /) -> None:
        """Keep a draft."""
        self._write("draft")
        self.drafts[self.pages[self.position].key] = answer

    def back(self) -> bool:
        """Go back by one page."""
        if not self.position:
            return False
        self._write("back")
        self.position -= 1
        return True

    def jump(self, key: str, /) -> bool:
        """Go to a page that was shown."""
        self._write("jump")
        at = [page.key for page in self.pages].index(key)
        if at > max(self.position, len(self.answers)):
            return False
        self.position = at
        return True

    def undo(self) -> bool:
        """Take back the last answer."""
        self._write("undo")
        if not self.answers:
            return False
        self.answers.popitem()
        self.position = max(0, self.position - 1)
        return True

    def note(self, what: str, /) -> None:
        """Record a note."""
        self._write(f"note {what}")

    def pause(self) -> None:
        """Record a pause."""
        self._write("pause")

    def finish(self) -> bool:
        """End the interview."""
        self._write("finish")
        self.ended = "complete"
        return True

    def progress(self) -> Progress:
        """Return where the position is."""
        share = self.position / max(1, len(self.pages))
        page = self.pages[min(self.position, len(self.pages) - 1)]
        return Progress(share, (1 - share) * 6, _TITLES.get(page.section, page.section))

    def review(self) -> tuple[ReviewLine, ...]:
        """Return all pages but those that only inform."""
        return tuple(self._line(page) for page in self.pages if page.kind != "info")

    def _line(self, page: Page) -> ReviewLine:
        answer = self.answers.get(page.key)
        status = "open" if answer is None else "skipped" if answer.is_empty else "answered"
        said = str(answer.value) if answer is not None and not answer.is_empty else ""
        return ReviewLine(page.key, _TITLES.get(page.section, page.section), page.text, said, status)

    def _write(self, verb: str) -> None:
        if self.failures:
            self.failures -= 1
            raise StorageError("disk_full", "The disk is full.", "Free some space and try again.")
        self.verbs.append(verb)


class CrashingSession(FakeSession):
    """Fails on an answer as a fault in the program does, with the answer in its local variables."""

    def answer(self, answer: Answer, /) -> list[Problem]:
        """Raise with the answer in the message."""
        said = answer.value
        raise RuntimeError(f"canary {said}")


_TITLES = {"welcome": "Welcome", "about": "About you", "tools": "Tools in depth", "work": "One use case"}


def choices(*labels: str) -> tuple[Choice, ...]:
    """Return choices with ids made from their labels."""
    return tuple(Choice(label.lower().replace(" ", "_"), label) for label in labels)


INTRODUCTION = (
    "A survey by practitioners, for practitioners: who we are, what we build, which tools we use, what is "
    "hard. About 12 minutes. Skip what you like, go back, or stop and continue later."
)
PAGES = (
    Page("intro", "intro", "info", "welcome", INTRODUCTION),
    Page(
        "role",
        "role",
        "single",
        "about",
        "Which role best describes your current job?",
        help="Pick the one that takes most of your time.",
        options=choices("Data scientist", "ML engineer", "Platform engineer", "Software engineer", "Manager"),
        specials=(Choice("prefer_not", "Prefer not to say", special=True),),
    ),
    Page(
        "responsibilities",
        "responsibilities",
        "multi",
        "about",
        "Which of these are part of your current job?",
        options=choices("Training models", "Deploying models", "Data pipelines", "Hiring", "Budget"),
    ),
    Page("years", "years", "number", "about", "For how many years?", minimum=0, maximum=60),
    Page(
        "frequency",
        "frequency",
        "matrix",
        "tools",
        "How often did you use each of these?",
        rows=choices("MLflow", "Kubeflow", "Airflow"),
        scales=(Scale("use", "", choices("Daily", "Weekly", "Monthly", "Less")),),
    ),
    Page("wish", "wish", "long_text", "tools", "What is missing?", text_limit=4000),
)


def start_with(
    session: FakeSession,
    *,
    survey: FakeSurvey | None = None,
    resumable: Sequence[Resumable] = (),
    introduction: str = INTRODUCTION,
    options: Options | None = None,
    notices: tuple[str, ...] = (),
    resume_first: str = "",
) -> Start:
    """Return a start whose interviews are all this session."""
    about = survey or FakeSurvey()
    opened = Opened(session, about, lambda: "k7m2q")
    return Start(
        about,
        lambda: opened,
        lambda: resumable,
        lambda _: opened,
        introduction=introduction,
        data_location="~/.local/share/mlops-survey",
        notices=notices,
        options=options or Options(grace=0.0),
        resume_first=resume_first,
    )
