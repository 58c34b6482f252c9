"""Shared problem solving: a real problem in the group's own thread, closed by its asker with what helped (G13)."""

from collections.abc import Mapping
from typing import Annotated

from bot.domain.members import Role
from bot.domain.problems import HELPED_LIMIT, PROBLEM_LIMIT, Helped, Problem
from bot.effects import Effects, Refused, Reply, Revise, Send, ToGroup, Urgency
from bot.flows.passing_on import looked_at
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import problems as wording
from bot.wording import reviews as review_wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("peer problem", role=Role.LEARNER)
async def ask(turn: Turn, text: Annotated[str, "What you are stuck on; empty: a form opens"] = "") -> Effects:
    """Bring a real problem to your group; it opens a thread."""
    return [Reply(wording.form(Voice.to(turn.me), text))]


@routes.form("problem.submit", role=Role.LEARNER)
async def submitted(turn: Turn, _: str, values: Mapping[str, str]) -> Effects:
    """Post a problem in the asker's group."""
    voice, words = Voice.to(turn.me), values.get("words", "").strip()[:PROBLEM_LIMIT]
    group = await turn.tx.groups.of_member(turn.me.id)
    if not words:
        raise Refused(wording.no_words(voice))
    if group is None:
        raise Refused(wording.no_group(voice))
    care, may_go_on = await looked_at(turn, words)
    if not may_go_on:
        return [Reply(review_wording.held_back(voice)), *care]
    problem = Problem(
        turn.new_id("problem", turn.me.id, turn.event.id),
        turn.here.id,
        group.id,
        turn.me.id,
        turn.now,
        is_named=values.get("named") == "yes",
        words=words,
    )
    await turn.tx.problems.add(problem)
    card = wording.posted(Voice.among(group, turn.here), problem, turn.me)
    post = Send(ToGroup(group.id), card, Urgency.ANSWER, tag=f"problem:{problem.id}")
    return [Reply(wording.asked(voice, problem, group)), post, *care]


async def _mine(turn: Turn, problem_id: str) -> Problem:
    problem = await turn.tx.problems.get(problem_id)
    if problem is None or problem.asker_id != turn.me.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if problem.closed_at is not None:
        raise Refused(wording.closed_already(Voice.to(turn.me)))
    return problem


@routes.action("problem.close", role=Role.LEARNER)
async def close(turn: Turn, problem_id: str) -> Effects:
    """Ask what helped."""
    return [Reply(wording.close_form(Voice.to(turn.me), await _mine(turn, problem_id)))]


@routes.form("problem.closed", role=Role.LEARNER)
async def closed(turn: Turn, problem_id: str, values: Mapping[str, str]) -> Effects:
    """Show the group what helped, in the post itself."""
    problem = await _mine(turn, problem_id)
    given = values.get("helped", "")
    helped = Helped(given) if given in [each.value for each in Helped] else Helped.ELSE
    lesson = values.get("lesson", "").strip()[:HELPED_LIMIT]
    care, may_go_on = await looked_at(turn, lesson)
    settled = problem.closed(turn.now, helped, lesson if may_go_on else "")
    await turn.tx.problems.save(settled)
    group = await turn.tx.groups.find(problem.group_id)
    shown = wording.settled(Voice.among(group, turn.here) if group is not None else Voice.to(turn.me), settled, turn.me)
    return [Reply(wording.closed(Voice.to(turn.me))), Revise(f"problem:{problem.id}", shown), *care]
