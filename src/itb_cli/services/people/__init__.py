"""Whose record it is and what is set in it: pump, clinic, person, contacts, plan; and everybody side by side."""
