"""A week's question is changed before it goes out: by a coordinator, as it was seen, and written down."""

import json
from collections.abc import Mapping
from dataclasses import replace

from bot.cards import FieldErrors
from bot.domain.cohorts import Cohort
from bot.domain.members import Role
from bot.domain.plan import Prompt
from bot.effects import Effects, Refused, Reply
from bot.router import Router
from bot.turn import Turn
from bot.wording import question_edits as wording
from bot.wording.voice import Voice

routes = Router()


@routes.action("question.edit", role=Role.COORDINATOR)
async def edit(turn: Turn, week: str) -> Effects:
    """Show a week's question as a form."""
    prompt = _prompt(turn, week)
    return [Reply(wording.form(Voice.to(turn.me), turn.here, prompt, _texts(turn, prompt)))]


@routes.form("question.save", role=Role.COORDINATOR)
async def save(turn: Turn, subject: str, values: Mapping[str, str]) -> Effects:
    """Keep a question as it was written; whoever changes one that somebody else changed meanwhile is told first."""
    week, _, seen = subject.partition(".")
    prompt, voice = _prompt(turn, week), Voice.to(turn.me)
    typed = {name: values.get(name, "").strip() for name in wording.INPUTS}
    if seen != prompt.mark:
        form = wording.form(voice, turn.here, prompt, typed)
        said = wording.changed_meanwhile(voice, _texts(turn, prompt)["question"])
        return [Reply(FieldErrors(form, {"question": said}))]
    errors = {name: wording.needed(voice) for name in ("theme", "question") if not typed[name]}
    errors |= {name: wording.too_long(voice, most) for name, most in wording.INPUTS.items() if len(typed[name]) > most}
    if errors:
        return [Reply(FieldErrors(wording.form(voice, turn.here, prompt, typed), errors))]
    changed = _changed(turn.here, prompt, typed)
    await turn.tx.facts.put(_before(turn, prompt.week), json.dumps(_texts(turn, prompt)))
    await turn.tx.cohorts.save(_with(turn.here, changed))
    await turn.tx.audit.add(turn.now, turn.me.id, "question.changed", turn.here.id)
    return [Reply(wording.saved(voice, changed))]


@routes.action("question.undo", role=Role.COORDINATOR)
async def undo(turn: Turn, subject: str) -> Effects:
    """Put back how a question read before the last change, unless somebody changed it since."""
    week, _, seen = subject.partition(".")
    prompt, voice = _prompt(turn, week), Voice.to(turn.me)
    kept = await turn.tx.facts.get(_before(turn, prompt.week))
    if not kept or seen != prompt.mark:
        raise Refused(wording.another_now(voice, prompt.week))
    await turn.tx.facts.put(_before(turn, prompt.week), "")
    await turn.tx.cohorts.save(_with(turn.here, _changed(turn.here, prompt, json.loads(kept))))
    await turn.tx.audit.add(turn.now, turn.me.id, "question.undone", turn.here.id)
    return [Reply(wording.undone(voice, prompt.week))]


def _before(turn: Turn, week: int) -> str:
    return f"question.{turn.here.id}.{week}"


def _prompt(turn: Turn, week: str) -> Prompt:
    number = int(week) if week.isascii() and week.isdigit() and len(week) < 4 else 0
    if not turn.here.has_week(number):
        raise Refused(wording.no_week(Voice.to(turn.me), turn.here))
    return turn.here.plan.prompt(number) or Prompt(number, "")


def _texts(turn: Turn, prompt: Prompt) -> dict[str, str]:
    return prompt.texts(turn.here.plan.phase(prompt.week).name)


def _changed(cohort: Cohort, prompt: Prompt, typed: Mapping[str, str]) -> Prompt:
    phase = cohort.plan.phase(prompt.week).name
    return replace(
        prompt,
        theme=typed["theme"],
        focus=typed["focus"],
        hint=typed["hint"],
        follow_up=typed["follow_up"],
        **{phase: typed["question"]},  # type: ignore[arg-type]
    )


def _with(cohort: Cohort, prompt: Prompt) -> Cohort:
    others = [each for each in cohort.plan.prompts if each.week != prompt.week]
    prompts = tuple(sorted([*others, prompt], key=lambda each: each.week))
    return replace(cohort, plan=replace(cohort.plan, prompts=prompts))
