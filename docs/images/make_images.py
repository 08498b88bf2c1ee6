"""Draw the pictures of the documentation: screens of the real app on the current survey, as SVG.

``make snap`` runs this; with ``--into DIR`` they are drawn elsewhere, for the test that they are current. The answers
are typed by a script, with fixed seeds, so that the pictures change only when the survey or the app does. Fonts are
those of the reader's machine: nothing is fetched.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

from textual.pilot import Pilot
from tool_pictures import TOOLS

from mlops_survey_tui.faces.tui.app import SurveyApp
from mlops_survey_tui.faces.tui.start import Opened, Options, Start
from mlops_survey_tui.interview.keys import split_key
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.load import current_edition, load

FOLDER = Path(__file__).parent
SIZE = (80, 24)
SEEDS = [f"pictures {number}" for number in range(1, 41)]
PLACE = "~/.local/share/mlops-survey"

PICTURES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "search": ("multi", "tools_used", tuple("mlflw")),
    "matrix": ("matrix", "", ("2", "4", "3")),
    "ranking": ("ranking", "", ("down", "1", "down", "down", "2", "up", "3")),
    "maxdiff": ("maxdiff", "", ("down", "left", "down", "right")),
    "allocation": ("allocation", "", ("1", "down", "3", "down", "down", "2", "up")),
}
"""Name of the picture: kind, question (empty: the first of that kind), and the keys that fill it."""

ANSWERS = {
    "consent": ("1",),
    "ml_status": ("1",),
    "uc_team_count": ("8",),
    "tools_used": ("down", "space", "down", "down", "space", "down", "space"),
    "single": ("1",),
    "multi": ("space", "down", "space", "down", "space"),
    "number": ("3",),
    "matrix": ("2",) * 15,
    "allocation": ("equals_sign",),
    "ranking": ("1", "down", "2", "down", "3"),
    "maxdiff": ("left", "down", "right"),
    "number_grid": ("2", "down", "1"),
    "scale": ("7",),
}
"""Keys that answer a question, by its id or else its kind, on the way to the pictures."""

CHARACTERS = {"space": " ", "enter": "\r", "equals_sign": "="}


class Artist:
    """Takes one interview and draws what comes by into a folder."""

    def __init__(self, seed: str, missing: set[str], folder: Path) -> None:
        self.folder = folder
        questionnaire = load(current_edition())
        self.missing = missing
        self.session = Session.begin(questionnaire, seed=seed, sink=lambda _: None)
        first = self.session.page()
        opened = Opened(self.session, questionnaire, lambda: "k7m2q")
        self.app = SurveyApp(
            Start(
                questionnaire,
                lambda: opened,
                lambda: (),
                lambda _: opened,
                introduction=first.text if first and first.kind == "info" else "",
                data_location=PLACE,
                options=Options(grace=0.0),
            )
        )

    def press(self, *keys: str) -> None:
        """Press keys on the navigator, which is faster than through the app."""
        for key in keys:
            self.app.navigator.key(key, CHARACTERS.get(key, key if len(key) == 1 else None))

    async def draw(self) -> None:
        """Walk through the survey and draw each picture that is still missing."""
        async with self.app.run_test(size=SIZE) as pilot:
            await self._keep("welcome", pilot)
            self.press("enter")
            while (page := self.session.page()) is not None and not self.session.ended:
                for name in [name for name in self.missing if _shows(name, page)]:
                    self.press(*PICTURES[name][2])
                    await self._keep(name, pilot)
                    self.press(*["escape"] * page.searchable)
                self._answer(page)
            self.press("up", "up")
            await self._keep("review", pilot)

    def _answer(self, page: Page) -> None:
        question = split_key(page.key)[0]
        keys = ANSWERS.get(question) or ANSWERS.get(page.kind, ())
        if page.searchable and question not in ANSWERS:
            keys = ("down", "space")
        for _ in range(20):
            self.press(*keys, *(("tab",) if page.kind == "long_text" else ()), "enter")
            if self.session.position != page.key:
                return
        raise RuntimeError(f"{page.key} cannot be answered by this script")

    async def _keep(self, name: str, pilot: Pilot[None]) -> None:
        if name not in self.missing:
            return
        self.app.draw()
        await pilot.pause()
        write(self.folder / f"{name}.svg", self.app.export_screenshot())
        self.missing.discard(name)


def _shows(name: str, page: Page) -> bool:
    kind, question, _ = PICTURES.get(name, ("", "", ()))
    return kind == page.kind and question in ("", page.question)


def write(file: Path, svg: str) -> None:
    """Keep a picture."""
    file.write_text(without_fonts(svg), encoding="utf-8")


def without_fonts(svg: str) -> str:
    """Return the picture without fonts from other hosts, with a plain family in their place."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono")


def main(arguments: list[str]) -> int:
    """Draw the pictures named, or all of them; return how many could not be drawn."""
    folder = FOLDER
    if arguments[:1] == ["--into"]:
        folder, arguments = Path(arguments[1]), arguments[2:]
    missing = set(arguments) or {"welcome", "review", *PICTURES, *TOOLS}
    for name in sorted(missing & TOOLS.keys()):
        write(folder / f"{name}.svg", asyncio.run(TOOLS[name]()))
        missing.discard(name)
    for seed in SEEDS:
        if missing:
            asyncio.run(Artist(seed, missing, folder).draw())
    print(*(f"not drawn: {name}" for name in sorted(missing)), sep="\n", end="")
    return len(missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
