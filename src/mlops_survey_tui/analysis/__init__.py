"""Learning from answers: scores, weights, estimates, change between years, and the yearly report."""
