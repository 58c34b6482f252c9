"""The Grafana board: one list of panels, laid out in rows of four."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final, Literal

_SOURCE: Final = {"type": "prometheus", "uid": "${source}"}
_WIDE, _HIGH = 24, 7


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel. `lines`: PromQL and what each line is called. `red_from`: the value from which it is red."""

    title: str
    about: str
    lines: tuple[tuple[str, str], ...]
    unit: str = "short"
    kind: Literal["stat", "timeseries"] = "timeseries"
    red_from: float | None = None
    is_red_below: bool = False


def _quantile(histogram: str, quantile: str) -> str:
    return f"histogram_quantile({quantile}, sum by (le) (rate({histogram}_bucket{_JOB}[$__rate_interval])))"


_JOB: Final = '{job="$job"}'
PANELS: Final[Sequence[Panel]] = (
    Panel("Alive", "Whether the heart beats.", ((f"min(kith_alive{_JOB})", ""),), "bool_yes_no", "stat", 1, True),
    Panel("All is well", "Whether nothing needs a person; /readyz says what does.",
          ((f"min(kith_ready{_JOB})", ""),), "bool_yes_no", "stat", 1, True),
    Panel("Cases nobody has", "Everybody was told of them, and nobody has them.",
          ((f"max(kith_cases_exhausted{_JOB})", ""),), "short", "stat", 1),
    Panel("Newest backup", "Its age.", ((f"min(kith_backup_age_seconds{_JOB})", ""),), "s", "stat", 180000),
    Panel("Open cases", "How many there are, by state.",
          ((f"max(kith_cases_open{_JOB})", "open"), (f"max(kith_cases_exhausted{_JOB})", "nobody has them"))),
    Panel("Longest wait of a case", "How long the one that waits longest has had nobody.",
          ((f"max(kith_case_without_owner_seconds{_JOB})", "without an owner"),), "s"),
    Panel("Escalations", "From the commit to the platform's yes.",
          ((_quantile("kith_escalation_seconds", "0.5"), "half within"),
           (_quantile("kith_escalation_seconds", "0.99"), "99 % within")), "s", red_from=45),
    Panel("Connections", "Whether the bot can hear each platform.",
          ((f"max by (platform) (kith_connected{_JOB})", "{{platform}}"),), "bool_on_off"),
    Panel("Waiting messages", "Not out yet, by urgency; many wait for the end of quiet hours.",
          ((f"max by (urgency) (kith_outbox_waiting{_JOB})", "{{urgency}}"),)),
    Panel("Overdue messages", "How long the earliest of each urgency is due.",
          ((f"max by (urgency) (kith_outbox_overdue_seconds{_JOB})", "{{urgency}}"),), "s", red_from=120),
    Panel("Deliveries", "Looks at due messages, by what came of each.",
          ((f"sum by (outcome) (rate(kith_deliveries_total{_JOB}[$__rate_interval]))", "{{outcome}}"),), "cps"),
    Panel("Breakers", "Workspaces that take nothing just now.",
          ((f"max by (platform) (kith_breakers_open{_JOB})", "{{platform}}"),), red_from=1),
    Panel("Stuck work", "What should have been done by now.",
          ((f"max by (what) (kith_stuck{_JOB})", "{{what}}"),), red_from=1),
    Panel("Put right", "Stuck work that was mended, copies that were removed.",
          ((f"sum by (what) (increase(kith_mended_total{_JOB}[$__rate_interval]))", "{{what}}"),
           (f"sum(increase(kith_copies_removed_total{_JOB}[$__rate_interval]))", "copies"))),
    Panel("Events", "From what happened to its being stored.",
          ((_quantile("kith_event_lag_seconds", "0.5"), "half within"),
           (_quantile("kith_event_lag_seconds", "0.95"), "95 % within"),
           (f"sum(rate(kith_event_lag_seconds_count{_JOB}[$__rate_interval]))", "a second")), "s"),
    Panel("Event loop", "How long it stood still.",
          ((_quantile("kith_loop_stall_seconds", "0.99"), "99 % below"),), "s"),
    Panel("Heart", "Beats, failed ones, and times it was armed anew.",
          ((f"sum(rate(kith_beats_total{_JOB}[$__rate_interval]))", "beats"),
           (f"sum(rate(kith_beats_failed_total{_JOB}[$__rate_interval]))", "failed"),
           (f"sum(increase(kith_heart_rearmed_total{_JOB}[$__rate_interval]))", "armed anew"),
           (f"sum(increase(kith_clock_jumps_total{_JOB}[$__rate_interval]))", "clock jumps"))),
    Panel("Leases", "Which worker has which platform.",
          ((f"sum by (instance, platform) (kith_leases_held{_JOB})", "{{instance}} {{platform}}"),)),
    Panel("Memory", "Of the process.", ((f"process_resident_memory_bytes{_JOB}", "{{instance}}"),), "bytes"),
    Panel("Processor", "Cores in use.",
          ((f"rate(process_cpu_seconds_total{_JOB}[$__rate_interval])", "{{instance}}"),), "short"),
)  # fmt: skip


def board() -> dict[str, Any]:
    """Return the board as Grafana imports it."""
    return {
        "title": "Kith",
        "uid": "kith",
        "description": f"Kith {version('kith')}. What to do: docs/operations.md.",
        "tags": ["kith"],
        "schemaVersion": 39,
        "version": 1,
        "editable": True,
        "timezone": "browser",
        "refresh": "1m",
        "time": {"from": "now-24h", "to": "now"},
        "templating": {"list": [_source(), _job()]},
        "annotations": {"list": []},
        "panels": [_panel(number, panel) for number, panel in enumerate(PANELS)],
    }


def _source() -> dict[str, Any]:
    return {"name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus"}


def _job() -> dict[str, Any]:
    return {
        "name": "job",
        "label": "Job",
        "type": "query",
        "datasource": _SOURCE,
        "query": {"query": "label_values(kith_alive, job)", "refId": "job"},
        "refresh": 1,
        "current": {"text": "kith", "value": "kith"},
    }


def _panel(number: int, panel: Panel) -> dict[str, Any]:
    across = _WIDE // 4
    place = {"h": _HIGH, "w": across, "x": number % 4 * across, "y": number // 4 * _HIGH}
    return {
        "id": number + 1,
        "title": panel.title,
        "description": panel.about,
        "type": panel.kind,
        "datasource": _SOURCE,
        "gridPos": place,
        "targets": [
            {"refId": chr(65 + index), "datasource": _SOURCE, "expr": expression, "legendFormat": legend}
            for index, (expression, legend) in enumerate(panel.lines)
        ],
        "fieldConfig": {"defaults": {"unit": panel.unit, "thresholds": _thresholds(panel)}, "overrides": []},
    }


def _thresholds(panel: Panel) -> dict[str, Any]:
    low, high = ("red", "green") if panel.is_red_below else ("green", "red")
    steps: list[dict[str, Any]] = [{"color": low, "value": None}]
    if panel.red_from is not None:
        steps.append({"color": high, "value": panel.red_from})
    return {"mode": "absolute", "steps": steps}
