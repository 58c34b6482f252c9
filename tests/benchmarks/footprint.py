"""C: a rehearsal's weeks, what stays in memory, how soon commands answer. In processes of their own."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from adapters.cli.rehearsing import played
from adapters.simulation.play import Part
from adapters.simulation.rehearsal import midnight
from bot.cohort_file import load_cohort
from bot.samples import sample
from bot.script_file import load_script
from tests.benchmarks.core import at_work, folder
from tests.benchmarks.figures import AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread

_MEBIBYTE = 1024 * 1024
_KITH = Path(sys.executable).with_name("kith")
_ROOT = Path(__file__).resolve().parents[2]
_KEY = "a key of the benchmarks, long enough to be one"
_READY = "Kith is at work"


def measure(scale: Scale) -> Measure:
    """C1, C2 and what C3 says of starts."""
    yield from _rehearsals(scale)
    yield from _memory(scale)
    yield from _starts(scale)


def _rehearsals(scale: Scale) -> Measure:
    """Play the sample cohort, its first weeks and the whole with what its people say."""
    file = load_cohort(sample("spring.toml"))
    script = load_script(sample("spring.script.toml"), file)
    weeks = file.weeks
    for until in scale.pick((1,), (2, 4, weeks)):
        part = Part(file, script if until == weeks else None, 1, None)
        if until != weeks:
            part = replace(part, until=_after(part, until))
        spread = _repeated(lambda part=part: asyncio.run(played(part)), scale.pick(1, 2), processor=True)
        target = AtMost(5) if until == weeks else None
        people = f"{len(file.people)} people, {until} weeks, processor time"
        yield Figure("C1", f"the sample cohort: {people}", "s", spread, target, until, {"kith": spread})


def _after(part: Part, weeks: int) -> datetime:
    return midnight(part.file.starts_on + timedelta(weeks=weeks)) - timedelta(minutes=1)


def _memory(scale: Scale) -> Measure:
    for members in scale.pick((30,), (100, 1_000, 10_000)):
        told = _python("-c", f"from tests.benchmarks.footprint import resident; resident({members})")
        most = Spread.exactly(round(int(told) / _MEBIBYTE, 1))
        limit = AtMost(250) if members == 10_000 else None
        what = f"most resident, Discord and Slack loaded, {members:,} members who all have written"
        yield Figure("C2", what, "MB", most, limit, members, {"kith": most})


def _resident_now(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / _MEBIBYTE, 1)


def resident(members: int) -> None:
    """Open a cohort of that many members, hear each of them, and print the most that was ever resident."""

    async def live() -> None:
        with folder() as where:
            async with at_work(where, members) as core:
                for _ in range(0, members, 500):
                    await asyncio.gather(*map(core.house.app.handle, core.messages(min(500, members))))
                await core.house.engine.beat()

    import adapters.cli.discord_service
    import adapters.cli.service
    import adapters.cli.slack_service  # noqa: F401 - what a process with every platform has imported

    asyncio.run(live())
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.partition("VmHWM:")[2].split()[0]) * 1024)  # noqa: T201 - it is read by who started us


def _starts(scale: Scale) -> Measure:
    rounds = scale.pick(1, 5)
    helped = _repeated(lambda: _python(str(_KITH), "--help", program=""), rounds)
    yield Figure("C3", "`kith --help`", "s", helped, AtMost(0.4))
    bare = _repeated(lambda: _python("-c", "import asyncio, sqlite3"), rounds)
    yield Figure("C3", "Python alone, for comparison", "s", bare)
    idle: list[tuple[float, float]] = []
    with folder() as where:
        ready = _repeated(lambda: idle.append(_until_ready(where)), rounds)
    yield Figure("C3", "`kith run` with the workspace until it is ready", "s", ready, AtMost(3))
    used, resident = (Spread.of(each) for each in zip(*idle, strict=True))
    yield Figure("C3", "the same, processor time", "s", used)
    yield Figure("C2", "resident, `kith run` idle after the start that makes its database", "MB", resident)
    again = Spread.of([_resident_again() for _ in range(rounds)])
    yield Figure("C2", "resident, `kith run` idle with the sample cohort", "MB", again, AtMost(120))


def _resident_again() -> float:
    """Start it twice; return what is resident after the second start, as after every restart but the first."""
    with folder() as where:
        with _running(where):
            pass
        with _running(where, is_new=False) as process:
            return _resident_now(process.pid)


def _until_ready(where: Path) -> tuple[float, float]:
    """Start and stop it; return the processor seconds it took until ready, and its resident megabytes then."""
    with _running(where) as process:
        ticks = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"), _resident_now(process.pid)


@contextmanager
def _running(where: Path, *, is_new: bool = True) -> Iterator["subprocess.Popen[str]"]:
    """Start `kith run` with the sample cohort and its workspace, on an empty database; yield when it is at work."""
    for old in where.glob("*.sqlite3*") if is_new else ():
        old.unlink()
    cohort, config = where / "spring.toml", where / "kith.toml"
    cohort.write_bytes(sample("spring.toml").read_bytes())
    database = f'[database]\nurl = "sqlite+aiosqlite:///{where / "kith.sqlite3"}"\n'
    config.write_text(f'cohorts = ["{cohort}"]\n{database}[local]\nport = {_free_port()}\n', encoding="utf-8")
    command, environment = [_KITH, "run", "--config", config], os.environ | {"KITH_KEY": _KEY}
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            assert _READY in line, f"kith run said {line!r}"
            yield process
        finally:
            process.terminate()
            process.communicate()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _python(*arguments: str, program: str = sys.executable) -> str:
    command = [program, *arguments] if program else list(arguments)
    own = os.environ | {"KITH_CHAT_DATA": ""}  # other people's chat would be most of what is resident
    return subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True, env=own).stdout


def _repeated(does: Callable[[], object], rounds: int, *, processor: bool = False) -> Spread:
    clock = time.process_time if processor else time.perf_counter
    found: list[float] = []
    for _ in range(rounds):
        began = clock()
        does()
        found.append(clock() - began)
    return Spread.of(found)
