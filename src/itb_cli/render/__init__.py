"""Page to plain text, screen, Markdown or HTML; the card to pictures and print; View to JSON. Knows media, not commands."""
