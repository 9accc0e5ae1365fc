"""What is known about pumps: questions answered, the emergency, sources, and how far all of it was reviewed."""
