"""JSON Schemas (2020-12) of every answer, made from the types that the answers are made of: nothing is written twice."""
