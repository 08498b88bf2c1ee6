"""Below which counts a report says nothing.

The numbers are those of the methodology of the survey (bases and ratings) and of the rules of publication (cells).
"""

from __future__ import annotations

from ....publication.limits import CELL_MINIMUM, CROSSED_MINIMUM, PERCENTAGE_BASE, TOOL_RATINGS

CELL = CELL_MINIMUM
"""No cell counts fewer respondents than this, but for none at all."""
CROSSED = CROSSED_MINIMUM
"""The same where both facts of a cell describe the respondents themselves."""
BASE = PERCENTAGE_BASE
"""No percentage, mean or quantile of fewer respondents."""
RATINGS, SURE_RATINGS = TOOL_RATINGS, 75
"""No result on a tool from fewer ratings; below the second number the interval is to be read and not the point."""
UTILITIES = 100
"""Below this many respondents choices are counted and ranked; no model is fitted to them."""
SPENDING = 100
"""Spending is left out below this many answers."""
CHANNEL = 40.0
"""Percent of the respondents that one channel may have brought before the report says so."""
