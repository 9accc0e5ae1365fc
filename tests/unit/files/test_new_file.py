"""A file written over another: whole or not at all."""

import os

import pytest

from itb_cli.files.new_file import write_new, write_over

EARLIER = b"earlier"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no limit of a process on this system")
@pytest.mark.parametrize("write", [write_over, write_new])
def test_a_full_disk_leaves_what_was_there(tmp_path, write):
    resource = pytest.importorskip("resource")
    place = tmp_path / "a"
    if write is write_over:
        place.write_bytes(EARLIER)
    child = os.fork()
    if child == 0:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        try:
            write(place, EARLIER * 100)
        except OSError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == ([("a", EARLIER)] if write is write_over else [])
