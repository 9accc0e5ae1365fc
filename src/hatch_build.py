"""Run by hatchling while a package is built: makes the index of topics, which is not kept in git. No part of the package."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class IndexHook(BuildHookInterface[Any]):
    """Puts the index beside the topics, in a wheel; an editable install makes its own at the first question."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files are collected."""
        if version == "editable":
            return
        sys.dont_write_bytecode = True
        sys.path.insert(0, str(Path(self.root) / "src"))
        from itb_cli.content.index import INDEX_FILE, index_text
        from itb_cli.content.loader import Knowledge

        self.folder = tempfile.TemporaryDirectory()
        made = Path(self.folder.name) / INDEX_FILE
        made.write_text(index_text(Knowledge().made_index()), encoding="utf-8", newline="")
        build_data["force_include"][str(made)] = f"itb_cli/content/data/{INDEX_FILE}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """After the wheel is written."""
        if version != "editable":
            self.folder.cleanup()
