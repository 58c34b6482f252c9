"""The list of cases at the desk."""

from datetime import datetime

from bot.domain.cases import Case
from bot.domain.members import Member
from bot.domain.signals import Packs
from bot.markup import named
from bot.wording.case_words import STATES
from bot.wording.cases import ago, category_title
from bot.wording.voice import Voice


def line(voice: Voice, case: Case, owner: Member | None, packs: Packs, now: datetime) -> str:
    """What a case is, since when, how it stands and who has it."""
    who = named(owner.name) if owner is not None else ""
    return voice.say(
        "{title}, {severity}, {when}: {state}{who}",
        title=category_title(voice, case, packs),
        severity=case.severity,
        when=ago(voice, case.opened_at, now),
        state=voice.say(STATES[case.state]),
        who=f", {who}" if who else "",
    )
