"""A cohort's own rules at the desk: how they stand, and a draft of one tried on sentences before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards import Button, FieldErrors, Form
from bot.desk.room import for_coordinators
from bot.domain.own_rules import OwnMode, OwnRule, alone
from bot.domain.precision import Precision
from bot.domain.signals import PackError, Packs
from bot.flows.own_rules import below, lines_of, rule_of, sides, written
from bot.flows.safety import shadow_fact
from bot.flows.scanning import own_packs_of
from bot.turn import Turn
from bot.wording import desk_rules as words
from bot.wording import own_rules as wording
from bot.wording.voice import Voice

MOST_SENTENCES = 40


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One rule: how it stands, how often it was right (None: no case of it was closed), what it saw on trial."""

    rule: OwnRule
    standing: str
    right: Precision | None
    seen: int
    is_sound: bool
    buttons: tuple[Button, ...]

    @property
    def is_on_trial(self) -> bool:
        """Whether it is only counted."""
        return self.rule.mode is OwnMode.TRIAL


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as its form shows it, and what became of each sentence."""

    form: Form | FieldErrors
    lines: tuple[str, ...]


async def own_rows(turn: Turn, right: Mapping[str, Precision]) -> tuple[OwnRow, ...]:
    """Return the rules of the cohort, those that are off last."""
    voice, rules = Voice.to(turn.me), turn.here.plan.safety.own_rules
    packs = own_packs_of(turn.here, turn.packs)
    loaded = {rule.id for rule in packs.rules} if packs is not None else frozenset[str]()
    rows = [
        OwnRow(
            rule,
            wording.standing(voice, rule),
            right.get(rule.id),
            int(await turn.tx.facts.get(shadow_fact(turn.here.id, rule.id)) or 0),
            rule.mode is OwnMode.OFF or rule.id in loaded,
            wording.buttons(voice, rule),
        )
        for rule in rules
    ]
    return tuple(sorted(rows, key=lambda row: (row.rule.mode is OwnMode.OFF, row.rule.title.casefold())))


async def tried_draft(turn: Turn, subject: str, values: Mapping[str, str]) -> Draft:
    """Try a draft on its sentences; nothing of it is kept."""
    for_coordinators(turn)
    voice = Voice.to(turn.me)
    typed = {name: values.get(name, "").strip()[:most] for name, most in wording.INPUTS.items()}
    before = rule_of(turn, subject)
    form = wording.form(voice, turn.packs, before, typed)
    if typed["category"] not in {one.id for one in turn.packs.categories} or not sides(typed["phrases"])[0]:
        return Draft(FieldErrors(form, {"phrases": words.something_first(voice)}), ())
    rule = written(turn, before, typed)
    try:
        packs = alone(rule, turn.here.language, turn.packs)
    except PackError as error:
        return Draft(FieldErrors(form, below(voice, error.faults)), ())
    sentences = [line.removeprefix("-").strip() for line in lines_of(typed["sentences"])]
    lines = tuple(_line(voice, packs, sentence) for sentence in sentences[:MOST_SENTENCES])
    return Draft(form, lines or (words.no_sentence(voice),))


def _line(voice: Voice, packs: Packs, sentence: str) -> str:
    findings = packs.explain(sentence).findings
    seen = next((one for one in findings if one.outcome == "hit"), None)
    found = seen or next(iter(findings), None)
    return words.tried(voice, sentence, found)
