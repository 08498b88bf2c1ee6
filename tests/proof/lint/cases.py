"""For each rule a questionnaire with the fault, marked where it must be found, and one that only just has none.

A line that ends in ``#!`` must be reported under the rule's code, and no other line may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Files = Mapping[str, str]


class Case(NamedTuple):
    """A fault with its near miss."""

    code: str
    name: str
    fault: Files
    near_miss: Files


def _survey(questions: str, top: str = "") -> Files:
    """Return a questionnaire of one section; questions are given without sensitivity, which is none."""
    lines = [f"    {line}" for line in _with_class(questions)]
    head = ["sections:", "- id: only", "  title: Only", "  questions:"]
    return {"survey.yaml": "\n".join([*top.strip("\n").splitlines(), *head, *lines]) + "\n"}


def _with_class(questions: str) -> list[str]:
    lines = questions.strip("\n").splitlines()
    return [
        line.replace("- {kind:", "- {sensitivity: none, kind:", 1) if "sensitivity" not in line else line
        for line in lines
    ]


def _text(text: str, kind: str = "text", more: str = "") -> Files:
    return _survey(f'- {{kind: {kind}, id: q1, sensitivity: free_text, text: "{text}"{more}}}')


def _mark(files: Files) -> Files:
    """Mark the line of the first question."""
    lines = files["survey.yaml"].split("\n")
    index = next(number for number, line in enumerate(lines) if "kind:" in line)
    lines[index] += " #!"
    return {**files, "survey.yaml": "\n".join(lines)}


def _texts(code: str, name: str, fault: str, near_miss: str, more: str = "") -> Case:
    return Case(code, name, _mark(_text(fault, more=more)), _text(near_miss, more=more))


WHOLE = -2


def _list(labels: str, fields: str = "", kind: str = "single", mark: int = -1, question: str = "") -> Files:
    """Return a question on a shared list; labels are divided by |, and the one with the number ``mark`` is marked, or the ``WHOLE``."""
    options = []
    for number, label in enumerate(labels.split("|")):
        text, _, more = label.partition("~")
        options.append(f'    - {{id: o{number}, label: "{text}"{more}}}' + (" #!" if number == mark else ""))
    extra = [f"    {line}" for line in fields.split(";") if line]
    start = "  things: #!" if mark == WHOLE else "  things:"
    top = "\n".join(["lists:", start, "    title: Things", *extra, "    options:", *options])
    asked = question or f"- {{kind: {kind}, id: q1, text: Which?, options: things, special: [none, other]}}"
    return _survey(asked, top)


def agreement(labels: str, mark: int = -1, fields: str = "") -> Files:
    """Return an agreement matrix over a shared list of rows."""
    scale = "columns: [{id: d, label: Disagree}, {id: n, label: Neither}, {id: a, label: Agree}]"
    return _list(
        labels, fields, mark=mark, question=f"- {{kind: matrix, id: q1, text: Do you agree?, rows: things, {scale}}}"
    )


MAXDIFF = "- {{kind: maxdiff, id: q1, text: Best?, options: things, sets: {sets}, per_set: {per_set}}}{mark}"
SIX = "Apple|Banana|Cherry|Date|Elder|Fig"
SCALE = "- {{kind: matrix, id: {id}, text: {text}, rows: [{{id: r, label: Row}}], columns: {columns}}}{mark}"
SCALES = """
lists:
  good: {title: Good, options: [{id: a, label: Bad}, {id: b, label: Good}]}
  bad: {title: Bad, options: [{id: a, label: Likely}, {id: b, label: Unlikely}]}
"""
TOOLS = "Airflow|AutoML Kit|BigQuery|DataForge|MLflow|PyTorch"


def _rows(count: int) -> str:
    return "[" + ", ".join(f"{{id: r{number}, label: Row {number}}}" for number in range(count)) + "]"


def grid(rows: int, mark: str = "", more: str = "columns: [{id: a, label: A}, {id: b, label: B}]") -> Files:
    return _survey(f"- {{kind: matrix, id: q1, text: How?, rows: {_rows(rows)}, {more}}}{mark}")


def _module(id_: str, questions: str) -> str:
    lines = "\n".join(_with_class(questions))
    return f"id: {id_}\ntitle: M\nmodule: true\nquestions:\n{lines}\n"


_NUMBER = "- {kind: number, id: n1, text: How many?, special: [dont_know]}"
_MODULES = {
    "survey.yaml": "sections: [one, two]\n",
    "sections/one.yaml": _module("one", _NUMBER),
    "rotation.yaml": "when: true\nforms:\n- {form: 1, modules: [one, two]}\n",
}
_PRIVATE = "sensitivity: sensitive, special: [prefer_not], "
_LONG_LIST = "|".join(f"Kind {chr(97 + number) * 3}" for number in range(19))
_TWENTY = " ".join(["word"] * 20)

CASES: list[Case] = [
    _texts("W1", "words", f"{_TWENTY} one two three four five six?", f"{_TWENTY} one two three four five?"),
    _texts("W2", "and", "How fast and cheap is it?", "And how fast is it, 2 or more times?"),
    _texts("W2", "slash", "What is the cost/benefit?", "Is the A/B test there, 24/7?"),
    Case("W2", "row", agreement("It is fast and cheap|It is fast", 0), agreement("It is grand|It is fast")),
    _texts("W3", "not", "What did you not like?", "Did it work or not?"),
    Case("W3", "item", agreement("It is unreliable here|It works", 0), agreement("It is understood|It is unique")),
    _texts("W4", "loaded", "Which modern tool is it?", "Which tool is it?"),
    _texts("W4", "leading", "Don't you like it?", "Do you like it?"),
    _texts("W4", "brand", "How is MLflow for you?", "How is your tracking tool?"),
    Case("W5", "always", agreement("It always works|It works", 0), agreement("It mostly works|It works")),
    _texts("W6", "stem", "Is it large?", "Is it larger than 5 GB?"),
    Case("W6", "label", _list("Several|One", mark=0), _list("Several (2 to 5)|One")),
    _texts("W7", "no time", "How often did you use it?", "How often did you use it in the last month?"),
    _texts("W7", "present", "What does your team use?", "What does your team use today?"),
    _texts("W8", "short form", "Do you have an SLX?", "Do you have a service level exchange (SLX)?"),
    _texts(
        "W9", "long",
        "Considering organizational circumstances, which infrastructural characteristics generally necessitate additional reconsideration?",
        "Which parts of it do you have to look at again in the next few weeks?",
    ),
    _texts("W10", "placeholder", "How is {nothing}?", "How is {{nothing}}?"),
    _texts("W11", "two marks", "Is it fast? Is it cheap?", "Think of it. Is it fast?"),
    _texts(
        "W11", "instruction",
        "Think of the one that you took most often when you were last there. How was it?",
        "Think of the one that you took most often. How was it?",
    ),
    Case("W12", "team", _mark(_text("How large is your team?")), _text("How large is your team?", more=", when: true")),
    Case(
        "S1", "unbalanced",
        _list("Very satisfied|Satisfied|Rather satisfied|Dissatisfied", mark=WHOLE),
        _list("Satisfied|Rather satisfied|Neither|Rather dissatisfied|Dissatisfied"),
    ),
    Case("S1", "one pole", _list("Poor|Fair|Good|Very good|Excellent", mark=WHOLE), _list("Not at all easy|Rather easy|Very easy")),
    Case("S2", "scale", _survey("- {kind: scale, id: q1, text: How?, low: 0, high: 10, low_label: Bad, high_label: Good} #!"), _list("Bad|So so|Good")),
    Case("S2", "numbers", _list("Bad|2|3|4|Good", mark=WHOLE), _list("2 to 3|4 to 5|6 or more")),
    Case(
        "S3", "satisfied",
        _list("Daily|Weekly|Never", question="- {kind: single, id: q1, text: How satisfied are you?, options: things} #!"),
        _list("Satisfied|Neither|Dissatisfied", question="- {kind: single, id: q1, text: How satisfied are you?, options: things}"),
    ),
    Case(
        "S3", "often",
        _list("Agree|Neither|Disagree", question="- {kind: single, id: q1, text: How often is it?, options: things} #!"),
        _list("1 to 2 times|3 or more times|Never", question="- {kind: single, id: q1, text: How often is it?, options: things}"),
    ),
    Case("S4", "fact", agreement("We use a feature store|It is good", 0), agreement("We like a feature store|It is good")),
    Case(
        "S5", "direction",
        agreement("It is good~, direction: +a|It is fine~, direction: +b|It is nice~, direction: +c|It is bad~, direction: +d", WHOLE, "fields: [direction]"),
        agreement("It is good~, direction: +a|It is fine~, direction: +b|It is nice~, direction: +c|It is bad~, direction: -d|It is poor~, direction: -e", fields="fields: [direction]"),
    ),
    Case(
        "S6", "flips",
        _survey(SCALE.format(id="q1", text="How?", columns="good", mark="") + "\n" + SCALE.format(id="q2", text="And?", columns="bad", mark=" #!"), SCALES),
        _survey(SCALE.format(id="q1", text="How?", columns="good", mark="") + "\n" + SCALE.format(id="q2", text="And?", columns="good", mark=""), SCALES),
    ),
    Case("M1", "overlap", _list("1 to 10|10 to 20|More than 20", mark=1), _list("1 to 9|10 to 20|More than 20")),
    Case("M1", "money", _list("Under $1M|$1M to $5M|$5M or more", mark=2), _list("Under $1M|$1M to under $5M|$5M or more")),
    Case("M1", "units", _list("Less than a year|12 to 24 months|2 years or more", mark=2), _list("Less than a year|12 to 23 months|2 years or more")),
    Case("M2", "gap", _list("2–4|6–9|10+", mark=1), _list("2–5|6–9|10+")),
    Case("M2", "percent", _list("Up to 20%|More than 30% up to 50%|More than 50%", mark=1), _list("Up to 20%|More than 20% up to 50%|More than 50%")),
    Case("M3", "below", _list("5 to 9|10 to 19|20 or more", mark=0), _list("Under 10|10 to 19|20 or more")),
    Case("M3", "above", _list("Under 10|10 to 19|20 to 99", mark=2), _list("Under 10%|10 to 49%|50 to 100%")),
    Case(
        "M4", "random",
        _list("Red|Green|Blue", "order: random", question="- kind: single\n  id: q1\n  sensitivity: none\n  text: Which?\n  options: things #!"),
        _list("Red|Green|Blue|Another one~, asks_text: true", "order: random", question="- {kind: single, id: q1, text: Which?, options: things}"),
    ),
    Case(
        "M4", "in a stated order",
        _list("Red|Green|Blue|White", "order: natural", question="- kind: single\n  id: q1\n  sensitivity: none\n  text: Which?\n  options: things #!"),
        _list("Red|Green|Blue|White", "order: natural;mece: true", question="- {kind: single, id: q1, text: Which?, options: things}"),
    ),
    Case(
        "M5", "several",
        _survey("- {kind: multi, id: q1, text: Which?, options: [{id: a, label: A}, {id: b, label: B}]} #!"),
        _survey("- {kind: multi, id: q1, text: Which?, options: [{id: a, label: A}, {id: b, label: Nothing, exclusive: true}]}"),
    ),
    Case(
        "M5", "sensitive",
        _survey("- {kind: single, id: q1, text: Which?, options: [{id: a, label: A}], sensitivity: sensitive} #!"),
        _survey(f"- {{kind: single, id: q1, text: Which?, options: [{{id: a, label: A}}], {_PRIVATE}}}"),
    ),
    Case(
        "M5", "fact",
        _survey("- {kind: number, id: q1, text: How many people work in the company?} #!"),
        _survey("- {kind: number, id: q1, text: How many people work in the company?, special: [dont_know]}"),
    ),
    Case("M6", "shared words", _list("The red big car|The red big bus", mark=1), _list("The red car|The blue bus")),
    Case("M6", "contained", _list("Data|Data lake", mark=1), _list("Database|Data lake")),
    Case("M7", "no rule", _list("Red|Green|Blue", "mece: true #!;order: random"), _list("Red|Green|Blue", "mece: true;rule: The first.;order: random")),
    Case("M8", "none", _list("Red|Green|None of them", kind="multi", mark=2), _list("Red|Green|None of them~, exclusive: true", kind="multi")),
    Case("M8", "no differences", _list("Red|No differences", kind="multi", mark=1), _list("Red|No-code tools|No one knew", kind="multi")),
    Case(
        "M9", "too many",
        _list("Red|Green", question="- kind: multi\n  id: q1\n  sensitivity: none\n  text: Which?\n  options: things\n  maximum: 3 #!"),
        _list("Red|Green", question="- {kind: multi, id: q1, text: Which?, options: things, maximum: 2}"),
    ),
    Case("M9", "limits", _survey("- {kind: number, id: q1, text: How many?, minimum: 5, maximum: 4} #!"), _survey("- {kind: number, id: q1, text: How many?, minimum: 4, maximum: 4}")),
    Case("M10", "brand", _list("Warehouse|Queue|Snowflake", mark=2), _list("Warehouse|Queue|Snow")),
    Case("M10", "kind", _list(f"{TOOLS}|Spreadsheets", mark=6, fields="fields: [product]"), _list(f"{TOOLS}|Sqlite", fields="fields: [product]")),
    Case("O1", "accident", _list("Red|Green|Blue|Amber|White", mark=WHOLE), _list("Red|Green|Blue|Amber|White", "order: natural")),
    Case("O2", "scale", _list("Good|Neither|Bad", "order: random #!"), _list("Good|Neither|Bad", "order: natural")),
    Case("O2", "bands", _survey("- kind: single\n  sensitivity: none\n  id: q1\n  text: Which?\n  order: random\n  options: #!\n  - {id: a, label: Under 5}\n  - {id: b, label: 5 to 9}\n  - {id: c, label: 10 or more}"), _list("Apples|Pears|Plums", "order: random")),
    Case("O3", "moves", _list("Red|Green|Something else", "order: random", mark=2), _list("Red|Green|Something else~, pinned: true", "order: random")),
    Case("O3", "before", _list("Red|Don't know|Green", mark=1), _list("Red|Green|Don't know")),
    Case(
        "O4", "early",
        _survey(f"- {{kind: single, id: q1, text: How?, {_PRIVATE} options: [{{id: a, label: A}}]}} #!\n{_NUMBER}\n{_NUMBER.replace('n1', 'n2')}"),
        _survey(f"{_NUMBER}\n{_NUMBER.replace('n1', 'n2')}\n- {{kind: single, id: q1, text: How?, {_PRIVATE} options: [{{id: a, label: A}}]}}"),
    ),
    Case(
        "O5", "overall",
        _survey("- {kind: scale, id: q1, text: How was it?, low_label: Bad, high_label: Good}\n- {kind: scale, id: q2, text: How was it overall?, low_label: Bad, high_label: Good} #!"),
        _survey("- {kind: scale, id: q2, text: How was it overall?, low_label: Bad, high_label: Good}\n- {kind: scale, id: q1, text: How was it?, low_label: Bad, high_label: Good}"),
    ),
    Case(
        "R2", "forward",
        _survey(f"- {{kind: info, id: i1, text: Text, when: n1 > 1}} #!\n{_NUMBER}"),
        _survey(f"{_NUMBER}\n- {{kind: info, id: i1, text: Text, when: n1 > 1}}"),
    ),
    Case(
        "R3", "empty",
        _survey("- {kind: matrix, id: q1, text: How?, rows: [], columns: [{id: a, label: A}]} #!"),
        grid(1),
    ),
    Case(
        "R4", "forced",
        _survey("- {kind: number, id: n1, text: How many?, required: true} #!\n- {kind: info, id: i1, text: Text}"),
        _survey("- {kind: number, id: n1, text: How many?, required: true}\n- {kind: info, id: i1, text: Text, when: n1 > 1}"),
    ),
    Case(
        "R5", "module",
        {**_MODULES, "sections/two.yaml": _module("two", "- {kind: info, id: i1, text: Text, when: n1 > 1} #!")},
        {**_MODULES, "sections/two.yaml": _module("two", f"{_NUMBER.replace('n1', 'n2')}\n- {{kind: info, id: i1, text: Text, when: n2 > 1}}")},
    ),
    Case("B1", "rows", grid(8, " #!"), grid(7)),
    Case("B1", "columns", grid(2, " #!", f"columns: {_rows(7)}"), grid(2, "", f"columns: {_rows(6)}")),
    Case(
        "B1", "in a row",
        _survey("\n".join(SCALE.format(id=f"q{n}", text="How?", columns="good", mark=" #!" if n == 4 else "") for n in range(1, 5)), SCALES),
        _survey("\n".join(SCALE.format(id=f"q{n}", text="How?", columns="good", mark="") for n in range(1, 4)), SCALES),
    ),
    Case("B2", "long", _list(_LONG_LIST, question="- {kind: single, id: q1, text: Which?, options: things} #!"), _list(_LONG_LIST, "searchable: true")),
    Case(
        "B3", "minutes",
        {"survey.yaml": "target_minutes: {median: 0.05} #!\n" + _survey(_NUMBER)["survey.yaml"]},
        {"survey.yaml": "target_minutes: {median: 1}\n" + _survey(_NUMBER)["survey.yaml"]},
    ),
    Case(
        "B4", "hard",
        _survey("\n".join(f"- {{kind: allocation, id: q{n}, text: How?, rows: {_rows(2)}}}{' #!' if n == 3 else ''}" for n in range(1, 4))),
        _survey("\n".join([f"- {{kind: allocation, id: q{n}, text: How?, rows: {_rows(2)}}}" for n in range(1, 3)] + [_NUMBER, f"- {{kind: allocation, id: q3, text: How?, rows: {_rows(2)}}}"])),
    ),
    Case(
        "B5", "writing",
        _survey("- {kind: long_text, id: q1, text: Why?, sensitivity: free_text}\n- {kind: long_text, id: q2, text: How?, sensitivity: free_text} #!"),
        _survey("- {kind: long_text, id: q1, text: Why?, sensitivity: free_text}\n- {kind: text, id: q2, text: How?, sensitivity: free_text}"),
    ),
    Case(
        "B6", "unequal",
        _list(SIX, question=MAXDIFF.format(sets=2, per_set=4, mark=" #!")),
        _list(SIX, question=MAXDIFF.format(sets=3, per_set=4, mark="")),
    ),
    Case("B6", "large", _list(SIX, question=MAXDIFF.format(sets=1, per_set=6, mark=" #!")), _list(SIX, question=MAXDIFF.format(sets=6, per_set=5, mark=""))),
    Case(
        "B6", "long label",
        _list("A" * 61 + "|B|C", mark=0, question=MAXDIFF.format(sets=1, per_set=3, mark="")),
        _list("A" * 60 + "|B|C", question=MAXDIFF.format(sets=1, per_set=3, mark="")),
    ),
    Case(
        "B7", "rows",
        _survey(f"- {{kind: allocation, id: q1, text: How?, rows: {_rows(9)}}} #!"),
        _survey(f"- {{kind: allocation, id: q1, text: How?, rows: {_rows(8)}}}"),
    ),
    Case(
        "B7", "percent",
        _survey(f"- {{kind: number, id: n1, text: How many?, maximum: 10}}\n- {{kind: allocation, id: q1, text: How?, rows: {_rows(2)}}} #!"),
        _survey(f"- {{kind: number, id: n1, text: How many?, maximum: 10}}\n- {{kind: allocation, id: q1, text: How?, rows: {_rows(2)}, total: n1}}"),
    ),
    Case("B8", "high", _list(_LONG_LIST, question="- {kind: single, id: q1, text: Which?, options: things, special: [dont_know, prefer_not]} #!"), _list(_LONG_LIST, "searchable: true")),
    Case("P1", "typed", _survey("- {kind: text, id: q1, text: Why?, sensitivity: none} #!"), _survey("- {kind: text, id: q1, text: Why?, sensitivity: free_text}")),
    Case("P1", "missing", {"survey.yaml": "sections:\n- id: s\n  title: S\n  questions:\n  - {kind: number, id: n1, text: How many?} #!\n"}, _survey(_NUMBER)),
    Case(
        "P2", "many",
        {"survey.yaml": "id: small #!\ntitle: S\nedition: '1'\nversion: '1'\n" + _survey("\n".join(f"- {{kind: number, id: n{n}, text: How many?, sensitivity: quasi_identifier}}" for n in range(7)))["survey.yaml"]},
        _survey("\n".join(f"- {{kind: number, id: n{n}, text: How many?, sensitivity: quasi_identifier}}" for n in range(6))),
    ),
    Case("P3", "email", _mark(_text("What is your email?")), _text("What is your job?")),
    Case("P4", "exact", _survey("- {kind: number, id: q1, text: How many?, sensitivity: quasi_identifier} #!"), _survey("- {kind: number, id: q1, text: How many?, sensitivity: quasi_identifier, bands: [0, 5]}")),
    Case("P3", "class", _survey("- {kind: text, id: q1, text: Where?, sensitivity: contact} #!"), _text("Where?")),
    Case("N1", "order", _list("Airflow|MLflow|DataForge|PyTorch", mark=2, fields="fields: [product]"), _list("airflow|DataForge|MLflow|PyTorch", fields="fields: [product]")),
    Case(
        "N2", "neutral",
        _list(TOOLS, "fields: [product]", question="- kind: multi\n  id: q1\n  sensitivity: none\n  text: Which?\n  options: things #!\n  special: [other, none]"),
        _list(TOOLS, "fields: [product]", question="- {kind: multi, id: q1, text: Which?, options: things, special: [in_house, other, none]}"),
    ),
    Case("N3", "few", _list("Airflow|MLflow|PyTorch", "fields: [product]", mark=WHOLE), _list(TOOLS, "fields: [product]")),
    Case("N3", "praise", _list(TOOLS.replace("AutoML Kit", "Best AutoML"), "fields: [product]", mark=1), _list(TOOLS, "fields: [product]")),
    Case(
        "A1", "without cause",
        _survey('- kind: number\n  id: n1\n  sensitivity: none\n  text: How many?\n  special: [dont_know]\n  allow:\n    W2: "a reason" #!'),
        _survey('- kind: number\n  id: n1\n  sensitivity: none\n  text: How many or few?\n  special: [dont_know]\n  allow:\n    W2: "a reason"'),
    ),
    Case(
        "A1", "unknown",
        _survey('- kind: number\n  id: n1\n  sensitivity: none\n  text: How many?\n  special: [dont_know]\n  allow:\n    X9: "a reason" #!'),
        _survey(_NUMBER),
    ),
]  # fmt: skip
