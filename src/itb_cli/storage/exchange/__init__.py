"""A record in forms for other programs, JSON and CSV, and back."""
