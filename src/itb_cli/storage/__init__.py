"""The record on disk: codec, migrations, paths, lock, save, generations. Nothing about what a record means."""
