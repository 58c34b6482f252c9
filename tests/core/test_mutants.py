"""Each rule of the delivery protocol is needed: with it a story ends well, without it the same story does not."""

import pytest

from tests.core.mutants import RULES, Rule
from tests.core.office import Office

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name.replace(" ", "-"))


@every_rule
async def test_with_the_rule_the_story_ends_well(office: Office, rule: Rule) -> None:
    assert await rule.ends_well(office)


@every_rule
async def test_without_the_rule_it_does_not(office: Office, rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    rule.take_out(monkeypatch)

    assert not await rule.ends_well(office)
