"""What is decided for a cohort, at the desk; what a coordinator may change leads to the same form as in chat."""

from dataclasses import dataclass

from bot.cards import Button
from bot.desk.room import for_coordinators
from bot.domain.deciding import Policy
from bot.flows.people import on_call
from bot.turn import Turn
from bot.wording import desk_policies as wording
from bot.wording import policy_edits as edits
from bot.wording.common import run_button
from bot.wording.voice import Voice

_GRAVEST_FIRST = (Policy.CRITICAL, Policy.HIGH, Policy.ELEVATED, Policy.NORMAL)


@dataclass(frozen=True, slots=True)
class Decided:
    """One thing that is decided, in sentences, and what can be changed of it here."""

    title: str
    text: str
    buttons: tuple[Button, ...] = ()


async def policies_page(turn: Turn) -> tuple[Decided, ...]:
    """Return what is decided."""
    for_coordinators(turn)
    voice, plan = Voice.to(turn.me), turn.here.plan
    there = [one.name for one in await on_call(turn, turn.here)]
    return (
        Decided("When people are asked", wording.rhythm(voice, plan), _change(voice, Policy.RHYTHM)),
        Decided("How often they are reminded", wording.nudges(voice, plan), _change(voice, Policy.NUDGES)),
        Decided("When somebody goes quiet", wording.silence(voice, plan), _change(voice, Policy.LADDER)),
        Decided("Who hears of a case", wording.cases(voice, plan, there), _change(voice, *_GRAVEST_FIRST)),
        Decided("What is scanned", wording.scanned(voice, plan), (run_button(wording.set_up(voice), "coord setup"),)),
        Decided("More time", wording.more_time(voice, plan), _change(voice, Policy.EXTENSIONS)),
        Decided("Groups and pairs", wording.together(voice, plan)),
        Decided("Days off", wording.days_off(voice, turn.here)),
        Decided("How long things are kept", wording.kept(voice, plan)),
    )


def _change(voice: Voice, *policies: Policy) -> tuple[Button, ...]:
    return tuple(edits.change(voice, policy) for policy in policies)
