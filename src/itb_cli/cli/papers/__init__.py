"""The card as a file for others: pictures, documents; and their viewer."""
