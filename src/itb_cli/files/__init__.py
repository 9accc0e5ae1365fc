"""The ground below the adapters: private files replaced whole or not at all, their folders, their owners. Knows no record."""
