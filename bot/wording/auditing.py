"""The audit report in words: figures and names of coordinators, nothing of what was read."""

from collections.abc import Sequence

from bot.cards import Card, Field
from bot.domain.auditing import CONFIG, AuditReport
from bot.limits import FIELD_VALUE
from bot.markup import named, quoted
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice

_LOOKED = {
    "case.read": "cases opened",
    "case.excerpt_read": "excerpts read",
    "case.phrase_read": "phrases that alarmed read",
    "check_in.words_read": "shared check-ins read",
    "survey.words_read": "words of surveys read",
    "report.exported": "reports exported",
    "roster.exported": "lists of people taken out",
    "audit.read": "audit reports read",
}
_CHANGED = {
    "purge.asked": "erasing what had its time was asked for",
    "mydata.deleted": "somebody had their data deleted",
    "identity.erased": "an identity was erased",
    "case.erased": "a case was erased altogether",
    "case.phrase_allowed": "phrases allowed after false alarms",
    "audit.trimmed": "rows of the audit log had their time",
    "texts.erased": "words were erased",
    "case.held": "a case was put on legal hold",
}


def shown(voice: Voice, report: AuditReport) -> Card:
    """What its reader may know of the audit log, for a month."""
    sound = (
        voice.say("The log is whole: nothing in it was changed or taken out.")
        if report.broken_at is None
        else voice.say(
            "**The log is broken at row {n}:** somebody changed it or took rows out. Please tell whoever hosts me; "
            "`kith audit verify` shows the same.",
            n=report.broken_at,
        )
    )
    text = voice.say(
        "From {since} to {until}. {sound} It holds that somebody looked, never what they read, and leaves out what is "
        "kept from whoever reads it.",
        since=voice.day(report.since),
        until=voice.day(report.until),
        sound=sound,
    )
    return Card(
        text,
        kind="audit.report",
        title=voice.say("Who looked at what"),
        why=voice.say("Coordinators get it once a month, and whenever they ask."),
        fields=(
            Field(voice.say("Looked at"), _looks(voice, report)),
            Field(voice.say("Set-up and erasures"), _changes(voice, report)),
            Field(voice.say("Rights worth a look"), _rights(voice, report)),
        ),
        buttons=(run_button(voice.say("Who is on duty"), "coord rota show"),),
    )


def _looks(voice: Voice, report: AuditReport) -> str:
    lines = [
        voice.say("{who}: {what}, {n}", who=named(who), what=voice.say(_LOOKED[what]), n=count)
        for who, what, count in report.looks
    ]
    return fitting(voice, lines, FIELD_VALUE) or voice.say("Nothing.")


def _changes(voice: Voice, report: AuditReport) -> str:
    lines = [voice.say("{what}, {n}", what=_change(voice, what), n=count) for what, count in report.changes]
    return fitting(voice, lines, FIELD_VALUE) or voice.say("Nothing.")


def _change(voice: Voice, what: str) -> str:
    kind, _, part = what.partition(":")
    if kind == CONFIG:
        return voice.say("the configuration differs from the start before: {part}", part=quoted(part, 60))
    return voice.say(_CHANGED.get(kind, "the cohort was opened, closed or moved"))


def _rights(voice: Voice, report: AuditReport) -> str:
    found = report.rights
    lines = [voice.say("Coordinators: {names}.", names=_names(voice, found.coordinators))]
    if found.off_rota:
        lines.append(voice.say("Not on the rota: {names}.", names=_names(voice, found.off_rota)))
    if found.unused:
        lines.append(
            voice.say(
                "Nothing done with it in that time, as far as you may know: {names}.", names=_names(voice, found.unused)
            )
        )
    if found.facilitators:
        lines.append(
            voice.say("Look after a group and are no mentor of it: {names}.", names=_names(voice, found.facilitators))
        )
    return "\n".join(lines)


def _names(voice: Voice, names: Sequence[str]) -> str:
    return fitting(voice, [named(name) for name in names], 220, ", ") or voice.say("nobody")
