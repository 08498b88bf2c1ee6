"""The codebook: what every table, column and code of a release means."""
