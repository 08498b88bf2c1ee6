"""A file of keys is read as a whole, or told what is wrong with it, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.faces.actions import ACTIONS
from mlops_survey_tui.faces.keymap import STANDARD
from mlops_survey_tui.faces.keymap.checking import NEEDED
from mlops_survey_tui.faces.keymap.example import example
from mlops_survey_tui.faces.keymap.faults import KeysFault, KeysInvalid
from mlops_survey_tui.faces.keymap.locating import keymap_wished, keys_file
from mlops_survey_tui.faces.keymap.reading import keymap_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys.toml"


def _faults(file: Path, text: str) -> tuple[KeysFault, ...]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KeysInvalid) as caught:
        keymap_of(file)
    assert str(caught.value).count(str(file)) == len(caught.value.faults)
    return caught.value.faults


def test_keys_are_lists_or_a_text(file: Path) -> None:
    file.write_text('[keys]\nreview = "F5"\nundo = ["Ctrl+U", "i", "i"]\nsuspend = []\n')
    keymap = keymap_of(file)
    assert keymap.keys_of("review") == ("f5",)
    assert keymap.keys_of("undo") == ("ctrl+u", "i")
    assert keymap.keys_of("suspend") == ()
    assert keymap.keys_of("back") == ("escape",)


def test_two_actions_can_swap_their_keys(file: Path) -> None:
    file.write_text('keys.review = "u"\nkeys.undo = "r"\n')
    assert keymap_of(file).action_for("r") == "undo"


def test_an_empty_file_changes_nothing(file: Path) -> None:
    file.write_text("")
    assert keymap_of(file).moved == {}


@pytest.mark.parametrize(
    ("text", "line", "says", "mends"),
    [
        ('[keys]\n\nrevew = "F5"\n', 3, "no action revew", "review"),
        ('[keys]\nreview = "F5"\nundo = ["F55"]\n', 3, "'F55'", "Ctrl+R"),
        ('[keys]\nreview = "F9"\n# a remark\nundo = "F9"\n', 4, "F9 is given to undo, and is a key of review too.", "F6"),
        ('[keys]\nreview = "u"\n', 2, "is a key of undo too, which keeps it", "undo ="),
        ('[keys]\nwhy = "r"\n', 2, "is a key of review too, which keeps it", "review ="),
        ("[keys]\nhelp = []\n", 2, "help is left without a key", "?, F1"),
        ('[keys]\nback = "q"\n', 2, "back has only q, which is text", "F6"),
        ('[keys]\nnext = ["1", "space"]\ntoggle = "F9"\ndigit_1 = []\n', 2, "next has only 1, Space, which is text", "F6"),
        ('[keys]\nreview = "F5\n', 2, "This is not TOML", 'review = ["F5"]'),
        ('[keys]\nreview = "F5"\nreview = "F6"\n', 3, "This is not TOML", 'review = ["F5"]'),
        ("[keys]\nreview = " + "9" * 5000 + "\n", 2, "number here is too long", "take the number out"),
        ("[keys]\nreview = 5\n", 2, "no list of texts", "review = "),
        ("[keys]\nreview = [5]\n", 2, "no list of texts", "review = "),
        ('review = "F5"\n', 1, "review means nothing here", "[keys]"),
        ('[keys]\nreview = "F5"\n[colours]\nback = "blue"\n', 3, "colours means nothing here", "[keys]"),
        ('keys = "F5"\n', 1, "keys is not a table", "[keys]"),
        ("[keys]\n" + "# much\n" * 20_000, 1, "too large", "line an action"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line_and_how_to_mend_it(
    file: Path, text: str, line: int, says: str, mends: str
) -> None:
    (fault,) = _faults(file, text)
    assert fault.line == line
    assert says in fault.message
    assert mends in fault.remedy


def test_all_faults_are_told_at_once_in_the_order_of_the_file(file: Path) -> None:
    faults = _faults(file, '[keys]\nback = []\nrevew = "F5"\nundo = "F99"\nhelp = "r"\n')
    assert [fault.line for fault in faults] == [2, 3, 4, 5, 5]


@pytest.mark.parametrize("action", NEEDED)
def test_what_a_survey_needs_keeps_a_key_that_is_no_text(file: Path, action: str) -> None:
    assert _faults(file, f"[keys]\n{action} = []\n")
    assert _faults(file, f'[keys]\n{action} = "%"\n')
    file.write_text(f'[keys]\n{action} = ["%", "F9"]\n')
    assert keymap_of(file).keys_of(action)[1:] == ("f9",)


def test_a_space_chooses_and_is_enough_for_that(file: Path) -> None:
    file.write_text('[keys]\ntoggle = "Space"\n')
    assert keymap_of(file).keys_of("toggle") == ("space",)


def test_a_file_that_is_no_text_is_told(file: Path) -> None:
    file.write_bytes(b'[keys]\nreview = "\xff"\n')
    with pytest.raises(KeysInvalid, match="UTF-8"):
        keymap_of(file)
    with pytest.raises(KeysInvalid, match="cannot be read"):
        keymap_of(file.parent)


@pytest.mark.parametrize("start", ["", "[" * 5000, "keys = " + "[" * 5000, "\x00", "[keys]\n" + "a." * 3000 + "b = 1"])
def test_hostile_files_are_told_too(file: Path, start: str) -> None:
    assert _faults(file, f"{start}\n= = =")


def test_what_a_file_says_is_shown_and_not_obeyed(file: Path) -> None:
    file.write_text('[keys]\n"\\u001b[31mred" = "F5"\nreview = ["\\u001b]8;;x"]\n', encoding="utf-8")
    with pytest.raises(KeysInvalid) as caught:
        keymap_of(file)
    assert "\x1b" not in str(caught.value)


def test_the_example_is_a_whole_file_that_changes_nothing_until_it_is_edited(file: Path) -> None:
    text = example(STANDARD, file)
    file.write_text(text)
    assert keymap_of(file).moved == {}
    lines = text.partition("[keys]\n")[2].replace("# ", "").split("\n")
    file.write_text("[keys]\n" + "\n".join(line for line in lines if " = [" in line))
    assert keymap_of(file).moved == {action.id: action.keys for action in ACTIONS.values()}


def test_the_example_of_a_changed_keymap_is_that_keymap(file: Path) -> None:
    file.write_text('[keys]\nreview = ["F5", "\\"", "\\\\"]\n')
    keymap = keymap_of(file)
    file.write_text(example(keymap, file))
    assert keymap_of(file).moved == keymap.moved == {"review": ("f5", "quotation_mark", "backslash")}


def test_a_named_file_goes_before_the_environment_and_that_before_the_users_own(tmp_path: Path) -> None:
    environ = {"MLOPS_SURVEY_KEYS": str(tmp_path / "b.toml")}
    assert keys_file(tmp_path / "a.toml", environ) == (tmp_path / "a.toml", True)
    assert keys_file(None, environ) == (tmp_path / "b.toml", True)
    own, asked = keys_file(None, {})
    assert (own.name, own.parent.name, asked) == ("keys.toml", "mlops-survey", False)


def test_only_a_file_that_was_asked_for_has_to_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert keymap_wished(None, {}) is STANDARD
    with pytest.raises(KeysInvalid, match="cannot be read"):
        keymap_wished(tmp_path / "none.toml", {})


def test_the_file_in_the_guide_works(file: Path) -> None:
    guide = Path(__file__).parents[3] / "docs" / "guide" / "keys-and-terminals.md"
    file.write_text(guide.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    assert set(keymap_of(file).moved) == {"review", "undo", "back", "suspend"}
