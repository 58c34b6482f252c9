"""Which question a group is asked in a week."""

from datetime import date

from bot.domain.cohorts import Cohort
from bot.domain.members import Group
from bot.domain.paces import paced
from bot.domain.plan import Prompt
from bot.turn import Turn


async def question_of(turn: Turn, cohort: Cohort, group: Group | None, on: date) -> Prompt | None:
    """Return what a group is asked in the week of a day, at its own pace and for what its members are interested in."""
    own = paced(cohort, group)
    prompt = own.plan.prompt(own.week(on))
    if group is None or prompt is None or not prompt.others:
        return prompt
    return prompt.suited(await _wishes(turn, group))


async def _wishes(turn: Turn, group: Group) -> list[frozenset[str]]:
    """Return what each member of a group said they are interested in; nothing for whoever said nothing."""
    members = await turn.tx.groups.members(group.id)
    return [(await turn.tx.traits.of(member.id)).goals for member in members]
