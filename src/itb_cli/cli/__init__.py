"""Typer commands, the only clock, the one error boundary, the one writer."""
