"""A cohort's own rules: put on trial, switched live or off by its coordinators, each change written down.

A rule that is live stays live while its next wording is on trial, so that nothing is unwatched meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.cards import FieldErrors
from bot.domain import own_rules
from bot.domain.members import Role
from bot.domain.own_rules import MOST_PHRASES, MOST_RULES, OwnMode, OwnRule
from bot.domain.signals import Fault, Severity
from bot.effects import Effects, Refused, Reply
from bot.flows.allowing import names_somebody
from bot.flows.safety import shadow_fact
from bot.markup import refilled
from bot.router import Router
from bot.turn import Turn
from bot.wording import own_rules as wording
from bot.wording.voice import Voice

routes = Router()

_EXAMPLE = ": example "
"""What the loader calls the sentences that a rule is tried on."""


@routes.action("own_rule.edit", role=Role.COORDINATOR)
async def edit(turn: Turn, subject: str) -> Effects:
    """Show a rule as a form; no subject: an empty one."""
    rule = _the_rule(turn, subject) if subject else None
    return [Reply(wording.form(Voice.to(turn.me), turn.packs, rule, in_boxes(rule)))]


@routes.form(wording.SAVE, role=Role.COORDINATOR)
async def save(turn: Turn, subject: str, values: Mapping[str, str]) -> Effects:
    """Put a rule on trial as it was written; one that does not load, or that somebody changed meanwhile, waits."""
    voice, typed = Voice.to(turn.me), {name: values.get(name, "").strip() for name in wording.INPUTS}
    before = _the_rule(turn, subject) if subject else None
    errors = await _errors(turn, before, typed)
    if before is not None and subject.partition(":")[2] != before.mark:
        errors = {"phrases": wording.changed_meanwhile(voice, before)}
    is_new = before is None or before.mode is OwnMode.LIVE
    if is_new and len(turn.here.plan.safety.own_rules) >= MOST_RULES:
        errors = {"title": wording.too_many(voice, MOST_RULES)}
    if errors:
        return [Reply(FieldErrors(wording.form(voice, turn.packs, before, typed), errors))]
    rule = written(turn, before, typed)
    others = [one for one in turn.here.plan.safety.own_rules if one.id != rule.id]
    await _keep(turn, (*others, rule), "own_rule.saved")
    await turn.tx.facts.put(shadow_fact(turn.here.id, rule.id), "0")  # its last wording saw other things
    return [Reply(wording.on_trial(voice, rule))]


@routes.action("own_rule.live", role=Role.COORDINATOR)
async def live(turn: Turn, subject: str) -> Effects:
    """Switch a rule live that was on trial: from now on people hear of what it sees."""
    rule = _as_seen(turn, subject, OwnMode.TRIAL)
    seen = int(await turn.tx.facts.get(shadow_fact(turn.here.id, rule.id)) or 0)
    rules = own_rules.switched_live(turn.here.plan.safety.own_rules, rule.id)
    await _keep(turn, rules, "own_rule.live")
    return [Reply(wording.is_live(Voice.to(turn.me), next(one for one in rules if one.id == rule.id), seen))]


@routes.action("own_rule.trial", role=Role.COORDINATOR)
async def trial(turn: Turn, subject: str) -> Effects:
    """Put a rule on trial that was live or off."""
    rule = _as_seen(turn, subject, OwnMode.LIVE, OwnMode.OFF)
    found = await _switched(turn, rule, OwnMode.TRIAL, "own_rule.trial")
    return [Reply(wording.on_trial(Voice.to(turn.me), found))]


@routes.action("own_rule.off", role=Role.COORDINATOR)
async def off(turn: Turn, subject: str) -> Effects:
    """Switch a rule off; it is kept, and can be put on trial again."""
    rule = _as_seen(turn, subject, OwnMode.LIVE, OwnMode.TRIAL)
    found = await _switched(turn, rule, OwnMode.OFF, "own_rule.off")
    return [Reply(wording.is_off(Voice.to(turn.me), found))]


def written(turn: Turn, before: OwnRule | None, typed: Mapping[str, str]) -> OwnRule:
    """Return the rule that a form says; the next wording of a live one is a rule of its own."""
    match, allow = sides(typed["phrases"])
    fire, hold = sides(typed["sentences"])
    new_id = f"{own_rules.OWN}{turn.new_id('own rule', len(turn.here.plan.safety.own_rules))[:8]}"
    id, replaces = (before.id, before.replaces) if before is not None else (new_id, "")
    if before is not None and before.mode is OwnMode.LIVE:
        id, replaces = new_id, before.id
    return OwnRule(
        id,
        typed["title"],
        typed["category"],
        Severity(typed["severity"]) if typed["severity"] in list(Severity) else Severity.NORMAL,
        match,
        allow,
        fire,
        hold,
        replaces=replaces,
    )


async def _errors(turn: Turn, before: OwnRule | None, typed: Mapping[str, str]) -> dict[str, str]:
    voice, found = Voice.to(turn.me), dict[str, str]()
    if not typed["title"]:
        found["title"] = wording.needed(voice)
    if typed["category"] not in {category.id for category in turn.packs.categories}:
        found["category"] = wording.needed(voice)
    if typed["severity"] not in list(Severity):
        found["severity"] = wording.needed(voice)
    found |= {name: wording.too_long(voice, most) for name, most in wording.INPUTS.items() if len(typed[name]) > most}
    if not sides(typed["phrases"])[0]:
        found["phrases"] = wording.needed(voice)
    elif typed["phrases"].count("\n") >= MOST_PHRASES:
        found["phrases"] = wording.too_many_phrases(voice, MOST_PHRASES)
    elif await names_somebody(turn, f"{typed['title']}\n{typed['phrases']}\n{typed['sentences']}"):
        found["phrases"] = wording.names_somebody(voice)
    if found:
        return found
    faults = own_rules.faults(written(turn, before, typed), turn.here.language, turn.packs)
    return below(voice, faults)


def sides(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of a text that are to be seen, and those to be left alone, which begin with a dash."""
    lines = lines_of(text)
    return (
        tuple(line for line in lines if not line.startswith("-")),
        tuple(line.removeprefix("-").strip() for line in lines if line.startswith("-")),
    )


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say anything, as they were typed."""
    return [line.strip() for line in refilled(text, len(text) or 1).split("\n") if line.strip(" -\t")]


def in_boxes(rule: OwnRule | None) -> dict[str, str]:
    """Return what stands in the form of a rule."""
    if rule is None:
        return dict.fromkeys(wording.INPUTS, "") | {"severity": Severity.NORMAL.value}
    return {
        "title": rule.title,
        "category": rule.category,
        "severity": rule.severity.value,
        "phrases": "\n".join([*rule.match, *(f"- {one}" for one in rule.allow)]),
        "sentences": "\n".join([*rule.fire, *(f"- {one}" for one in rule.hold)]),
    }


def below(voice: Voice, faults: Sequence[Fault]) -> dict[str, str]:
    """Return what the loader says, by the box of the form it is about."""
    of_sentences = [fault for fault in faults if _EXAMPLE in fault.where]
    of_phrases = [fault for fault in faults if _EXAMPLE not in fault.where]
    parted = {"phrases": of_phrases, "sentences": of_sentences}
    return {name: wording.faults(voice, found) for name, found in parted.items() if found}


def rule_of(turn: Turn, subject: str) -> OwnRule | None:
    """Return the rule that a button or a form is about; None where there is none, or none any more."""
    id = subject.partition(":")[0]
    return next((rule for rule in turn.here.plan.safety.own_rules if rule.id == id), None)


def _the_rule(turn: Turn, subject: str) -> OwnRule:
    found = rule_of(turn, subject)
    if found is None:
        raise Refused(wording.gone(Voice.to(turn.me)))
    return found


def _as_seen(turn: Turn, subject: str, *modes: OwnMode) -> OwnRule:
    """Return a rule that reads and stands as whoever pressed has seen it."""
    rule = _the_rule(turn, subject)
    if rule.mode not in modes or subject.partition(":")[2] != rule.mark:
        raise Refused(wording.another_now(Voice.to(turn.me), rule))
    return rule


async def _switched(turn: Turn, rule: OwnRule, mode: OwnMode, what: str) -> OwnRule:
    found = replace(rule, mode=mode, replaces="" if mode is OwnMode.OFF else rule.replaces)
    await _keep(turn, tuple(found if one.id == rule.id else one for one in turn.here.plan.safety.own_rules), what)
    return found


async def _keep(turn: Turn, rules: tuple[OwnRule, ...], what: str) -> None:
    plan = turn.here.plan
    await turn.tx.cohorts.save(replace(turn.here, plan=replace(plan, safety=replace(plan.safety, own_rules=rules))))
    await turn.tx.audit.add(turn.now, turn.me.id, what, turn.here.id)
