"""The first moments: the survey drawn and driven by a few lines of its own, while Textual is being loaded beside.

Textual takes longer to load than everything else together. Until it is there the navigator's rows are painted as
plain escape sequences, and the simplest keys are handed to the same navigator. Whatever else is typed waits for
Textual, which takes the terminal over as it stands and paints the same cells.
"""
