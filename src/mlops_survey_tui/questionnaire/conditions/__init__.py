"""The small typed language of conditions, computed values and placeholders."""
