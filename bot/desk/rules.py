"""What is looked for in messages, at the desk: rules, how often they were right, and a sentence tried on them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.desk.room import for_coordinators
from bot.domain.access import may_see_case
from bot.domain.precision import Precision, by_rule
from bot.domain.signals.rule import Rule
from bot.flows.safety import shadow_fact
from bot.limits import MESSAGE_SCAN
from bot.turn import Turn
from bot.wording import desk_rules as wording
from bot.wording.voice import Voice

SHADOW = "shadow"


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
    """Rules by category, where is scanned, and what came of a sentence that was tried ("" for none)."""

    categories: Mapping[str, tuple[RuleRow, ...]]
    scan: tuple[str, ...]
    tried: tuple[str, ...] = ()


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
    return RulesPage(categories, turn.here.plan.safety.scan, _tried(turn, sentence))


def _tried(turn: Turn, sentence: str) -> tuple[str, ...]:
    if not sentence:
        return ()
    voice, hits = Voice.to(turn.me), turn.packs.scan(sentence[:MESSAGE_SCAN])
    return tuple(wording.hit(voice, each) for each in hits) or (wording.no_hit(voice),)
