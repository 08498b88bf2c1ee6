"""The gate lets a good release pass, and refuses it however it is spoilt."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from mlops_survey_tui.publication.codebook.model import Column
from mlops_survey_tui.publication.disclosure.findings import Refused
from mlops_survey_tui.publication.disclosure.gate import gate

from .releases import Release, good

Spoil = Callable[[Release], None]
FIGURES = Path(__file__).parent / "figures"
REFUSALS: dict[str, str] = json.loads((FIGURES / "refusals.json").read_text("utf-8"))
"""What is told of each spoilt release."""


def _failures(release: Release, folder: Path) -> str:
    release.write(folder)
    with pytest.raises(Refused) as refused:
        gate(folder)
    return str(refused.value)


def test_a_release_that_keeps_all_limits_passes_and_is_measured(tmp_path: Path) -> None:
    passed = gate(good().write(tmp_path))
    profile = next(table for table in passed.tables if table.table == "profile")
    assert profile.keys == ("role", "size")
    assert profile.risks.k >= 5
    assert profile.suppressed == 24
    assert profile.diversity["pay"].distinct == 2
    measured = json.loads(
        json.dumps([asdict(table) for table in passed.tables]), parse_float=lambda text: round(float(text), 9)
    )
    assert measured == json.loads((FIGURES / "measured.json").read_text("utf-8"))


def test_the_gate_takes_no_option() -> None:
    assert list(inspect.signature(gate).parameters) == ["folder"]


def _row_removed(release: Release) -> None:
    release.lines["profile"].pop()


def _row_removed_from_a_small_class(release: Release) -> None:
    people = [line for line in release.lines["profile"] if line[1] == "suppressed"]
    for line in people[4:]:
        release.lines["profile"].remove(line)
    release.recount()


def _cell_restored(release: Release) -> None:
    line = next(line for line in release.lines["profile"] if line[1] == "suppressed")
    line[1] = "engineer"
    release.recount()


def _other_code(release: Release) -> None:
    release.lines["profile"][0][4] = "maybe"


def _text_leaked(release: Release) -> None:
    release.lines["profile"][0][4] = "I am Ada"
    column = replace(release.table("profile").columns[4], type="text", values=())
    release.change(
        "profile", columns=(*release.table("profile").columns[:4], column, *release.table("profile").columns[5:])
    )


def _comment_with_key(release: Release) -> None:
    release.change("comments", columns=(*release.table("comments").columns, Column("role", "key", "text", "Role")))
    for line in release.lines["comments"]:
        line.append("engineer")


def _words_of_another_question(release: Release) -> None:
    values = release.table("comments").columns[1].values
    column = replace(release.table("comments").columns[1], values=(*values, replace(values[0], code="pay")))
    release.change(
        "comments", columns=(release.table("comments").columns[0], column, release.table("comments").columns[2])
    )
    release.lines["comments"][0][1] = "pay"
    release.recount()


def _small_aggregate(release: Release) -> None:
    release.lines["aggregates"][0][7] = 3


def _small_rest(release: Release) -> None:
    release.lines["aggregates"][0][6] = int(str(release.lines["aggregates"][0][7])) + 2


def _one_hidden(release: Release) -> None:
    release.lines["aggregates"][0][6:10] = [None, None, None, "suppressed"]


def _share_told(release: Release) -> None:
    release.lines["aggregates"][0][7] = None


def _same_ids(release: Release) -> None:
    for one, other in zip(release.lines["profile"], release.lines["tools"], strict=True):
        other[0] = one[0]


def _one_id_shared(release: Release) -> None:
    release.lines["tools"][0][0] = release.lines["profile"][0][0]


def _id_twice(release: Release) -> None:
    release.lines["tools"][0][0] = release.lines["tools"][1][0]


def _sorted_alike(release: Release) -> None:
    for block in ("profile", "tools"):
        release.lines[block].sort(key=lambda line: str(line[1]))


def _ids_in_one_order(release: Release) -> None:
    for start, block in ((1, "profile"), (50_001, "tools")):
        for place, line in enumerate(sorted(release.lines[block], key=lambda line: str(line[1]))):
            line[0] = start + place


def _unknown_column(release: Release) -> None:
    release.change(
        "profile", columns=(*release.table("profile").columns, Column("salary", "answer", "whole", "", "salary"))
    )
    for line in release.lines["profile"]:
        line.append(1)


def _csv_differs(release: Release) -> None:
    release.csv["profile"] = lambda lines: [
        [*lines[0][:4], "no" if lines[0][4] == "yes" else "yes", lines[0][5]],
        *lines[1:],
    ]


def _csv_shorter(release: Release) -> None:
    release.csv["tools"] = lambda lines: lines[1:]


def _file_beside(release: Release) -> None:
    release.extra["data/everything.csv"] = "name\nAda\n"


def _class_lowered(release: Release) -> None:
    release.classes["role"] = "none"


def _key_as_answer(release: Release) -> None:
    """A quasi-identifier that is passed off as an answer is looked at like a key."""
    columns = release.table("profile").columns
    answer = Column("size2", "answer", "code", "Size", "size", values=columns[1].values)
    release.change("profile", columns=(*columns, answer))
    for place, line in enumerate(release.lines["profile"]):
        line.append("engineer" if place < 3 else "scientist")
    release.recount()


def _rare_tick(release: Release) -> None:
    for line in release.lines["tools"]:
        line[3] = 0 if line[3] == 1 else line[3]
    for line in [line for line in release.lines["tools"] if line[2] == "answered"][:3]:
        line[3] = 1


def _rare_pair(release: Release) -> None:
    for line in release.lines["tools"]:
        if line[3] == 1 and line[4] == 1:
            line[4] = 0
    for line in [line for line in release.lines["tools"] if line[3] == 1][:4]:
        line[4] = 1


def _tick_of_two(release: Release) -> None:
    release.lines["tools"][0][3] = 2


def _rare_weight(release: Release) -> None:
    release.lines["profile"][0][3] = 1.2345


def _one_answer(release: Release) -> None:
    for line in release.lines["profile"]:
        if line[1] == "scientist":
            line[5] = "low"
    release.recount()


def _much_suppressed(release: Release) -> None:
    for line in release.lines["profile"][:120]:
        line[2] = "suppressed"
    release.recount()


def _more_people_than_kept(release: Release) -> None:
    release.method["kept"] = 390


def _small_count_in_method(release: Release) -> None:
    release.method["removed"] = {"duplicate": 2}


def _small_status(release: Release) -> None:
    release.statuses["skipped"] = 1


def _weights_that_join(release: Release) -> None:
    """Let three scientists and nine engineers have a weight, in both blocks."""
    for block in ("profile", "tools"):
        columns = release.table(block).columns
        weight = Column("weight.m", "weight", "real", "Weight", part="m")
        release.change(block, columns=(*columns[:2], weight, *columns[2:]))
        left = {"scientist": 3, "engineer": 9}
        for line in release.lines[block]:
            role = str(line[1])
            left[role] = left.get(role, 0) - 1
            line.insert(2, 9.0 if left[role] >= 0 else 2.0)


SPOILT: dict[str, tuple[Spoil, str]] = {
    "a row is removed": (_row_removed, "counts"),
    "a small class": (_row_removed_from_a_small_class, "anonymity"),
    "a cell is restored": (_cell_restored, "anonymity"),
    "a code that nobody declared": (_other_code, "codes"),
    "words among answers": (_text_leaked, "words"),
    "a key beside words": (_comment_with_key, "words"),
    "words of another question": (_words_of_another_question, "words"),
    "an aggregate of three": (_small_aggregate, "aggregates"),
    "two of a group did not": (_small_rest, "aggregates"),
    "one suppressed count alone": (_one_hidden, "aggregates"),
    "the share of a suppressed count": (_share_told, "aggregates"),
    "the same row ids in two blocks": (_same_ids, "row ids"),
    "one row id in two blocks": (_one_id_shared, "row ids"),
    "a row id twice": (_id_twice, "row ids"),
    "blocks sorted alike": (_sorted_alike, "orders"),
    "row ids in one order": (_ids_in_one_order, "orders"),
    "a column of no question": (_unknown_column, "columns"),
    "another CSV": (_csv_differs, "csv"),
    "a shorter CSV": (_csv_shorter, "csv"),
    "a file beside": (_file_beside, "files"),
    "a lower class in the codebook": (_class_lowered, "columns"),
    "a key passed off as an answer": (_key_as_answer, "anonymity"),
    "a rare option": (_rare_tick, "ticks"),
    "a rare pair": (_rare_pair, "ticks"),
    "a tick of two": (_tick_of_two, "codes"),
    "a weight of one person": (_rare_weight, "weights"),
    "weights by which blocks can be joined": (_weights_that_join, "joins"),
    "one sensitive answer in a class": (_one_answer, "diversity"),
    "much is suppressed": (_much_suppressed, "anonymity"),
    "more people than were kept": (_more_people_than_kept, "counts"),
    "a small count in the method": (_small_count_in_method, "statuses"),
    "a small status in the codebook": (_small_status, "statuses"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_release_is_refused_for_what_is_wrong(name: str, tmp_path: Path) -> None:
    spoil, check = SPOILT[name]
    release = good()
    spoil(release)
    told = _failures(release, tmp_path)
    assert f"[{check}]" in told
    assert told.splitlines() == REFUSALS[name].splitlines(), (
        "all that is wrong is told, with its place, and nothing else"
    )


@pytest.mark.parametrize("file", ["codebook/codebook.json", "questionnaire/questionnaire.json", "data/profile.parquet"])
@pytest.mark.parametrize("broken", [True, False])
def test_a_release_with_a_missing_or_broken_file_is_refused(file: str, broken: bool, tmp_path: Path) -> None:
    good().write(tmp_path)
    if broken:
        (tmp_path / file).write_bytes(b"\x00broken")
    else:
        (tmp_path / file).unlink()
    with pytest.raises(Refused):
        gate(tmp_path)
