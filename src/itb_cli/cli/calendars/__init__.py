"""A calendar that reads a folder, and the words of entries: what stands beside a save. Commands about it: `papers`."""
