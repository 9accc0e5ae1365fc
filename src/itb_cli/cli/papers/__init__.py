"""Answers as files for others: pictures, documents, calendars; and their viewer."""
