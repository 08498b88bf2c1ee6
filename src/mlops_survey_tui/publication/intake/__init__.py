"""Bundles from where they were collected, checked again, without what does not belong in a release."""
