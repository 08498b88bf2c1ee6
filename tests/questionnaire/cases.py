"""One small broken questionnaire (or a few) for each code of the catalogue of faults."""

from __future__ import annotations

from collections.abc import Mapping

Files = Mapping[str, str]

_LIST = "options: [{id: a, label: A}, {id: b, label: B}]"


def _one(*lines: str) -> Files:
    """Return a questionnaire of one section; the lines are its questions, and ``^ name: ...`` lines stand above."""
    top = [line[2:] for line in lines if line.startswith("^ ")]
    own = [f"  {line}" for line in lines if not line.startswith("^ ")]
    body = ["sections:", "- id: only", "  title: Only", "  questions:", *own]
    return {"survey.yaml": "\n".join([*top, *body]) + "\n"}


SINGLE = f"- {{kind: single, id: q1, text: T, sensitivity: none, {_LIST}}}"
MULTI = f"- {{kind: multi, id: m1, text: T, sensitivity: none, {_LIST}}}"
NUMBER = "- {kind: number, id: n1, text: T, sensitivity: none}"
INFO = "- {kind: info, id: i9, text: T, sensitivity: none}"


def _info(fields: str) -> str:
    return f"- {{kind: info, id: i1, text: T, sensitivity: none, {fields}}}"


MAXDIFF = "- {kind: maxdiff, id: x1, text: T, sensitivity: none, sets: 2, per_set: 3, design: plan, "
PLAN = "items: [a, b, c]\nversions:\n- [[1,2,3],[3,1,2]]\n"


def _designed(file: str) -> Files:
    """Return a MaxDiff question of three options, and the file of its design."""
    own = "options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]}"
    return {**_one(MAXDIFF + own), "designs/plan.yaml": file}


def _module(id_: str) -> str:
    return f"id: {id_}\ntitle: M\nmodule: true\nquestions:\n- {{kind: info, id: {id_}_q, text: T, sensitivity: none}}\n"


_TWO_MODULES = {
    "survey.yaml": "sections: [one, two]\n",
    "sections/one.yaml": _module("one"),
    "sections/two.yaml": _module("two"),
}

_MANY = ", ".join(f"{{id: o{number}, label: L{number}}}" for number in range(150))
_LOOP_IN_LOOP = {
    "survey.yaml": "sections: [one, two]\n",
    "sections/one.yaml": "id: one\ntitle: O\nquestions:\n"
    f"- {{kind: multi, id: m1, text: T, sensitivity: none, options: [{_MANY}]}}\n",
    "sections/two.yaml": "id: two\ntitle: T\nloop: {over: {from: m1}, as: outer}\nquestions:\n"
    "- {kind: number, id: n1, text: T, sensitivity: none, loop: {over: {from: m1}, as: inner}} #! S513\n",
}

CASES: Mapping[str, list[Files]] = {
    "F101": [
        {"survey.yaml": "sections:\n- first\n- second #! F101\n", "sections/first.yaml": f"id: first\ntitle: F\nquestions: [{SINGLE[2:]}]\n"},
        {"survey.yaml": _designed("")["survey.yaml"].rstrip() + " #! F101\n"},
    ],
    "F102": [
        {"survey.yaml": "id: x\ntitle: [unclosed\nedition: '1' #! F102\n"},
        {"survey.yaml": "sections: [one]\n", "sections/one.yaml": "id: one\n? [a, b] #! F102\n: c\ntitle: O\nquestions:\n" + SINGLE},
    ],
    "F104": [
        _one("- {kind: single, id: q1, text: T, sensitivity: none, optoins: []} #! F104 F104"),
        _one("- kind: number", "  id: n1", "  text: 5 #! F104", "  sensitivity: none", "  minimum: low #! F104"),
        _one(_info("when: [a, b]") + " #! F104"),
        _one("- {kind: matrix, id: x, text: T, sensitivity: none, rows: [{id: a, label: A}]} #! F104"),
        {"survey.yaml": "draws:\n  d: {letter: true, one_of: [a, b]} #! F104\nsections:\n- id: s\n  title: S\n  questions:\n  " + INFO},
        {"survey.yaml": "target_minutes:\n  median: -6 #! F104\nsections:\n- id: s\n  title: S\n  questions:\n  " + INFO},
        {"survey.yaml": "lists:\n  l: {title: L, options: []} #! F104\nsections:\n- id: s\n  title: S\n  questions:\n  " + INFO},
        _one(
            "- kind: ranking", "  id: r1", "  text: T", "  sensitivity: none", "  options:",
            "  - {id: a, label: A, end: keep} #! F104", "  - {id: b, label: B, colour: red} #! F104",
        ),
    ],
    "F105": [_one("- kind: sinlge #! F105", "  id: q1", "  text: T"), _one("- {id: q1, text: T} #! F105")],
    "F106": [_one("- kind: info", "  id: i1", "  text: T", "  text: U #! F106", "  sensitivity: none")],
    "I201": [
        _one(SINGLE, SINGLE.replace("single", "number").replace(f", {_LIST}", "") + " #! I201"),
        _one("- kind: single", "  id: q1", "  text: T", "  sensitivity: none", "  options:", "  - {id: a, label: A}", "  - {id: a, label: B} #! I201"),
        _one("^ lists:", "^   l:", "^     title: L", "^     options:", "^     - {id: a, label: A}", "^     - {id: a, label: B} #! I201", INFO),
        _one(SINGLE.replace("id: q1", "id: q1, special: [none, none]") + " #! I201"),
        _one(
            "^ draws: {tool: {letter: true}}",
            SINGLE.replace("single", "multi"),
            "- kind: info", "  id: i1", "  text: T", "  sensitivity: none", "  loop: {over: {from: q1}, as: tool} #! I201",
        ),
        {"survey.yaml": "sections:\n- id: s\n  title: S\n  questions:\n  " + INFO + "\n- id: s #! I201\n  title: S\n  questions:\n  " + NUMBER},
    ],
    "I202": [
        _one("- {kind: single, id: q1, text: T, sensitivity: none, options: nowhere} #! I202"),
        _one(MULTI, _info("when: \"count(m1, 'nowhere') >= 1\"") + " #! I202"),
    ],
    "I203": [
        _one("- {kind: single, id: q1, text: T, sensitivity: none, options: {from: nowhere}} #! I203"),
        _one("^ consent: nowhere #! I203", INFO),
    ],
    "I204": [
        _one(SINGLE.replace("label: A}", "label: A, skip_to: nowhere}") + " #! I204", INFO),
        {"survey.yaml": "sections: [one]\n", "sections/one.yaml": "id: other #! I204\ntitle: O\nquestions:\n" + INFO},
    ],
    "I205": [_one(SINGLE.replace("id: q1", "id: q1, special: [nowhere]") + " #! I205")],
    "I206": [_one(INFO.replace("i9", "count") + " #! I206"), _one("^ computed: {survey: 1} #! I206", INFO)],
    "I207": [_one("- {kind: multi, id: m, text: T, sensitivity: none, options: {draw: nowhere}} #! I207")],
    "C301": [_one(_info("when: 'q1 ==== 1'") + " #! C301"), _one(_info("when: 'a or'") + " #! C301")],
    "C302": [
        _one(NUMBER, _info("when: n1 ** 2 > 4") + " #! C302"),
        _one(NUMBER, _info("when: n1 is 4") + " #! C302"),
        _one(NUMBER, _info("when: open('x') == 4") + " #! C302"),
        _one(NUMBER, _info("when: 'round(n1, 2) == 4'") + " #! C302"),
    ],
    "C303": [
        _one(NUMBER, _info("when: n2 > 4") + " #! C303"),
        _one(NUMBER, _info("when: survey.name == 'x'") + " #! C303"),
        _one("^ conditions: {big: 'n2 > 4'} #! C303", NUMBER, _info("when: big")),
    ],
    "C304": [
        _one(SINGLE, _info("when: q1 == 'c'") + " #! C304"),
        _one(SINGLE, _info("when: \"q1 in ('a', 'c')\"") + " #! C304"),
        _one(MULTI, _info("when: \"'c' in m1\"") + " #! C304"),
        _one(MULTI, _info("when: \"special(m1, 'c')\"") + " #! C304"),
        _one("^ lists:", "^   l:", "^     title: L", "^     families: {f: [c]} #! C304", f"^     {_LIST}", INFO),
    ],
    "C305": [
        _one(_info("when: n1 > 4") + " #! C305", NUMBER),
        _one("- {kind: single, id: q0, text: T, sensitivity: none, options: {from: m1}} #! C305", MULTI),
        _one("^ conditions: {big: 'n1 > 4'}", _info("when: big") + " #! C305", NUMBER),
        _one(
            "^ lists: {l: {title: L, options: [{id: a, label: A, when: n1 > 4}, {id: b, label: B}]}}",
            "- {kind: single, id: q0, text: T, sensitivity: none, options: l} #! C305",
            NUMBER,
            "- {kind: single, id: q2, text: T, sensitivity: none, options: l}",
        ),
    ],
    "C306": [
        _one(NUMBER, _info("when: n1 == 'x'") + " #! C306"),
        _one(NUMBER, _info("when: n1") + " #! C306"),
        _one(SINGLE, _info("when: q1 > 3") + " #! C306"),
        _one(SINGLE, _info("when: q1.a") + " #! C306"),
        _one(SINGLE, "- {kind: multi, id: m, text: T, sensitivity: none, options: {from: q1, take: most}} #! C306"),
        _one("^ draws: {d: {letter: true}}", "- {kind: multi, id: m, text: T, sensitivity: none, options: {draw: d}} #! C306 S501"),
    ],
    "C307": [
        _one("^ conditions:", "^   up: not down #! C307", "^   down: not up #! C307", _info("when: up")),
    ],
    "C308": [
        _one(
            "- {kind: number_grid, id: g, text: T, sensitivity: none, rows: [{id: a, label: A}]}",
            _info("when: g.b > 1") + " #! C308",
        )
    ],
    "C309": [
        _one(NUMBER, _info(f"when: \"{' + '.join(['n1'] * 300)} > 1\"") + " #! C309"),
        _one(NUMBER, _info(f"when: \"{'not ' * 60}n1 > 1\"") + " #! C309"),
    ],
    "T401": [
        _one(NUMBER, INFO.replace("text: T", "text: 'a {n1'") + " #! T401"),
        _one(NUMBER, INFO.replace("text: T", "text: 'a {}'") + " #! T401"),
        _one(NUMBER, INFO.replace("text: T", "text: 'a {survey|x}'") + " #! T401"),
    ],
    "T402": [_one(NUMBER, INFO.replace("text: T", "text: 'a {n1}'") + " #! T402")],
    "S501": [
        _one("- {kind: single, id: q1, text: T, sensitivity: none, options: []} #! S501"),
        _one("^ lists: {l: {title: L, " + _LIST + "}, k: {title: K, options: [{id: c, label: C}]}}", "- {kind: single, id: q1, text: T, sensitivity: none, options: {list: l, within: k}} #! S501"),
    ],
    "S502": [
        _one("- {kind: allocation, id: a1, text: T, sensitivity: none, total: 0, rows: [{id: a, label: A}]} #! S502"),
        _one("- {kind: allocation, id: a1, text: T, sensitivity: none, total: 12.5, rows: [{id: a, label: A}]} #! S502"),
    ],
    "S503": [
        _one(MULTI.replace("id: m1", "id: m1, minimum: 3") + " #! S503"),
        _one(NUMBER.replace("id: n1", "id: n1, minimum: 9, maximum: 1") + " #! S503"),
        _one(MULTI.replace("multi", "ranking").replace("id: m1", "id: m1, top: 3") + " #! S503"),
    ],
    "S504": [
        _one(NUMBER, SINGLE.replace("label: A}", "label: A, skip_to: n1}") + " #! S504"),
        _one(
            MULTI,
            "- kind: single", "  id: q1", "  text: T", "  sensitivity: none", "  loop: {over: {from: m1}, as: item}",
            "  options:", "  - {id: a, label: A, end: keep} #! S504", "  - {id: b, label: B}",
        ),
    ],
    "S505": [
        _one(MULTI.replace("multi", "maxdiff").replace("id: m1", "id: m1, sets: 2, per_set: 3") + " #! S505"),
    ],
    "S506": [
        _one("^ draws: {d: {number: [5, 1]}} #! S506", INFO),
        _one("^ draws: {d: {source: l, take: 3}} #! S506", "^ lists: {l: {title: L, " + _LIST + "}}", INFO),
        _one("^ draws: {d: {one_of: [a, a]}} #! S506", INFO),
    ],
    "S507": [
        {"survey.yaml": "sections: [one]\n", "sections/one.yaml": _module("one").replace("true", "true #! S507")},
        {**_TWO_MODULES, "rotation.yaml": "when: true\nforms: #! S507\n- {form: 1, modules: [one]}\n- {form: 2, modules: [three]} #! S507\n"},
        {**_TWO_MODULES, "rotation.yaml": "when: true\nforms:\n- {form: 2, modules: [one, two]} #! S507\n"},
    ],
    "S508": [_one(SINGLE.replace("id: b", "id: none") + " #! S508")],
    "S509": [_one("^ consent: n1 #! S509", NUMBER)],
    "S511": [
        _designed("items: [a, b, c]\nversions:\n- [[1,2,3],[1,2,3]]\n- [[1,2,3]] #! S511\n"),
        _designed("items: [a, b, c]\nversions:\n- [[1,2,3],[2,3]] #! S511\n- [[1,2,3],[2,3]]\n"),
        _designed("items: [a, b, c]\nversions:\n- [[1,2,3],[1,2,4]] #! S511\n- [[1,1,3],[2,3,1]] #! S511\n"),
        _designed("items: [a, b, c, c] #! S511\nversions:\n- [[1,2,3],[2,3,1]]\n"),
        {
            **_one(MULTI.replace("m1", "m2"), MAXDIFF + "options: [{id: a, label: A}, {id: b, label: B}, {id: d, label: D}]} #! S511 S511"),
            "designs/plan.yaml": PLAN,
        },
        {**_one(MULTI.replace("m1", "m2"), MAXDIFF + "options: [{id: c, label: C}, {from: m2}]} #! S511"), "designs/plan.yaml": PLAN},
    ],
    "S513": [_LOOP_IN_LOOP],
    "S512": [
        _one("- {kind: number, id: n1, text: T, sensitivity: none, bands: [0, 5, 3]} #! S512"),
        _one("- {kind: number, id: n1, text: T, sensitivity: none, minimum: 1, bands: [2, 5]} #! S512"),
        _one("- {kind: number, id: n1, text: T, sensitivity: none, bands: [0, 5]} #! S512", "- {kind: number, id: n2, text: T, sensitivity: none, when: n1 > 5}"),
        _one("- {kind: number, id: n1, text: T, sensitivity: none, bands: [0, 5]} #! S512", "- {kind: number, id: n2, text: T, sensitivity: none, when: n1 + 1 >= 5}"),
        _one("^ computed: {twice: n1 * 2}", "- {kind: number, id: n1, text: T, sensitivity: none, bands: [0, 5]} #! S512", "- {kind: number, id: n2, text: T, sensitivity: none, when: twice >= 10}"),
        _one(
            "- {kind: number, id: n1, text: T, sensitivity: none, bands: [0, 5]} #! S512",
            "- {kind: allocation, id: n2, text: T, sensitivity: none, total: n1, rows: [{id: x, label: X}, {id: y, label: Y}]}",
            "- {kind: number, id: n3, text: T, sensitivity: none, when: n2.x >= 3}",
        ),
    ],
    "S510": [
        _one("^ lists: {l: {title: L, " + _LIST + "}}", "- {kind: single, id: q1, text: T, sensitivity: none, options: l, order: random} #! S510"),
    ],
}  # fmt: skip
