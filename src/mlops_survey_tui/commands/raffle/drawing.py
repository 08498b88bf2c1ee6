"""`mlops-survey raffle close`, `draw` and `verify`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ... import exit_codes
from ...language import _
from ..printing import put, say
from ..registered import one_of
from .failing import failing
from .serve import Database

if TYPE_CHECKING:
    from ...raffle.drawing.published import EntryList, Result

Listed = Annotated[Path, typer.Argument(metavar="LIST", help="The list that was published at the close.")]


def chains() -> Iterable[str]:
    """Return the names of the chains of rounds that can draw."""
    from ...raffle.drawing.rounds import CHAINS

    return CHAINS


def close(
    database: Database,
    draw_at: Annotated[
        datetime.datetime,
        typer.Option("--draw-at", help="When the draw shall be, in UTC: the first public round from then on."),
    ],
    winners: Annotated[int, typer.Option("--winners", metavar="N", help="How many win.")],
    chain: Annotated[str, one_of(chains, "--chain", "The chain of drand's public beacon.")] = "quicknet",
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write what is published.")] = Path(),
) -> None:
    """Close for good, and write the list to publish: entries, its hash, and the future round that will draw."""
    with failing():
        from ...raffle.drawing import closing
        from ...raffle.drawing.rounds import CHAINS
        from ...raffle.service.database import open_entries

        moment = draw_at.replace(tzinfo=draw_at.tzinfo or datetime.UTC)
        planned = closing.plan(CHAINS[chain], moment, winners, datetime.datetime.now(datetime.UTC))
        entries = open_entries(database)
        listed = closing.close(entries, entries.fact("edition"), planned)
        entries.close()
        files = closing.publish(listed, out)
    for file in files:
        put(str(file))
    say(f"Closed with {len(listed.entries)} entries. Hash of the list: {listed.hash.hex()}")
    say(f"Round {listed.round} of chain {chain} draws at {listed.expected}. Publish both files before that.")


def draw(
    listed: Listed,
    randomness: Annotated[
        str, typer.Option("--randomness", metavar="HEX", help="The public number of the round named in the list.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The file to write; beside the list if left out."),
    ] = None,
) -> None:
    """Draw: rank the entries by the public number, and write the result to publish."""
    with failing():
        from ...raffle.drawing.published import drawn, read_list
        from ...raffle.failures import RaffleError
        from ...raffle.private_files import write_private
        from ...raffle.record import read_hash

        number = read_hash(randomness.strip().lower())
        if number is None:
            raise RaffleError("The randomness has 64 hexadecimal digits.")
        result = drawn(read_list(listed), number)
        file = out or listed.with_name(f"raffle-{result.edition}-result.json")
        write_private(file, result.text().encode())
        file.chmod(0o644)
    put(str(file))
    for entry in result.ranking[: result.winners]:
        say(f"wins: {entry.hex()}")


def verify(
    listed: Listed,
    result: Annotated[Path | None, typer.Argument(metavar="[RESULT]", help="The result, once it is drawn.")] = None,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", metavar="FILE", help="Your receipt: is it in the list, did it win?")
    ] = None,
) -> None:
    """Check a list and a draw, and your own entry in it. Needs no extra and no network."""
    with failing():
        from ...raffle.drawing.published import faults, read_list, read_result

        entries = read_list(listed)
        outcome = read_result(result) if result is not None else None
        if receipt is not None:
            _own_entry(receipt, entries, outcome)
    put(_("List: {n} entries, hash {hash}").format(n=len(entries.entries), hash=entries.hash.hex()))
    found = faults(entries, outcome) if outcome is not None else []
    for fault in found:
        put(_(fault))
    if outcome is not None and not found:
        put(_("The draw is right for the randomness {number}.").format(number=outcome.randomness.hex()))
        put(_("Compare it with round {round} of chain {chain}.").format(round=entries.round, chain=entries.chain))
    if found:
        raise typer.Exit(exit_codes.FAILED)


def _own_entry(receipt: Path, entries: EntryList, outcome: Result | None) -> None:
    """Say what became of an entry, and note the list's hash in the receipt."""
    from ...raffle.entering.receipts import read_receipt, with_list

    own = with_list(read_receipt(receipt), entries.hash)
    own.write(receipt.parent, receipt.name)
    if own.entry not in entries.entries:
        put(_("Your entry is NOT in the list."))
    elif outcome is None or own.entry not in outcome.ranking:
        put(_("Your entry is in the list. The hash of the list is noted in your receipt."))
    else:
        rank = outcome.ranking.index(own.entry) + 1
        won = _("It won.") if rank <= outcome.winners else _("It did not win.")
        put(_("Your entry has rank {rank} of {n}. {won}").format(rank=rank, n=len(outcome.ranking), won=won))
