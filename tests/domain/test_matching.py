"""The matcher sees what a plain regular expression sees, its shortcut misses nothing, its offsets point back."""

import json
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.signals import Packs, PackSource, Rulebook, load_packs, matcher
from bot.domain.signals.matcher import OVERLAP, WINDOW
from bot.domain.signals.source import read
from bot.domain.signals.switches import Switches
from tests.domain.naive import ALNUM, WHITESPACE, spans

letters = st.text("abcA", min_size=1, max_size=4)
words = st.lists(letters, min_size=1, max_size=3).map(" ".join)
keywords = st.builds(
    lambda opens, phrase, closes: f"{'*' * opens}{phrase}{'*' * closes}",
    st.booleans(),
    words.filter(lambda phrase: len(phrase.replace(" ", "")) >= 3),
    st.booleans(),
)
plain_texts = st.lists(st.one_of(letters, st.sampled_from([" ", "  ", "\t", "\n", ", ", "-"])), max_size=14).map(
    "".join
)
PLAIN = "leet = false\nelongation = false\nspaced = false\njoined = false\nrepair = false\n"


@cache
def pack(keyword: str, boundary: str) -> Packs:
    content = (
        f'format = 1\n[pack]\nid = "p"\nlang = "en"\nversion = "1"\nlicence = "CC0-1.0"\n'
        f'[normalise]\nboundary = "{boundary}"\n{PLAIN}'
        '[[category]]\nid = "c"\ntitle = "C"\nroute = "r"\n'
        f'[[rule]]\nid = "c.r"\ncategory = "c"\nseverity = "high"\nmatch = [{json.dumps(keyword)}]\n'
    )
    return load_packs([PackSource("p.toml", content)])


@pytest.mark.parametrize("boundary", [WHITESPACE, ALNUM])
@given(keyword=keywords, text=plain_texts)
@settings(max_examples=300, deadline=None)
@example(keyword="*abc*", text="aabca")
@example(keyword="abc", text="abc abc")
@example(keyword="abc ab*", text="abc  abba")
def test_a_keyword_is_found_where_a_plain_expression_finds_it(boundary: str, keyword: str, text: str) -> None:
    found = pack(keyword, boundary).findings(text)

    assert [(f.start, f.end) for f in found[:1]] == spans(keyword, boundary, text)[:1]


# --- texts as people write and disguise them -------------------------------------------------------------------------

PHRASES = (
    *("kill myself", "want to die", "end my life", "i cut myself", "better off without me", "no reason to live"),
    *("dropping out", "can't keep up", "do my homework for you", "i will hurt you", "my friend wants to die"),
)
NEUTRAL = ("kettle", "window", "seventeen", "blue", "carpet", "tuesday", "lamp", "garden")
noise = st.sampled_from(
    [*NEUTRAL, "the", "not", "she", "lol", "<@123>", "https://x.example/a", "`code`", "🙂", "…", "1st"]
)


def disguised(phrase: str, how: str) -> str:
    match how:
        case "leet":
            return phrase.translate(str.maketrans("eiosa", "310$@"))
        case "spaced":
            return " ".join(phrase.replace(" ", ""))
        case "invisible":
            return "\u200b".join(phrase)
        case "lookalike":
            return phrase.translate(str.maketrans("aeoic", "аеоіс"))
        case "marks":
            return "".join(f"{c}\u0301" if c.isalpha() else c for c in phrase)
        case "stretched":
            return phrase.replace("l", "lll").replace("e", "eee")
        case "dotted":
            return phrase.replace(" ", ".")
        case "escaped":
            return "".join(f"&#{ord(c)};" if c == "i" else c for c in phrase)
        case "capitals":
            return phrase.upper()
        case _:
            return phrase


HOW = ("", "leet", "spaced", "invisible", "lookalike", "marks", "stretched", "dotted", "escaped", "capitals")
planted = st.builds(disguised, st.sampled_from(PHRASES), st.sampled_from(HOW))
cut_up = st.builds(lambda text, at: text[: at % (len(text) + 1)], planted, st.integers(0, 40))
chats = st.lists(st.one_of(noise, planted, cut_up), max_size=5).map(lambda parts: " ".join(parts)[:110])


@cache
def packs() -> Packs:
    return Rulebook().packs()


@given(chats)
@example("b3tt3r 0ff w1th0ut m3 kill myself w a n t t o d i e")
@settings(max_examples=120, deadline=None)
def test_the_shortcut_misses_nothing_that_trying_every_pattern_finds(text: str) -> None:
    def seen(*, prefilter: bool) -> set[tuple[str, str, int, int]]:
        found = packs().findings(text, prefilter=prefilter)
        return {(f.rule.id, f.severity.value, f.start, f.end) for f in found if f.outcome == "hit"}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "WORK", 10**9)  # else the slow way stops half-way through
        slowly = seen(prefilter=False)
    assert seen(prefilter=True) == slowly


neutral = st.lists(st.sampled_from(NEUTRAL), max_size=6).map(" ".join)


@given(neutral, st.sampled_from(PHRASES[:6]), st.sampled_from(HOW), neutral)
@settings(max_examples=200, deadline=None)
def test_a_hit_points_at_the_words_that_made_it(before: str, phrase: str, how: str, after: str) -> None:
    what = disguised(phrase, how)
    text = f"{before} {what} {after}"
    hits = packs().scan(text)

    assert hits, text
    for hit in hits:
        assert len(before) + 1 <= hit.start < hit.end <= len(before) + 1 + len(what)
        assert {again.rule for again in packs().scan(text[hit.start : hit.end])} >= {hit.rule}


@given(st.integers(0, 3 * WINDOW))
@example(WINDOW - 3)
@example(WINDOW - OVERLAP - 3)
@settings(max_examples=40, deadline=None)
def test_in_a_long_text_it_is_found_wherever_it_stands(at: int) -> None:
    filler = ("kettle window " * WINDOW)[: 3 * WINDOW + 100]
    text = f"{filler[:at]} kill myself {filler[at:]}"

    hits = packs().scan(text)

    assert [text[hit.start : hit.end] for hit in hits] == ["kill myself"]


anything = st.text(st.characters(codec="utf-16", exclude_categories=()), max_size=60)
switches = st.builds(
    Switches,
    invisible=st.booleans(),
    homoglyphs=st.booleans(),
    code=st.sampled_from(["skip", "scan"]),
    quotes=st.sampled_from(["skip", "scan"]),
    urls=st.sampled_from(["skip", "scan"]),
)


@given(st.one_of(anything, chats), switches)
@example("a &amp;#105; %41%42 `x` <@1>", Switches())
@example("ﬁ Ⅷ ㎒ ǆ ß İ", Switches())
def test_what_is_read_points_back_at_what_was_written(text: str, chosen: Switches) -> None:
    source = read(text, chosen)

    assert len(source.text) == len(source.starts) == len(source.ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(source.starts, source.ends, strict=True))
    assert source.starts == sorted(source.starts)
    assert source.ends == sorted(source.ends)
    for character, start, end in zip(source.text, source.starts, source.ends, strict=True):
        assert character == " " or start < end, "only a gap comes from nowhere"


@given(anything)
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_can_be_scanned(text: str) -> None:
    for hit in packs().scan(text):
        assert 0 <= hit.start < hit.end <= len(text)
