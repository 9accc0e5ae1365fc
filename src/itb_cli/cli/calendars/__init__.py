"""Calendars kept right: the file, the folder, and who tells them of a change."""
