"""Runs of the reminders, their installation, and the prompt."""
