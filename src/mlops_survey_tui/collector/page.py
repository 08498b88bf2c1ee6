"""The page at ``/``: what is stored and how to withdraw, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from .questionnaires import Known

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Collector of survey answers</title>
<style>body{{font:1.1rem/1.5 sans-serif;max-width:38rem;margin:2rem auto;padding:0 1rem}}</style></head><body>
<h1>Where shared survey answers arrive</h1>
<p>This service receives the answers that somebody chose to share after taking the survey in a terminal.
It takes answers to: {editions}.</p>
<h2>What is stored</h2>
<ul>
<li>The answers as codes, with numbers made coarse, exactly as they were shown before sending.</li>
<li>Words that you typed, only where you agreed to share that text.</li>
<li>A random id, and a hash of the token with which you can withdraw.</li>
<li>How many answers came on which day, as a number.</li>
</ul>
<p>Not stored, not in any log and not in any backup: your network address, the time of day, your program's name,
your machine. Answers lie in an order that says nothing about when they came.</p>
<h2>How to withdraw</h2>
<p>With the receipt that you were given: <code>mlops-survey withdraw RECEIPT</code>{deadlines}.
The answers are deleted at once, and with the next backup from the backups too. Their id is kept, so that they
cannot come back by mistake. Once an edition is published, its rows can no longer be told apart, and what is public
cannot be called back.</p>
<p>For programs: <a href="/openapi.json">description</a>.</p>
</body></html>
"""
_DEADLINE = ", until {days}"


def page(questionnaires: Iterable[Known]) -> str:
    """Return the page as HTML."""
    known = list(questionnaires)
    days = sorted({f"{one.withdrawal_deadline} for {one.edition}" for one in known if one.withdrawal_deadline})
    return _PAGE.format(
        editions=escape(", ".join(sorted({f"{one.questionnaire} {one.edition}" for one in known})) or "none yet"),
        deadlines=escape(_DEADLINE.format(days=" and ".join(days)) if days else ""),
    )
