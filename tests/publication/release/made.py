"""A small release with every form of table and type of column, made of chance and of labels that mean harm."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np

from mlops_survey_tui.publication.codebook.model import (
    ANSWER,
    CHANCE,
    CODE,
    FLAG,
    ITEMS,
    KEY,
    MISSING,
    PARTS,
    REAL,
    RESPONDENTS,
    ROW,
    SETS,
    STATUS,
    TEXT,
    TEXTS,
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
from mlops_survey_tui.publication.release.contents import Contents
from mlops_survey_tui.questionnaire.load import load

ROOT = Path(__file__).parents[3]
COFFEE = ROOT / "questions/examples/coffee"
HOSTILE = (
    'A "quoted" <b>label</b> & </script>',
    "nul \0 and bell \x07",
    "right to left \u202eabc\u2069",
    "x" * 1_000,
    "Zeile\nUmbruch\r\n= 1 + 1",
)
LONG_TEXT = "é" * 2_000
ROW_COLUMN = Column("row", ROW, WHOLE, "Random id of the row")


def codes(*pairs: tuple[str, str], missing: Sequence[str] = ()) -> tuple[Value, ...]:
    """Return values of a code column."""
    return (*(Value(code, label) for code, label in pairs), *(Value(code, MISSING[code], True) for code in missing))


LIKERT = codes(*((str(n), f"Point {n}") for n in range(1, 6)), missing=("skipped", "not_assigned", "dont_know"))
STATUSES = codes(("answered", "Answered"), ("none", "None of these"), missing=("skipped", "not_routed"))
REGIONS = codes(
    ("africa", "Africa"), ("asia", HOSTILE[0]), ("europe", HOSTILE[3]), missing=("suppressed", "prefer_not")
)
SIZES = (Value("1-10", "1 to 10", low=1, high=10), Value("11+", "11 and more", low=11), Value("suppressed", "s", True))
REGION = Column("region", KEY, CODE, "Where do you work?", question="region", values=REGIONS, level="part of the world")
PROFILE = (
    ROW_COLUMN,
    REGION,
    Column("size", KEY, CODE, "How many people?", question="size", values=SIZES, ordered=True),
    Column("flagged", FLAG, CODE, "Looks careless", values=codes(("yes", "Yes"), ("no", "No"))),
    Column("weight", WEIGHT, REAL, "Weight"),
    Column("weight.views", WEIGHT, REAL, "Weight of the module Views", part="views"),
    Column("satisfaction", ANSWER, CODE, HOSTILE[1], question="satisfaction", values=LIKERT, ordered=True),
    Column("models", ANSWER, WHOLE, "How many models?", question="models"),
    Column("models.status", STATUS, CODE, "Why no answer", question="models", values=STATUSES),
    Column("views.cost", ANSWER, CODE, "Views: cost", question="views", part="cost", values=LIKERT, ordered=True),
    Column("views.a_very_long_row_that_no_package_takes", ANSWER, CODE, HOSTILE[2], question="views", part="a_very_long_row_that_no_package_takes", values=LIKERT),
    Column("chance.views", CHANCE, REAL, "Chance of the module"),
)  # fmt: skip
TOOLS = (
    ROW_COLUMN,
    REGION,
    *(
        Column(f"tools.{n}", ANSWER, TICK, label, question="tools", part=n)
        for n, label in zip("abcde", HOSTILE, strict=True)
    ),
    Column("tools.status", STATUS, CODE, "Tools", question="tools", values=STATUSES),
)
CHALLENGES = (ROW_COLUMN, Column("worst.status", STATUS, CODE, "Sets", question="worst", values=STATUSES))
ITEM = Column("item", ANSWER, CODE, "Item", question="worst", values=codes(*((n, n.upper()) for n in "abcdefgh")))
CHALLENGE_SETS = (
    ROW_COLUMN,
    Column("question", ANSWER, CODE, "Question", values=codes(("worst", "Worst"))),
    Column("set", ANSWER, WHOLE, "Set"),
    Column("position", ANSWER, WHOLE, "Position"),
    ITEM,
    Column("choice", ANSWER, WHOLE, "1 best, -1 worst, 0 neither", question="worst"),
)
RATINGS = (ROW_COLUMN, ITEM, Column("weight", WEIGHT, REAL, "Weight"), Column("rating", ANSWER, CODE, "Rating", question="rating", values=LIKERT, ordered=True))  # fmt: skip
MIX = (
    ROW_COLUMN,
    Column("item", ANSWER, CODE, "Use case", values=codes(("one", "One"), ("two", "Two"))),
    Column("part", ANSWER, CODE, "Part", values=codes(("batch", "Batch"), ("online", "Online"))),
    Column("mix", ANSWER, WHOLE, "Percent", question="mix"),
    Column("mix.status", STATUS, CODE, "Status", question="mix", values=STATUSES),
)
COMMENTS = (
    ROW_COLUMN,
    Column("question", ANSWER, CODE, "Question", values=codes(("comment", "Anything else?"))),
    Column("text", ANSWER, TEXT, "Words", question="comment"),
)
FORMS = {
    "profile": (RESPONDENTS, PROFILE),
    "tools": (RESPONDENTS, TOOLS),
    "challenges": (RESPONDENTS, CHALLENGES),
    "challenges_sets": (SETS, CHALLENGE_SETS),
    "ratings": (ITEMS, RATINGS),
    "mix": (PARTS, MIX),
    "comments": (TEXTS, COMMENTS),
    "empty": (
        RESPONDENTS,
        (ROW_COLUMN, REGION, Column("tick.a", ANSWER, TICK, "A"), Column("text", ANSWER, TEXT, "T")),
    ),
}
BLOCKS = (
    ("profile",),
    ("tools",),
    ("challenges", "challenges_sets"),
    ("ratings",),
    ("mix",),
    ("comments",),
    ("empty",),
)
QUESTIONS = (
    AskedQuestion("region", "single", "you", ("Where do you work?",), sensitivity="quasi_identifier", block="profile"),
    AskedQuestion("size", "single", "you", ("How many people?",), sensitivity="quasi_identifier", block="profile"),
    AskedQuestion("satisfaction", "scale", "you", (HOSTILE[0], "Another wording"), help="Help & <i>more</i>", asked="Everybody", block="profile", statuses={"answered": 120, "skipped": 7}),
    AskedQuestion("models", "number", "you", ("How many models?",), asked="Those who work with models", block="profile"),
    AskedQuestion("views", "matrix", "views", ("Do you agree?",), block="profile", module=True),
    AskedQuestion("tools", "multi", "work", ("Which tools?",), block="tools"),
    AskedQuestion("worst", "maxdiff", "work", ("Which is worst?",), block="challenges"),
    AskedQuestion("rating", "scale", "work", ("How good is {item}?",), block="ratings"),
    AskedQuestion("mix", "allocation", "work", ("How is it divided?",), block="mix"),
    AskedQuestion("comment", "long_text", "close", ("Anything else?",), sensitivity="free_text", block="comments"),
    AskedQuestion("budget", "single", "close", ("How much?",), sensitivity="sensitive", note="Published as aggregates only"),
)  # fmt: skip
SECTIONS = (AskedSection("you", "About you"), AskedSection("views", "Views & <wishes>", True), AskedSection("work", "Work"), AskedSection("close", "Close"))  # fmt: skip


def made(rows: int = 150, seed: int = 1) -> Contents:
    """Return a release of so many respondents. The rows lie in the database in any order."""
    connection = duckdb.connect()
    chance = np.random.default_rng(seed)
    tables = {id_: _fill(connection, chance, id_, form, columns, 0 if id_ == "empty" else rows) for id_, (form, columns) in FORMS.items()}  # fmt: skip
    blocks = tuple(Block(ids[0], f"Block {ids[0]}", tuple(tables[id_] for id_ in ids), ("region",) if ids[0] in ("profile", "tools") else (), 5) for ids in BLOCKS)  # fmt: skip
    codebook = Codebook(
        "2026", "The <made> survey", "made", "2026.1", "abc123", blocks, QUESTIONS, SECTIONS, simulated=True
    )
    connection.execute(
        "CREATE TABLE aggregates AS SELECT * FROM (VALUES ('tools/role', 'tools', 'a', '1', 'role', 'other', 40, 12, 0.3, ''), "
        "('tools/role', 'tools', 'b', '1', 'role', 'other', NULL, NULL, NULL, 'suppressed')) "
        "t(id, question, part, code, group_question, 'group', base, count, share, note)".replace("'group',", '"group",')
    )
    return Contents(connection, codebook, load(COFFEE), {"k": 5}, {"received": 160, "kept": rows}, "aggregates", COFFEE)


def _fill(
    connection: duckdb.DuckDBPyConnection,
    chance: np.random.Generator,
    id_: str,
    form: str,
    columns: tuple[Column, ...],
    rows: int,
) -> Table:
    lines = [line for line in range(rows) for _ in range({SETS: 8, PARTS: 4}.get(form, 1))]
    cells = [_cells(column, chance, form, len(lines), lines) for column in columns]
    types = {CODE: "VARCHAR", TEXT: "VARCHAR", TICK: "TINYINT", WHOLE: "BIGINT", REAL: "DOUBLE"}
    names = ", ".join(f'"{column.name}" {types[column.type]}' for column in columns)
    connection.execute(f'CREATE TABLE "{id_}" ({names})')
    order = chance.permutation(len(lines))
    shuffled = [[column[place] for place in order] for column in cells]
    asked = ", ".join(f"unnest(?::{types[column.type]}[])" for column in columns)
    connection.execute(f'INSERT INTO "{id_}" SELECT {asked}', shuffled)
    return Table(id_, f"data/{id_}", form, len(lines), columns)


def _cells(column: Column, chance: np.random.Generator, form: str, size: int, lines: list[int]) -> list[object]:
    """Return the cells of a column; ids, sets and positions are as they would be."""
    if column.role == ROW:
        return [line * 7 + 3 for line in lines]
    if form == SETS and column.name in ("set", "position"):
        return [place % 8 // 4 + 1 if column.name == "set" else place % 4 + 1 for place in range(size)]
    if form == SETS and column.name == "item":
        return ["abcdefgh"[place % 8] for place in range(size)]
    if form == PARTS and column.name in ("item", "part"):
        return [column.values[place // (2 if column.name == "item" else 1) % 2].code for place in range(size)]
    if column.type == CODE:
        return [str(code) for code in chance.choice([value.code for value in column.values], size)]
    if column.type == TEXT:
        return [str(text) for text in chance.choice([*HOSTILE, LONG_TEXT, "", "plain"], size)]
    if column.type == TICK:
        return [None if draw == 2 else int(draw) for draw in chance.integers(0, 3, size)]
    if column.type == WHOLE:
        low, high = (-1, 2) if column.name == "choice" else (0, 3_000_000_000 if column.name == "models" else 101)
        return [
            None if chance.random() < 0.1 and column.name != "choice" else int(n)
            for n in chance.integers(low, high, size)
        ]
    return [None if chance.random() < 0.1 else float(number) for number in chance.random(size) / 3]
