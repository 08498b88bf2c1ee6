"""`mlops-survey raffle`: the raffle and other follow-up wishes, apart from the survey."""

from __future__ import annotations

import typer

from .drawing import close, draw, verify
from .enter import enter, withdraw
from .keygen import keygen
from .notify import notify_list
from .serve import serve

raffle = typer.Typer(
    name="raffle",
    help="Enter the raffle or ask for results, apart from your answers; run a raffle; check a draw.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
raffle.command("enter")(enter)
raffle.command("withdraw")(withdraw)
raffle.command("verify")(verify)
raffle.command("keygen")(keygen)
raffle.command("serve")(serve)
raffle.command("close")(close)
raffle.command("draw")(draw)
raffle.command("notify-list")(notify_list)
