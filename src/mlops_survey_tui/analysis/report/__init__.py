"""The yearly report: every figure worked out from a published edition, and the faces that show it."""
