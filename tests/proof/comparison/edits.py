"""Edits of a questionnaire's files, each with the change that comparing must find.

An edit changes the files in place and returns what is expected: the owner, the aspect, and whether it is a mere note;
None where this questionnaire gives no occasion for it. ``pick`` chooses one of several by chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from mlops_survey_tui.proof.comparison.origins import Owner

from .editing import Files, lists_in, options_in, questions_in, sections_in

Item = TypeVar("Item")
Pick = Callable[[Sequence[Item]], Item]
Expected = tuple[Owner, str] | None
Edit = Callable[[Files, Any], Expected]


def _used_list(files: Files, pick: Any) -> tuple[str, dict[str, Any]] | None:
    """Choose a list that some question names as its options or rows."""
    lists = lists_in(files)
    named = {name for question in questions_in(files) for name in _names(question) if name in lists}
    return (name := pick(sorted(named)), lists[name]) if named else None


def _names(question: dict[str, Any]) -> list[str]:
    entries = [question.get(field) for field in ("options", "rows", "columns")]
    flat = [one for entry in entries for one in (entry if isinstance(entry, list) else [entry])]
    return [one for one in flat if isinstance(one, str)]


def _with(files: Files, pick: Any, *fields: str) -> dict[str, Any] | None:
    found = [question for question in questions_in(files) if all(field in question for field in fields)]
    return pick(found) if found else None


def relabel_option(files: Files, pick: Any) -> Expected:
    found = _used_list(files, pick)
    assert found is not None
    option = pick(options_in(found[1]))
    option["label"] += " and all that belongs to it"
    return Owner("list", found[0]), "options"


def drop_option(files: Files, pick: Any) -> Expected:
    found = _used_list(files, pick)
    assert found is not None
    options = options_in(found[1])
    options.remove(pick(options))
    return Owner("list", found[0]), "options"


def add_option(files: Files, pick: Any) -> Expected:
    found = _used_list(files, pick)
    assert found is not None
    options_in(found[1]).append({"id": "something_else_now", "label": "Something else now"})
    return Owner("list", found[0]), "options"


def rename_option(files: Files, pick: Any) -> Expected:
    found = _used_list(files, pick)
    assert found is not None
    pick(options_in(found[1]))["id"] = "by_another_id"
    return Owner("list", found[0]), "options"


def reorder_options(files: Files, pick: Any) -> Expected:
    found = _used_list(files, pick)
    assert found is not None
    if found[1].get("order", "natural") not in ("natural", "lifecycle"):
        return None
    options_in(found[1]).reverse()
    return Owner("list", found[0]), "options"


def shuffle_list(files: Files, pick: Any) -> Expected:
    question = _with(files, pick, "order")
    if question is None or question["order"] != "random":
        return None
    question["order"] = "natural"
    return Owner("question", question["id"]), "order"


def reword(files: Files, pick: Any) -> Expected:
    question = pick(list(questions_in(files)))
    if not isinstance(question["text"], str):
        return None
    question["text"] = f"Before we go on: {question['text']}"
    return Owner("question", question["id"]), "text"


def misspell(files: Files, pick: Any) -> Expected:
    found = [
        question for question in questions_in(files) if isinstance(question["text"], str) and "ou" in question["text"]
    ]
    question = pick(found)
    question["text"] = question["text"].replace("ou", "uo", 1)
    return Owner("question", question["id"]), "text"


def other_help(files: Files, pick: Any) -> Expected:
    question = pick(list(questions_in(files)))
    question["help"] = "Take your time."
    return Owner("question", question["id"]), "help"


def other_kind(files: Files, pick: Any) -> Expected:
    found = [question for question in questions_in(files) if question["kind"] in ("text", "long_text")]
    if not found:
        return None
    question = pick(found)
    question["kind"] = "long_text" if question["kind"] == "text" else "text"
    return Owner("question", question["id"]), "kind"


def other_scale(files: Files, pick: Any) -> Expected:
    question = _with(files, pick, "high")
    if question is None:
        return None
    question["high"] = 9 if question["high"] != 9 else 8
    return Owner("question", question["id"]), "scale"


def other_limit(files: Files, pick: Any) -> Expected:
    question = _with(files, pick, "maximum")
    if question is None:
        return None
    question["maximum"] += 1
    return Owner("question", question["id"]), "limits"


def another_special(files: Files, pick: Any) -> Expected:
    question = _with(files, pick, "special")
    if question is None or "prefer_not" in question["special"]:
        return None
    question["special"].append("prefer_not")
    return Owner("question", question["id"]), "specials"


def other_condition(files: Files, pick: Any) -> Expected:
    question = pick(list(questions_in(files)))
    if question.get("required"):
        return None
    question["when"] = f"({question['when']}) and 1 == 1" if "when" in question else "1 == 1"
    return Owner("question", question["id"]), "base"


def other_section_condition(files: Files, pick: Any) -> Expected:
    found = [section for section in sections_in(files) if not section.get("module")][1:]
    section = pick(found)
    section["when"] = f"({section['when']}) and 1 == 1" if "when" in section else "1 == 1"
    return Owner("section", section["id"]), "base"


def other_forms(files: Files, pick: Any) -> Expected:
    if "rotation.yaml" not in files:
        return None
    form = files["rotation.yaml"]["forms"][0]
    files["rotation.yaml"]["forms"].append(
        {"form": len(files["rotation.yaml"]["forms"]) + 1, "modules": form["modules"]}
    )
    return Owner("section", form["modules"][0]), "assignment"


def other_draw(files: Files, pick: Any) -> Expected:
    draws = dict(files["survey.yaml"].get("draws", {}))
    for section in sections_in(files):
        draws |= section.get("draws", {})
    found = [name for name in sorted(draws) if draws[name].get("take", 0) >= 2]
    if not found:
        return None
    name = pick(found)
    draws[name]["take"] -= 1
    return Owner("draw", name), "sampling"


def drop_question(files: Files, pick: Any) -> Expected:
    section = pick(list(sections_in(files)))
    if len(section["questions"]) < 2:
        return None
    question = pick(section["questions"])
    section["questions"].remove(question)
    return Owner("question", question["id"]), "question"


def _alone(files: Files) -> list[dict[str, Any]]:
    """Return the questions that nothing else names."""
    text = repr(files)
    return [question for question in questions_in(files) if len(re.findall(rf"\b{question['id']}\b", text)) == 1]


def rename_question(files: Files, pick: Any) -> Expected:
    question = pick(_alone(files))
    old, question["id"] = question["id"], "under_a_new_id"
    return Owner("question", old), "question"


def add_question(files: Files, pick: Any) -> Expected:
    question = {"kind": "text", "id": "brand_new", "text": "And what is new?", "sensitivity": "free_text"}
    pick(list(sections_in(files)))["questions"].append(question)
    return Owner("question", "brand_new"), "question"


def move_question(files: Files, pick: Any) -> Expected:
    question = pick(_alone(files))
    section = next(section for section in sections_in(files) if question in section["questions"])
    if len(section["questions"]) < 3 or question is section["questions"][-1]:
        return None
    section["questions"].remove(question)
    section["questions"].append(question)
    return Owner("question", question["id"]), "position"


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        relabel_option, drop_option, add_option, rename_option, reorder_options, shuffle_list, reword, misspell,
        other_help, other_kind, other_scale, other_limit, another_special, other_condition, other_section_condition,
        other_forms, other_draw, drop_question, rename_question, add_question, move_question,
    )
}  # fmt: skip
