"""The survey in a real browser, and the server of its page."""
