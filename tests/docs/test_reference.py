"""The reference of the question files is complete, its examples compile, and what its tables say is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from mlops_survey_tui.questionnaire import limits
from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.compiler.draft import DEFAULT_SPECIALS
from mlops_survey_tui.questionnaire.compiler.symbols import SYSTEM
from mlops_survey_tui.questionnaire.compiler.universe import TAKES
from mlops_survey_tui.questionnaire.conditions.evaluate import _BUILDERS
from mlops_survey_tui.questionnaire.conditions.parse import FUNCTIONS, MAXIMUM_DEPTH, MAXIMUM_LENGTH
from mlops_survey_tui.questionnaire.errors import CATALOGUE, QuestionnaireInvalid
from mlops_survey_tui.questionnaire.format import KINDS
from mlops_survey_tui.questionnaire.format.base import Sensitivity, Spec
from mlops_survey_tui.questionnaire.format.changes import Difference
from mlops_survey_tui.questionnaire.format.questions import QuestionSpec
from mlops_survey_tui.questionnaire.model import Questionnaire
from tests.questionnaire.language import value

from .markdown import PROJECT

FORMAT, CONDITIONS = (PROJECT / "docs" / "reference" / name for name in ("format.md", "conditions.md"))

SECTIONS = {
    "Manifest": "Survey", "TargetMinutes": "Survey", "OfferSpec": "Survey", "SectionSpec": "Sections",
    "QuestionSpec": "Questions", "CheckSpec": "Questions", "TimeSpec": "Questions", "LoopSpec": "Loops",
    "Wording": "Texts", "RandomWording": "Texts", "ListFile": "Lists", "ListSpec": "Lists", "GroupSpec": "Lists",
    "OptionSpec": "Lists", "SpecialSpec": "Special answers", "SourceSpec": "Options, rows and columns",
    "DrawSpec": "Draws", "StratumSpec": "Draws", "RotationFile": "Modules", "FormSpec": "Modules", "FixedSpec": "Modules",
    "BoostSpec": "Modules", "PaceGuardSpec": "Modules", "VolunteerSpec": "Modules", "ScaleSpec": "matrix",
    "TranslationFile": "Translations", "TranslatedSpec": "Translations", "DesignFile": "Designs", "ChangesFile": "Changes", "ChangeSpec": "Changes", "EntrySpec": "Changes",
    "PartSpec": "Changes", "RenamedSpec": "Changes", "RecodedSpec": "Changes", "RewordedSpec": "Changes",
    "RescaledSpec": "Changes", "RetiredSpec": "Changes", "NewSpec": "Changes", "JudgedSpec": "Changes",
    "PublicationFile": "Publication", "BlockSpec": "Publication", "LadderSpec": "Publication",
    "LevelSpec": "Publication", "CodeSpec": "Publication",
}  # fmt: skip
"""Under which heading the fields of a model stand."""


def _page(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _section(text: str, heading: str) -> str:
    """Return what stands under a heading, headings below it included, without code."""
    plain = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    found = re.search(rf"^(#+) {re.escape(heading)}$", plain, re.MULTILINE)
    assert found, heading
    return re.split(rf"^#{{1,{len(found.group(1))}}} ", plain[found.end() :], maxsplit=1, flags=re.MULTILINE)[0]


def _rows(text: str) -> list[list[str]]:
    """Return the cells of all table rows."""
    lines = [line.replace(r"\|", "\0") for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip().replace("\0", "|") for cell in line.strip("|").split("|")] for line in lines]


def _first_cells(text: str) -> set[str]:
    return {code for row in _rows(text) for code in re.findall(r"`([^`]+)`", row[0])}


def _blocks(text: str) -> list[Any]:
    return [
        yaml.load(block, Loader=yaml.CSafeLoader)
        for block in re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    ]


def _files(text: str) -> dict[str, Any]:
    """Put the examples of a page together: its questions become a section of the manifest, after those it has."""
    manifest: dict[str, Any] = {}
    files: dict[str, Any] = {"survey.yaml": manifest}
    examples: list[Any] = []
    for block in _blocks(text):
        if isinstance(block, list):
            examples += block
        elif "questions" in block:
            files[f"sections/{block['id']}.yaml"] = block
        elif "forms" in block:
            files["rotation.yaml"] = block
        elif "texts" in block:
            files[f"translations/{block['language']}.yaml"] = block
        elif "blocks" in block:
            files["publication.yaml"] = block
        elif "versions" in block:
            files["designs/virtues.yaml"] = block
        elif "lists" in block and "id" not in block:
            files["lists/page.yaml"] = block
        else:
            manifest |= block
    own = [section for section in manifest["sections"] if isinstance(section, dict)]
    further = [name.removeprefix("sections/").removesuffix(".yaml") for name in files if name.startswith("sections/")]
    manifest["sections"] = [*own, {"id": "examples", "title": "Examples", "questions": examples}, *further]
    return files


def _compile(folder: Path, files: dict[str, Any]) -> Questionnaire:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    try:
        return compile_folder(folder, "hash")
    except QuestionnaireInvalid as error:
        pytest.fail(str(error))


@pytest.mark.parametrize("page", [FORMAT, CONDITIONS], ids=["format", "conditions"])
def test_examples_compile(page: Path, tmp_path: Path) -> None:
    files = _files(_page(page))
    if page == FORMAT:
        questions = files["survey.yaml"]["sections"][1]["questions"]
        agree = next(question for question in questions if question["id"] == "agree")
        questions.remove(agree)
        files["survey.yaml"]["sections"][0]["questions"].append(agree)  # the consent question opens the survey
    assert _compile(tmp_path, files).questions


def test_every_kind_has_its_heading_and_an_example() -> None:
    text = _page(FORMAT)
    headings = re.findall(r"^### (\w+)$", text.split("## Kinds")[1].split("\n## ")[0], re.MULTILINE)
    assert sorted(headings) == sorted(KINDS)
    for kind in KINDS:
        part = text.split(f"\n### {kind}\n", 1)[1].split("\n#", 1)[0]
        assert re.search(rf"^  kind: {kind}$", part, re.MULTILINE), kind


def _specs(model: type[Spec] = Spec) -> Iterator[type[Spec]]:
    for child in model.__subclasses__():
        if child.__module__.startswith(
            "mlops_survey_tui.questionnaire."
        ):  # other files and kinds have tests of their own
            yield child
            yield from _specs(child)


def _names(model: type[Spec]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_every_field_stands_in_a_table() -> None:
    text = _page(FORMAT)
    own = [spec for spec in _specs() if not issubclass(spec, QuestionSpec)]
    everything: list[type[Spec]] = [*own, QuestionSpec]
    for spec in everything:
        missing = _names(spec) - _first_cells(_section(text, SECTIONS[spec.__name__]))
        assert not missing, f"{spec.__name__}: {sorted(missing)}"
    for kind, model in KINDS.items():
        missing = _names(model) - _names(QuestionSpec) - _first_cells(_section(text, kind))
        assert not missing, f"{kind}: {sorted(missing)}"


def test_no_table_names_a_field_that_does_not_exist() -> None:
    text = _page(FORMAT)
    by_heading: dict[str, set[str]] = {}
    for spec in [*_specs(), *KINDS.values()]:
        heading = SECTIONS.get(spec.__name__) or next((kind for kind, model in KINDS.items() if model is spec), "")
        by_heading.setdefault(heading, set()).update(_names(spec))
    known = {"Questions": set(get_args(Sensitivity))}
    known |= {
        "Special answers": set(DEFAULT_SPECIALS),
        "Changes": set(get_args(Difference)),
        "Options, rows and columns": {*TAKES, "options: dishes", "{id: …, label: …}", "{list: …}"},
    }
    known["Texts"] = {
        "{one_of: [A, B]}",
        "{when: …, text: …}",
        *(code for code in _first_cells(_section(text, "Texts")) if code.startswith("{")),
    }
    for heading, fields in by_heading.items():
        if heading:
            assert _first_cells(_section(text, heading)) <= fields | known.get(heading, set()), heading


def test_special_answers_and_carrying_are_as_the_tables_say() -> None:
    text = _page(FORMAT)
    specials = {row[0].strip("`"): row[1:] for row in _rows(_section(text, "Special answers")) if len(row) == 3}
    for name, special in DEFAULT_SPECIALS.items():
        words = "; asks for words" if special.asks_text else ""
        assert specials[name] == [special.label, f"{'yes' if special.exclusive else 'no'}{words}"]
    carried: dict[str, tuple[str, ...]] = {}
    for row in _rows(_section(text, "Options, rows and columns")):
        if len(row) == 3:
            carried |= {take: tuple(re.findall(r"`(\w+)`", row[2])) for take in re.findall(r"`(\w+)`", row[0])}
    assert {take: kinds for take, kinds in carried.items() if take in TAKES and take != "shown"} == {
        take: kinds for take, kinds in TAKES.items() if take != "shown"
    }
    assert set(TAKES["shown"]) == {kind for kinds in TAKES.values() for kind in kinds}


def test_placeholders_of_the_table_compile(tmp_path: Path) -> None:
    files = _files(_page(FORMAT))
    files["survey.yaml"]["consent"] = None
    inside = {"id": "inside", "kind": "info", "sensitivity": "none", "text": "{dish.label}"}
    files["sections/each_dish.yaml"]["questions"].append(inside)
    texts = [
        code for code in _first_cells(_section(_page(FORMAT), "Texts")) if re.fullmatch(r"\{[\w.]+(\|\w*)?\}", code)
    ]
    assert len(texts) >= 7
    last = files["sections/goodbye.yaml"]["questions"]
    last += [
        {"id": f"text_{number}", "kind": "info", "sensitivity": "none", "text": text}
        for number, text in enumerate(texts)
        if not text.startswith("{dish.")
    ]
    _compile(tmp_path, files)


def test_every_code_is_in_the_table() -> None:
    codes = {row[0].strip("`"): (row[1], "|".join(row[2:])) for row in _rows(_section(_page(FORMAT), "Faults"))}
    assert {code: codes[code] for code in CATALOGUE} == CATALOGUE


def test_limits_are_as_written() -> None:
    text = _page(FORMAT)
    assert (
        f"{limits.MAXIMUM_BYTES // 1_000_000} MB, {limits.MAXIMUM_VALUES:,} values and {limits.MAXIMUM_QUESTIONS:,} questions"
        in text
    )
    assert f"nested deeper than {limits.MAXIMUM_DEPTH} levels" in text
    assert f"{MAXIMUM_LENGTH:,} characters and {MAXIMUM_DEPTH} levels" in _page(CONDITIONS)


def test_conditions_of_the_examples_are_accepted(tmp_path: Path) -> None:
    text = _page(CONDITIONS)
    examples = [row[0].strip("`") for row in _rows(_section(text, "Examples")) if row[0].startswith("`")]
    assert len(examples) > 20
    files = _files(text)
    questions = files["survey.yaml"]["sections"][0]["questions"]
    questions += [
        {"id": f"example_{number}", "kind": "info", "text": "T", "sensitivity": "none", "when": example}
        for number, example in enumerate(examples)
    ]
    found = _compile(tmp_path, files)
    assert all(question.when is not None for question in found.questions if question.id.startswith("example_"))


def test_the_truth_table_is_so() -> None:
    words = {"true": "n == 1", "false": "n == 2", "unknown": "k == 1"}
    results = {"true": True, "false": False, "unknown": None}
    rows = [row for row in _rows(_section(_page(CONDITIONS), "Missing is not false")) if row[0] in words]
    assert len(rows) == 9
    for a, b, both, either, negation in rows:
        assert value(f"{words[a]} and {words[b]}", n=1) is results[both]
        assert value(f"{words[a]} or {words[b]}", n=1) is results[either]
        assert value(f"not ({words[a]})", n=1) is results[negation]


def test_every_function_operator_and_system_name_is_described() -> None:
    text = _page(CONDITIONS)
    functions = {code.partition("(")[0] for code in _first_cells(_section(text, "Functions"))}
    assert functions == FUNCTIONS.keys()
    operators = _first_cells(_section(text, "Operators"))
    symbols = {name for name in _BUILDERS if not name.isidentifier() or name in ("and", "or", "not", "in")}
    assert symbols <= operators
    names = _first_cells(_section(text, "Names"))
    assert {f"{system}.{field}" for system, fields in SYSTEM.items() for field in fields.fields} <= names
    assert KINDS.keys() <= names
