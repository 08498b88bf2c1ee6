"""Models of choice among items: the likelihood that best-worst sets and rankings share."""
