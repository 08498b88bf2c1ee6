"""The clarity report: what moderated sessions say of each question, and of the time model."""
