"""The words of the command line: put in order, understood, completed, and told in the manual."""
