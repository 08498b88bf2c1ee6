"""`mlops-survey publish`: from what was received to a release that anybody may have."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from ..questionnaire.plain_file import read_plain
from .extras import needing
from .loading import told
from .printing import put, say

if TYPE_CHECKING:
    from ..publication.publishing import Order, Published
    from ..questionnaire.model import Questionnaire

_SHORTEST = 16
"""Characters that a secret has at least; a short one could be found by trying."""
_LONGEST, _LARGEST = 10_000, 1_000_000_000
"""Bytes of a secret, and of a list of ids, at most."""


def publish(
    place: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="PLACE",
            help="A collector's database (sqlite:///…, postgresql://…), its export, a folder.",
        ),
    ],
    edition: Annotated[str, typer.Option("--edition", metavar="NAME", help="The edition to publish.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the release.")],
    secret: Annotated[
        Path | None,
        typer.Option(
            "--secret", metavar="FILE", help="What orders rows; made if not there. The same gives the same bytes."
        ),
    ] = None,
    questions: Annotated[
        list[Path] | None,
        typer.Option(
            "--questions", metavar="PLACE", help="The questionnaire, newest first; again for earlier versions."
        ),
    ] = None,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="What is published together, if not publication.yaml.")
    ] = None,
    withdrawn: Annotated[
        Path | None, typer.Option("--withdrawn", metavar="FILE", help="Ids of bundles taken back, one a line.")
    ] = None,
    quarantine: Annotated[
        Path | None, typer.Option("--quarantine", metavar="FILE", help="Keep refused bundles here, for yourself.")
    ] = None,
    checked: Annotated[
        bool, typer.Option("--checked", help="Trust that your own collector has checked all bundles.")
    ] = False,
    allow_draft: Annotated[
        bool, typer.Option("--allow-draft", help="Publish an edition that is still a draft.")
    ] = False,
    simulated: Annotated[
        bool,
        typer.Option(
            "--simulated", help="Take simulated answers too, and mark the release: no person gave these data."
        ),
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of an earlier release.")] = False,
    processes: Annotated[int, typer.Option("--processes", min=0, help="How many check bundles; 0: one a core.")] = 0,
) -> None:
    """Publish an edition: check, protect and write everything, and let it appear only if nothing is wrong with it."""
    with _failing():
        from ..publication.plan.reading import plan_of
        from ..publication.publishing import Order

        found, source = _questionnaires(questions, edition)
        _refuse_draft(found[0], allowed=allow_draft)
        with told(plan or source or out):
            settled = plan_of(found[0], source, plan)
        order = Order(
            place=place,
            out=out,
            edition=edition,
            questionnaires=found,
            plan=settled,
            secret=_secret(secret),
            source=source,
            withdrawn=_ids(withdrawn),
            checked=checked,
            drafts=allow_draft,
            simulated=simulated,
            replacing=replace,
            quarantine=quarantine,
            processes=processes,
        )
        _tell(_published(order))
        put(str(out))


def _questionnaires(places: list[Path] | None, edition: str) -> tuple[tuple[Questionnaire, ...], Path | None]:
    """Return the versions of an edition's questionnaire, and the folder that the first one was read from.

    Raises:
        typer.Exit: none of the places holds the edition, which was said.
    """
    from ..questionnaire.shipped import SHIPPED

    tried = places or [SHIPPED / edition]
    found = [(place, _read(place)) for place in tried if places or place.is_dir()]
    fitting = [(place, one) for place, one in found if one.edition == edition]
    if not fitting:
        say(f"No questionnaire has the edition '{edition}'. {_known(tuple(one.edition for _, one in found))}")
        raise typer.Exit(exit_codes.USAGE)
    first = fitting[0][0]
    return tuple(one for _, one in fitting), first if first.is_dir() else None


def _read(place: Path) -> Questionnaire:
    from ..questionnaire.load import load
    from ..questionnaire.model import Questionnaire

    if not place.is_file():
        with told(place):
            return load(place)
    try:
        return Questionnaire.from_json(place.read_text("utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{place} holds no compiled questionnaire: {error}") from None


def _known(editions: Sequence[str]) -> str:
    from ..questionnaire.shipped import SHIPPED

    here = editions or sorted(folder.name for folder in SHIPPED.iterdir() if (folder / "survey.yaml").is_file())
    return f"There is {', '.join(here)}; name another place with --questions." if here else "Name one with --questions."


def _refuse_draft(questionnaire: Questionnaire, *, allowed: bool) -> None:
    if questionnaire.status == "draft" and not allowed:
        say(
            f"Edition {questionnaire.edition} is a draft by its survey.yaml, and its interviews are marked "
            "as a draft's. Set 'status: open' before the fieldwork; to publish the draft as it is, add --allow-draft."
        )
        raise typer.Exit(exit_codes.USAGE)


def _secret(file: Path | None) -> str:
    """Return the secret in a file, which is made if it is not there; without a file, one for this time only.

    Raises:
        ValueError: the file holds too little.
    """
    if file is None:
        say("Rows are ordered by a secret of this time only. To make the same bytes again, keep one: --secret FILE")
        return secrets.token_hex(32)
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(32) + "\n")
        say(f"A new secret orders the rows: {file}. Keep it to yourself; with it, rows of blocks can be put together.")
    content = read_plain(file, _LONGEST).strip()
    if len(content) < _SHORTEST:
        raise ValueError(f"{file} has {len(content)} characters; a secret has {_SHORTEST} or more")
    return sha256(content).hexdigest()


def _ids(file: Path | None) -> frozenset[str]:
    """Return the ids in a file, one a line; what follows a comma or a blank is not looked at."""
    if file is None:
        return frozenset()
    lines = (line.replace(",", " ").split() for line in read_plain(file, _LARGEST).decode("utf-8").splitlines())
    return frozenset(words[0] for words in lines if words)


def _published(order: Order) -> Published:
    from ..publication.disclosure.findings import Refused
    from ..publication.publishing import NotAsChecked, NothingLeft, publish

    try:
        with _narrating() as narrate:
            return publish(order, narrate)
    except NothingLeft as error:
        say(f"Nothing is published: {error}.")
        raise typer.Exit(exit_codes.FAILED) from None
    except NotAsChecked as error:
        say(f"Nothing is published: {error}.")
        raise typer.Exit(exit_codes.INVALID) from None
    except Refused as error:
        for failure in error.failures:
            say(str(failure))
        say(f"Nothing is published: the release is not safe, for {len(error.failures)} reasons above.")
        raise typer.Exit(exit_codes.FAILED) from None


def _tell(published: Published) -> None:
    """Say how many were received, kept and removed, and why."""
    looked = published.looked
    say(f"{looked.received} received, {looked.taken} published")
    for reason, count in looked.removed.most_common():
        if count:
            say(f"{count} removed: {reason.replace('_', ' ').replace(':', ', ')}")
    for flag, count in published.method["flags"].items():
        if count:
            say(f"{count} flagged: {flag.replace('_', ' ')}")
    tables = list(published.codebook.tables())
    say(f"{len(tables)} tables in {len(published.codebook.blocks)} blocks, each measured anew and safe")


@contextmanager
def _narrating() -> Iterator[Callable[[str], None]]:
    """Say on a terminal what is being done, in a line that goes away."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda said: None
        return
    with console.status("") as status:
        yield lambda said: status.update(Text(said))


@contextmanager
def _failing() -> Iterator[None]:
    """Say what stops the command and end it; a missing extra is said with how to install it."""
    with needing("publish"):
        from ..publication.intake.sources import NoBundles
        from ..publication.release.contents import ReleaseError

        try:
            yield
        except (NoBundles, ReleaseError, OSError, ValueError) as error:
            say(str(error))
            raise typer.Exit(exit_codes.STORAGE) from None
