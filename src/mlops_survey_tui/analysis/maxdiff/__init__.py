"""Best-worst scaling: counts, aggregate scores, scores of people, groups, fit."""
