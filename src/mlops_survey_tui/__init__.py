"""A survey for the MLOps community, taken in the terminal."""

__version__ = "0.1.0"
