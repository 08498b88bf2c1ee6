"""The raffle and the other follow-up wishes: a channel of its own, with no key in common with the answers.

Nothing in here reads an interview, the outbox or the collector, so nothing could link an entry to answers.
``entering`` is what an entrant runs, ``service`` what receives, ``drawing`` what closes, draws and notifies, and
``tickets`` proves an accepted bundle without saying which.
"""
