"""Where the platform keeps what can be made again. What `itb` keeps there: `cache_file`."""

from collections.abc import Mapping
from pathlib import Path

import platformdirs


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The platform's folder; a relative XDG_CACHE_HOME is ignored, as its rules ask. Raises RuntimeError without a home."""
    folder = environment.get("XDG_CACHE_HOME", "")
    if folder and not Path(folder).is_absolute():
        return Path.home() / ".cache" / "itb"
    return Path(platformdirs.user_cache_dir("itb", appauthor=False))
