"""The packaged knowledge: TOML data and its loader. Nothing about a person."""
