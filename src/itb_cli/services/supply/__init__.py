"""When the drug is used up, and what follows from it: dates, status, trips."""
