"""Long loops of faults against the real program: ``make soak`` runs what ``make test`` runs a short form of."""
