"""One walk through a questionnaire: events, route, draws, validation and the session's verbs."""
