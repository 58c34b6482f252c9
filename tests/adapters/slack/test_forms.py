"""Forms as Slack's modals: what they look like, what comes back, where errors stand."""

import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.slack.forms import Where, errors, modal, values, window
from bot.cards import Action, ChoiceInput, FieldErrors, Form, Option, TextInput
from tests.adapters.slack.shown import CARDS, ROUGH
from tests.doubles.slack.blocks import check_view
from tests.golden.shown import FORMS, by_module

HERE = Where("C1", "1.2", is_direct=False)
FORM = Form(
    Action("about.submit", "m1"),
    ROUGH[:24],
    (
        TextInput("name", ROUGH[:45], "x" * 3000, ROUGH, is_required=False, is_long=True, limit=9000),
        ChoiceInput("pace", "Pace", (Option("Weekly", "w"), Option("Daily", "d")), "d"),
    ),
)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_looks_like_this(name: str, snapshot: SnapshotAssertion) -> None:
    assert modal(FORMS[name], HERE) == snapshot


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_within_slacks_limits(name: str) -> None:
    assert check_view(modal(FORMS[name], HERE), "modal") == []
    wrong = FieldErrors(FORMS[name], {given.name: "x" * 3000 for given in FORMS[name].inputs})
    assert check_view(modal(wrong, HERE), "modal") == []


@pytest.mark.parametrize("names", by_module(CARDS))
def test_every_card_fits_into_a_window(names: list[str]) -> None:
    for name in names:
        assert check_view(window(CARDS[name], HERE, "Kith", "Close"), "modal") == []


def test_what_an_input_holds_is_there_and_no_longer_than_slack_takes() -> None:
    view = modal(FORM, HERE)
    name, pace = view["blocks"]

    assert check_view(view, "modal") == []
    assert (name["optional"], name["element"]["max_length"], len(name["element"]["initial_value"])) == (
        True,
        3000,
        3000,
    )
    assert pace["element"]["initial_option"]["value"] == "d"


def test_a_choice_that_is_no_longer_offered_is_not_chosen() -> None:
    form = Form(Action("a.b"), "Form", (ChoiceInput("pace", "Pace", (Option("Weekly", "w"),), "gone"),))

    assert "initial_option" not in modal(form, HERE)["blocks"][0]["element"]


def test_what_was_wrong_stands_below_its_input() -> None:
    view = modal(FieldErrors(FORM, {"pace": "Please choose."}), HERE)

    assert [block.get("hint", {}).get("text", "")[:14] for block in view["blocks"]] == [ROUGH[:14], "Please choose."]


def test_values_come_back_by_name_whatever_else_comes() -> None:
    state = {
        "name": {"entered": {"type": "plain_text_input", "value": "Ada"}},
        "empty": {"entered": {"type": "plain_text_input", "value": None}},
        "pace": {"entered": {"type": "static_select", "selected_option": {"value": "d"}}},
        "none": {"entered": {"type": "static_select", "selected_option": None}},
        "strange": {"other": 7},
        "stranger": [],
    }

    assert values({"state": {"values": state}}) == {"name": "Ada", "pace": "d"}
    assert values({}) == {}


def test_errors_about_nothing_on_screen_stand_below_the_first_input() -> None:
    wrong = FieldErrors(FORM, {"pace": "No.", "gone": "Not any more.", "other": "Nor this."})

    assert errors(FORM, wrong) == {"pace": "No.", "name": "Not any more. Nor this."}


def test_a_form_remembers_where_it_was_opened() -> None:
    assert Where.read(modal(FORM, HERE)["private_metadata"]) == HERE
    assert Where.read("not ours") == Where.read("") == Where()
