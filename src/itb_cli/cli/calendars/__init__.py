"""Calendars made and kept: the file, the folder. Who tells the folder of a change: `cli/calendar_telling`."""
