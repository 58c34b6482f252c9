"""What is held about one person as a file: JSON, with names that speak for themselves."""

import json
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from bot.domain.mydata import Held, HeldCase

FILE_NAME = "my-data.json"
RECORDS = (
    *("pairing", "aims", "more_time", "office_hours", "moves", "training", "problems", "kudos", "reviews", "topics"),
    *("hub", "norms", "hosting", "surveys", "spaces"),
)
"""Parts of the file that hold records as they are, field by field."""
_OTHERS = frozenset({"avoid", "prefer"})
"""Fields that name other people: how many is told, not whom."""


def as_json(held: Held) -> str:
    """Return the file, one fact a line."""
    return json.dumps(_whole(held), ensure_ascii=False, indent=1)


def _whole(held: Held) -> dict[str, Any]:
    return {
        "made_at": _at(held.made_at),
        "you": _you(held),
        "check_ins": _check_ins(held),
        "sessions": _sessions(held),
        "days_off": [
            {"kind": str(each.kind), "from": _on(each.from_on), "until": _on(each.until_on)} for each in held.absences
        ],
        "messages_you_wrote": {"count": held.written, "last_at": _at(held.last_written_at), "texts": "never kept"},
        "nudges": [{"at": _at(n.at), "kind": n.kind, "answered_at": _at(n.answered_at)} for n in held.nudges],
        "messages_to_you": [
            {"at": _at(each.at), "kind": each.kind, "why": each.why, "sent": each.is_sent} for each in held.sent
        ],
        "cases": [_case(each) for each in held.cases],
        **{name: [_record(each) for each in held.records.get(name, ())] for name in RECORDS},
        "who_looked": [{"at": _at(k.at), "who": k.who, "what": k.what, "case": k.ref} for k in held.looks],
    }


def _you(held: Held) -> dict[str, Any]:
    me = held.member
    return {
        "id": me.handle,
        "name": me.name,
        "role": str(me.role),
        "standing": str(me.state),
        "cohort": held.cohort.name,
        "group": held.group.name if held.group is not None else "",
        "mentor": held.mentor,
        "accounts": list(held.accounts),
        "timezone": me.timezone,
        "country": me.country,
        "language": me.language,
        "quiet_hours": str(me.quiet),
        "availability": me.availability,
        "privacy_notice": me.consent_version,
        "agreed_at": _at(me.consented_at),
        "nudges": "on" if me.nudges_on else "off",
        "shares_check_ins": me.shares_check_ins,
        "check_in_every_weeks": me.check_in_every,
    }


def _check_ins(held: Held) -> list[dict[str, Any]]:
    return [
        {
            "week": each.week,
            "state": str(each.state),
            "answered_at": _at(each.answered_at),
            "mood": str(each.mood) if each.mood is not None else "",
            "words": each.hardest,
            "wanted_help": each.wants_help,
            "shared_with_mentor": each.is_shared,
        }
        for each in held.check_ins
    ]


def _sessions(held: Held) -> list[dict[str, Any]]:
    """The learner's words are the learner's; of a mentor only that and when they met stands here."""
    return [
        {"slot": each.slot, "state": str(each.state), "starts_at": _at(each.starts_at)}
        | (
            {"next_step": each.step, "by": _on(each.step_on), "note": each.shared_note}
            if each.learner_id == held.member.id
            else {}
        )
        for each in held.sessions
    ]


def _case(held: HeldCase) -> dict[str, Any]:
    case = held.case
    return {
        "case": case.ref,
        "about": case.category,
        "state": str(case.state),
        "opened_at": _at(case.opened_at),
        "closed_at": _at(case.closed_at),
        "words": held.words,
        "notes": [{"at": _at(entry.at), "what": entry.what, "note": entry.note} for entry in held.notes],
        "kept_for_a_legal_reason": case.is_held,
    }


def _record(record: Any) -> dict[str, Any]:
    """Return a record field by field; opaque ids say nothing to anybody, and those of others are not theirs."""
    names = [one.name for one in fields(record) if one.name != "id" and not one.name.endswith(("_id", "_ids", "_by"))]
    return {name: len(getattr(record, name)) if name in _OTHERS else _plain(getattr(record, name)) for name in names}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return _at(value)
        case date():
            return _on(value)
        case frozenset():
            return sorted(map(str, value))
        case tuple() | list():
            return [_plain(each) for each in value]
        case dict():
            return {str(key): _plain(each) for key, each in value.items()}
        case bool() | int() | float() | None:
            return value
        case _:
            return str(value)


def _at(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment is not None else ""


def _on(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
