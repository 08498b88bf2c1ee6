"""Tests of the pure states of the kinds."""
