"""Small questionnaires made by hypothesis: a few questions of every kind, with conditions on those before."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

HEAD = "id: small\ntitle: Small\nedition: first\nversion: '1'\n"


@dataclass
class Made:
    """What is known while a questionnaire is made: its text, and the atoms that conditions can be made of."""

    lines: list[str] = field(default_factory=list)
    atoms: list[str] = field(default_factory=list)
    sets: list[str] = field(default_factory=list)


@st.composite
def questionnaires(draw: st.DrawFn, most: int = 4) -> str:
    """Return the text of a questionnaire with a few questions."""
    made = Made()
    for number in range(draw(st.integers(2, most))):
        kind = draw(st.sampled_from(sorted(_KINDS)))
        name = f"q{number}"
        required = draw(st.integers(0, 4)) == 0
        has_condition = draw(st.booleans())
        when = draw(conditions(made.atoms)) if made.atoms and has_condition else ""
        made.lines += [f"  - id: {name}", f"    kind: {kind}", f"    text: Question {name}?", "    sensitivity: none"]
        made.lines += [f"    {line}" for line in _KINDS[kind](draw, made, name)]
        made.lines += ["    required: true"] if required else []
        made.lines += [f'    when: "{when}"'] if when else []
    return HEAD + "sections:\n- id: only\n  title: Only\n  questions:\n" + "\n".join(made.lines) + "\n"


@st.composite
def conditions(draw: st.DrawFn, atoms: list[str], depth: int = 2) -> str:
    """Return a condition of a few atoms."""
    shape = draw(st.integers(0, 5 if depth else 1))
    if shape <= 1:
        return draw(st.sampled_from(atoms))
    if shape == 2:
        return f"not ({draw(conditions(atoms, depth - 1))})"
    word = "and" if shape <= 4 else "or"
    return f"({draw(conditions(atoms, depth - 1))}) {word} ({draw(conditions(atoms, depth - 1))})"


def _option(id_: str, when: str = "") -> str:
    return f"{{id: {id_}, label: {id_.upper()}" + (f', when: "{when}"}}' if when else "}")


def _options(draw: st.DrawFn, made: Made, fields: str = "options") -> list[str]:
    """Return two options; the second may have a condition, or both may be carried from an earlier set."""
    if made.sets and draw(st.integers(0, 2)) == 0:
        take = draw(st.sampled_from(("selected", "unselected", "shown")))
        return [f"{fields}: {{from: {draw(st.sampled_from(made.sets))}, take: {take}}}"]
    when = draw(conditions(made.atoms)) if made.atoms and draw(st.integers(0, 2)) == 0 else ""
    return [f"{fields}: [{_option('a')}, {_option('b', when)}]"]


def _single(draw: st.DrawFn, made: Made, name: str) -> list[str]:
    lines = [*_options(draw, made), "special: [dont_know]"]
    own = "from" not in lines[0]
    if own and draw(st.integers(0, 3)) == 0:
        made.atoms.append(f"{name} in ('a', 'b')")
    made.atoms += [f"{name} == 'a'", f"{name} != 'a'", f"answered({name})", f"special({name}, 'dont_know')"]
    made.sets.append(name)
    return lines


def _multi(draw: st.DrawFn, made: Made, name: str) -> list[str]:
    lines = [*_options(draw, made), f"special: [{draw(st.sampled_from(('none', 'dont_know')))}]"]
    if draw(st.booleans()):
        lines += [draw(st.sampled_from(("minimum: 2", "maximum: 1")))]
    made.atoms += [f"'a' in {name}", f"'a' not in {name}", f"count({name}) >= 2", f"count({name}) == 0"]
    made.sets.append(name)
    return lines


def _number(draw: st.DrawFn, made: Made, name: str) -> list[str]:
    others = [atom.partition(" ")[0] for atom in made.atoms if atom.endswith(" + 1 > 2")]
    made.atoms += [f"{name} + 1 > 2", f"{name} == 0", f"{name} >= 2", f"coalesce({name}, 2) < 1"]
    made.atoms += [f"{other} < {name}" for other in others]
    return ["minimum: 0", "maximum: 2", "special: [dont_know]"]


def _scale(draw: st.DrawFn, made: Made, name: str) -> list[str]:
    made.atoms += [f"{name} >= 2", f"{name} == '1'"]
    return ["low: 0", "high: 2", "low_label: Little", "high_label: Much"]


def _ranking(draw: st.DrawFn, made: Made, name: str) -> list[str]:
    made.atoms += [f"rank({name}, 'a') == 1", f"rank({name}, 'b') > 1", f"'b' in {name}"]
    made.sets.append(name)
    return [f"options: [{_option('a')}, {_option('b')}]", "special: []", *draw(st.sampled_from(([], ["top: 1"])))]


def _matrix(draw: st.DrawFn, made: Made, name: str) -> list[str]:
    lines = _options(draw, made, "rows")
    made.atoms += [f"{name}.a == 'x'", f"special({name}.a, 'not_applicable')", f"count({name}) >= 1"]
    return [*lines, f"columns: [{_option('x')}, {_option('y')}]", "row_special: [not_applicable]", "special: []"]


def _allocation(draw: st.DrawFn, made: Made, name: str) -> list[str]:
    made.atoms += [f"{name}.a > {name}.b", f"{name}.a == 2", f"total({name}) < 2"]
    return [f"rows: [{_option('a')}, {_option('b')}]", "total: 2", *draw(st.sampled_from(([], ["at_most: true"])))]


def _text(draw: st.DrawFn, made: Made, name: str) -> list[str]:
    made.atoms += [f"answered({name})", f"{name} == 'word'"]
    return []


_KINDS = {
    "single": _single,
    "multi": _multi,
    "number": _number,
    "scale": _scale,
    "ranking": _ranking,
    "matrix": _matrix,
    "allocation": _allocation,
    "text": _text,
}
