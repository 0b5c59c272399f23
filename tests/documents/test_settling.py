"""Several threads may read documents of a kind that no thread has read before."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

STARTED = {
    "the site": "import grenswerk.web.wsgi",
    "the server for assistants": """
import grenswerk.assistant.server as server
server.anyio.run = lambda _: None
server.serve()
""",
    "a batch": """
import grenswerk.population.engine as engine
engine.announced = engine._helper = lambda: engine.threading.Lock()  # the kernels are not what is tried
engine.evaluate_batch = engine.compile_rooms = lambda _: None
engine.prepare()
""",
}
READ = """
import sys, threading
import msgspec

sys.setswitchinterval(1e-6)
at_once = threading.Barrier(8)

def below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from below(each)

def read(kind):
    document = msgspec.json.encode({name: {} for name in kind.__struct_encode_fields__[-1:]})
    at_once.wait()
    try:
        msgspec.json.decode(document, type=kind)
    except msgspec.ValidationError:
        pass

kinds = list(below(msgspec.Struct))
assert len(kinds) > 20
for kind in kinds:
    threads = [threading.Thread(target=read, args=(kind,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


@pytest.mark.parametrize("program", STARTED)
def test_threads_read_a_kind_of_document_for_the_first_time_together(program: str) -> None:
    """The reader (msgspec 0.22) ends the process where a type is worked out by two threads at once."""
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.web.settings"}
    done = subprocess.run(
        [sys.executable, "-c", STARTED[program] + READ], env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
