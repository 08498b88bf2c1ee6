"""Live sessions with a moderator: the console, the panel, observations, and the report on clarity."""
