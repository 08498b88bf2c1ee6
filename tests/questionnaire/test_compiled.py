"""What compiling makes of a questionnaire: jumps, what depends on what, draws for each item, what is carried."""

from __future__ import annotations

from pathlib import Path

from tests.questionnaire.writing import compile_text, faults, questions

TWO = "[{id: a, label: A}, {id: b, label: B}]"


def test_a_jump_becomes_a_condition_of_what_lies_between(tmp_path: Path) -> None:
    survey = f"""
        sections:
        - id: one
          title: One
          questions:
          - {{kind: single, id: q, text: T, sensitivity: none, options: [{{id: a, label: A, skip_to: last}}, {{id: b, label: B}}]}}
          - {{kind: info, id: between, text: T, sensitivity: none, when: q == 'b'}}
        - id: passed
          title: Passed
          questions: [{{kind: info, id: inside, text: T, sensitivity: none}}]
        - id: last
          title: Last
          questions:
          - {{kind: multi, id: m, text: T, sensitivity: none, options: {TWO.replace("A}", "A, skip_to: end}")}}}
          - {{kind: info, id: skipped, text: T, sensitivity: none}}
          - {{kind: info, id: end, text: T, sensitivity: none}}
        """
    found = compile_text(tmp_path, survey)
    jump = ["not_true", ["==", ["answer", "q", 0], ["const", "a"]]]
    assert found.question_by_id["between"].when == ["and", jump, ["==", ["answer", "q", 0], ["const", "b"]]]
    assert found.section_by_id["passed"].when == jump
    assert found.section_by_id["passed"].reads == ("q",)
    assert found.question_by_id["inside"].when is None
    assert found.section_by_id["last"].when is None
    assert found.question_by_id["skipped"].when == ["not_true", ["in", ["const", "a"], ["answer", "m", 0]]]
    assert found.question_by_id["end"].when is None


def test_an_end_hides_all_that_follows(tmp_path: Path) -> None:
    survey = questions(
        """
        - {kind: single, id: q, text: T, options: [{id: a, label: A, end: keep}, {id: b, label: B, end: discard}, {id: c, label: C}]}
        - {kind: info, id: i, text: T}
        """
    )
    found = compile_text(tmp_path, survey)
    assert found.question_by_id["q"].settings["ends"] == {"a": "keep", "b": "discard"}
    when = found.question_by_id["i"].when
    assert when is not None
    assert when[0] == "and"
    assert len(when) == 3


def test_carried_options_neither_end_nor_skip(tmp_path: Path) -> None:
    survey = questions(
        """
        - {kind: single, id: q, text: T, options: [{id: a, label: A, end: keep}, {id: b, label: B}]}
        - {kind: single, id: r, text: T, options: {from: q}}
        - {kind: info, id: i, text: T}
        """
    )
    found = compile_text(tmp_path, survey)
    assert found.question_by_id["q"].settings["ends"] == {"a": "keep"}
    assert "ends" not in found.question_by_id["r"].settings
    assert found.question_by_id["i"].when == ["not_true", ["==", ["answer", "q", 0], ["const", "a"]]]


def test_a_question_reads_what_its_lists_read(tmp_path: Path) -> None:
    survey = f"""
        lists:
          l: {{title: L, options: [{{id: x, label: "X {{n|}}"}}, {{id: y, label: Y, when: q == 'a'}}]}}
        {
        questions(f'''
        - {{kind: single, id: q, text: T, options: {TWO}}}
        - {{kind: number, id: n, text: T}}
        - {{kind: multi, id: m, text: T, options: l}}
        - {{kind: multi, id: m2, text: T, options: {{from: m, exclude: q}}}}
        ''').replace(chr(10), chr(10) + " " * 8)
    }
        """
    found = compile_text(tmp_path, survey)
    assert set(found.question_by_id["m"].reads) == {"n", "q", "section:only"}
    assert found.question_by_id["m"].varies
    assert {"m", "q"} <= set(found.question_by_id["m2"].reads)
    assert not found.question_by_id["q"].varies


LOOPED = f"""
    draws:
      outside: {{letter: true}}
    lists:
      things: {{title: T, fields: [kind, list], options: [{{id: x, label: X, kind: big, list: colors}}, {{id: y, label: Y, kind: small, list: colors}}]}}
      colors: {{title: C, options: {TWO}}}
    sections:
    - id: s
      title: S
      loop: {{over: {{draw: chosen}}, as: thing}}
      draws:
        chosen: {{source: things, take: 2}}
        own: {{one_of: [u, v], when: "thing.kind == 'big'"}}
        colored: {{source: {{list_of: thing.list}}, take: 1}}
      questions:
      - {{kind: multi, id: m, text: "{{thing.label}} {{own}} {{outside}}", sensitivity: none, options: {{list_of: thing.list}}}}
      - {{kind: number, id: n, text: "{{m|}}", sensitivity: none, loop: {{over: {{from: m}}, as: color}}, when: "color.id == 'a' and own == 'u'"}}
    - id: after
      title: A
      questions:
      - {{kind: info, id: i, text: "{{m.x|}}", sensitivity: none, when: "'a' in m['x']"}}
    """


def test_a_draw_belongs_to_each_item_only_if_it_refers_to_it(tmp_path: Path) -> None:
    found = compile_text(tmp_path, LOOPED)
    depths = {draw.id: draw.depth for draw in found.draws}
    assert depths == {"outside": 0, "chosen": 0, "own": 1, "colored": 1}


def test_names_inside_and_outside_of_loops(tmp_path: Path) -> None:
    found = compile_text(tmp_path, LOOPED)
    assert found.question_by_id["n"].when == [
        "and",
        ["==", ["field", ["loop", "color"], "id"], ["const", "a"]],
        ["==", ["named", "own"], ["const", "u"]],
    ]
    assert found.question_by_id["i"].when == ["in", ["const", "a"], ["pass", ["passes", "m", 0], "x"]]


def test_what_belongs_to_an_item_is_unknown_outside(tmp_path: Path) -> None:
    for text, code in (
        ("own == 'u'", "C303"),
        ("thing.kind == 'big'", "C303"),
        ("n > 1", "C303"),
        ("'a' in m", "C306"),
    ):
        found = faults(tmp_path, LOOPED.replace("\"'a' in m['x']\"", f'"{text}"'))
        assert [fault.code for fault in found] == [code], text


def test_nested_loops_need_names_of_their_own(tmp_path: Path) -> None:
    (found, *_) = faults(tmp_path, LOOPED.replace("as: color}", "as: thing}").replace("color.id == 'a' and ", ""))
    assert found.code == "I201"


def test_scales_side_by_side_have_their_own_options(tmp_path: Path) -> None:
    survey = questions(
        f"""
        - kind: matrix
          id: x
          text: T
          rows: [{{id: r, label: R}}]
          scales:
          - {{id: left, title: L, columns: {TWO}}}
          - {{id: right, title: R, columns: [{{id: 1, label: One}}, {{id: 2, label: Two}}]}}
        - {{kind: info, id: i, text: "{{x.r.right|}}", when: x.r.left == 'b' and x.r.right >= 2}}
        """
    )
    assert compile_text(tmp_path, survey).question_by_id["i"].when is not None
    (found,) = faults(tmp_path, survey.replace("'b'", "'1'"))
    assert found.code == "C304"


def test_beside_takes_an_earlier_allocation_only(tmp_path: Path) -> None:
    survey = questions(
        f"""
        - {{kind: allocation, id: a, text: T, rows: {TWO}}}
        - {{kind: single, id: q, text: T, options: {TWO}}}
        - {{kind: allocation, id: b, text: T, rows: {TWO}, beside: {{from: a, take: rows}}}}
        """
    )
    found = compile_text(tmp_path, survey)
    assert [source.name for source in found.question_by_id["b"].beside] == ["a"]
    assert [fault.code for fault in faults(tmp_path, survey.replace("from: a, take: rows", "from: q"))] == ["C306"]


def test_checks_may_speak_of_their_own_question(tmp_path: Path) -> None:
    survey = questions(
        '- {kind: number, id: n, text: T, special: [dont_know], checks: [{when: n > 9, message: "{n|That} is a lot"}]}'
    )
    (check,) = compile_text(tmp_path, survey).question_by_id["n"].checks
    assert check.when == [">", ["answer", "n", 0], ["const", 9]]
    assert compile_text(tmp_path, survey).question_by_id["n"].reads == ("section:only",)
    (found,) = faults(tmp_path, survey.replace("text: T", "text: '{n|}'"))
    assert found.code == "C305"


def test_long_chains_of_definitions_are_refused_and_others_are_not(tmp_path: Path) -> None:
    def chain(length: int) -> str:
        links = "".join(f"  c{n}: not c{n - 1}\n" for n in range(1, length))
        return (
            "conditions:\n  c0: 1 < 2\n" + links + questions(f"- {{kind: info, id: i, text: T, when: c{length - 1}}}")
        )

    assert len(compile_text(tmp_path, chain(50)).computed) == 50
    for length in (60, 1500):
        assert {fault.code for fault in faults(tmp_path, chain(length))} == {"C309"}


def test_long_chains_of_carried_options_do_no_harm(tmp_path: Path) -> None:
    links = "".join(f"\n- {{kind: multi, id: m{n}, text: T, options: {{from: m{n - 1}}}}}" for n in range(1, 400))
    survey = questions(f"- {{kind: multi, id: m0, text: T, options: {TWO}}}{links}")
    assert {fault.code for fault in faults(tmp_path, survey)} <= {"C309"}
    survey = survey.replace(
        "sections:\n", "sections:\n- {id: f, title: F, when: count(m399) > 1, questions: [{}]}\n", 1
    )
    assert faults(tmp_path, survey)


def test_special_answers_of_lists_and_questions(tmp_path: Path) -> None:
    survey = """
        special_answers: {rather_not: {label: Rather not}, own: {label: My own, exclusive: false, asks_text: true, max_chars: 9}}
        lists:
          l: {title: L, special: [other, none], options: [{id: a, label: A}]}
          c: {title: C, special: [dont_know], options: [{id: "1", label: One}]}
        sections:
        - id: s
          title: S
          questions:
          - {kind: multi, id: m, text: T, sensitivity: none, options: l}
          - {kind: multi, id: m2, text: T, sensitivity: none, options: l, special: [rather_not, own]}
          - {kind: multi, id: m3, text: T, sensitivity: none, options: l, special: []}
          - {kind: matrix, id: x, text: T, sensitivity: none, rows: l, columns: c}
          - {kind: matrix, id: y, text: T, sensitivity: none, rows: l, columns: c, special: [dont_know], row_special: []}
        """
    found = compile_text(tmp_path, survey).question_by_id

    def parts(name: str) -> tuple[list[str], list[str], list[str]]:
        question = found[name]
        own = [source.option.id for source in question.options if source.option]
        return own, [option.id for option in question.specials], [option.id for option in question.row_specials]

    assert parts("m") == (["other"], ["none"], [])
    assert parts("m2") == (["own"], ["rather_not"], [])
    assert parts("m3") == ([], [], [])
    assert parts("x") == ([], [], ["dont_know"])
    assert parts("y") == ([], ["dont_know"], [])
    own = found["m2"].options[-1].option
    assert own is not None
    assert (own.pinned, own.text_limit) == (True, 9)
