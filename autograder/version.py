"""The version of the course and its engine, beside the facade that notebooks import."""

__version__ = "0.1.0"
