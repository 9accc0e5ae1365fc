"""itb: the terminal companion for people with an implanted intrathecal baclofen pump."""

__version__ = "0.1.0"
