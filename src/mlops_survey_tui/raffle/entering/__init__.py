"""The entrant's side: the entry is made, sealed, kept for a while, and sent at a random moment."""
