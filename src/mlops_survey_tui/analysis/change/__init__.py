"""Two editions beside each other: what can be compared, what differs, and what of that is more than chance."""
