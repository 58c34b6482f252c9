"""`/metrics` for Prometheus: counts, ages and durations. Labels are words of ours alone, so their number is bounded.

Nothing about people is in it: no id of anybody, no workspace, no channel, no text, and no case kept from somebody.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import version
from itertools import accumulate

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from adapters.health.state import Health
from adapters.scheduler import Vitals
from bot.auditor import Auditor
from bot.delivery import Courier
from bot.effects import Urgency
from bot.ingest import Ingest
from bot.ports import Clock, Storage
from bot.repositories import Backlog
from bot.sweeper import Sweeper
from bot.tally import BOUNDS, Lags, Upshot

log = logging.getLogger(__name__)

WITHIN = 5.0
"""Seconds for the questions to the database; Prometheus itself gives up after ten."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the figures come from. `leases`: how many of each platform's are this worker's; `backup_at`: when the
    newest backup was made, None where none is made or there is none yet.
    """

    health: Health
    vitals: Vitals
    courier: Courier
    ingest: Ingest
    auditor: Auditor
    sweeper: Sweeper
    storage: Storage
    clock: Clock
    leases: Callable[[], Mapping[str, int]] = dict
    backup_at: Callable[[], datetime | None] = lambda: None
    stalls: Lags = field(default_factory=Lags)


async def exposition(sources: Sources) -> bytes:
    """Return every figure in Prometheus' text format; where the database does not answer, those without it."""
    backlog = await _backlog(sources.storage)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once([*_process(sources), *_protocol(sources), *_waiting(sources, backlog)]))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Once(Collector):
    """Hands over figures that are there already."""

    def __init__(self, figures: list[Metric]) -> None:
        self._figures = figures

    def collect(self) -> list[Metric]:
        return self._figures


async def _backlog(storage: Storage) -> Backlog | None:
    try:
        async with asyncio.timeout(WITHIN), storage.snapshot() as tx:
            return await tx.stuck.backlog()
    except Exception as problem:  # whatever keeps the database from answering, the other figures are wanted then
        log.warning("the database did not answer for /metrics: %s", type(problem).__name__)
        return None


def _process(sources: Sources) -> Iterator[Metric]:
    health, vitals = sources.health, sources.vitals
    yield _gauge("kith_build_info", "The version that runs.", {version("kith"): 1}, "version")
    yield _gauge(
        "kith_alive",
        "Whether the heart beats; a process where it does not is better started anew.",
        float(health.is_alive),
    )
    yield _gauge("kith_ready", "Whether nothing needs a person; /readyz says what does.", float(health.is_ready))
    yield _gauge("kith_connected", "Whether the bot can hear a platform.", health.connected(), "platform")
    refused = float(health.are_files_refused)
    yield _gauge("kith_files_refused", "Whether changed files could not be used, and those before go on.", refused)
    yield _counter("kith_beats", "Looks at everything that is due.", vitals.beats)
    yield _counter("kith_beats_failed", "Looks that ended in an error.", vitals.failed)
    yield _counter("kith_heart_rearmed", "Times nothing beat for ten seconds.", vitals.rearmed)
    yield _counter("kith_clock_jumps", "Times the clock was set, or the machine slept.", vitals.jumps)
    yield _histogram("kith_loop_stall_seconds", "How long the event loop stood still.", sources.stalls)
    yield _histogram("kith_event_lag_seconds", "From what happened to its being stored.", sources.ingest.lags)
    yield _gauge("kith_leases_held", "Leases of this worker, by platform.", sources.leases(), "platform")


def _protocol(sources: Sources) -> Iterator[Metric]:
    courier = sources.courier
    looks = CounterMetricFamily(
        "kith_deliveries", "Looks at due messages, by what came of each.", labels=("platform", "urgency", "outcome")
    )
    for platform in sorted(courier.held_up):
        for urgency in Urgency:
            for upshot in Upshot:
                words = (platform, urgency.name.lower(), upshot)
                looks.add_metric(words, courier.upshots[words])
    yield looks
    yield _histogram(
        "kith_escalation_seconds", "From an escalation's commit to the platform's yes.", courier.escalations
    )
    yield _gauge("kith_breakers_open", "Workspaces that take nothing just now.", courier.held_up, "platform")
    yield _counter("kith_copies_removed", "Messages that stood there twice and do no longer.", sources.sweeper.removed)
    mended = CounterMetricFamily("kith_mended", "Stuck work that was put right.", labels=("what",))
    for what in ("leases", "cases"):
        mended.add_metric((what,), sources.auditor.mended[what])
    yield mended
    yield _gauge("kith_stuck", "Work that should have been done by now.", sources.health.stuck.counts(), "what")


def _waiting(sources: Sources, backlog: Backlog | None) -> Iterator[Metric]:
    now = sources.clock.now()

    def age(since: datetime | None) -> float:
        return max((now - since) / timedelta(seconds=1), 0.0) if since is not None else 0.0

    yield _gauge("kith_database_readable", "Whether the database answered just now.", float(backlog is not None))
    backup_at = sources.backup_at()
    if backup_at is not None:
        yield _gauge("kith_backup_age_seconds", "The age of the newest backup.", age(backup_at))
    if backlog is None:
        return
    waiting = {urgency.name.lower(): backlog.waiting.get(urgency, 0) for urgency in Urgency}
    overdue = {urgency.name.lower(): age(backlog.due_since.get(urgency)) for urgency in Urgency}
    yield _gauge("kith_outbox_waiting", "Messages that are not out yet.", waiting, "urgency")
    yield _gauge("kith_outbox_overdue_seconds", "How long the earliest of them is due.", overdue, "urgency")
    yield _gauge("kith_cases_open", "Cases that are open and kept from nobody.", backlog.open_cases)
    yield _gauge(
        "kith_cases_exhausted", "Of these, cases of which everybody was told and nobody has them.", backlog.exhausted
    )
    yield _gauge(
        "kith_case_without_owner_seconds",
        "How long the one that waits longest has had nobody.",
        age(backlog.nobody_since),
    )


def _gauge(name: str, about: str, value: float | Mapping[str, float], label: str = "") -> Metric:
    """Return one figure, or one for each word of a label."""
    if not isinstance(value, Mapping):
        return GaugeMetricFamily(name, about, value=value)
    figures = GaugeMetricFamily(name, about, labels=(label,))
    for word, each in sorted(value.items()):
        figures.add_metric((word,), each)
    return figures


def _counter(name: str, about: str, value: float) -> Metric:
    return CounterMetricFamily(name, about, value=value)


def _histogram(name: str, about: str, lags: Lags) -> Metric:
    bounds = [*map(str, BOUNDS), "+Inf"]
    buckets = list(zip(bounds, accumulate(lags.counts), strict=True))
    return HistogramMetricFamily(name, about, buckets=buckets, sum_value=lags.seconds)
