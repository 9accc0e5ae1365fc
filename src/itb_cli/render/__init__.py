"""Page to plain text or screen, View to JSON. Knows media, not commands."""
