"""Closing, drawing, checking the draw, and telling the winners."""
