"""Two editions of a questionnaire compared, question by question, with the newer one's ledger of changes."""
