"""Tests of the views of the kinds, which draw lines and take keys."""
