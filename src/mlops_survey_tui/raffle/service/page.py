"""The page at ``/``: what is kept, in plain words."""

from __future__ import annotations

from html import escape

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Raffle of edition {edition}</title>
<style>body{{font:1.1rem/1.5 sans-serif;max-width:38rem;margin:2rem auto;padding:0 1rem}}</style></head><body>
<h1>Raffle and follow-up, edition {edition}</h1>
<p>This service is {state}. It is apart from the survey:
it never sees an answer, and keeps nothing that could be matched with one.</p>
<h2>What is kept</h2>
<ul>
<li>A hash of your mail address and a long random number that only you have.</li>
<li>Your mail address, encrypted. This service cannot read it; the organiser can, with a key kept elsewhere.</li>
<li>A hash of the token with which you can take the entry back.</li>
</ul>
<p>Not kept: the time, the order in which entries came, your network address, your program, your machine.</p>
<h2>Taking it back</h2>
<p>Until the close: <code>mlops-survey raffle withdraw RECEIPT</code>, with the receipt that you were given.</p>
<h2>What stays possible</h2>
<p>Whoever runs this service and the survey's collector and watches both while it happens could match times.
Entries are therefore sent after a random delay of minutes to hours.</p>
<p>Wishes: {purposes}.{tickets}</p>
</body></html>
"""
_TICKETS = " The raffle wants a ticket, which every accepted set of answers was given, and which does not say which."


def page(edition: str, purposes: list[str], tickets: bool, closed: bool) -> str:
    """Return the page as HTML."""
    return _PAGE.format(
        edition=escape(edition),
        state="closed: no entry is accepted any more" if closed else "open",
        purposes=escape(", ".join(sorted(purposes))),
        tickets=_TICKETS if tickets else "",
    )
