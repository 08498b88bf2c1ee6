"""Questionnaires made by the number: as many questions and conditions as wanted, some of them known to be dead."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

OPTIONS = ("red", "green", "blue", "white")


@dataclass
class Generated:
    """A questionnaire's text, with the ids of the questions that nobody can reach."""

    text: str
    dead: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Asked:
    id: str
    kind: str


def generate(questions: int = 1000, conditions: int = 545, dead: int = 25, seed: int = 1) -> Generated:
    """Return a questionnaire; ``dead`` of its conditions contradict themselves or something on which they rest."""
    random = Random(seed)
    made = Generated("id: generated\ntitle: Generated\nedition: first\nversion: '1'\nsections:\n")
    with_condition = set(random.sample(range(10, questions), conditions))
    contradicting = set(random.sample(sorted(with_condition), dead))
    asked: list[_Asked] = []
    for number in range(questions):
        if number % 50 == 0:
            made.text += f"- id: s{number // 50}\n  title: Section {number // 50}\n  questions:\n"
        kind = random.choices(("single", "multi", "number"), (6, 3, 1))[0]
        name = f"q{number}"
        when = ""
        if number in contradicting:
            when = _contradiction(asked, random)
            made.dead.append(name)
        elif number in with_condition:
            when = _condition([one for one in asked if one.id not in made.dead], random)
        made.text += _question(name, kind, when)
        asked.append(_Asked(name, kind))
    return made


def write_generated(folder: Path, generated: Generated) -> Path:
    """Write a generated questionnaire into a folder and return that."""
    (folder / "survey.yaml").write_text(generated.text, encoding="utf-8")
    return folder


def _question(name: str, kind: str, when: str) -> str:
    lines = [f"  - id: {name}", f"    kind: {kind}", f"    text: Question {name}?", "    sensitivity: none"]
    if kind == "number":
        lines += ["    minimum: 0", "    maximum: 100"]
    else:
        lines += ["    options: [" + ", ".join(f"{{id: {id_}, label: {id_.title()}}}" for id_ in OPTIONS) + "]"]
        lines += ["    special: [dont_know]"]
    if when:
        lines += [f'    when: "{when}"']
    return "\n".join(lines) + "\n"


def _condition(asked: list[_Asked], random: Random) -> str:
    """Return a condition that others can meet: few parts, mostly joined by or."""
    parts = [_atom(one, random) for one in random.sample(asked[-60:], min(len(asked), random.choice((1, 1, 2, 3))))]
    joined = random.choice((" or ", " or ", " and ")).join(parts)
    return joined if random.random() < 0.8 else f"not ({joined})"


def _atom(asked: _Asked, random: Random) -> str:
    option = random.choice(OPTIONS)
    if asked.kind == "number":
        return f"{asked.id} {random.choice(('<', '>=', '=='))} {random.randint(5, 95)}"
    if asked.kind == "multi":
        return random.choice((f"'{option}' in {asked.id}", f"count({asked.id}) >= 2", f"answered({asked.id})"))
    return random.choice(
        (f"{asked.id} == '{option}'", f"{asked.id} != '{option}'", f"special({asked.id}, 'dont_know')")
    )


def _contradiction(asked: list[_Asked], random: Random) -> str:
    """Return a condition that cannot hold."""
    one = random.choice(asked[-30:])
    if one.kind == "number":
        return f"{one.id} > 60 and {one.id} < 40"
    if one.kind == "multi":
        return f"'red' in {one.id} and special({one.id}, 'dont_know')"
    return f"{one.id} == 'red' and {one.id} != 'red'"
