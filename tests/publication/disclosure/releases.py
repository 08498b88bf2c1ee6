"""A small release that keeps all limits, written without the code that makes releases."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import numpy as np

from mlops_survey_tui.publication.codebook.model import (
    AskedQuestion,
    Block,
    Codebook,
    Column,
    Table,
    Value,
)
from mlops_survey_tui.questionnaire.model import Question, Questionnaire, Texts

ROWS = 400
CLASSES = {
    "role": "quasi_identifier",
    "size": "quasi_identifier",
    "happy": "none",
    "pay": "sensitive",
    "tools": "none",
    "more": "free_text",
}
Lines = list[list[object]]


@dataclass
class Release:
    """A release to be spoilt: lines of each table, its codebook, what the questionnaire says."""

    lines: dict[str, Lines]
    blocks: dict[str, Block]
    classes: dict[str, str] = field(default_factory=lambda: dict(CLASSES))
    method: dict[str, object] = field(default_factory=lambda: {"kept": ROWS})
    statuses: dict[str, int] = field(default_factory=dict)
    csv: dict[str, Callable[[Lines], Lines]] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)

    def table(self, block: str) -> Table:
        """The one table of a block."""
        return self.blocks[block].tables[0]

    def change(self, block: str, **fields: object) -> None:
        """Change a table in the codebook."""
        table = replace(self.table(block), **fields)  # type: ignore[arg-type]
        self.blocks[block] = replace(self.blocks[block], tables=(table,))

    def recount(self) -> None:
        """Have the codebook say what is in the lines."""
        for block in self.blocks:
            columns = [
                replace(
                    column,
                    values=tuple(
                        replace(value, count=sum(line[place] == value.code for line in self.lines[block]))
                        for value in column.values
                    ),
                )
                for place, column in enumerate(self.table(block).columns)
            ]
            self.change(block, columns=tuple(columns), rows=len(self.lines[block]))

    def write(self, folder: Path) -> Path:
        """Write the release."""
        for name in ("data", "codebook", "questionnaire"):
            (folder / name).mkdir(parents=True)
        for block, lines in self.lines.items():
            if block in self.blocks:
                _write(folder, self.table(block), lines, self.csv[block](lines) if block in self.csv else lines)
            else:
                _write(folder, _AGGREGATES, lines, lines)
        for name, text in self.extra.items():
            (folder / name).write_text(text)
        codebook = Codebook("2026", "A survey", "a", "1", "h", tuple(self.blocks.values()), self._asked(), ())
        (folder / "codebook" / "codebook.json").write_text(codebook.to_json())
        (folder / "questionnaire" / "questionnaire.json").write_text(_questionnaire().to_json())
        (folder / "method.json").write_text(json.dumps(self.method))
        return folder

    def _asked(self) -> tuple[AskedQuestion, ...]:
        return tuple(
            AskedQuestion(name, "single", "s", (name,), sensitivity=kind, statuses=self.statuses)
            for name, kind in self.classes.items()
        )


def _questionnaire() -> Questionnaire:
    questions = tuple(Question(name, "single", "s", Texts(()), kind) for name, kind in CLASSES.items())
    return Questionnaire("a", "A survey", "2026", "1", "h", (), questions, {})


_TYPES = {"whole": "BIGINT", "tick": "TINYINT", "real": "DOUBLE", "code": "VARCHAR", "text": "VARCHAR"}
_AGGREGATES = Table(
    "aggregates",
    "data/aggregates",
    "",
    0,
    tuple(
        Column(name, "", kind, name)
        for name, kind in (
            ("id", "code"), ("question", "code"), ("part", "code"), ("code", "code"), ("group_question", "code"),
            ("group", "code"), ("base", "whole"), ("count", "whole"), ("share", "real"), ("note", "code"),
        )
    ),
)  # fmt: skip


def _write(folder: Path, table: Table, lines: Lines, csv: Lines) -> None:
    columns = ", ".join(f'"{column.name}" {_TYPES.get(column.type, "VARCHAR")}' for column in table.columns)
    with duckdb.connect() as connection:
        for ending, rows in (("parquet", lines), ("csv", csv)):
            connection.execute(f"CREATE OR REPLACE TABLE t ({columns})")
            for start in range(0, len(rows), 500):
                part = rows[start : start + 500]
                marks = ", ".join(f"({', '.join('?' * len(table.columns))})" for _ in part)
                connection.execute(f"INSERT INTO t VALUES {marks}", [cell for line in part for cell in line])
            connection.execute(f"COPY t TO '{folder / table.file}.{ending}' (FORMAT {ending})")


def _codes(*codes: str) -> tuple[Value, ...]:
    return tuple(Value(code, code, code == "suppressed") for code in codes)


def _column(name: str, role: str, type_: str, *codes: str, question: str = "", part: str = "") -> Column:
    return Column(name, role, type_, name, question, part, values=_codes(*codes))


def _block(name: str, form: str, keys: Sequence[str], *columns: Column) -> Block:
    row = Column("row", "row", "whole", "Row")
    return Block(name, name, (Table(name, f"data/{name}", form, 0, (row, *columns)),), tuple(keys), 5)


def good() -> Release:
    """Return a release that keeps all limits."""
    chance = np.random.default_rng(8)
    role = _column("role", "key", "code", "engineer", "scientist", "suppressed", question="role")
    blocks = {
        "profile": _block(
            "profile", "respondents", ("role", "size"), role,
            _column("size", "key", "code", "small", "large", "suppressed", question="size"),
            _column("weight", "weight", "real"),
            _column("happy", "answer", "code", "yes", "no", question="happy"),
            _column("pay", "answer", "code", "low", "high", question="pay"),
        ),
        "tools": _block(
            "tools", "respondents", ("role",), role,
            _column("tools.status", "status", "code", "answered", "skipped", question="tools"),
            *(_column(f"tools.{part}", "answer", "tick", question="tools", part=part) for part in ("a", "b", "other")),
        ),
        "comments": _block(
            "comments", "texts", (), _column("question", "answer", "code", "more", question="more"),
            _column("text", "answer", "text", question="more"),
        ),
    }  # fmt: skip
    release = Release(_lines(chance), blocks)
    release.recount()
    return release


def _lines(chance: np.random.Generator) -> dict[str, Lines]:
    roles = chance.choice(["engineer", "scientist"], ROWS, p=[0.7, 0.3]).tolist()
    ids: Mapping[str, list[int]] = {
        name: (chance.permutation(10_000)[:ROWS] + 10_000 * place).tolist()
        for place, name in enumerate(("profile", "tools", "comments"))
    }
    people = [(role, "small" if chance.random() < 0.5 else "large", role[0] < "f") for role in roles]
    profile: Lines = [
        [ids["profile"][place], role, size, 1.0, "yes" if happy else "no", str(chance.choice(["low", "high"]))]
        for place, (role, size, happy) in enumerate(people)
    ]
    for line in profile[:12]:
        line[1] = line[2] = "suppressed"
    tools: Lines = []
    for place, person in enumerate(chance.permutation(ROWS)):
        ticks = (chance.random(3) < (0.5, 0.4, 0.3)).astype(int).tolist()
        status = "answered" if chance.random() < 0.8 else "skipped"
        tools.append([ids["tools"][place], roles[person], status, *(ticks if status == "answered" else [None] * 3)])
    comments: Lines = [[ids["comments"][place], "more", f"remark {place}"] for place in range(20)]
    chance.shuffle(profile)
    told = [line for line in tools if line[2] == "answered"]
    ticked = sum(line[3] == 1 for line in told)
    shares: Lines = [
        [f"a{place}", "tools", "a", "1", "size", group, base, count, count / base, ""]
        for place, (group, base, count) in enumerate(
            (("small", len(told) // 2, ticked // 2), ("large", len(told) - len(told) // 2, ticked - ticked // 2))
        )
    ]
    return {"profile": profile, "tools": tools, "comments": comments, "aggregates": shares}
