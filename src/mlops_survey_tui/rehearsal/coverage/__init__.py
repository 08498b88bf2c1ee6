"""Which parts of a questionnaire a set of interviews has exercised."""
