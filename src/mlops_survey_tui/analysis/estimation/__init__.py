"""Estimates from samples with strata, clusters, weights and replicate weights, each with its error."""
