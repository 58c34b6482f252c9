"""What is worth waking somebody for, and what can wait for the morning."""

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Alarm:
    """One rule. `critical`: people may be waiting for help, or nothing is sent. `warning`: look at it this day."""

    name: str
    expression: str
    lasting: str
    severity: Literal["critical", "warning"]
    summary: str

    @property
    def anchor(self) -> str:
        """The place in docs/operations.md."""
        return self.name.lower()


def _slow(histogram: str, quantile: str, over: str) -> str:
    return f"histogram_quantile({quantile}, sum by (le) (rate({histogram}_bucket[{over}])))"


ALARMS: Final = (
    Alarm("KithIsDown", 'up{job="kith"} == 0 or absent(up{job="kith"})', "2m", "critical",
          "Kith does not run: nothing is heard and nothing is sent."),
    Alarm("KithHeartStands", "kith_alive == 0", "1m", "critical", "Kith runs, but sends nothing."),
    Alarm("KithRestartsOften", 'changes(process_start_time_seconds{job="kith"}[1h]) > 3', "0m", "warning",
          "Kith was started more than three times within an hour."),
    Alarm("KithNeedsAPerson", "kith_ready == 0", "10m", "warning", "Something needs a person; /readyz says what."),
    Alarm("KithIsNotConnected", "kith_connected == 0", "5m", "critical",
          "Kith is not connected to {{ $labels.platform }}: it hears nobody there."),
    Alarm("KithCaseHasNobody", "kith_cases_exhausted > 0", "5m", "critical",
          "Everybody was told of a case, and nobody has it: somebody may be waiting for help."),
    Alarm("KithEscalationsWait", 'kith_outbox_overdue_seconds{urgency=~"escalation|safety"} > 120', "1m", "critical",
          "A message that cannot wait has waited for two minutes."),
    Alarm("KithEscalationsAreSlow", f"{_slow('kith_escalation_seconds', '0.99', '30m')} > 45", "5m", "warning",
          "Escalations take longer than 45 s to be accepted."),
    Alarm("KithMessagesWait", 'kith_outbox_overdue_seconds{urgency=~"answer|notice|prompt"} > 3600', "10m", "warning",
          "Messages are an hour late."),
    Alarm("KithMessagesDie", 'sum by (platform) (increase(kith_deliveries_total{outcome="dead"}[1h])) > 5', "0m",
          "warning", "More than five messages of an hour can never be delivered on {{ $labels.platform }}."),
    Alarm("KithCannotTell", 'kith_stuck{what="doubts"} > 0', "5m", "warning",
          "Messages may have arrived, and their platform's history cannot be read."),
    Alarm("KithIsStuck", 'sum without (what) (kith_stuck{what!="doubts"}) > 0', "5m", "critical",
          "Work that should have been done is not, and Kith cannot mend it."),
    Alarm("KithPlatformTakesNothing", "kith_breakers_open > 0", "15m", "warning",
          "{{ $labels.platform }} takes nothing from a workspace."),
    Alarm("KithHearsLate", f"{_slow('kith_event_lag_seconds', '0.95', '15m')} > 60", "10m", "warning",
          "What people write is stored more than a minute later."),
    Alarm("KithStandsStill", "increase(kith_loop_stall_seconds_count[10m]) - ignoring (le) "
          'increase(kith_loop_stall_seconds_bucket{le="1.0"}[10m]) > 3', "0m", "warning",
          "Kith stood still for more than a second, several times in ten minutes."),
    Alarm("KithDatabaseIsSilent", "kith_database_readable == 0", "2m", "critical", "The database does not answer."),
    Alarm("KithFilesAreRefused", "kith_files_refused > 0", "15m", "warning",
          "Changed files could not be used; those before go on. `kith check-config` says why."),
    Alarm("KithHasNoBackup", "kith_backup_age_seconds > 180000", "0m", "warning", "The newest backup is two days old."),
    Alarm("KithClockJumps", "increase(kith_clock_jumps_total[1h]) > 2", "0m", "warning",
          "The machine's clock was set several times within an hour."),
)  # fmt: skip
