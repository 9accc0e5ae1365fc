"""Calendars made and kept: the file, the folder. Who tells the folder of a change, used by every save: `cli/calendar_telling`."""
