"""From what was received to a release: everything in order, and nothing at all if any step says no."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ..exit_codes import by_signal
from ..questionnaire.model import Questionnaire
from .codebook.model import Codebook
from .disclosure.gate import Passed, gate
from .engine import engine
from .intake.batches import Looked
from .intake.receiving import Desk, receive
from .intake.screening import WITHDRAWN, Rules
from .intake.sources import opened
from .method import method_of
from .plan.model import Plan
from .protecting.aggregates import AGGREGATES
from .protecting.release import protect_blocks
from .quality.flags import Checked
from .quality.raising import raise_flags
from .release.contents import Contents
from .release.writing import check_room, write_release
from .tables.blocks import blocks
from .tables.describing import described
from .tables.making import Making
from .tables.weights import weigh
from .versions import together, with_earlier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

_SCRATCH = ".publish-"
Tell = Callable[[str], None]


class NotAsChecked(Exception):  # noqa: N818
    """A bundle that a collector was to have checked is not as one takes them; the message says what to do."""


class NothingLeft(Exception):  # noqa: N818
    """No bundle belongs into the release; the message says what became of those received."""


@dataclass(frozen=True)
class Order:
    """What is to be published: ``place`` of the bundles, ``questionnaires`` of the edition, the newest first.

    What only earlier versions of the questionnaire have is published with it, see ``versions``.
    ``source`` is the folder of the questionnaire as fielded, ``quarantine`` a file for bundles that are refused.
    """

    place: str
    out: Path
    edition: str
    questionnaires: tuple[Questionnaire, ...]
    plan: Plan
    secret: str
    source: Path | None = None
    withdrawn: frozenset[str] = field(default_factory=frozenset)
    checked: bool = False
    drafts: bool = False
    simulated: bool = False
    replacing: bool = False
    quarantine: Path | None = None
    processes: int = 0


@dataclass(frozen=True)
class Published:
    """A finished release: what became of the bundles, its codebook, and what the gate measured."""

    looked: Looked
    codebook: Codebook
    passed: Passed
    method: Mapping[str, Any]


def publish(order: Order, tell: Tell = lambda said: None) -> Published:
    """Make a release and put it in its place.

    Raises:
        NoBundles: the place holds none.
        Unlike: versions of the questionnaire do not go together.
        NothingLeft: none of them belongs into the release.
        NotAsChecked: bundles were to be checked already, and one cannot have been.
        ReleaseError: something is in the way of the release.
        Refused: the gate stays shut; nothing was put anywhere.
    """
    check_room(order.out, order.replacing)
    whole = together(order.questionnaires)
    order.out.parent.mkdir(parents=True, exist_ok=True)
    _clear(order.out.parent)
    with _ending_orderly(), TemporaryDirectory(prefix=f"{_SCRATCH}{os.getpid()}-", dir=order.out.parent) as name:
        scratch = Path(name)
        with engine(scratch) as connection, _trusting(order):
            looked = _received(connection, order, whole, scratch, tell)
            contents = _contents(connection, order, whole, looked, tell)
            made = scratch / order.out.name
            codebook = write_release(contents, made, lambda step: tell(f"writing {step}"))
        tell("measuring the release anew")
        passed = gate(made)
        if order.out.exists():
            order.out.rename(made.with_suffix(".former"))
        made.rename(order.out)
    return Published(looked, codebook, passed, contents.method)


@contextmanager
def _trusting(order: Order) -> Iterator[None]:
    """Say what helps where a bundle that was not checked here, as was wished, is one that no table can hold."""
    import duckdb

    try:
        yield
    except (KeyError, IndexError, TypeError, duckdb.InvalidInputException, duckdb.ConversionException) as error:
        if not order.checked:
            raise
        raise NotAsChecked(
            "a bundle holds what no collector takes. Publish without --checked: then each is checked, and such bundles "
            "are refused and counted"
        ) from error


def _clear(folder: Path) -> None:
    """Remove what runs that were killed have left, as answers of people are in it."""
    for left in folder.glob(f"{_SCRATCH}*-*"):
        process = left.name.removeprefix(_SCRATCH).partition("-")[0]
        if process.isdecimal() and not _runs(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def _ending_orderly() -> Iterator[None]:
    """Let a signal that ends it remove the scratch folder first, as leaving by an error does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda number, frame: sys.exit(by_signal(number))) for number in numbers}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


def _received(
    connection: DuckDBPyConnection, order: Order, questionnaire: Questionnaire, scratch: Path, tell: Tell
) -> Looked:
    with opened(order.place) as source:
        known = {one.source_hash: one for one in order.questionnaires}
        gone = order.withdrawn | source.withdrawn
        rules = Rules(known, order.edition, order.secret, gone, order.checked, order.drafts, order.simulated)
        desk = Desk(connection, questionnaire, rules, scratch, order.quarantine, order.processes)
        looked = receive(desk, source.bodies, lambda now: tell(f"{now.received} bundles looked at, {now.taken} taken"))
        looked.removed[WITHDRAWN] += len(source.withdrawn)
        looked.received += len(source.withdrawn)
    if not looked.taken:
        became = ", ".join(f"{reason}: {count}" for reason, count in looked.removed.most_common())
        raise NothingLeft(
            f"none of {looked.received} bundles belongs into edition {order.edition} ({became or 'none'})"
        )
    return looked


def _contents(
    connection: DuckDBPyConnection, order: Order, questionnaire: Questionnaire, looked: Looked, tell: Tell
) -> Contents:
    tell("checking quality")
    flags = raise_flags(Checked(connection, questionnaire))
    inclusion = weigh(connection, questionnaire)
    making = Making(connection, questionnaire, with_earlier(order.plan, questionnaire), order.secret)
    tell("laying out tables")
    made = tuple(blocks(making))
    protected = protect_blocks(making, made, looked.taken, tell)
    if not protected.blocks:
        raise NothingLeft(f"no table is about enough people; {looked.taken} bundles belong into the edition")
    codebook = described(connection, questionnaire, protected.plan, protected.blocks, simulated=order.simulated)
    return Contents(
        connection=connection,
        codebook=codebook,
        questionnaire=questionnaire,
        anonymity=protected.report,
        method=method_of(connection, questionnaire, looked, flags, inclusion),
        aggregates=AGGREGATES,
        source=order.source,
    )
