"""What a match comes to: shielded, denied, said of somebody else, told once a category."""

import pytest

from bot.domain.signals import Packs, PackSource, Severity, load_packs
from tests.domain.signals.bottle import HEAD, found, pack


def severities(packs: Packs, text: str) -> list[tuple[str, str]]:
    return [(hit.rule, str(hit.severity)) for hit in packs.scan(text)]


def test_an_allowed_phrase_shields_only_what_stands_inside_it() -> None:
    packs = pack("suicid*", allow=["suicide prevention*"])

    assert found(packs, "a talk on suicide prevention") == []
    assert found(packs, "a talk on suicide prevention, and I feel suicidal") == ["suicidal"]


def test_an_idiom_does_not_shield_what_follows_it(packs: Packs) -> None:
    assert severities(packs, "this homework is killing me lol") == []
    assert ("crisis.ideation", "critical") in severities(packs, "this homework is killing me and I want to die")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("I want to die", "critical"),
        ("I don't want to die", "high"),
        ("I never wanted to die", "high"),
        ("not tired, but I want to die", "critical"),
        ("I don't know. I want to die", "critical"),
    ],
)
def test_a_denial_lowers_a_crisis_by_one_and_never_drops_it(packs: Packs, text: str, severity: str) -> None:
    assert ("crisis.ideation", severity) in severities(packs, text)


def test_no_crisis_rule_may_drop_a_hit() -> None:
    with pytest.raises(ValueError, match="never drops"):
        pack("want to die", extra='negation = "drop"')


def test_words_about_somebody_else_go_to_the_rule_for_other_people(packs: Packs) -> None:
    assert severities(packs, "my friend wants to kill himself") == [("crisis.other", "high")]
    assert severities(packs, "my friend knows that I want to kill myself") == [("crisis.ideation", "critical")]


def test_a_forward_is_read_as_somebody_elses_words(packs: Packs) -> None:
    hits = packs.scan("I want to die", quoted=True)

    assert [(hit.rule, hit.severity) for hit in hits] == [("crisis.other", Severity.HIGH)]


def test_code_addresses_mentions_and_quoted_lines_are_not_the_authors_words(packs: Packs) -> None:
    for text in (
        "```\nI want to die\n```",
        "`I want to die`",
        "> I want to die",
        "https://example.org/i-want-to-die",
        "<@1234> :i_want_to_die:",
    ):
        assert severities(packs, text) == [], text
    assert severities(packs, "> are you well?\nI want to die")


def test_a_sentence_in_three_messages_is_found_and_shown_within_the_last(packs: Packs) -> None:
    (hit,) = packs.scan("die", previous=["I really", "want to"])

    assert (hit.rule, hit.start, hit.end) == ("crisis.ideation", 0, 3)
    assert hit.variant.endswith("+split")
    assert packs.scan("die", previous=["I really"]) == ()


def test_the_gravest_hit_of_a_category_is_told_and_each_category_by_itself(packs: Packs) -> None:
    told = severities(packs, "I feel hopeless, I want to die, and I'm thinking of dropping out")

    assert told == [("crisis.ideation", "critical"), ("struggling.dropout", "normal")]


def test_a_rule_in_shadow_counts_and_hides_nothing() -> None:
    shadow = pack("sad cat", extra='mode = "shadow"')

    assert [(hit.rule, hit.mode) for hit in shadow.scan("a sad cat")] == [("crisis.test", "shadow")]


def test_a_later_pack_changes_a_rule_by_its_id() -> None:
    rule = '[[rule]]\nid = "crisis.test"\ncategory = "crisis"\nseverity = "high"\nmatch = ["{}"]\n'
    second = HEAD.replace('id = "test"', 'id = "own"')
    packs = load_packs(
        [PackSource("a", HEAD + rule.format("sad cat")), PackSource("b", second + rule.format("glad dog"))]
    )

    assert found(packs, "sad cat, glad dog") == ["glad dog"]


def test_an_explanation_names_reading_rule_and_outcome(packs: Packs) -> None:
    lines = packs.explain("I want to d1e").lines()

    assert any(line.startswith("reading leet") for line in lines)
    assert any("crisis.ideation critical leet" in line and line.endswith(": hit") for line in lines)
    assert lines[-1] == "told: crisis.ideation critical"
