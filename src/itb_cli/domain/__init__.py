"""Values in, values out: dates, quantities, the record, supply, safety topics. No files, no clock, no words for the screen."""
