"""Libraries of questions: the shipped one carries a cohort as it is, one's own is told what is missing and where."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.catalogues import languages
from bot.cohort_file import load_cohort
from bot.domain.members import Group
from bot.domain.plan import GUIDE, OWN_IT, PRACTISE, Prompt
from bot.prompts import ThemeSection, library_of, load_library
from bot.wording.prompts import weekly
from bot.wording.voice import Voice
from tests.adapters.cli.files import COHORT
from tests.config import changed, faults_of, line_of, only
from tests.golden.sample import cohort
from tests.golden.typed import FRIENDLY

LIBRARY = library_of("shipped", Path("cohort.toml"))
THEME = '[[theme]]\nname = "Start"\nfocus = "Meet."\nguide = "1. Meet."\npractise = "Who?"\nown_it = "Why?"\n'
USES = 'weeks = 2\nprompt_library = "{}"\n'


def without_prompts(name: str) -> str:
    """The small cohort file with a library in the place of its own questions."""
    kept = re.sub(r"\[\[prompt\]\]\n(?:[^\[\n].*\n|\n)*", "", COHORT)
    assert "[[prompt]]" not in kept
    return changed(kept, "weeks = 2\n", USES.format(name))


@pytest.mark.parametrize("language", languages())
def test_every_shipped_theme_has_all_three_kinds_a_focus_and_a_hint_and_fits_into_a_post(language: str) -> None:
    for prompt in library_of("shipped", Path("cohort.toml"), language):
        assert all((prompt.focus, prompt.guide, prompt.practise, prompt.own_it, prompt.hint)), prompt.theme
        assert len({prompt.text(phase) for phase in (GUIDE, PRACTISE, OWN_IT)}) == 3, prompt.theme
        group = Group("g", "c", "g", "Baobab", "Europe/Lisbon")
        this = replace(cohort(FRIENDLY), language=language)
        for week in (1, 4, 7):
            assert weekly(Voice.among(group, this), this, group, replace(prompt, week=week), is_late=True).text


@pytest.mark.parametrize("language", languages())
def test_the_shipped_library_has_the_same_themes_steps_and_follow_ups_in_every_language(language: str) -> None:
    def shape(prompt: Prompt) -> tuple[int, bool, int]:
        return prompt.guide.count("\n"), bool(prompt.follow_up), len(re.findall(r"^\d\. ", prompt.guide, re.MULTILINE))

    assert list(map(shape, library_of("shipped", Path("c.toml"), language))) == list(map(shape, LIBRARY))


def test_a_cohort_takes_the_shipped_library_in_its_language_and_english_where_there_is_none(tmp_path: Path) -> None:
    first = {"es": "Quién está aquí", "sw": "Who is here"}
    for language, theme in first.items():
        path = tmp_path / f"{language}.toml"
        path.write_text(changed(without_prompts("shipped"), "[cohort]\n", f'[cohort]\nlanguage = "{language}"\n'))

        assert load_cohort(path).plan.prompts[0].theme == theme


def test_a_cohort_without_questions_of_its_own_takes_the_shipped_ones_and_ends_with_the_last(tmp_path: Path) -> None:
    path = tmp_path / "tiny.toml"
    path.write_text(without_prompts("shipped"), encoding="utf-8")

    prompts = load_cohort(path).plan.prompts

    assert [(prompt.week, prompt.theme) for prompt in prompts] == [(1, "Who is here"), (2, "What you take with you")]


def test_a_question_of_ones_own_stands_before_the_librarys(tmp_path: Path) -> None:
    own = '[[prompt]]\nweek = 1\ntheme = "Ours"\nguide = "How?"\n[safety]'
    path = tmp_path / "tiny.toml"
    path.write_text(changed(without_prompts("shipped"), "[safety]", own), encoding="utf-8")

    assert [prompt.theme for prompt in load_cohort(path).plan.prompts] == ["Ours", "What you take with you"]


@pytest.mark.parametrize("phase", ["guide", "practise", "own_it"])
def test_a_missing_phase_is_refused_with_file_key_and_line(tmp_path: Path, phase: str) -> None:
    lines = (THEME + THEME).splitlines(keepends=True)
    at = max(number for number, line in enumerate(lines) if line.startswith(phase))
    text = "".join(line for number, line in enumerate(lines) if number != at)

    fault = only(faults_of(load_library, tmp_path / "ours.toml", text))

    assert fault.key == f"theme[2].{phase}"
    assert str(fault).startswith(f"{tmp_path / 'ours.toml'}:{text[: text.rindex('[[theme]]')].count(chr(10)) + 1}:")


def test_a_library_that_is_too_short_or_not_there_is_told_in_the_cohort_file(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(THEME, encoding="utf-8")
    text = without_prompts("ours.toml")

    fault = only(faults_of(load_cohort, tmp_path / "tiny.toml", text))
    assert (fault.key, fault.line) == ("cohort.prompt_library", line_of(text, "prompt_library"))
    assert "has 1 themes, and the cohort has 2 weeks" in str(fault)

    missing = only(faults_of(load_cohort, tmp_path / "tiny.toml", without_prompts("none.toml")))
    assert "none.toml" in str(missing)


def test_every_key_of_a_theme_says_what_it_is_for() -> None:
    assert all(field.description for field in ThemeSection.model_fields.values())
