"""The index of topics: made of them, kept in a clone, never older than they are; part of a package, and whole there."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from itb_cli.content.index import BUILD_HOOK, INDEX_FILE, index_text, kept_index, stamps_of
from itb_cli.content.loader import DATA_FOLDER, Knowledge
from itb_cli.errors import ContentDamagedError
from selection import rest_slow

ROOT = Path(__file__).parents[2]
WHOLE = Knowledge()


@pytest.fixture
def packaged(tmp_path):
    """A folder of topics with its index, as it is installed."""
    folder = tmp_path / "site-packages" / "itb_cli" / "content" / "data"
    folder.mkdir(parents=True)
    for file in DATA_FOLDER.glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / INDEX_FILE).write_text(index_text(WHOLE.made_index()), encoding="utf-8", newline="")
    return folder


@pytest.fixture
def clone(packaged):
    """A folder of topics in a clone; no question was asked yet."""
    (packaged.parents[2] / BUILD_HOOK).touch()
    (packaged / INDEX_FILE).unlink()
    return packaged


def named(folder, words):
    return Knowledge(folder).topic_index.get(words)


def change(file, old, new):
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new))


@pytest.mark.slow
def test_what_is_kept_is_what_was_made_in_the_same_order(packaged):
    made, kept = WHOLE.made_index(), kept_index(packaged)
    assert kept == made
    assert list(kept.names) == list(made.names) == sorted(made.names)
    assert set(made.files) == set(WHOLE.topics)
    assert made.names["fire alarm"] == ()


def test_the_first_question_in_a_clone_keeps_it_and_the_next_one_reads_no_topic(clone):
    assert named(clone, "hot tub") == ("hot-tub",)
    kept = (clone / INDEX_FILE).read_bytes()
    assert {path.name for path in clone.iterdir() if path.suffix != ".toml"} == {INDEX_FILE}
    knowledge = Knowledge(clone)
    assert knowledge.topics["mri"].id == "mri"
    assert len(knowledge.topics._read) == 1
    assert (clone / INDEX_FILE).read_bytes() == kept


@pytest.mark.slow
@pytest.mark.parametrize("is_kept", [pytest.param(True, id="kept"), pytest.param(False, id="cannot be kept")])
def test_a_clone_never_answers_from_an_index_that_is_older_than_its_topics(clone, is_kept):
    if not is_kept:
        (clone / INDEX_FILE).mkdir()  # whoever runs the tests, this cannot be replaced by a file
    assert named(clone, "spa")
    assert named(clone, "smoke alarm") == ()
    change(clone / "heat.toml", b'"spa"', b'"spb"')
    assert named(clone, "spa") is None
    assert named(clone, "spb") == ("hot-tub",)
    change(clone / "strangers.toml", b"smoke alarm", b"smoky alarm")
    assert named(clone, "smoke alarm") is None
    assert not [path for path in clone.iterdir() if path.name.startswith(".")] or not is_kept


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows tells when a file was made, not when it was changed last")
def test_a_file_that_is_written_again_is_another_one_even_if_its_day_and_size_are_the_same(clone):
    before, stamp = stamps_of(clone), (clone / "heat.toml").stat().st_mtime_ns
    change(clone / "heat.toml", b'"spa"', b'"spb"')
    os.utime(clone / "heat.toml", ns=(stamp, stamp))
    assert stamps_of(clone) != before


@pytest.mark.slow
def test_a_packages_index_counts_for_nothing_in_a_clone(packaged):
    change(packaged / "heat.toml", b'"spa"', b'"spb"')
    (packaged.parents[2] / BUILD_HOOK).touch()
    assert named(packaged, "spb")


@pytest.mark.slow
@pytest.mark.parametrize("place", rest_slow([9_000, 0, 5, 9, 30, 100_000, -2]))
def test_a_damaged_index_is_made_again_in_a_clone_and_an_error_in_a_package(packaged, place):
    data = bytearray((packaged / INDEX_FILE).read_bytes())
    data[place] ^= 1
    (packaged / INDEX_FILE).write_bytes(data)
    with pytest.raises(ContentDamagedError, match=INDEX_FILE):
        named(packaged, "spa")
    (packaged.parents[2] / BUILD_HOOK).touch()
    assert named(packaged, "spa")
    assert Knowledge(packaged).topic_index == WHOLE.topic_index


@pytest.mark.slow
def test_a_package_without_its_index_answers_and_is_not_written_into(packaged):
    (packaged / INDEX_FILE).unlink()
    assert named(packaged, "spa")
    assert not (packaged / INDEX_FILE).exists()


def test_one_damaged_topic_takes_no_other_away_from_a_package(packaged):
    (packaged / "heat.toml").write_bytes(b"x")
    knowledge = Knowledge(packaged)
    assert knowledge.topics["mri"]
    with pytest.raises(ContentDamagedError, match=r"heat\.toml"):
        knowledge.topics["hot-tub"]


def test_each_topic_read_alone_is_what_its_whole_file_says():
    whole = {topic_id: topic for name in WHOLE.topic_files() for topic_id, topic in WHOLE._topics_in(name).items()}
    assert dict(WHOLE.topics) == whole
    assert len(whole) > 100


def test_one_topic_is_read_without_the_others_of_its_file(packaged):
    file = packaged / "treatments.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('id = "surgery"\n', 'id = "surgery"\nnot = [toml\n'), encoding="utf-8")
    knowledge = Knowledge(packaged)
    assert knowledge.topics["diathermy"] == WHOLE.topics["diathermy"]
    with pytest.raises(ContentDamagedError, match=r"treatments\.toml"):
        knowledge.topics["surgery"]


@pytest.mark.slow
def test_a_built_package_has_the_index_of_its_topics_and_nothing_of_the_clone(tmp_path):
    assert WHOLE.topic_index  # the clone has one of its own
    script = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        assert package.read(f"itb_cli/content/data/{INDEX_FILE}").decode() == index_text(WHOLE.made_index())
        assert [name for name in package.namelist() if INDEX_FILE in name] == [f"itb_cli/content/data/{INDEX_FILE}"]
        shared = [name.partition(".data/data/")[2] for name in package.namelist() if ".data/data/" in name]
        assert sorted(shared) == [
            "share/bash-completion/completions/itb",
            "share/fish/vendor_completions.d/itb.fish",
            "share/itb/itb.ps1",
            "share/man/man1/itb.1",
            "share/zsh/site-functions/_itb",
        ]
        assert not [name for name in package.namelist() if BUILD_HOOK in name or name.endswith(".md")]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no limit of a process on this system")
def test_an_index_that_cannot_be_written_whole_leaves_the_earlier_one_and_nothing_beside_it(clone):
    resource = pytest.importorskip("resource")
    named(clone, "spa")
    kept = (clone / INDEX_FILE).read_bytes()
    change(clone / "heat.toml", b'"spa"', b'"spb"')
    child = os.fork()
    if child == 0:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        os._exit(0 if named(clone, "spb") else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (clone / INDEX_FILE).read_bytes() == kept
    assert not [path for path in clone.iterdir() if path.name.startswith(".")]
