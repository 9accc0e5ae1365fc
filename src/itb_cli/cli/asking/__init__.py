"""What is asked at a terminal, answer by answer. Nothing is stored from here but by a yes."""
