"""Makes `content/data/index.json` from the topics. Run by hand after a change of ids, aliases or strangers; a test compares."""

import json

from itb_cli.content.loader import DATA_FOLDER, INDEX_FILE, Knowledge
from itb_cli.domain.matching import build_index


def index_text() -> str:
    """The file's text: which file each topic is in, and from the words of every name to its topics."""
    knowledge = Knowledge()
    topics = {topic.id: (name, topic) for name in knowledge.topic_files() for topic in knowledge._topics_in(name).values()}
    names = build_index(
        {topic_id: topic.aliases for topic_id, (_, topic) in topics.items()},
        knowledge.strangers(),
        {topic_id: topic.together for topic_id, (_, topic) in topics.items()},
    )
    files = {topic_id: name for topic_id, (name, _) in topics.items()}
    return json.dumps({"files": files, "names": dict(sorted(names.items()))}, indent=0) + "\n"


if __name__ == "__main__":
    (DATA_FOLDER / INDEX_FILE).write_text(index_text(), encoding="utf-8")
