"""What coordinators decide without a file: changed as it was seen, within its limits, written down, taken back."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.cards import FieldErrors
from bot.domain import deciding
from bot.domain.deciding import Policy, Setting
from bot.domain.members import Role
from bot.domain.schedule import QuietHours, Weekly
from bot.effects import Effects, Refused, Reply
from bot.router import Router
from bot.toml_fields import parse_duration
from bot.turn import Turn
from bot.wording import policy_edits as wording
from bot.wording.voice import Voice

routes = Router()


@routes.action("policy.edit", role=Role.COORDINATOR)
async def edit(turn: Turn, subject: str) -> Effects:
    """Show what is decided as a form."""
    policy = _policy(turn, subject)
    return [Reply(wording.form(Voice.to(turn.me), turn.here.plan, policy, _typed(turn, policy)))]


@routes.form(wording.SAVE, role=Role.COORDINATOR)
async def save(turn: Turn, subject: str, values: Mapping[str, str]) -> Effects:
    """Decide it as it was written; out of its limits, or changed by somebody else meanwhile, it stays as it is."""
    policy, voice = _policy(turn, subject), Voice.to(turn.me)
    names = [each.name for each in deciding.settings(turn.here.plan, policy)]
    typed = {name: values.get(name, "").strip()[: wording.LONGEST] for name in names}
    errors, found = _read(turn, policy, typed)
    if not errors and (late := deciding.out_of_order(turn.here.plan, policy, found)):
        errors = {late: wording.out_of_order(voice, late)}
    if subject.partition(":")[2] != deciding.mark(turn.here.plan, policy):
        errors = {names[0]: wording.changed_meanwhile(voice)}
    if errors:
        return [Reply(FieldErrors(wording.form(voice, turn.here.plan, policy, typed), errors))]
    await turn.tx.facts.put(_before(turn, policy), json.dumps(_typed(turn, policy)))
    await _decide(turn, policy, found, "policy.changed")
    return [Reply(wording.saved(voice, deciding.changed(turn.here.plan, policy, found), policy))]


@routes.action("policy.undo", role=Role.COORDINATOR)
async def undo(turn: Turn, subject: str) -> Effects:
    """Put back what held before the last change, unless somebody decided anew since."""
    policy, voice = _policy(turn, subject), Voice.to(turn.me)
    kept = await turn.tx.facts.get(_before(turn, policy))
    if not kept or subject.partition(":")[2] != deciding.mark(turn.here.plan, policy):
        raise Refused(wording.another_now(voice, policy))
    plan = turn.here.plan
    values = {
        one.name: _parsed(deciding.decided(plan, policy)[one.name], json.loads(kept).get(one.name, ""))
        for one in deciding.settings(plan, policy)
    }
    await turn.tx.facts.put(_before(turn, policy), "")
    await _decide(turn, policy, values, "policy.undone")
    return [Reply(wording.undone(voice, policy))]


def _read(turn: Turn, policy: Policy, typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Any]]:
    """Return what is wrong with what was typed, and what it means."""
    voice, plan = Voice.to(turn.me), turn.here.plan
    errors, found = dict[str, str](), dict[str, Any]()
    for each in deciding.settings(plan, policy):
        now = deciding.decided(plan, policy)[each.name]
        try:
            found[each.name] = _parsed(now, typed[each.name])
        except ValueError:
            errors[each.name] = wording.not_read(voice, now)
            continue
        if not _may(each, found[each.name], now):
            errors[each.name] = wording.out_of_limits(voice, each, policy)
    return errors, found


def _may(setting: Setting, value: Any, now: Any) -> bool:
    """Whether a value keeps its limits, or is what stands there already, by the word of the cohort file."""
    return value == now or deciding.is_within(setting, value)


def _parsed(now: Any, text: str) -> Any:
    """Read what was typed as a value of the same kind; ValueError where it is none."""
    match now:
        case int():
            if not (text.isascii() and text.isdigit() and len(text) < 5):
                raise ValueError(text)
            return int(text)
        case timedelta():
            return parse_duration(text)
        case Weekly():
            return Weekly.parse(text)
        case _:
            return QuietHours.parse(text)


def _policy(turn: Turn, subject: str) -> Policy:
    name = subject.partition(":")[0]
    if name not in list(Policy):
        raise Refused(wording.none_such(Voice.to(turn.me)))
    return Policy(name)


def _typed(turn: Turn, policy: Policy) -> dict[str, str]:
    return {name: deciding.written(value) for name, value in deciding.decided(turn.here.plan, policy).items()}


def _before(turn: Turn, policy: Policy) -> str:
    return f"policy.{turn.here.id}.{policy.value}"


async def _decide(turn: Turn, policy: Policy, values: Mapping[str, Any], what: str) -> None:
    await turn.tx.cohorts.save(replace(turn.here, plan=deciding.changed(turn.here.plan, policy, values)))
    await turn.tx.audit.add(turn.now, turn.me.id, what, turn.here.id)
