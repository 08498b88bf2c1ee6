"""All faults of a questionnaire are told at once, and none hides another."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from tests.questionnaire.cases import Files
from tests.questionnaire.writing import expected, faults, faults_of, places, questions

LAUGHS = "\n".join(
    [
        "lists:",
        "  laughs:",
        "    title: Billion laughs",
        "    about:",
        "      l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]",
        *(f"      l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 9)),
        "    options: [{id: a, label: A}]",
    ]
)

BROKEN: Files = {
    "survey.yaml": """
        conditions:
          up: not down #! C307
          down: not up #! C307
          fine: count(tools) >= 2
        lists:
          empty: {title: Empty, options: []} #! F104
        sections:
        - first
        - missing #! F101
        - last
        """,
    "sections/first.yaml": """
        id: first
        title: First
        questions:
        - kind: multi
          id: tools
          text: Which tools?
          sensitivity: none
          options: [{id: hammer, label: Hammer}, {id: saw, label: Saw}]
        - kind: number
          id: tools #! I201
          text: How many?
          sensitivity: none
        - kind: info
          id: unknown_option
          text: T
          sensitivity: none
          when: >- #! C304
            'drill' in tools
        - kind: info
          id: later
          text: T
          sensitivity: none
          when: age > 30 #! C305
        - kind: allocation
          id: shares
          text: T
          sensitivity: none
          total: -5 #! S502
          rows: []
        - {kind: single, id: nothing, text: T, sensitivity: none, options: empty}
        """.replace("rows: []", "rows: [] #! S501"),
    "sections/last.yaml": """
        id: last
        title: Last
        when: fine
        questions:
        - {kind: number, id: age, text: "About {tools}?", sensitivity: none} #! T402
        - kind: info
          id: mismatch
          text: T
          sensitivity: none
          when: age == 'old' #! C306
        - kind: info
          sensitivity: wrong #! F104
          id: half
          text: T
          when: age > 10 ** 9 #! C302
          wehn: true #! F104
        """,
    "lists/bomb.yaml": LAUGHS,
}


def test_everything_is_told_with_its_place(tmp_path: Path) -> None:
    found = faults_of(tmp_path, BROKEN)
    bomb = [fault for fault in found if fault.file == "lists/bomb.yaml"]
    rest = [fault for fault in found if fault.file != "lists/bomb.yaml"]
    assert [fault.code for fault in bomb] == ["F103"]
    assert 5 <= bomb[0].line <= 13
    assert places(rest) == expected(BROKEN), "\n".join(map(str, found))


def test_faults_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    found = [(fault.file, fault.line) for fault in faults_of(tmp_path, BROKEN)]
    assert found == sorted(found)


def test_the_exception_says_all_of_it(tmp_path: Path) -> None:
    found = faults_of(tmp_path, BROKEN)
    with pytest.raises(QuestionnaireInvalid) as raised:
        compile_folder(tmp_path, "hash")
    assert str(raised.value).count("\n") == 2 * len(found) - 1
    assert all(str(fault) in str(raised.value) for fault in found)


WHAT_FOLLOWS = {
    "a broken list": """
        lists:
          l: {title: L, options: [{id: a}]} #! F104
        sections:
        - id: s
          title: S
          questions:
          - {kind: single, id: q, text: T, sensitivity: none, options: l}
          - {kind: info, id: i, text: "{q|x}", sensitivity: none, when: q == 'b'}
          - {kind: info, id: j, text: T, sensitivity: none, when: qq == 'b'} #! C303
        """,
    "a broken question": """
        sections:
        - id: s
          title: S
          questions:
          - {kind: single, id: q, text: T, sensitivity: none, options: [{id: a, label: A}], loop: 5} #! F104
          - {kind: info, id: i, text: "{q|x}", sensitivity: none, when: q == 'b'}
          - {kind: info, id: j, text: "{j", sensitivity: none} #! T401
        """,
    "a question with a broken detail": """
        sections:
        - id: s
          title: S
          questions:
          - {kind: single, id: q, text: T, sensitivity: none, options: [{id: a, label: A}], topics: 5} #! F104
          - {kind: info, id: i, text: T, sensitivity: none, when: q == 'b'} #! C304
        """,
    "a broken definition": """
        conditions:
          c: unknown > 4 #! C303
        computed:
          d: 1 if c else 2
        sections:
        - id: s
          title: S
          when: c
          questions:
          - {kind: info, id: i, text: "{d|}", sensitivity: none, when: d > 4}
          - {kind: info, id: j, text: T, sensitivity: none, when: k > 4} #! C303
        """,
    "a circle": """
        conditions:
          a: not b #! C307
          b: not c #! C307
          c: not a #! C307
          user: a or b
          other: 1 > 2 or user
        sections:
        - id: s
          title: S
          when: other
          questions:
          - {kind: info, id: i, text: T, sensitivity: none, when: user and c}
        """,
    "a broken draw": """
        draws:
          d: {source: {list: nowhere}, take: 2} #! I202
          e: {number: [1]} #! F104
        sections:
        - id: s
          title: S
          loop: {over: {draw: d}, as: item}
          questions:
          - {kind: info, id: i, text: "{item.label} {e}", sensitivity: none, when: item.id == 'x'}
          - {kind: info, id: j, text: T, sensitivity: none, when: True > 1} #! C306
        """,
    "a broken section": """
        sections:
        - id: s
          titel: S #! F104 F104
          questions:
          - {kind: number, id: n, text: T, sensitivity: none}
        - id: t
          title: T
          questions:
          - {kind: info, id: i, text: T, sensitivity: none, when: n == 'x'} #! C306
        """.replace("#! F104 F104", "#! F104").replace("- id: s\n", "- id: s #! F104\n"),
    "a broken manifest": """
        status: unknown #! F104
        offers: 3 #! F104
        sections:
        - id: s
          title: S
          questions:
          - {kind: info, id: i, text: T, sensitivity: none, when: n == 'x'} #! C303
        """,
    "a jump back beside another fault": """
        sections:
        - id: s
          title: S
          questions:
          - {kind: number, id: n, text: "{x}", sensitivity: none} #! C303
          - kind: single
            id: q
            text: T
            sensitivity: none
            options:
            - {id: a, label: A, skip_to: n} #! S504
            - {id: b, label: B}
        """,
    "a consent question with a broken detail": """
        consent: q
        sections:
        - id: s
          title: S
          questions:
          - {kind: single, id: q, text: T, sensitivity: none, required: 7, options: [{id: a, label: A}]} #! F104
        """,
}


@pytest.mark.parametrize("name", WHAT_FOLLOWS)
def test_what_follows_from_a_fault_is_not_told_again(name: str, tmp_path: Path) -> None:
    files = {"survey.yaml": WHAT_FOLLOWS[name]}
    found = faults_of(tmp_path, files)
    assert places(found) == expected(files), "\n".join(map(str, found))


def test_unreadable_parts_excuse_unknown_names_only(tmp_path: Path) -> None:
    survey = """
        consent: agree
        sections: [one, two]
        """
    found = faults(
        tmp_path,
        survey,
        sections_one="id: one\ntitle: 'unclosed\n",
        sections_two="""
            id: two
            title: Two
            questions:
            - {kind: info, id: i, text: "{in_one|x}", sensitivity: none, when: from_one == 4}
            - {kind: info, id: j, text: T, sensitivity: none, when: 1 + 1}
            - {kind: single, id: q, text: T, sensitivity: none, options: nowhere}
            """,
    )
    assert [(fault.file, fault.code) for fault in found] == [
        ("sections/one.yaml", "F102"),
        ("sections/two.yaml", "C306"),
        ("sections/two.yaml", "I202"),
    ]


def test_alternatives_of_one_value_are_told_together(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, questions("- {kind: info, id: i, text: T, when: [a]}"))
    assert found.message == "when: should be a valid string, or a valid boolean, or a valid integer, or a valid number"


def test_a_near_miss_is_suggested(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        questions(
            """
            - {kind: single, id: color, text: T, options: [{id: orange, label: O}]}
            - {kind: info, id: i, text: T, when: colour == 'orange'}
            - {kind: info, id: j, text: T, when: color == 'oragne'}
            - {kind: info, id: k, tekst: T}
            """
        ),
    )
    hints = [fault.message.partition("did you mean ")[2] for fault in found]
    assert [hint for hint in hints if hint] == ["'color'?", "'orange'?", "'text'?"]


def test_every_part_of_a_condition_is_told(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        questions(
            """
            - {kind: single, id: color, text: T, options: [{id: orange, label: O}]}
            - {kind: info, id: i, text: T, when: "color == 'green' or nowhere == 1 or (color > 2 and lost)"}
            """
        ),
    )
    assert [fault.code for fault in found] == ["C303", "C303", "C304", "C306"]
    assert len({fault.line for fault in found}) == 1
