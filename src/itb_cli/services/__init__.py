"""What a command decides, in wings: (record, request, as_of, content) to an Outcome. Decides; reads no file and no clock."""
