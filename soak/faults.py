"""The faults that this program is to survive, with the tests and the loops that try each of them."""

from __future__ import annotations

from typing import NamedTuple

from .loops import LOOPS


class Fault(NamedTuple):
    """A fault: its number, what goes wrong, what must happen then, and the files of tests that hold it."""

    number: int
    what: str
    must: str
    tests: tuple[str, ...]


FAULTS: tuple[Fault, ...] = (
    Fault(
        1,
        "the program is killed (`kill -9`)",
        "every answer that another screen followed is there; the survey opens at the same question within a second",
        ("tests/store/test_crash.py", "tests/terminal/test_survey.py"),
    ),
    Fault(
        2,
        "the power goes",
        "nothing acknowledged is lost, whichever writes had reached the disk, and the database is sound",
        ("tests/store/test_power.py",),
    ),
    Fault(
        3,
        "a system call fails, be it the first, the second, ...",
        "it is said, the answer stays on the screen, trying again works, and nothing is stored in part",
        ("tests/store/test_disk.py", "tests/store/test_sittings.py"),
    ),
    Fault(
        4,
        "the disk or a quota is full",
        "as above, and what is stored can be copied to another place",
        ("tests/store/test_disk.py", "tests/store/test_sittings.py", "tests/terminal/test_full_disk.py"),
    ),
    Fault(
        5,
        "the home directory is read-only, missing or nonsense",
        "it is said before the first question, with the ways out: another directory, or memory only",
        ("tests/store/test_paths.py", "tests/commands/test_places.py", "tests/faults/test_odd_raffles.py"),
    ),
    Fault(
        6,
        "an odd file system; a lock cannot be taken",
        "no write-ahead log is needed, and a lock that fails is explained",
        ("tests/store/test_locks.py", "tests/store/test_disk.py"),
    ),
    Fault(
        7,
        "two programs at once",
        "an interview belongs to one of them; the other is told, and offered another interview",
        ("tests/store/test_locks.py", "tests/terminal/test_survey_in_terminal.py"),
    ),
    Fault(
        8,
        "the database is damaged, cut off, empty or another program's",
        "it is noticed at the start, kept as it is under another name, rebuilt from what is good, and the loss is said",
        (
            "tests/store/test_damage.py",
            "tests/store/test_damage_by_chance.py",
            "tests/store/test_odd_files.py",
            "tests/store/test_backups.py",
            "tests/faults/test_odd_stores.py",
        ),
    ),
    Fault(
        9,
        "an upgrade of the database is interrupted; the database is newer than the program",
        "it has not happened, and a backup is kept; a newer database is declined and not touched",
        ("tests/store/test_migrations.py",),
    ),
    Fault(
        10,
        "the questionnaire changes during an interview",
        "the interview goes on under the text with which it began",
        ("tests/store/test_recorder.py", "tests/store/test_changed_questionnaire.py"),
    ),
    Fault(
        11,
        "the clock jumps, or is wrong by decades",
        "entries keep their order, and no duration is negative",
        ("tests/interview/test_clocks.py", "tests/store/test_sittings.py"),
    ),
    Fault(
        12,
        "SIGHUP, SIGTERM, a connection that drops, tmux killed",
        "everything is stored, the terminal is restored where there still is one, and the program ends within a second",
        (
            "tests/terminal/test_signals_in_terminal.py",
            "tests/terminal/test_app_in_terminal.py",
            "tests/terminal/test_survey_in_terminal.py",
            "tests/terminal/test_prelude_in_terminal.py",
            "tests/terminal/test_tmux.py",
            "tests/terminal/test_broken_off_in_terminal.py",
            "tests/faults/test_odd_machines.py",
        ),
    ),
    Fault(
        13,
        "suspended; a storm of new sizes; a tiny or a huge terminal",
        "the screen is drawn anew, nothing breaks, and a terminal that is too small is told so",
        (
            "tests/terminal/test_screens_in_terminal.py",
            "tests/terminal/test_tmux.py",
            "tests/faces/tui/test_terminal.py",
        ),
    ),
    Fault(
        14,
        "a terminal that cannot draw, none at all, a pipe, `NO_COLOR`, a locale without UTF-8",
        "questions are asked line by line, or the program says what it needs and ends with 2",
        (
            "tests/terminal/test_no_terminal.py",
            "tests/terminal/test_surroundings.py",
            "tests/faces/plain/test_driving.py",
        ),
    ),
    Fault(
        15,
        "megabytes are pasted, keys flood in, NUL and lone surrogates are typed",
        "what is too long is cut, and the next key is answered at once",
        (
            "tests/faces/tui/test_pasting.py",
            "tests/terminal/test_keys_in_terminal.py",
            "tests/faults/test_odd_faces.py",
        ),
    ),
    Fault(
        16,
        "escape sequences, markup and invisible marks in questionnaires, answers and bundles",
        "they are shown as what they are, on every screen and in every output",
        (
            "tests/faces/tui/test_hostile_texts.py",
            "tests/commands/test_hostile_words.py",
            "tests/faces/states/test_visible.py",
        ),
    ),
    Fault(
        17,
        "YAML and JSON made to exhaust, deep nesting, a hundred thousand questions",
        "refused at once and in little memory, with the line",
        (
            "tests/questionnaire/test_hostile_files.py",
            "tests/questionnaire/test_hostile_places.py",
            "tests/questionnaire/test_robustness.py",
            "tests/faults/test_odd_questionnaires.py",
            "tests/faults/test_odd_bundles.py",
            "tests/faults/test_odd_tables.py",
            "tests/faults/test_odd_sizes.py",
            "tests/faults/test_odd_files.py",
            "tests/faults/test_odd_imports.py",
            "tests/faults/test_odd_trust.py",
        ),
    ),
    Fault(
        18,
        "conditions made to exhaust or to escape",
        "refused when they are loaded; what is evaluated is bounded",
        (
            "tests/questionnaire/test_hostile_conditions.py",
            "tests/faults/test_odd_definitions.py",
            "tests/questionnaire/test_conditions_reference.py",
        ),
    ),
    Fault(
        19,
        "the collector answers with errors, too late, with a redirect or a wrong certificate",
        "the bundle is kept and sent later, never in the clear and never to another host",
        (
            "tests/sharing/test_sending.py",
            "tests/sharing/test_hostile_answers.py",
            "tests/raffle/test_hostile.py",
            "tests/faults/test_odd_networks.py",
        ),
    ),
    Fault(
        20,
        "a bundle is sent twice, or its acknowledgement is lost",
        "the collector holds exactly one copy",
        ("tests/collector/test_durability.py", "tests/collector/test_protocol.py", "tests/collector/test_client.py"),
    ),
    Fault(
        21,
        "the collector is killed, its disk is full, its database is down",
        "it says so and when to try again, and acknowledges nothing that is not committed",
        (
            "tests/collector/test_durability.py",
            "tests/collector/test_comeback.py",
            "tests/raffle/test_durability.py",
            "tests/faults/test_odd_operators.py",
            "tests/faults/test_odd_databases.py",
        ),
    ),
    Fault(
        22,
        "hostile HTTP: slow, huge, lying about its length, compressed without end",
        "memory and time stay bounded",
        (
            "tests/collector/test_hostile.py",
            "tests/collector/test_odd_requests.py",
            "tests/collector/test_description.py",
            "tests/raffle/test_hostile.py",
        ),
    ),
    Fault(
        23,
        "notes and contact details find their way into a bundle, a log or an export",
        "impossible: markers in every such field are found in no output",
        ("tests/sharing/test_leaks.py", "tests/moderation/test_leaks.py", "tests/faults/test_odd_leaks.py"),
    ),
    Fault(
        24,
        "loose permissions, links in the place of directories, directories that others write in",
        "everything is private, links are not followed, unsafe places are refused",
        (
            "tests/store/test_paths.py",
            "tests/store/test_odd_files.py",
            "tests/sharing/test_sending.py",
            "tests/faults/test_odd_neighbours.py",
            "tests/faults/test_odd_targets.py",
        ),
    ),
    Fault(
        25,
        "the program is upgraded, or an older one comes back",
        "data of every released format opens, and what is too new is left alone",
        ("tests/store/test_migrations.py",),
    ),
)


def faults_table() -> str:
    """Return the faults as a table in Markdown, with the tests and the loops that try them."""
    head = ["| | What goes wrong | What must happen | Tests | Loops |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *map(_row, FAULTS)])


def _row(fault: Fault) -> str:
    tests = ", ".join(f"[{_short(test)}](../{test})" for test in fault.tests)
    loops = ", ".join(f"`{name}`" for name, loop in LOOPS.items() if fault.number in loop.faults)
    return f"| {fault.number} | {fault.what} | {fault.must} | {tests} | {loops} |"


def _short(test: str) -> str:
    return test.removeprefix("tests/").replace("/test_", "/").removesuffix(".py")
