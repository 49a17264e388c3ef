"""A performance dashboard for a council's Children and Families Scrutiny Panel."""

__version__ = "0.1.0"
