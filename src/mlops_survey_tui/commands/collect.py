"""`mlops-survey collect`: the service that receives bundles, and what its operator does with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from ..listening import shown_address
from .extras import needing
from .failing import in_words, with_remedy
from .printing import put, say

if TYPE_CHECKING:
    from ..collector.invites import Invites
    from ..collector.questionnaires import Known
    from ..collector.tickets import Signer

_DATABASE = "sqlite:///bundles.sqlite3"

collect = typer.Typer(
    name="collect",
    help="Receive bundles of shared answers; without a further word: serve.",
    rich_markup_mode=None,
    no_args_is_help=False,
)
admin = typer.Typer(
    name="admin",
    help="Look after what a collector received: counts, refusals, exports, backups, invites.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
collect.add_typer(admin, name="admin")

Database = Annotated[
    str,
    typer.Option(
        "--database", metavar="URL", envvar="MLOPS_SURVEY_COLLECT_DATABASE", help="sqlite:///FILE or postgresql://…"
    ),
]
Edition = Annotated[str, typer.Option("--edition", metavar="NAME", help="Only this edition.")]


Questions = Annotated[
    list[Path] | None,
    typer.Option("--questions", metavar="PLACE", help="A folder, or a compiled file; give it again for more."),
]
InviteKey = Annotated[
    Path | None, typer.Option("--invites", metavar="FILE", help="The key of invite codes, which are then known.")
]
TicketKeyFile = Annotated[
    Path | None,
    typer.Option("--tickets", metavar="FILE", help="Sign raffle tickets with this key; needs the extra raffle."),
]
BehindProxy = Annotated[
    bool, typer.Option("--behind-proxy", help="A proxy on this machine says for whom it asks (X-Forwarded-For).")
]
Certificate = Annotated[
    Path | None, typer.Option("--certificate", metavar="FILE", help="Speak TLS with this certificate chain.")
]


@collect.callback(invoke_without_command=True)
def serve(
    context: typer.Context,
    database: Database = _DATABASE,
    questions: Questions = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8730,
    processes: Annotated[int, typer.Option("--processes", min=1, help="How many processes check bundles.")] = 2,
    rate: Annotated[int, typer.Option("--rate", min=0, help="Requests of one network an hour; 0: any number.")] = 120,
    invites: InviteKey = None,
    invited_only: Annotated[bool, typer.Option("--invited-only", help="Take no bundle without an invite.")] = False,
    work: Annotated[int, typer.Option("--work", min=0, max=32, help="Zero bits of proof of work; 0: none.")] = 0,
    tickets: TicketKeyFile = None,
    behind_proxy: BehindProxy = False,
    certificate: Certificate = None,
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="The certificate's private key.")] = None,
) -> None:
    """Receive bundles until a signal ends it. No address is kept or logged."""
    if context.invoked_subcommand is not None:
        return
    if key is not None and certificate is None:
        say("--key needs the certificate that it belongs to: --certificate FILE")
        raise typer.Exit(exit_codes.USAGE)
    with _failing():
        from ..collector.desk import Rules
        from ..collector.serving import Settings
        from ..collector.serving import serve as run

        found = _questionnaires(questions)
        signer = _signer(tickets, found[0].edition) if tickets is not None else None
        rules = Rules(_invites(invites, needed=invited_only), work, tickets=signer)
        address = shown_address("https" if certificate else "http", host, port)
        say(f"Bundles of {', '.join(f'{one.edition} ({one.version})' for one in found)}: {address}")
        run(Settings(database, found, host, port, rules, rate, processes, certificate, key, behind_proxy))


def _questionnaires(places: list[Path] | None) -> list[Known]:
    from ..collector.questionnaires import NoQuestionnaire, known
    from ..questionnaire.load import current_edition

    try:
        return known(places or [current_edition()])
    except NoQuestionnaire as error:
        say(str(error))
        raise typer.Exit(exit_codes.INVALID) from None


def _signer(file: Path, edition: str) -> Signer:
    """Return what signs tickets for the first edition that was named."""
    from .collect_tickets import ticket_signer

    return ticket_signer(file, edition)


def _invites(file: Path | None, *, needed: bool) -> Invites | None:
    from ..collector.invites import Invites, read_key

    if file is None:
        if needed:
            say("--invited-only needs the key of the codes: --invites FILE")
            raise typer.Exit(exit_codes.USAGE)
        return None
    return Invites(read_key(file), needed)


@contextmanager
def _failing() -> Iterator[None]:
    """Say what stops a command and end it; a missing extra is said with how to install it."""
    with needing("collect"):
        from ..collector.records import Unavailable

        try:
            yield
        except (Unavailable, OSError, ValueError) as error:
            say(_told(error))
            raise typer.Exit(exit_codes.INVALID if isinstance(error, ValueError) else exit_codes.STORAGE) from None


def _told(error: Exception) -> str:
    """Return what happened, and what to do where it is the system that says so."""
    return in_words(error) if isinstance(error, OSError) and error.errno else with_remedy(error)


@admin.command("counts")
def counts(database: Database = _DATABASE) -> None:
    """Print how many bundles were accepted, withdrawn and refused, by day and edition."""
    with _failing():
        from ..collector.admin import counts as count

        for line in count(database):
            put(line)


@admin.command("quarantine")
def quarantine(database: Database = _DATABASE) -> None:
    """Print why and where bundles were refused, and how often. Of what they held nothing is kept."""
    with _failing():
        from ..collector.admin import refusals

        for line in refusals(database):
            put(line)


@admin.command("export")
def export(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, one bundle a line.")],
    database: Database = _DATABASE,
    edition: Edition = "",
) -> None:
    """Write the bundles for the publication step, in the order of their hashes, without ids and withdrawal hashes."""
    with _failing():
        from ..collector.admin import export as write

        say(f"{write(database, target, edition)} bundles: {target}")


@admin.command("backup")
def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the backups.")],
    database: Database = _DATABASE,
    keep: Annotated[int, typer.Option("--keep", min=1, help="How many backups stay; older ones are removed.")] = 3,
) -> None:
    """Write a backup of what is stored now, and remove old ones, so that what was withdrawn is soon in none."""
    with _failing():
        from ..collector.admin import backup as write

        put(str(write(database, folder, keep)))


@admin.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    database: Database = _DATABASE,
) -> None:
    """Put the bundles of a backup back into a database; what was withdrawn meanwhile stays away."""
    with _failing():
        from ..collector.admin import restore as read

        say(f"{read(database, file)} bundles are back.")


@admin.command("tidy")
def tidy(database: Database = _DATABASE) -> None:
    """Write the tables anew in the order of their keys, so that the files tell no order of arrival."""
    with _failing():
        from ..collector.admin import tidy as rewrite

        rewrite(database)


@admin.command("invites")
def make_invites(
    stratum: Annotated[str, typer.Argument(help="How these people are reached, such as meetup; never who they are.")],
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help="The key of the codes; made if it is not there.")],
    count: Annotated[int, typer.Option("--count", min=1, max=100_000, help="How many codes.")] = 1,
) -> None:
    """Print new invite codes, each good for one bundle."""
    with _failing():
        from ..collector.invites import STRATUM, Invites, read_key

        if not STRATUM.fullmatch(stratum):
            say("A stratum has small letters, digits and underscores, at most 32.")
            raise typer.Exit(exit_codes.USAGE)
        invites = Invites(read_key(key, create=True))
        for _ in range(count):
            put(invites.make(stratum))
