"""What is handed to others on paper: the card and the report."""
