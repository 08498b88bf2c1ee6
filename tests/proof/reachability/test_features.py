"""Loops, draws, carrying, jumps, modules and remarks: verdicts agree with every interview and every outcome of chance."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from mlops_survey_tui.interview.pins import NO_PINS, Pins
from mlops_survey_tui.proof.reachability.prove import Budget, prove
from mlops_survey_tui.proof.reachability.target import Target, seen_in
from mlops_survey_tui.questionnaire.compiler import compile_folder

from .exhaustive import every_interview

HEAD = "id: small\ntitle: Small\nedition: first\nversion: '1'\n"
AB = "[{id: a, label: A}, {id: b, label: B}]"


def question(line: str, when: str = "") -> str:
    """Return a question on one line."""
    condition = f', when: "{when}"' if when else ""
    return f"  - {{sensitivity: none, {line}{condition}}}\n"


def section(name: str, *questions: str, more: str = "") -> str:
    """Return a section."""
    return f"- id: {name}\n  title: {name}\n{more}  questions:\n{''.join(questions)}"


def info(name: str, when: str = "") -> str:
    """Return a question without an answer."""
    return question(f"id: {name}, kind: info, text: Hello.", when)


LOOP = (
    HEAD
    + "sections:\n"
    + section(
        "s",
        question(f"id: picks, kind: multi, text: Picks?, special: [none], options: {AB}"),
        question(
            f"id: each, kind: single, text: Each?, special: [], loop: {{over: {{from: picks}}, as: one}}, options: {AB}"
        ),
        info("after", "each['a'] == 'b' and each['b'] == 'b'"),
        info("off_path", "each['a'] == 'b' and 'a' not in picks"),
        info("none_said", "special(picks, 'none') and count(picks) == 0"),
        info("impossible", "special(picks, 'none') and answered(each['a'])"),
    )
)
CAPPED = (
    HEAD
    + "sections:\n"
    + section(
        "s",
        question(f"id: picks, kind: multi, text: Picks?, special: [], options: {AB}"),
        info("each", "one.id == 'a'").replace("kind: info", "kind: info, loop: {over: {from: picks}, as: one, cap: 1}"),
        question(
            f"id: last, kind: single, text: Last?, special: [], options: {AB}, loop: {{over: {{from: picks}}, as: it, cap: 1}}"
        ),
        info("only_b", "answered(last['b'])"),
        info("b_beside_a", "answered(last['b']) and 'a' in picks"),
    )
)
SECTION_LOOP = (
    HEAD
    + "sections:\n"
    + section("first", question(f"id: picks, kind: multi, text: Picks?, special: [], options: {AB}"))
    + section(
        "each",
        question(f"id: inside, kind: single, text: In?, special: [], options: {AB}"),
        info("same_pass", "inside == 'a' and one.id == 'b'"),
        info("never", "inside == 'a' and inside == 'b'"),
        more="  loop: {over: {from: picks}, as: one}\n",
    )
    + section(
        "last",
        info("both", "inside['a'] == 'a' and inside['b'] == 'b'"),
        info("no", "inside['a'] == 'a' and 'a' not in picks"),
    )
)
DRAWS = (
    HEAD
    + (
        "draws:\n  side: {one_of: [left, right]}\n"
        "  pair: {source: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}], take: 2}\n"
        "sections:\n"
    ).replace("source: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]", "source: {list: three}")
    + section(
        "s",
        question(f"id: go, kind: single, text: Go?, special: [], options: {AB}"),
        info("left_a", "side == 'left' and go == 'a'"),
        info("a_b", "'a' in pair and 'b' in pair"),
        info("all_three", "'a' in pair and 'b' in pair and 'c' in pair"),
        info("neither", "side != 'left' and side != 'right'"),
        info("two", "count(pair) == 2"),
        info("one", "count(pair) == 1"),
        question(f"id: rows, kind: matrix, text: Rows?, special: [], rows: {{draw: pair}}, columns: {AB}"),
        info("row_c", "rows.c == 'a' and rows.a == 'a'"),
    )
    + "lists:\n  three: {title: T, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]}\n"
)
CARRY = (
    HEAD
    + "sections:\n"
    + section(
        "s",
        question(f"id: picks, kind: multi, text: Picks?, special: [none], options: {AB}"),
        question("id: best, kind: single, text: Best?, special: [], options: {from: picks}"),
        question("id: others, kind: multi, text: Others?, special: [], options: [{from: picks, take: unselected}]"),
        info("b_of_two", "best == 'b' and count(picks) == 2"),
        info("not_picked", "best == 'b' and 'b' not in picks"),
        info("after_none", "'a' in others and special(picks, 'none')"),
        info("in_both", "'a' in others and 'a' in picks"),
    )
)
JUMPS = (
    HEAD
    + "sections:\n"
    + section(
        "s",
        question(
            "id: way, kind: single, text: Way?, special: [], options: [{id: on, label: On}, {id: jump, label: Jump, skip_to: goal}, {id: stop, label: Stop, end: keep}]"
        ),
        question(f"id: between, kind: single, text: Between?, special: [], options: {AB}"),
        info("jumped_between", "way == 'jump'"),
        info("goal"),
        info("saw_between", "way == 'jump' and answered(between)"),
        info("stopped", "way == 'stop'"),
    )
)
REMARKS = (
    HEAD
    + "sections:\n"
    + section(
        "s",
        question(
            "id: number, kind: number, text: Number?, minimum: 0, maximum: 3, required: true, "
            'checks: [{when: "number == 2", message: "No.", hard: true}, {when: "number == 3", message: "Sure?"}, '
            '{when: "number > 5", message: "Never."}]'
        ),
        info("two", "number == 2"),
        info("three", "number == 3"),
        question(
            "id: none_good, kind: single, text: None?, special: [], required: true, options: [{id: a, label: A}], "
            'checks: [{when: "none_good == \'a\' and number == 3", message: "No.", hard: true}]'
        ),
        info("behind", "number == 3"),
    )
)
MAXDIFF = (
    HEAD
    + "sections:\n"
    + section(
        "s",
        question("id: marks, kind: single, text: M?, special: [], options: [{id: a, label: A}, {id: b, label: B}]"),
        question("id: counted, kind: number, text: N?, minimum: 0, maximum: 3"),
        question(f"id: split, kind: allocation, text: S?, special: [], total: counted, rows: {AB}", "counted >= 1"),
        info("more_than_all", "split.a > 3"),
        info("all_in_one", "split.a == 3 and counted == 3"),
        info("too_few", "split.a == 3 and counted == 2"),
        info("uneven", "split.a > split.b and marks == 'a'"),
        info("in_words", "(1 if marks == 'a' else 2) == 2 and min(counted, 2) == 1"),
        info("sums", "total(split) == 2 and counted == 2"),
        info("wrong_sum", "total(split) == 2 and counted == 3"),
    )
)
DRAWN = [
    Pins(draws={"side": side, "pair": list(pair)})
    for side, pair in product(("left", "right"), (("a", "b"), ("b", "c"), ("a", "c")))
]


@pytest.mark.parametrize(
    ("text", "chance"),
    [(LOOP, [NO_PINS]), (CAPPED, [NO_PINS]), (SECTION_LOOP, [NO_PINS]), (DRAWS, DRAWN), (CARRY, [NO_PINS]),
     (JUMPS, [NO_PINS]), (REMARKS, [NO_PINS]), (MAXDIFF, [NO_PINS])],
    ids=["loop", "capped", "section_loop", "draws", "carry", "jumps", "remarks", "numbers"],
)  # fmt: skip
def test_verdicts_agree_with_every_interview(tmp_path: Path, text: str, chance: list[Pins]) -> None:
    (tmp_path / "survey.yaml").write_text(text, encoding="utf-8")
    questionnaire = compile_folder(tmp_path, "hash")
    seen: set[Target] = set()
    for pins in chance:
        for trace in every_interview(questionnaire, pins):
            seen |= seen_in(trace)
    proof = prove(questionnaire, Budget(walking=0), solver=True)
    by_verdict = {target: proof.verdicts.reached(target) for target in proof.targets}
    assert {target for target, reached in by_verdict.items() if reached} == seen & by_verdict.keys()
    assert not [target for target in proof.targets if proof.verdicts.undecided(target)]


ROTATED = (
    HEAD
    + "sections:\n"
    + section(
        "s",
        question(f"id: who, kind: single, text: Who?, special: [], required: true, options: {AB}"),
        question(f"id: extra, kind: single, text: Extra?, special: [], options: {AB}"),
    )
    + section("m1", info("one"), more="  module: true\n")
    + section("m2", info("two"), more="  module: true\n  when: extra == 'a'\n")
    + section("m3", info("three"), more="  module: true\n")
    + section("m4", info("four"), more="  module: true\n")
)
ROTATION = """
when: who == 'a'
fixed: [{when: who == 'b', modules: [m4]}]
forms: [{form: 1, modules: [m1, m2]}, {form: 2, modules: [m2, m3]}, {form: 3, modules: [m3, m4]}]
boost: [{module: m1, when: extra == 'b', probability: 0.5}]
"""


def test_modules_of_forms_boosts_and_replacements_are_witnessed(tmp_path: Path) -> None:
    (tmp_path / "survey.yaml").write_text(ROTATED, encoding="utf-8")
    (tmp_path / "rotation.yaml").write_text(ROTATION, encoding="utf-8")
    questionnaire = compile_folder(tmp_path, "hash")
    proof = prove(questionnaire, Budget(walking=0), solver=True)
    for name in ("one", "two", "three", "four"):
        assert proof.verdicts.reached(Target("question", name))
    never = {str(target) for target in proof.targets if proof.verdicts.never(target)}
    assert "condition fixed modules 1: unknown" in never
    assert not [target for target in proof.targets if proof.verdicts.undecided(target)]
    assert proof.timing.longest is not None
    assert proof.timing.longest.is_exact
