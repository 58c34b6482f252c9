"""P on PostgreSQL: from a message to its participation and scan, beside its limit: the same statement alone."""

import asyncio
import itertools
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import psycopg
from sqlalchemy import make_url

from bot.domain.signals import shipped
from tests.benchmarks import hearing
from tests.benchmarks.core import Core, at_work, folder
from tests.benchmarks.figures import Figure, Measure
from tests.benchmarks.harness import Scale, race, ratio, seconds
from tests.benchmarks.ingest import Steady
from tests.databases import postgres

_BATCH = 500
_TABLES = """
CREATE TABLE inbox (key text PRIMARY KEY, at bigint NOT NULL);
CREATE TABLE participations (
    n serial PRIMARY KEY, cohort_id text NOT NULL, member_id text NOT NULL, message_id text NOT NULL,
    channel text NOT NULL, at bigint NOT NULL, group_id text, reply_to_member_id text
);
CREATE INDEX of_member ON participations (member_id, at);
CREATE INDEX of_group ON participations (group_id, at);
CREATE INDEX of_cohort ON participations (cohort_id);
"""
_STORE = """
WITH new AS (
    INSERT INTO inbox SELECT key, 0 FROM unnest(%s::text[]) AS key ON CONFLICT DO NOTHING RETURNING key
)
INSERT INTO participations (cohort_id, member_id, message_id, channel, at, group_id)
SELECT 'cohort', member, id, 'g1', 0, 'group'
FROM unnest(%s::text[], %s::text[], %s::text[]) AS said (key, member, id) JOIN new USING (key)
"""


def measure(scale: Scale) -> Measure:
    """By what is in flight; the server is the tests' own, which does not wait for its disk."""
    with postgres() as databases:
        for in_flight in scale.pick((8,), (64, 512)):
            with asyncio.Runner() as runner, folder() as where, databases.fresh() as ours, databases.fresh() as theirs:
                conninfo = make_url(theirs).set(drivername="postgresql").render_as_string(hide_password=False)
                with psycopg.connect(conninfo, autocommit=True) as connection:
                    opened = at_work(where, url=ours)
                    yield _in_flight(runner, opened, _limit(connection), in_flight, scale)
        for in_flight in scale.pick((8,), (64, 512)):
            with folder() as where, databases.fresh() as url:
                yield from hearing.together(where, url, in_flight, scale)


def _in_flight(
    runner: asyncio.Runner,
    opened: AbstractAsyncContextManager[Core],
    limit: Callable[[int], object],
    in_flight: int,
    scale: Scale,
) -> Figure:
    core = runner.run(opened.__aenter__())
    crowd = Steady.before(core, shipped(), in_flight)
    chunks: dict[str, Callable[[int], object]] = {"kith": lambda _: runner.run(crowd.write()), "limit": limit}
    raced = race(chunks, scale.pick(2, max(8, 512 // in_flight)), prepare={"kith": crowd.prepare})
    asked, stored = next(core.numbers), runner.run(core.counted())
    runner.run(opened.__aexit__(None, None, None))
    assert stored == asked, f"{asked - stored} messages were not stored"
    counts = {"kith": len(crowd.messages), "limit": _BATCH}
    times = {name: [each / counts[name] for each in took] for name, took in raced.items()}
    what = f"messages/s on PostgreSQL, {in_flight} in flight, to the same statement alone in batches of {_BATCH}"
    return Figure("P", what, "×", ratio(times, "limit", "kith"), took=seconds(times))


def _limit(connection: psycopg.Connection) -> Callable[[int], object]:
    connection.execute(_TABLES)
    numbers = itertools.count()

    def store(_: int) -> None:
        some = [next(numbers) for _ in range(_BATCH)]
        keys, ids = [f"m:{n}" for n in some], [f"m{n}" for n in some]
        connection.execute(_STORE, (keys, keys, [f"member-{n % 24}" for n in some], ids))

    return store
