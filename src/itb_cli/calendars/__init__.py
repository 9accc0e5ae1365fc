"""Adapters to calendars: dates to iCalendar, and the file for them. No words, and nothing of the record's file."""
