"""What is looked for in messages, at the desk: rules, how often they were right, and a sentence tried on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards import Button
from bot.desk.own_rules import OwnRow, own_rows
from bot.desk.room import for_coordinators
from bot.domain.access import may_see_case
from bot.domain.precision import Precision, by_rule
from bot.domain.signals import Packs
from bot.domain.signals.rule import Rule
from bot.flows.safety import shadow_fact
from bot.flows.scanning import own_packs_of
from bot.limits import MESSAGE_SCAN
from bot.turn import Turn
from bot.wording import desk_rules as wording
from bot.wording import own_rules as own_words
from bot.wording.voice import Voice

SHADOW = "shadow"
MOST_REASONS = 12
"""Lines that say why a sentence was seen or not."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule: `right` is told by the closed cases it opened (None: none yet), `seen` how often it would have."""

    rule: Rule
    right: Precision | None
    seen: int = 0

    @property
    def is_on_trial(self) -> bool:
        """Whether it is only counted, and nobody is told."""
        return self.rule.mode == SHADOW


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Rules by category, the cohort's own, where is scanned, what came of a sentence that was tried, and why."""

    categories: Mapping[str, tuple[RuleRow, ...]]
    own: tuple[OwnRow, ...]
    add: Button
    scan: tuple[str, ...]
    tried: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


async def rules_page(turn: Turn, sentence: str = "") -> RulesPage:
    """Return the rules; a sentence is tried on them and kept nowhere."""
    for_coordinators(turn)
    cases = [case for case in await turn.tx.cases.in_cohort(turn.here.id) if may_see_case(turn.me, case)]
    right = {one.rule: one for one in by_rule(cases)}
    categories: dict[str, tuple[RuleRow, ...]] = {}
    for rule in turn.packs.rules:
        name = shadow_fact(turn.here.id, rule.id)
        seen = int(await turn.tx.facts.get(name) or 0) if rule.mode == SHADOW else 0
        title = turn.packs.category(rule.category).title
        categories[title] = (*categories.get(title, ()), RuleRow(rule, right.get(rule.id), seen))
    voice, own = Voice.to(turn.me), own_packs_of(turn.here, turn.packs)
    sources = [turn.packs, own] if own is not None else [turn.packs]
    return RulesPage(
        categories,
        await own_rows(turn, right),
        own_words.add(voice),
        turn.here.plan.safety.scan,
        _tried(voice, sources, sentence[:MESSAGE_SCAN]) if sentence else (),
        _why(voice, sources, sentence[:MESSAGE_SCAN]) if sentence else (),
    )


def _tried(voice: Voice, sources: Sequence[Packs], sentence: str) -> tuple[str, ...]:
    hits = [hit for packs in sources for hit in packs.scan(sentence)]
    return tuple(wording.hit(voice, each) for each in hits) or (wording.no_hit(voice),)


def _why(voice: Voice, sources: Sequence[Packs], sentence: str) -> tuple[str, ...]:
    found = [finding for packs in sources for finding in packs.explain(sentence).findings]
    lines = [wording.tried(voice, sentence[one.start : one.end], one, one.rule.title) for one in found]
    return tuple(dict.fromkeys(lines))[:MOST_REASONS]
