"""Scripts, replays, coverage and simulated respondents."""
