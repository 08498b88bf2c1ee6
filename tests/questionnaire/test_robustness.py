"""Whatever stands in the files, compiling gives a questionnaire or a list of faults, and never anything else."""

from __future__ import annotations

import copy
import shutil
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.errors import CATALOGUE, QuestionnaireInvalid
from mlops_survey_tui.questionnaire.model import Questionnaire
from tests.questionnaire.writing import QUESTIONS, SHIPPED

Files = dict[str, Any]
Path_ = tuple[str | int, ...]

WRONG: list[Any] = [
    None, 0, -1, 5, 1.5, True, "", "x", "a_b", [], {}, [[]], {"a": 1}, ["a"], "1 + 1", "none", "other", 10**30, "q == 1",
    "{x}", "{", float("inf"), float("nan"), "not not_there", "a.b.c", "__class__", {"from": "x"}, {"draw": "x"},
]  # fmt: skip


def _compile(folder: Path, files: Files) -> Questionnaire | None:
    """Compile files, or return None; fail if anything but faults with sound places comes of it."""
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")
    try:
        return compile_folder(folder, "hash")
    except QuestionnaireInvalid as error:
        for fault in error.faults:
            assert fault.code in CATALOGUE
            assert (folder / fault.file).exists() or fault.code == "F101"
            assert 1 <= fault.line <= len((folder / fault.file).read_text(encoding="utf-8").splitlines()) + 1
        return None
    finally:
        shutil.rmtree(folder)


@cache
def _shipped(name: str) -> tuple[Files, list[tuple[str, Path_]], list[str]]:
    """Return a shipped questionnaire as data, the paths of all its values, and all its texts."""
    folder = QUESTIONS / name
    files = {
        file.relative_to(folder).as_posix(): yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for file in sorted(folder.rglob("*.yaml"))
    }
    paths = [(file, path) for file, data in files.items() for path in _paths(data)]
    texts = sorted({text for data in files.values() for text in _texts(data)})
    return files, paths, texts


def _items(data: Any) -> list[tuple[Any, Any]]:
    if isinstance(data, dict):
        return list(data.items())
    return list(enumerate(data)) if isinstance(data, list) else []


def _paths(data: Any, path: Path_ = ()) -> list[Path_]:
    return [path, *(inner for key, value in _items(data) for inner in _paths(value, (*path, key)))]


def _texts(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    keys = list(data) if isinstance(data, dict) else []
    return keys + [text for _, value in _items(data) for text in _texts(value)]


def _get(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


def mutate(files: Files, name: str, random: Random) -> None:
    """Take a value away, replace it by a wrong or a strange one, rename its key, or repeat it."""
    _, paths, texts = _shipped(name)
    file, path = random.choice(paths)
    if not path:
        files[file] = random.choice([files[file], random.choice(WRONG)])
        return
    parent: Any = _get(files[file], path[:-1])
    key: Any = path[-1]
    change = random.randrange(6)
    if change == 0:
        del parent[key]
    elif change == 1:
        parent[key] = random.choice(WRONG)
    elif change == 2:
        parent[key] = random.choice(texts)
    elif change == 3:
        other, place = random.choice(paths)
        parent[key] = copy.deepcopy(_get(_shipped(name)[0][other], place))
    elif isinstance(parent, list):
        parent.insert(random.randrange(len(parent)), copy.deepcopy(parent[key]))
    elif change == 4:
        parent[random.choice(texts)] = parent.pop(key)
    else:
        parent[random.choice(texts)] = copy.deepcopy(parent[key])


@pytest.mark.parametrize(("name", "count"), list(zip(SHIPPED, (4, 80, 50), strict=True)))
def test_mutated_questionnaires_compile_or_have_faults(name: str, count: int, tmp_path: Path) -> None:
    for seed in range(count):
        random = Random(f"{name} {seed}")
        files = copy.deepcopy(_shipped(name)[0])
        for _ in range(random.choice((1, 1, 1, 2, 4))):
            try:
                mutate(files, name, random)
            except (KeyError, IndexError, TypeError):
                continue
        compiled = _compile(tmp_path / "mutated", files)
        if compiled is not None:
            assert Questionnaire.from_json(compiled.to_json()) == compiled
            Session.begin(compiled, seed="s", sink=lambda events: None, clock=lambda: 0.0)


_NAMES = st.sampled_from(
    [
        "id",
        "title",
        "edition",
        "version",
        "sections",
        "questions",
        "kind",
        "text",
        "sensitivity",
        "options",
        "rows",
        "columns",
        "scales",
        "lists",
        "draws",
        "loop",
        "over",
        "as",
        "when",
        "from",
        "take",
        "draw",
        "list",
        "list_of",
        "label",
        "special",
        "conditions",
        "computed",
        "single",
        "multi",
        "matrix",
        "allocation",
        "number",
        "scale",
        "info",
        "q1",
        "q2",
        "none",
        "other",
        "groups",
        "special_answers",
        "source",
        "number",
        "letter",
        "one_of",
        "strata",
        "fill",
        "total",
        "at_most",
    ]
)
_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 12), st.floats(), _NAMES, st.text(max_size=6), st.sampled_from(WRONG[:5])
)
_DATA = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=5), max_leaves=25
)
_QUESTIONS = st.lists(
    st.fixed_dictionaries(
        {"kind": _NAMES | st.sampled_from(["single", "multi", "matrix", "allocation"]), "id": st.sampled_from(["q1", "q2", "q3"])},
        optional={
            "text": _DATA, "sensitivity": st.just("none"), "options": _DATA, "rows": _DATA, "columns": _DATA, "when": _DATA,
            "loop": _DATA, "total": _DATA, "special": _DATA, "scales": _DATA, "checks": _DATA, "order": _DATA,
        },
    ),
    max_size=3,
)  # fmt: skip
_MANIFESTS = st.fixed_dictionaries(
    {"id": st.just("x"), "title": st.just("X"), "edition": st.just("e"), "version": st.just("v")},
    optional={
        "sections": st.lists(
            st.fixed_dictionaries({"id": _NAMES, "title": st.just("T"), "questions": _QUESTIONS}, optional={"loop": _DATA, "when": _DATA, "draws": _DATA}),
            max_size=2,
        ) | _DATA,
        "lists": _DATA, "draws": _DATA, "conditions": _DATA, "computed": _DATA, "special_answers": _DATA, "consent": _DATA,
    },
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(_MANIFESTS | _DATA, st.none() | _DATA, st.none() | _DATA)
def test_random_data_compiles_or_has_faults(tmp_path: Path, survey: Any, lists: Any, rotation: Any) -> None:
    files = {"survey.yaml": survey, "lists/l.yaml": lists, "rotation.yaml": rotation}
    _compile(
        tmp_path / "random", {name: data for name, data in files.items() if data is not None or name == "survey.yaml"}
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=60) | st.text(st.sampled_from("abc:-[]{}&*!|>'\"#,? \n\t%@`~\\0"), max_size=60).map(str.encode)
)
def test_random_bytes_have_faults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "survey.yaml").write_bytes(content)
    with pytest.raises(QuestionnaireInvalid):
        compile_folder(tmp_path, "hash")
