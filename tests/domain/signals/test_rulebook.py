"""An operator's own packs: beside the shipped ones, on trial until named as live, and never a way to weaken those."""

import pytest

from bot.domain.signals import Hit, PackError, PackSource, Rulebook

HEAD = 'format = 1\n[pack]\nid = "{id}"\nlang = "en"\nversion = "1"\nlicence = "CC0-1.0"\n'
DEADLY = "I want to kill myself"
CATEGORY = '[[category]]\nid = "office"\ntitle = "The office"\nroute = "office"\n'


def rule(id: str, match: str, severity: str = "high", category: str = "crisis") -> str:
    return f'[[rule]]\nid = "{id}"\ncategory = "{category}"\nseverity = "{severity}"\nmatch = ["{match}"]\n'


def pack(*rules: str, id: str = "ours", more: str = "") -> PackSource:
    return PackSource(f"{id}.toml", HEAD.format(id=id) + more + "".join(rules))


def told(book: Rulebook, text: str) -> dict[str, str]:
    """Return what each rule that sees a text would do, live first."""
    hits: tuple[Hit, ...] = book.packs().scan(text)
    return {f"{hit.rule} {hit.mode}": str(hit.severity) for hit in hits}


def test_a_rule_of_the_operators_is_only_counted_until_its_id_is_named_live() -> None:
    ours = pack(rule("crisis.unalive", "zzz unalive"))
    text = "so I zzz unalive"

    assert told(Rulebook(), text) == {}
    assert told(Rulebook(own=(ours,)), text) == {"crisis.unalive shadow": "high"}
    assert told(Rulebook(own=(ours,), live=("crisis.unalive",)), text) == {"crisis.unalive live": "high"}


def test_a_file_that_calls_its_rule_live_is_on_trial_all_the_same() -> None:
    ours = pack(rule("office.room", "room is locked", "normal", "office") + 'mode = "live"\n', more=CATEGORY)

    assert told(Rulebook(own=(ours,)), "the room is locked") == {"office.room shadow": "normal"}
    assert told(Rulebook(own=(ours,), live=("office.room",)), "the room is locked") == {"office.room live": "normal"}


def test_shipped_rules_stay_at_work_while_the_operators_wording_of_them_is_on_trial() -> None:
    ids = [each.id for each in Rulebook().packs().rules if each.category == "crisis"]
    weaker = Rulebook(own=(pack(*(rule(id, "a phrase that nobody writes", "normal") for id in ids)),))

    assert told(weaker, DEADLY) == told(Rulebook(), DEADLY)
    assert (weaker.overridden(), weaker.grave(), weaker.on_trial()) == ({}, [], ids)
    assert set(told(weaker, "a phrase that nobody writes")) == {f"{id} shadow" for id in ids}


def test_named_live_the_operators_wording_takes_the_shipped_ones_place_and_it_is_said() -> None:
    [found] = [hit.rule for hit in Rulebook().packs().scan(DEADLY)]
    book = Rulebook(own=(pack(rule(found, "zzz nobody writes this", "normal")),), live=(found,))

    assert found not in {hit.rule for hit in book.packs().scan(DEADLY)}
    assert book.packs().scan("zzz nobody writes this")[0].rule == found
    assert list(book.overridden()) == book.grave() == [found]


def test_words_and_categories_of_the_operators_packs_change_nothing_about_the_shipped_rules() -> None:
    cues = '[cues]\nnegation = ["want", "to", "i"]\n[vocabulary]\nordinary = ["kill", "suicidal"]\n'
    silent = '[[category]]\nid = "crisis"\ntitle = "Nothing"\nroute = ""\nlearner_reply = ""\n'
    book = Rulebook(own=(pack(rule("crisis.more", "zzz more"), more=cues + silent),))

    for text in (DEADLY, "I am suicidall", "i want to die"):
        assert told(book, text) == told(Rulebook(), text)
    assert book.packs().category("crisis") == Rulebook().packs().category("crisis")


def of_categories(book: Rulebook) -> list[tuple[str, str]]:
    """Return what is said of categories, file and key."""
    return [(warning.file, warning.where) for warning in book.packs().warnings if warning.where.startswith("category")]


def test_a_category_of_ours_that_an_operator_writes_anew_is_named_with_file_and_key() -> None:
    silent = '[[category]]\nid = "crisis"\ntitle = "Nothing"\nroute = "wellbeing"\nlearner_reply = ""\n'
    book = Rulebook(own=(pack(rule("crisis.more", "zzz more"), more=silent),), live=("crisis.more",))

    keys = ["category crisis: title", "category crisis: learner_reply"]
    assert of_categories(book) == [("ours.toml", key) for key in keys]
    assert [hit.title for hit in book.packs().scan("zzz more")] == [Rulebook().packs().category("crisis").title]


def test_whoever_repeats_a_category_as_it_is_reads_nothing_of_it() -> None:
    crisis = Rulebook().packs().category("crisis")
    again = f'[[category]]\nid = "crisis"\ntitle = "{crisis.title}"\nroute = "{crisis.route}"\n'
    again += f'learner_reply = "{crisis.learner_reply}"\n'

    assert of_categories(Rulebook(own=(pack(rule("crisis.more", "zzz more"), more=again),))) == []
    assert of_categories(Rulebook(languages=("en", "es", "fr", "pt"))) == []


@pytest.mark.parametrize(
    ("own", "fault"),
    [
        (pack("[[rule"), "ours.toml: file: not TOML"),
        (pack(rule("x.y", "zzz", category="nowhere")), "ours.toml: rule x.y: category"),
        (pack(rule("crisis.x", "*")), "ours.toml: rule crisis.x"),
        (pack(id="en-crisis"), "is also the id of"),
        (pack(more=CATEGORY + 'learner_reply = "sing"\n'), "category office: learner_reply"),
        (
            pack(rule("crisis.x", "zzz one") + '[rule.examples]\nfire = ["something else"]\n'),
            "ours.toml: rule crisis.x: example «something else»: should fire and does not",
        ),
    ],
)
def test_a_pack_with_a_fault_does_not_load_and_says_where(own: PackSource, fault: str) -> None:
    with pytest.raises(PackError, match=r"(?s).*") as raised:
        Rulebook(own=(own,)).packs()

    assert fault in str(raised.value)


def test_an_id_that_no_pack_has_is_named() -> None:
    assert Rulebook(own=(pack(rule("crisis.x", "zzz")),), live=("crisis.x", "crisis.y")).unknown() == ["crisis.y"]


def test_two_packs_of_the_operators_override_each_other_by_id() -> None:
    first, second = pack(rule("crisis.x", "zzz one"), id="a"), pack(rule("crisis.x", "zzz two"), id="b")
    book = Rulebook(own=(first, second), live=("crisis.x",))

    assert book.packs().scan("zzz one") == ()
    assert [hit.rule for hit in book.packs().scan("zzz two")] == ["crisis.x"]
