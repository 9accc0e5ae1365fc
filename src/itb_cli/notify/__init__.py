"""Notifications on a desktop, by whatever the system has for it. No words of its own."""
