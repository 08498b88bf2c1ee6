"""The author's app: it follows the files, keeps place and answers, says why, and finds the way to any question."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from mlops_survey_tui.commands.preview import Workbench
from mlops_survey_tui.faces.actions import PREVIEW, actions_of
from mlops_survey_tui.faces.keymap import STANDARD, Keymap
from mlops_survey_tui.faces.tui.preview.app import PreviewApp
from mlops_survey_tui.faces.tui.preview.carrying import carry, given_answers
from mlops_survey_tui.faces.tui.preview.navigating import PreviewNavigator, Unloaded
from mlops_survey_tui.faces.tui.preview.sitting import Sitting
from mlops_survey_tui.faces.tui.preview.watching import Watch
from mlops_survey_tui.faces.tui.start import Options, Start
from mlops_survey_tui.faces.tui.theme import PALETTES
from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.rehearsal.reaching import reach
from mlops_survey_tui.rehearsal.script.reading import read_script

from ...interview.surveys import shipped, survey
from .screen import find, press, screen_text, write
from .snapshots import faint_cells, overlong_rows

GOOD = """
    id: small
    title: Small
    edition: "1"
    version: "1"
    sections:
      - id: first
        title: First
        questions:
          - {kind: single, id: role, text: Which role?, sensitivity: none, required: true,
             options: [{id: cook, label: Cook}, {id: baker, label: Baker}]}
          - {kind: number, id: years, text: For how many years?, sensitivity: none, minimum: 0, maximum: 60}
          - {kind: single, id: oven, text: Which oven?, sensitivity: none, when: role == 'baker',
             options: [{id: gas, label: Gas}, {id: stone, label: Stone}]}
          - {kind: text, id: words, text: Any words?, sensitivity: none, max_chars: 40}
"""


class _Preview:
    """A preview of a folder, without a terminal."""

    def __init__(
        self, folder: Path, start: str = "", script: Path | None = None, text: str = GOOD, keymap: Keymap = STANDARD
    ) -> None:
        self.keymap = keymap
        self.file = folder / "survey.yaml"
        self.save(text, look=False)
        read = read_script(script) if script is not None else None
        self.sitting = Sitting(Workbench(folder, read, "").author(start))
        self.navigator = self._navigator()

    def _navigator(self) -> PreviewNavigator:
        sitting, usable = self.sitting, self.sitting.session is not None
        start = Start(
            Unloaded("small"), sitting.begun, lambda: (), lambda _: sitting.begun(),
            options=Options(grace=0.0, keymap=self.keymap.having(PREVIEW)), resume_first="preview" if usable else "",
        )  # fmt: skip
        return PreviewNavigator(start, sitting)

    def save(self, text: str, look: bool = True) -> None:
        """Save the file; the preview looks twice, as files must have come to rest."""
        self.file.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
        if look:
            assert [self.navigator.look(), self.navigator.look()] == [False, True]

    @property
    def session(self) -> Session:
        """The interview."""
        assert self.sitting.session is not None
        return self.sitting.session

    def text(self) -> str:
        """Return the screen."""
        assert overlong_rows(self.navigator.rows, 80) == []
        return screen_text(self.navigator)

    def press(self, *keys: str) -> None:
        """Press keys."""
        press(self.navigator, *keys)


@pytest.fixture
def shown(tmp_path: Path) -> _Preview:
    """A preview that stands on its third page, with the second answer still being entered there."""
    preview = _Preview(tmp_path)
    preview.press("2", "enter", "7", "enter", "2")
    return preview


def test_a_banner_says_what_is_previewed_and_where_it_stands_in_the_files(shown: _Preview) -> None:
    banner = shown.text().split("\n")[0]
    assert banner.strip().startswith("PREVIEW  oven · single · survey.yaml:12")
    assert banner.endswith("w why  g go to")
    assert "Stone" in shown.text()


def test_a_saved_wording_shows_on_the_same_question_with_everything_given(shown: _Preview) -> None:
    shown.save(GOOD.replace("Which oven?", "Which kind of oven?"))
    assert "Which kind of oven?" in shown.text()
    assert "2 ● Stone" in shown.text()
    assert "The files were read again." in shown.text()
    assert shown.session.page_at("years").answer == Answer(7)
    shown.press("enter")
    assert shown.session.page_at("oven").answer == Answer("stone")


def test_what_does_not_fit_any_more_is_told(shown: _Preview) -> None:
    shown.save(GOOD.replace("maximum: 60", "maximum: 5"))
    assert shown.session.position == "oven"
    assert "Answers that do not fit any more: years (7 is above the largest" in " ".join(shown.text().split())
    shown.save(GOOD.replace("id: years", "id: months"))
    assert shown.session.position == "oven"


def test_a_question_that_is_gone_leaves_the_next_place(shown: _Preview) -> None:
    shown.save(GOOD.replace("when: role == 'baker'", "when: role == 'cook'"))
    assert shown.session.position == "words"
    assert "oven is not shown now" in shown.text()
    assert given_answers(shown.session) == {"role": Answer("baker"), "years": Answer(7)}


def test_faults_are_shown_in_place_and_go_when_mended(shown: _Preview) -> None:
    shown.save(GOOD.replace("role == 'baker'", "roll == 'baker'").replace("kind: text", "kind: test"))
    text = shown.text()
    assert "Faults in the files" in text
    assert "survey.yaml:12  C303" in text
    assert "did you mean 'text'?" in text
    shown.press("escape")
    assert "2 ● Stone" in shown.text()
    assert "e 2 faults" in shown.text()
    shown.press("enter", "f4")
    assert "Faults in the files" in shown.text()
    shown.save(GOOD.replace("role == 'baker'", "roll == 'baker'"))
    assert "1 fault" in shown.text()
    shown.save(GOOD.replace("Any words?", "Any other words?"))
    assert "Any other words?" in shown.text()
    assert "fault" not in shown.text()
    shown.press("f4")
    assert "The files are without faults." in shown.text()


def test_files_that_are_faulty_from_the_start_are_waited_for(tmp_path: Path) -> None:
    preview = _Preview(tmp_path, text="id: small\n")
    assert "Faults in the files" in preview.text()
    assert "go on with the last good text" not in preview.text()
    preview.press("escape", "w", "g")
    assert "Faults in the files" in preview.text()
    preview.save("id: [\n")
    preview.save(GOOD)
    assert "Which role?" in preview.text()


def test_why_explains_the_question_and_hidden_ones_near(shown: _Preview) -> None:
    shown.press("w")
    text = shown.text()
    assert "question oven is shown (it is asked now)." in text
    assert "role == 'baker'  →  true   [role is 'baker']" in text
    assert "if role were 'cook'" in text
    shown.press("w")
    assert "Which oven?" in shown.text()
    shown.press("escape", "escape", "1", "enter", "enter", "f2")
    assert "Hidden near here" in shown.text()
    shown.press("down", "enter")
    assert "question oven is hidden." in shown.text()
    assert "if role were 'baker'" in shown.text()
    shown.press("escape")
    assert "Any words?" in shown.text()


def test_why_is_said_at_the_end_too_and_where_letters_are_text(shown: _Preview) -> None:
    shown.press("enter")
    write(shown.navigator, "w")
    assert "F2 why" in shown.text()
    shown.press("f2")
    assert "question words is shown" in shown.text()
    shown.press("escape", "enter", "w")
    assert "The interview is at its end." in shown.text()


def test_any_question_is_gone_to_by_its_id(shown: _Preview) -> None:
    shown.press("g")
    write(shown.navigator, "words")
    shown.press("enter")
    assert shown.session.position == "words"
    assert "on the way were made up" in shown.text()
    assert shown.session.page_at("years").answer == Answer(7)
    shown.press("f3")
    write(shown.navigator, "years")
    shown.press("enter")
    assert shown.session.position == "years"
    assert shown.session.page_at("role").answer == Answer("baker")
    shown.press("g", "escape")
    assert "For how many years?" in shown.text()
    shown.press("g")
    write(shown.navigator, "xyz")
    shown.press("enter", "escape", "escape")
    assert "For how many years?" in shown.text()


def test_a_question_that_nobody_reaches_says_so_and_why(tmp_path: Path) -> None:
    preview = _Preview(tmp_path, text=GOOD.replace("when: role == 'baker'", "when: role == 'baker' and years > 60"))
    preview.press("g")
    write(preview.navigator, "oven")
    preview.press("enter")
    assert "No way to oven was found" in preview.text()
    assert "question oven is hidden." in preview.text()


def test_it_begins_at_a_question_or_says_that_there_is_none(tmp_path: Path) -> None:
    preview = _Preview(tmp_path, start="oven")
    assert "Which oven?" in preview.text()
    assert preview.session.page_at("role").answer == Answer("baker")
    assert "There is no question nothing." in _Preview(tmp_path, start="nothing").text()


def test_the_answers_of_a_script_are_given_first(tmp_path: Path) -> None:
    script = tmp_path / "first.script"
    script.write_text("steps: [{answer: {role: Baker, years: 12}}]\n", encoding="utf-8")
    preview = _Preview(tmp_path, script=script)
    assert preview.session.position == "oven"
    assert preview.session.page_at("years").answer == Answer(12)
    assert _Preview(tmp_path, "words", script).session.page_at("years").answer == Answer(12)


def test_authors_keys_are_in_the_help_of_the_preview_only(shown: _Preview) -> None:
    shown.press("question_mark", "end", "pagedown")
    help_text = ""
    for _ in range(40):
        help_text += shown.text()
        shown.navigator.wheel(1)
    assert "\n   Preview" in help_text


def test_a_click_on_the_banner_is_a_key(shown: _Preview) -> None:
    shown.navigator.click(*find(shown.navigator, "w why"))
    assert "question oven is shown" in shown.text()


@pytest.mark.parametrize(("width", "height"), [(40, 12), (30, 8), (120, 40), (20, 5)])
def test_every_screen_fits(shown: _Preview, width: int, height: int) -> None:
    shown.navigator.resize(width, height)
    for keys in (("w",), ("escape", "g"), ("escape", "escape", "question_mark"), ("escape", "enter"), ("enter",)):
        shown.press(*keys)
        assert len(shown.navigator.rows) == height
        assert overlong_rows(shown.navigator.rows, width) == []
        for palette in PALETTES.values():
            assert list(faint_cells(shown.navigator.rows, width, palette)) == []


def test_a_change_counts_once_the_files_rest(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "survey.yaml").write_text("a")
    watch = Watch(tmp_path)
    assert not watch.changed()
    (tmp_path / "lists" / "tools.yaml").write_text("b")
    assert [watch.changed(), watch.changed(), watch.changed()] == [False, True, False]
    (tmp_path / "lists" / "tools.yaml").write_text("bb")
    assert not watch.changed()
    (tmp_path / "lists" / "tools.yaml").unlink()
    assert [watch.changed(), watch.changed()] == [False, True]


def _begun(seed: str = "1") -> Session:
    return Session.begin(shipped("examples/coffee"), seed=seed, sink=lambda events: None, clock=lambda: 0.0)


def test_answers_are_carried_over_and_back_to_a_page_that_has_one() -> None:
    before = _begun()
    for answer in (EMPTY, Answer("yes"), Answer("coffee"), Answer(1), Answer("morning"), Answer(["moka"])):
        before.answer(answer)
    before.jump("cups")
    after = _begun()
    carried = carry(given_answers(before), after, "cups", lambda page: EMPTY)
    assert (carried.arrived, carried.lost, after.position) == (True, {}, "cups")
    assert given_answers(after) == given_answers(before)


def test_a_new_page_that_must_be_answered_is_answered_on_the_way() -> None:
    questionnaire = survey(textwrap.dedent(GOOD).partition('version: "1"\n')[2])
    session = Session.begin(questionnaire, seed="1", sink=lambda events: None)
    carried = carry({"years": Answer(3)}, session, "words", lambda page: Answer(page.options[0].id))
    assert carried.arrived
    assert given_answers(session) == {"role": Answer("cook"), "years": Answer(3)}


def test_every_question_of_an_example_is_reached() -> None:
    for name in shipped("examples/coffee").question_by_id:
        way = reach(lambda number: _begun(str(number)), name, {})
        assert way is not None, name
        assert way.session.position == name
    kept = reach(lambda number: _begun(str(number)), "liking", {"cups": Answer(2)})
    assert kept is not None
    assert kept.session.page_at("cups").answer == Answer(2)
    assert reach(lambda number: _begun(str(number)), "nothing", {}, attempts=4) is None


def test_the_app_draws_the_preview(shown: _Preview) -> None:
    start = Start(Unloaded("small"), shown.sitting.begun, lambda: (), lambda _: shown.sitting.begun())
    assert isinstance(PreviewApp(start, shown.sitting).navigator, PreviewNavigator)


@pytest.mark.parametrize("key", [key for action in actions_of(PREVIEW) for key in action.keys])
@pytest.mark.parametrize("moved", [False, True])
def test_every_key_of_an_author_does_what_the_help_says(tmp_path: Path, key: str, moved: bool) -> None:
    expected = {"why": "question role is shown", "go_to": "Go to a question", "faults": "The files are without faults."}
    action = STANDARD.having(PREVIEW).action_for(key)
    shown = _Preview(tmp_path, keymap=Keymap(moved={action: ("f12",)}) if moved else STANDARD)
    shown.press("f12" if moved else key)
    assert expected[action] in shown.text()
    shown = _Preview(tmp_path, keymap=Keymap(moved={action: ("f12",)}))
    shown.press(key)
    assert expected[action] not in shown.text()
