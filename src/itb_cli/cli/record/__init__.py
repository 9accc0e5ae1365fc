"""Commands about the record as a whole: their editor, files, questions and looks around."""
