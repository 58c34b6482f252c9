"""What is decided for a cohort, at the desk; what a coordinator may change leads to the same form as in chat."""

from dataclasses import dataclass

from bot.cards import Button
from bot.desk.room import for_coordinators
from bot.flows.people import on_call
from bot.turn import Turn
from bot.wording import desk_policies as wording
from bot.wording.common import run_button
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class PoliciesPage:
    """What is decided, by heading."""

    sections: tuple[tuple[str, str], ...]
    buttons: tuple[Button, ...]


async def policies_page(turn: Turn) -> PoliciesPage:
    """Return what is decided."""
    for_coordinators(turn)
    voice, plan = Voice.to(turn.me), turn.here.plan
    there = [one.name for one in await on_call(turn, turn.here)]
    return PoliciesPage(
        (
            ("When people are asked", wording.rhythm(voice, plan)),
            ("How often they are reminded", wording.nudges(voice, plan)),
            ("When somebody goes quiet", wording.silence(voice, plan)),
            ("Who hears of a case", wording.cases(voice, plan, there)),
            ("What is scanned", wording.scanned(voice, plan)),
            ("More time", wording.more_time(voice, plan)),
            ("Groups and pairs", wording.together(voice, plan)),
            ("Days off", wording.days_off(voice, turn.here)),
            ("How long things are kept", wording.kept(voice, plan)),
        ),
        (run_button(wording.set_up(voice), "coord setup"),),
    )
