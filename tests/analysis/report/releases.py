"""Small releases of every form of table, made from rows that a test can count itself.

``Made.rows`` holds the rows of each table as they were written, so that every figure can be computed by hand.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from mlops_survey_tui.publication.codebook.model import (
    ANSWER,
    CODE,
    FILE,
    ITEMS,
    KEY,
    MISSING,
    PARTS,
    REAL,
    RESPONDENTS,
    ROW,
    SETS,
    STATUS,
    TICK,
    WEIGHT,
    WHOLE,
    AskedQuestion,
    AskedSection,
    Block,
    Codebook,
    Column,
    Table,
    Value,
)

Row = dict[str, Any]
ROLES, SIZES = ("engineer", "scientist", "manager", "other_role"), ("small", "medium", "large")
MOODS, POINTS = ("bad", "fair", "good"), ("1", "2", "3", "4", "5")
LABELS = ("Very dissatisfied", "Dissatisfied", "Neither", "Satisfied", "Very satisfied")
TOOLS = ("alpha", "beta", "gamma", "rare")
PROBLEMS = ("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8")
BANDS = (("0", 0, 0), ("1-5", 1, 5), ("6-10", 6, 10), ("11+", 11, None))
_STATUSES = ("answered", "none", *MISSING)
_SQL = {CODE: "VARCHAR", TICK: "TINYINT", WHOLE: "INTEGER", REAL: "DOUBLE"}


@dataclass(frozen=True)
class Made:
    """A release that was written, and the rows of its tables by id."""

    folder: Path
    codebook: Codebook
    rows: Mapping[str, Sequence[Row]]


@dataclass
class Writer:
    """Collects blocks and questions, then writes the release."""

    folder: Path
    edition: str = "2026"
    questionnaire: str = "example"
    blocks: list[Block] = field(default_factory=list)
    questions: list[AskedQuestion] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def block(self, id: str, *tables: tuple[str, str, Sequence[Column], list[Row]]) -> None:
        """Add a block of tables: id, form, columns, rows."""
        made = []
        for name, form, columns, rows in tables:
            filled = tuple(_counted(column, rows) for column in columns)
            made.append(Table(name, f"data/{name}", form, len(rows), filled))
            self.rows[name] = rows
        self.blocks.append(Block(id, id, tuple(made)))

    def ask(self, id: str, kind: str, block: str, section: str = "main", wording: str = "") -> None:
        """Add a question."""
        self.questions.append(AskedQuestion(id, kind, section, (wording or f"What about {id}?",), block=block))

    def write(self, method: Mapping[str, Any] | None = None, aggregates: str = "", questions: str = "") -> Made:
        """Write the release."""
        book = Codebook(
            self.edition, f"Survey {self.edition}", self.questionnaire, "1", "0" * 32, tuple(self.blocks),
            tuple(self.questions), (AskedSection("main", "Main part"), AskedSection("mod", "Module", True)),
            citation="Anybody (2026)", simulated=True,
        )  # fmt: skip
        for name in ("codebook", "data", "questionnaire"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / FILE).write_text(book.to_json(), "utf-8")
        (self.folder / "method.json").write_text(json.dumps(dict(method or {"received": 9, "kept": 9})), "utf-8")
        if aggregates:
            (self.folder / "data" / "aggregates.csv").write_text(aggregates, "utf-8")
        if questions:
            (self.folder / "questionnaire" / "questionnaire.json").write_text(questions, "utf-8")
        for table in book.tables():
            _parquet(self.folder / f"{table.file}.parquet", table, self.rows[table.id])
        return Made(self.folder, book, self.rows)


def _parquet(path: Path, table: Table, rows: Sequence[Row]) -> None:
    names = [column.name for column in table.columns]
    lines = path.with_suffix(".lines")
    lines.write_text("".join(json.dumps({name: row.get(name) for name in names}) + "\n" for row in rows), "utf-8")
    columns = ", ".join(f"'{column.name}': '{_SQL[column.type]}'" for column in table.columns)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_json('{lines}', format = 'newline_delimited', columns = {{{columns}}})) "
            f"TO '{path}' (FORMAT parquet)"
        )
    lines.unlink()


def _counted(column: Column, rows: Sequence[Row]) -> Column:
    values = tuple(
        Value(
            one.code, one.label, one.missing, sum(row.get(column.name) == one.code for row in rows), one.low, one.high
        )
        for one in column.values
    )
    return Column(
        column.name, column.role, column.type, column.label, column.question, column.part, column.scale, values,
        column.ordered, column.level,
    )  # fmt: skip


def code(
    name: str,
    codes: Sequence[str],
    role: str = ANSWER,
    part: str = "",
    labels: Sequence[str] = (),
    ordered: bool = False,
    question: str = "",
) -> Column:
    """Return a column of codes, reasons for a missing answer last."""
    values = [Value(one, label) for one, label in zip(codes, labels or [one.title() for one in codes], strict=True)]
    values += [
        Value(one, MISSING[one], missing=True) for one in ("skipped", "not_assigned", "not_routed", "suppressed")
    ]
    asked = question or name.partition(".")[0]
    return Column(name, role, CODE, part.title() or name.title(), asked, part, "", tuple(values), ordered)


def banded(name: str, bands: Sequence[tuple[str, int, int | None]] = BANDS) -> Column:
    """Return a column of a banded number."""
    values = [Value(one, one, low=low, high=high) for one, low, high in bands]
    values += [Value("skipped", "Skipped", missing=True)]
    return Column(name, ANSWER, CODE, name.title(), name, values=tuple(values), ordered=True)


def status(question: str) -> Column:
    """Return the column that says whether there is an answer."""
    values = tuple(Value(one, one, missing=one in MISSING) for one in _STATUSES)
    return Column(f"{question}.status", STATUS, CODE, "Status", question, values=values)


def cell(question: str, part: str, type: str) -> Column:
    """Return a column of ticks, parts or places."""
    return Column(f"{question}.{part}", ANSWER, type, part.title(), question, part)


ID = Column("row", ROW, WHOLE, "Row")
PLAIN_WEIGHT = Column("weight", WEIGHT, REAL, "Weight")
MODULE_WEIGHT = Column("weight.mod", WEIGHT, REAL, "Weight of the module", part="mod")


def keys() -> list[Column]:
    """Return the columns of the facts about respondents."""
    return [code("role", ROLES, KEY), code("size", SIZES, KEY, ordered=True)]


def whole(folder: Path, n: int = 400, seed: int = 1, edition: str = "2026", **more: Any) -> Made:
    """Write a release with a table of every form; ``more`` goes to :meth:`Writer.write`."""
    chance = random.Random(seed)
    writer = Writer(folder, edition, more.pop("questionnaire", "example"))
    shift = more.pop("shift", 0.0)
    _profile(writer, chance, n, shift)
    _tools(writer, chance, n)
    _sets(writer, chance, n)
    _parts(writer, chance, n)
    return writer.write(**more)


def _facts(chance: random.Random) -> Row:
    return {
        "role": chance.choices((*ROLES, "skipped"), (50, 30, 12, 3, 5))[0],
        "size": chance.choices((*SIZES, "suppressed"), (60, 30, 8, 2))[0],
    }


def _profile(writer: Writer, chance: random.Random, n: int, shift: float) -> None:
    parts, options = ("north", "south", "east"), ("price", "speed", "taste")
    columns = [
        ID, *keys(), PLAIN_WEIGHT, MODULE_WEIGHT, code("mood", MOODS), banded("people"),
        Column("cups", ANSWER, WHOLE, "Cups", "cups"), status("cups"), status("mix"),
        *(cell("mix", part, WHOLE) for part in parts), status("why"), *(cell("why", one, WHOLE) for one in options),
        *(code(f"views.{row}", POINTS, part=row, labels=LABELS, ordered=True) for row in ("calm", "busy", "odd")),
    ]  # fmt: skip
    rows = [_person(chance, number, parts, options, shift) for number in range(n)]
    writer.block("profile", ("profile", RESPONDENTS, columns, rows))
    for id, kind in (
        ("role", "single"),
        ("size", "single"),
        ("mood", "single"),
        ("people", "number"),
        ("cups", "number"),
        ("mix", "allocation"),
        ("why", "ranking"),
    ):
        writer.ask(id, kind, "profile")
    writer.ask("views", "matrix", "profile", "mod")


def _person(chance: random.Random, number: int, parts: Sequence[str], options: Sequence[str], shift: float) -> Row:
    asked = chance.random() < 0.5
    row: Row = {
        "row": number,
        **_facts(chance),
        "weight": 1.0,
        "weight.mod": chance.choice((1.5, 2.5)) if asked else None,
    }
    row["mood"] = chance.choices((*MOODS, "skipped"), (0.2, 0.5 - shift, 0.27 + shift, 0.03))[0]
    row["people"] = chance.choices([band for band, _, _ in BANDS] + ["skipped"], (2, 4, 3, 1, 1))[0]
    row["cups"] = chance.randint(0, 9) if chance.random() < 0.9 else None
    row["cups.status"] = "skipped" if row["cups"] is None else "answered"
    cuts = sorted(chance.choices(range(0, 101, 10), k=2))
    answered = chance.random() < 0.9
    row["mix.status"] = "answered" if answered else "skipped"
    row |= {
        f"mix.{part}": size if answered else None
        for part, size in zip(parts, (cuts[0], cuts[1] - cuts[0], 100 - cuts[1]), strict=True)
    }
    order = chance.sample(options, 2)
    row["why.status"] = "answered"
    row |= {f"why.{one}": order.index(one) + 1 if one in order else None for one in options}
    for line in ("calm", "busy", "odd"):
        shown = asked and chance.random() < 0.7
        row[f"views.{line}"] = chance.choices((*POINTS, "skipped"), (1, 2, 3, 6, 3, 1))[0] if shown else "not_assigned"
    return row


def _tools(writer: Writer, chance: random.Random, n: int) -> None:
    odds = dict(zip(TOOLS[:3], (0.7, 0.4, 0.2), strict=True))
    users: list[Row] = []
    ratings: list[Row] = []
    for number in range(n):
        row: Row = {"row": number, "size": _facts(chance)["size"], "weight": 1.0, "tools_used.status": "answered"}
        row |= {f"tools_used.{tool}": int(chance.random() < odd) for tool, odd in odds.items()}
        row["tools_used.rare"] = int(number < 3)
        users.append(row)
        named = [tool for tool in TOOLS if row[f"tools_used.{tool}"]]
        for tool in named[:2]:
            point = chance.choices((*POINTS, "skipped"), (1, 2, 3, 6, 3, 1))[0]
            ratings.append(
                {"row": len(ratings), "item": tool, "weight": len(named) / 2 or 1.0, "tool_satisfaction": point}
            )
    columns = [ID, keys()[1], PLAIN_WEIGHT, status("tools_used"), *(cell("tools_used", tool, TICK) for tool in TOOLS)]
    rated = [
        ID,
        code("item", TOOLS, question=""),
        PLAIN_WEIGHT,
        code("tool_satisfaction", POINTS, labels=LABELS, ordered=True),
    ]
    writer.block("tools", ("tools", RESPONDENTS, columns, users))
    writer.block("ratings", ("ratings", ITEMS, rated, ratings))
    writer.ask("tools_used", "multi", "tools")
    writer.ask("tool_satisfaction", "matrix", "ratings")


def _sets(writer: Writer, chance: random.Random, n: int) -> None:
    people: list[Row] = []
    sets: list[Row] = []
    for number in range(n):
        people.append(
            {"row": number, "size": _facts(chance)["size"], "weight": 1.0, "challenge_maxdiff.status": "answered"}
        )
        order = chance.sample(PROBLEMS, len(PROBLEMS))
        for which, shown in enumerate((order[:4], order[4:]), start=1):
            ranked = sorted(shown, key=lambda item: PROBLEMS.index(item) + chance.gauss(0, 3))
            for place, item in enumerate(shown, start=1):
                choice = 1 if item == ranked[0] else -1 if item == ranked[-1] else 0
                sets.append(
                    {
                        "row": number,
                        "question": "challenge_maxdiff",
                        "set": which,
                        "position": place,
                        "item": item,
                        "choice": choice,
                    }
                )
    columns = [ID, keys()[1], PLAIN_WEIGHT, status("challenge_maxdiff")]
    of_sets = [
        ID, code("question", ("challenge_maxdiff",), question=""), Column("set", ANSWER, WHOLE, "Set"),
        Column("position", ANSWER, WHOLE, "Position"), code("item", PROBLEMS, question=""),
        Column("choice", ANSWER, WHOLE, "Choice"),
    ]  # fmt: skip
    writer.block("challenges", ("challenges", RESPONDENTS, columns, people), ("challenges_sets", SETS, of_sets, sets))
    writer.ask("challenge_maxdiff", "maxdiff", "challenges")


def _parts(writer: Writer, chance: random.Random, n: int) -> None:
    rows: list[Row] = []
    for number in range(n):
        for item in ("model", "data"):
            for part, now, later in zip(("old", "new"), (70, 30), (chance.choice((40, 50, 60)), 0), strict=True):
                then = later if part == "old" else 100 - rows[-1]["mix_future"]
                rows.append(
                    {
                        "row": number,
                        "item": item,
                        "part": part,
                        "weight": 1.0,
                        "mix_now": now,
                        "mix_now.status": "answered",
                        "mix_future": then,
                        "mix_future.status": "answered",
                    }
                )
    columns = [
        ID, code("item", ("model", "data"), question=""), code("part", ("old", "new"), question=""), PLAIN_WEIGHT,
        Column("mix_now", ANSWER, WHOLE, "Now", "mix_now"), status("mix_now"),
        Column("mix_future", ANSWER, WHOLE, "Later", "mix_future"), status("mix_future"),
    ]  # fmt: skip
    writer.block("portfolio", ("portfolio", PARTS, columns, rows))
    writer.ask("mix_now", "allocation", "portfolio")
    writer.ask("mix_future", "allocation", "portfolio")
