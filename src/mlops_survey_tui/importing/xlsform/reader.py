"""Walks the tree of a form and makes sections and questions of it."""

from __future__ import annotations

from ..draft import Data
from ..expressions import TRUE, Code, Untranslatable, both
from ..names import Names
from ..symbols import Symbol
from .calculations import calculate
from .constraints import constrain
from .form import Form
from .matrices import add_matrix, matrix_rows
from .questions import CONVERT, Made
from .repeats import loop_of
from .scope import Loop
from .sheets import Row
from .tree import Group, Question
from .types import METADATA, NOT_ASKED_HERE, RowType, row_type

Trail = tuple[Group, ...]


class Reader:
    """Makes sections: one for each stretch of rows in the same groups, and one for each repeat."""

    def __init__(self, form: Form, title: str) -> None:
        self.form, self.title = form, title
        self.sections = Names(reserved=(), prefix="section")
        self.trail: Trail | None = None
        self.whens: dict[int, Code] = {}

    def walk(self, children: list[Question | Group], trail: Trail) -> None:
        """Read the rows of a level outside of repeats."""
        for child in children:
            if isinstance(child, Question):
                self.question(child.row, self._section(trail), TRUE)
            elif child.repeats:
                self._repeat(child, trail)
            else:
                self._group(child, trail)

    def _group(self, group: Group, trail: Trail) -> None:
        told = self.form.report.losses()
        self.whens[id(group)] = self._relevant(group.row)
        weakened = self.form.report.losses() > told
        self._grouped(group, trail)
        if weakened:
            self._affect(group)

    def _affect(self, group: Group) -> None:
        self.form.report.affect(self.form.key(row) for row in _rows(group))

    def _grouped(self, group: Group, trail: Trail) -> None:
        rows = matrix_rows(group)
        if rows:
            section = self._section(trail)
            when = self.form.written(group.row, "relevant", self.whens[id(group)])
            try:
                add_matrix(self.form, section, group, rows, when)
            except Untranslatable as error:
                for row in rows:
                    self.form.report.begin(self.form.key(row))
                    self.form.drop(row, row.get("type"), str(error))
            return
        self._look(group.row)
        self.walk(group.children, (*trail, group))

    def _relevant(self, row: Row) -> Code:
        source = row.get("relevant")
        return self.form.condition(row, "relevant", source) if source else TRUE

    def _section(self, trail: Trail) -> Data:
        """Return the section for rows in these groups: the current one if it is theirs."""
        sections = self.form.draft.sections
        if self.trail == trail and sections:
            return sections[-1]
        self.trail = trail
        titles = [title for title in (self.form.text(group.row) for group in trail) if title]
        title = " – ".join(titles) or self.title
        name = trail[-1].row.get("name") if trail else "main"
        when = both([self.whens.get(id(group), TRUE) for group in trail])
        return self._begin(name, title, trail[-1].row if trail else None, when)

    def _begin(self, name: str, title: str, row: Row | None, when: Code) -> Data:
        section: Data = {"id": self.sections.new(name or "part"), "title": title.replace("\n", " ")[:200]}
        written = self.form.written(row, "relevant", when) if row is not None else None
        if written is not None:
            section["when"] = written
        section["questions"] = []
        self.form.draft.sections.append(section)
        return section

    def _repeat(self, group: Group, trail: Trail) -> None:
        form = self.form
        told = form.report.losses()
        before = self._section(trail)
        when = both([*(self.whens.get(id(outer), TRUE) for outer in trail), self._relevant(group.row)])
        asked = len(before["questions"])
        loop, written = loop_of(form, group, before)
        for added in before["questions"][asked:]:
            condition = form.written(group.row, "relevant", self._relevant(group.row))
            added |= {"when": condition} if condition is not None else {}
        self.trail = None
        section = self._begin(group.row.get("name"), loop.label, group.row, when)
        questions = section.pop("questions")
        section |= {"loop": written, "questions": questions}
        form.scope.loop = form.scope.loops[loop.key] = loop
        form.scope.repeats.setdefault(group.row.get("name"), loop.key)
        changed = form.report.losses() > told
        self._inside(group.children, section, TRUE)
        form.scope.loop = None
        if changed:
            self._affect(group)
        if loop.numbered and len(loop.ids) > 1:
            form.report.assume("In repeats the text of each question begins with the name and number of the pass.")

    def _inside(self, children: list[Question | Group], section: Data, when: Code) -> None:
        """Read the rows of a repeat, which all belong to one section."""
        for child in children:
            if isinstance(child, Question):
                self.question(child.row, section, when)
            elif child.repeats:
                self._nested(child, section, both([when, self._relevant(child.row)]))
            else:
                if self.form.text(child.row):
                    self.form.report.note(child.row.place("label"), f"the heading {self.form.text(child.row)[:80]}",
                                          "a group in a repeat is no section", "left out")  # fmt: skip
                self._inside(child.children, section, both([when, self._relevant(child.row)]))

    def _nested(self, group: Group, section: Data, when: Code) -> None:
        """Read a repeat in a repeat: each of its questions becomes a loop of its own."""
        form = self.form
        if form.scope.nested is not None:
            for row in _rows(group):
                form.report.begin(form.key(row))
                form.drop(row, row.get("type"), "a repeat in a repeat in a repeat")
            return
        loop, written = loop_of(form, group, section)
        rows = _rows(group)
        if len(rows) > 1:
            form.report.lost(group.row.place("type"), f"repeat {group.row.get('name')} in a repeat",
                             "only single questions repeat inside of a loop",
                             "each of its questions is asked for all passes, one question after the other")  # fmt: skip
        for number, row in enumerate(rows):
            form.scope.nested = Loop(
                f"{loop.key}#{number}", loop.item, loop.ids, loop.numbered, loop.source, loop.label
            )
            added = self.question(row, section, both([when, self._relevant_groups(group, row)]))
            if added is not None:
                added |= {"loop": written}
        form.scope.nested = None
        if len(rows) > 1:
            self._affect(group)

    def _relevant_groups(self, group: Group, row: Row) -> Code:
        """Return the conditions of the groups inside of a repeat that a row stands in."""
        for child in group.children:
            if isinstance(child, Group) and row in _rows(child):
                return both([self._relevant(child.row), self._relevant_groups(child, row)])
        return TRUE

    def question(self, row: Row, section: Data, when: Code) -> Data | None:
        """Read one row; return the question made of it, if it is one."""
        form, type_ = self.form, row_type(row.get("type"))
        form.scope.later.discard(row.get("name"))
        if type_.name in METADATA:
            form.report.lost(row.place("type"), f"{type_.name} {row.get('name')}", "it asks nothing and is not kept",
                             "left out")  # fmt: skip
            form.scope.leave_out(row.get("name"), "it is not asked")
            return None
        if type_.name == "calculate":
            calculate(form, row)
            return None
        form.report.begin(form.key(row))
        made = self._made(row, type_)
        if made is None:
            return None
        self._finish(row, made, section, when)
        return made.data

    def _made(self, row: Row, type_: RowType) -> Made | None:
        form = self.form
        why = NOT_ASKED_HERE.get(type_.name)
        convert = CONVERT.get(type_.name)
        if why or convert is None:
            form.drop(row, f"{type_.name} {row.get('name')}", why or "a type that is not known")
            return None
        if _shows_value(row):
            return self._shown_value(row)
        try:
            return convert(form, row, type_, form.new_id(row))
        except Untranslatable as error:
            form.drop(row, row.get("type"), str(error))
            return None

    def _shown_value(self, row: Row) -> Made | None:
        """Make a text of a question that only shows a calculated value."""
        form = self.form
        calculate(form, row)
        form.lost(row, "read_only", "an answer that cannot be changed", "answers are given by people", "a text to read")
        return CONVERT["note"](form, row, RowType("note"), form.names.new(row.get("name")))

    def _finish(self, row: Row, made: Made, section: Data, when: Code) -> None:
        form, data = self.form, made.data
        condition = form.written(row, "relevant", both([when, self._relevant(row)]))
        if condition is not None:
            data |= {"when": condition}
        loop = form.scope.nested or form.scope.loop
        if loop is not None and loop.numbered and len(loop.ids) > 1:
            data["text"] = f"{loop.label} {{{loop.item}.id}}: {data['text']}"[:4000]
        constrain(form, row, data, made.symbol)
        self._look(row)
        self._tell(row)
        form.add(section, row, data)
        symbol = made.symbol
        key = loop.key if loop else ""
        form.scope.define(row.get("name"), Symbol(symbol.code, symbol.kind, symbol.options, form.order, key))

    def _look(self, row: Row) -> None:
        for word in row.get("appearance").split()[:5]:
            if word.isascii():
                self.form.report.layout[f"appearance {word[:40]}"] += 1

    def _tell(self, row: Row) -> None:
        """Tell what a row has that no question of ours has."""
        form = self.form
        for (column, _), text in row.texts.items():
            if column.startswith("media::") and text != "-":
                form.lost(row, column, text[:80], "there are no pictures and sounds", "left out")
        for column, why in _LOST_COLUMNS.items():
            if row.get(column) and not (column == "calculation" and _shows_value(row)):
                form.lost(row, column, row.get(column)[:200], why, "left out")


_LOST_COLUMNS = {
    "default": "nothing is answered beforehand",
    "calculation": "answers are given by people",
    "trigger": "answers are given by people",
}


def _shows_value(row: Row) -> bool:
    truth = row.get("read_only").strip().lower() in ("yes", "true", "true()", "1")
    return truth and bool(row.get("calculation"))


def _rows(group: Group) -> list[Row]:
    found: list[Row] = []
    for child in group.children:
        found += [child.row] if isinstance(child, Question) else _rows(child)
    return found
