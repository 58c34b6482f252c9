"""What came of a cohort, counted from the storage and the transcript, with the keys that programs read."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.case_times import times
from bot.domain.cases import Case, CaseEntry, Cause
from bot.domain.check_ins import CheckInState
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, Role
from bot.domain.moves import counted
from bot.domain.reviews import round_times, tally
from bot.domain.sessions import COUNTED, Session, SessionState
from bot.domain.signals.severity import Severity
from bot.domain.surveys import Survey
from bot.ports import Tx
from bot.transcript import Said

ASKED_FIRST = ("host.week", "kudos.posted", "recognition.shown", "problem.posted")
"""Kinds of posts that name somebody for what they gave, and only those who were asked in private and said yes."""


async def totals(tx: Tx, handle: str, lines: Sequence[Said]) -> dict[str, Any]:
    """Return the totals of a cohort. Rates count answered ÷ (answered + overdue); excused ones are not expected."""
    cohort = await tx.cohorts.by_handle(handle)
    if cohort is None:
        return {}
    states = Counter(check_in.state for check_in in await tx.check_ins.in_cohort(cohort.id))
    cases = await tx.cases.in_cohort(cohort.id)
    kinds = Counter(line.kind for line in lines)
    groups = {group.id: group.handle for group in await tx.groups.in_cohort(cohort.id)}
    critical = [case for case in cases if case.severity is Severity.CRITICAL]
    repairs, handoffs = counted(await tx.moves.in_cohort(cohort.id))
    granted = [one for one in await tx.extensions.in_cohort(cohort.id) if one.is_granted]
    return {
        **_sessions(await tx.sessions.in_cohort(cohort.id)),
        "first_miss_flows": kinds["draft.session"],
        "second_miss_cases": sum(case.cause is Cause.MISSED_SESSIONS for case in cases),
        "check_ins_answered": states[CheckInState.ANSWERED],
        "check_ins_expected": states[CheckInState.ANSWERED] + states[CheckInState.OVERDUE],
        "one_tap_nudges": kinds["nudge.check_in"],
        "mentor_drafts_check_in": kinds["draft.check_in"],
        "coordinator_cases_check_in": sum(case.cause is Cause.MISSED_CHECK_INS for case in cases),
        **_surveys(await tx.surveys.in_cohort(cohort.id), groups),
        "repairs": repairs,
        "handoffs": handoffs,
        "extensions_automatic": sum(one.is_automatic for one in granted),
        "extensions_approved": sum(not one.is_automatic for one in granted),
        "critical_alerts": len(critical),
        "critical_ack_minutes": [_minutes(case) for case in critical],
        "critical_contact_minutes": [_contact_minutes(case, await tx.cases.timeline(case.id)) for case in critical],
        "critical_channel_messages": sum(
            line.surface == "channel" and line.kind.startswith(("crisis.", "case.")) for line in lines
        ),
        "deduplicated_signals": sum(case.signals - 1 for case in critical),
        "public_messages_naming_a_non_participant": _naming(lines, await tx.members.in_cohort(cohort.id)),
        **await _reviews(tx, cohort),
        "messages": len(lines),
    }


async def _reviews(tx: Tx, cohort: Cohort) -> dict[str, Any]:
    """Count the reviews of every round that was handed out."""
    rows = await tx.reviews.in_cohort(cohort.id)
    tallies = [
        tally([row for row in rows if row.number == number], round_times(cohort, round_).passes_on.moment())
        for number, round_ in enumerate(cohort.plan.reviews, 1)
    ]
    return {
        "reviews_handed_out": [each.handed_out for each in tallies],
        "reviews_on_time": [each.on_time for each in tallies],
        "reviews_passed_on": [each.passed_on for each in tallies],
    }


def _sessions(sessions: Sequence[Session]) -> dict[str, Any]:
    """Count sessions: attended ÷ (attended + missed), a make-up is one of its own (acceptance, metric rules)."""
    states = Counter(session.state for session in sessions)
    return {
        "sessions_attended": states[SessionState.ATTENDED],
        "sessions_scheduled": sum(states[state] for state in COUNTED),
        "sessions_unknown": states[SessionState.UNKNOWN],
    }


def _surveys(surveys: Sequence[Survey], groups: Mapping[str, str]) -> dict[str, Any]:
    """Count answers, and of the figures only what may be told."""
    by_name = {survey.name: survey for survey in surveys}
    found: dict[str, Any] = {}
    for name in ("baseline-1", "pulse-1", "end-1"):
        survey = by_name.get(name)
        kind = name.partition("-")[0]
        found[f"{kind}_answered"] = survey.answered if survey is not None else 0
        found[f"{kind}_asked"] = survey.asked if survey is not None else 0
    pulse, half_way = by_name.get("pulse-1"), by_name.get("satisfaction-1")
    shown = [(groups.get(r.cut, "cohort"), r.n) for r in pulse.results] if pulse is not None else []
    mean = half_way.result() if half_way is not None else None
    return found | {
        "pulse_shown": [f"{name} {n}" for name, n in shown],
        "satisfaction_n": mean.n if mean is not None else 0,
        "satisfaction_mean": mean.means[0] if mean is not None else None,
        "hand_raises_offered": sum(survey.raised for survey in surveys),
    }


def _contact_minutes(case: Case, timeline: Sequence[CaseEntry]) -> int | None:
    after = times(case, timeline).contact_after
    return None if after is None else round(after.total_seconds() / 60)


def _minutes(case: Case) -> int | None:
    if case.acknowledged_at is None:
        return None
    return round((case.acknowledged_at - case.opened_at).total_seconds() / 60)


def _naming(lines: Sequence[Said], members: Sequence[Member]) -> int:
    """Count the bot's channel posts that name a learner who was not asked whether they may be named."""
    names = [re.escape(name) for m in members if m.role is Role.LEARNER for name in (m.name, m.handle)]
    if not names:
        return 0
    named = re.compile(rf"\b({'|'.join(names)})\b")
    public = (line.text for line in lines if line.surface == "channel" and line.kind not in ASKED_FIRST)
    return sum(named.search(text) is not None for text in public)
