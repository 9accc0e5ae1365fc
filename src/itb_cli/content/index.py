"""The index: from the words of every name to topics, and the file that each topic is in. Made from the topics, kept beside them.

A package is built with its index (`src/hatch_build.py`). In a clone it is made at the first question, and again as
soon as a topic's file, or the code that reads names, is another one. Without an index all topics are read, which takes longer.
"""

import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from itb_cli.content import lexicon as compiled
from itb_cli.content.lexicon import lexicon_in, lexicon_lines, made_lexicon
from itb_cli.domain import by_first_word, lexicon, matching, words
from itb_cli.domain.by_first_word import Names
from itb_cli.domain.lexicon import Lexicon
from itb_cli.domain.matching import Index, build_index
from itb_cli.domain.topics import Kind, Topic
from itb_cli.domain.values import NamedTuple
from itb_cli.domain.words import fold

INDEX_FILE = "index.txt"
BUILD_HOOK = "hatch_build.py"
"""Lies in `src/` of a clone, and is installed nowhere."""
FOR_EVERYBODY = 0o644
PACKAGED = "packaged"
"""In place of stamps: made when the package was built; what was installed does not change."""
_CODE = tuple(
    Path(file)
    for file in (matching.__file__, by_first_word.__file__, words.__file__, lexicon.__file__, compiled.__file__, __file__)
)


class TopicIndex(NamedTuple):
    """`files`: from a topic's id to its file. `names`: from the folded words of ids and aliases to ids. And the lexicon."""

    files: Mapping[str, str]
    names: Index
    lexicon: Lexicon


def index_of(
    topics_by_file: Mapping[str, Mapping[str, Topic]], strangers: tuple[str, ...], told: Mapping[str, Any], ordinary: str
) -> TopicIndex:
    """The index of all topics. The strangers name no topic."""
    topics = [topic for by_id in topics_by_file.values() for topic in by_id.values()]
    names = build_index({topic.id: topic.aliases for topic in topics}, strangers, {topic.id: topic.together for topic in topics})
    files = {topic_id: name for name, by_id in topics_by_file.items() for topic_id in by_id}
    signs = frozenset(topic.id for topic in topics if topic.kind in {Kind.SYMPTOM, Kind.SOUND})
    told_names = [name for topic in topics for name in (topic.id, *topic.aliases)]
    written = {" ".join(fold(name)) for name in (*told_names, *strangers)}
    to_spell = {name: names[name] for name in written if name in names}
    return TopicIndex(files, names, made_lexicon(told, to_spell, signs, ordinary))


def index_text(index: TopicIndex, stamps: str = PACKAGED) -> str:
    """A line each: checksum, stamps, topics with their files, names with their topics, the lexicon's parts."""
    files = "\t".join(f"{topic_id} {name}" for topic_id, name in index.files.items())
    rest = "\n".join([stamps, files, index.names.as_text(), *lexicon_lines(index.lexicon), ""])
    return f"{zlib.crc32(rest.encode()):08x}\n{rest}"


def kept_index(folder: Path) -> TopicIndex | None:
    """The index in `folder`, if there is one that fits what lies there. ValueError or KeyError if it is damaged."""
    try:
        data = (folder / INDEX_FILE).read_bytes()
    except OSError:
        return None
    mark, rest = data[:8], memoryview(data)[9:]
    if int(mark, 16) != zlib.crc32(rest):
        raise ValueError
    text = str(rest, "utf-8")
    del data, rest  # as much memory again as what follows
    ends = _line_ends(text)
    lines = list(zip([0, *(end + 1 for end in ends)], ends, strict=False))
    stamps, files = (text[begin:end] for begin, end in lines[:2])
    if stamps != (stamps_of(folder) if is_in_clone(folder) else PACKAGED):
        return None
    begin, end = lines[2]
    return TopicIndex(
        dict(item.split(" ") for item in files.split("\t")), Names(text, begin, end - 1), lexicon_in(text, lines[3:])
    )


def _line_ends(text: str) -> list[int]:
    ends = [text.find("\n")]
    while ends[-1] >= 0:
        ends.append(text.find("\n", ends[-1] + 1))
    return ends[:-1]


def keep_index(folder: Path, index: TopicIndex, stamps: str) -> None:
    """Keeps it for the next question, if this is a clone that can be written. Whatever else holds the package stays as it is."""
    if not is_in_clone(folder):
        return
    from itb_cli.files.atomic import put  # noqa: PLC0415  # only if it is made anew
    from itb_cli.files.owners import check_ours  # noqa: PLC0415  # the same

    place = folder / INDEX_FILE
    with suppress(OSError):
        check_ours(place)
        put(place, index_text(index, stamps).encode(), mode=FOR_EVERYBODY)


def is_in_clone(folder: Path) -> bool:
    """Whether `folder` is the one of a clone, in which topics may change."""
    return (folder.parent.parent.parent / BUILD_HOOK).is_file()


def stamps_of(folder: Path) -> str:
    """Another text as soon as a file of `folder`, or the code that makes the index, is another or was written again."""
    with os.scandir(folder) as entries:
        files = sorted((entry.name, entry.stat()) for entry in entries if entry.name.endswith(".toml"))
    files += [(path.name, path.stat()) for path in _CODE]
    return " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}" for name, stat in files)
