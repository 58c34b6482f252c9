"""A cohort file with one thing wrong: one fault, at its line and key, with what would be right."""

from pathlib import Path

import pytest

from bot.cohort_file import load_cohort
from tests.adapters.cli.files import COHORT, person
from tests.config import changed, faults_of, line_of, only

FOLLOWS = {"prompt[2].week": ["prompt[1]"], "group[1].members": ["person[3]"]}
"""What is wrong too when that is: a week has no prompt, a learner no group."""

CHANNELS = '[[channel]]\nname = "cohort"\n\n[[channel]]\nname = "help"\n\n[[group]]\n'
PHASES = '[[phase]]\nname = "guide"\nweeks = "{}"\nnudges_per_week = 5\n\n[[phase]]\nname = "own_it"\nweeks = "{}"\n'
GROUP = '\n[[group]]\nid = "{id}"\nname = "Second"\ntimezone = "Europe/Lisbon"\nmembers = [{members}]\n'
OVERRIDE = 'rotation = ["C1"]\n[[on_call.override]]\nwho = "C1"\nfrom = "{}"\nuntil = "{}"\n'
DATES = '[[holiday]]\non = 2026-02-29\n[[milestone]]\nname = "Talk"\ndue_on = 2026-04-31\n[safety]'
EVERYBODY = '[[cohort_prompt]]\nweek = {}\ntext = "Who?"\n'
EVENT = '[[event]]\ntitle = "Open hour"\nat = "{}"\n{}\n[safety]'
ROUND = '[[reviews]]\nabout = "a plan"\nopens_on = {}\ndue_on = {}\n[safety]'
HUB = '[[hub]]\ntitle = "Gallery"\nowner = "{}"\nreview_on = 2026-03-09\n{}\n'
SMALL = "[group_size]\nmin = 1\n"
SURVEY = '[[survey]]\nkind = "{}"\nweek = {}\nopens = "Fri 10:00"\nquestions = [{}]\n'
CHECK = (
    '[[learning_check]]\nweek = {}\n[[learning_check.question]]\ntext = "Which one?"\noptions = [{}]\nright = "{}"\n'
    'explanation = "Because it is."\n[safety]'
)
END = 'learners = ["L1", "L2", "L3"]\n'


@pytest.mark.parametrize(
    ("old", "new", "at", "key", "said", "remedy"),
    [
        # the calendar
        ("2026-03-02", "2026-03-03", "starts_on", "cohort.starts_on", "is not a Monday", "on the Monday"),
        ("2026-03-02", "2026-02-30", "starts_on", "cohort.starts_on", "There is no 2026-02-30.", "calendar"),
        ("2026-03-02", '"2026-03-02"', "starts_on", "cohort.starts_on", "must be a date like 2026-03-02", ""),
        ("weeks = 2", "weeks = 0", "weeks = 0", "cohort.weeks", "must be at least 1, not 0", ""),
        ('week = 2\ntheme = "G', 'week = 1\ntheme = "G', 'week = 1\ntheme = "G', "prompt[2].week", "has a prompt", ""),
        ("[[prompt]]", PHASES.format("1", "1-2") + "nudges_per_week = 3\n[[prompt]]", '"1-2"', "phase[2].weeks",
         "overlaps another phase", "Each week belongs to one phase"),
        ("[[prompt]]", PHASES.format("1", "2-3") + "nudges_per_week = 3\n[[prompt]]", '"2-3"', "phase[2].weeks",
         "goes beyond week 2", ""),
        ("[safety]", '[rhythm]\ncheck_in_reminder = "Sun 21:00"\n[safety]', "Sun 21", "rhythm.check_in_reminder",
         "does not come before the check-in closes", "between Thu 09:00 and Sun 20:00"),
        ("[safety]", '[rhythm]\ncheck_in_closes = "Fri 09:00"\n[safety]', "Fri 09", "rhythm.check_in_closes",
         "the reminder, Sat 10:00,", "between Thu 09:00 and Fri 09:00"),
        ("[safety]", "[ladder]\ndraft_at = 4\n[safety]", "draft_at", "ladder.draft_at", "`case_at` is 3", "at least 4"),
        ("[safety]", "[ladder]\nask_at = 3\n[safety]", "ask_at", "ladder.ask_at", "`draft_at` is 2", "at least 3"),
        ("[safety]", "[[holiday]]\non = 2026-03-06\ngroups = ['baobap']\n[safety]", "groups", "holiday[1].groups",
         "baobap is not a group", "Did you mean baobab?"),
        # surveys
        ("[safety]", SURVEY.format("pulse", 1, '"Aaa?", "Bbb?", "Ccc?", "Ddd?", "Eee?", "Fff?"') + "[safety]",
         "questions", "survey[1].questions", "a survey of the kind pulse has 3 to 5 questions, not 6", "Short ones"),
        ("[safety]", SURVEY.format("satisfaction", 3, '"Happy?"') + "[safety]", "week = 3", "survey[1].week",
         "is not one of the weeks 1 to 2", ""),
        ("[safety]", SURVEY.format("baseline", 1, '"One?"') + SURVEY.format("end", 2, '"Two?"') + "[safety]",
         'kind = "end"', "survey[2].kind", "does not ask what the baseline asked", "the same questions"),
        ("[safety]", SURVEY.format("quiz", 1, '"One?"') + "[safety]", 'kind = "quiz"', "survey[1].kind",
         "have a table of their own", "Write a [[learning_check]]"),
        ("[safety]", CHECK.format(3, '"This one", "That one"', "This one"), "week = 3", "learning_check[1].week",
         "is not one of the weeks 1 to 2", ""),
        ("[safety]", CHECK.format(1, '"This one", "That one"', "Tis one"), "right",
         "learning_check[1].question[1].right", "'Tis one' is not one of the options", "Did you mean This one?"),
        ("[safety]", CHECK.format(1, '"This one", "This one"', "This one"), "options",
         "learning_check[1].question[1].options", "'This one' is there twice", "Say every answer once"),
        ("[safety]", CHECK.format(1, '"This one"', "This one"), "options", "learning_check[1].question[1].options",
         "at least 2", ""),
        ("[safety]", '[[learning_check]]\nweek = 1\nquestion = []\n[safety]', "question", "learning_check[1].question",
         "has 1 to 5 questions, not 0", "Short ones"),
        ("[safety]", '[[goal]]\nfigure = "sesions_attended"\ntarget = 0.75\n[safety]', "sesions", "goal[1].figure",
         "cannot be", "Did you mean sessions_attended?"),
        ("[safety]", '[[goal]]\nfigure = "learners_retained"\ntarget = 75\n[safety]', "target", "goal[1].target",
         "at most 1", ""),
        ("[safety]", '[[goal]]\nfigure = "modules_completed"\ntarget = 0.5\n[safety]', "modules_c", "goal[1].figure",
         "nothing measures it: the file has no modules", "Add [[module]]"),
        ("[safety]", '[[goal]]\nfigure = "learners_retained"\ntarget = 0.5\n[[goal]]\ntarget = 0.7\nfigure = '
         '"learners_retained" # again\n[safety]', "# again", "goal[2].figure", "has a goal already", "Keep one"),
        ("[safety]", EVERYBODY.format(3) + "[safety]", "week = 3", "cohort_prompt[1].week",
         "is not one of the weeks 1 to 2", ""),
        ("[safety]", EVERYBODY.format(1) + '[[cohort_prompt]]\ntext = "Why?"\nweek = 1 # again\n[safety]',
         "# again", "cohort_prompt[2].week",
         "week 1 has a question", ""),
        ("[safety]", '[[channel]]\nname = "help"\n' + EVERYBODY.format(1) + "[safety]", "[[cohort_prompt]]",
         "cohort_prompt[1]", "has no channel to go to", "Add a [[channel]]"),
        ("[safety]", EVENT.format("2026-05-05 18:00", ""), "2026-05-05", "event[1].at", "outside the cohort", ""),
        ("[safety]", EVENT.format("2026-03-08 02:30 America/New_York", ""), "2026-03-08", "event[1].at",
         "the clocks jump over it", "that follows is 03:30"),
        ("[safety]", EVENT.format("Thursday", ""), "Thursday", "event[1].at", "is not a date and time", "Write it"),
        ("[safety]", EVENT.format("2026-03-05 18:00", 'link = "http://x"'), "http://x", "event[1].link",
         "is not an address like", ""),
        ("[safety]", EVENT.format("2026-03-05 18:00", "minutes = 1"), "minutes", "event[1].minutes", "at least 5", ""),
        ("[safety]", '[[channel]]\nname = "help"\n' + EVENT.format("2026-03-05 18:00", ""), "[[event]]", "event[1]",
         "has no channel to be announced in", "Add a [[channel]]"),
        ("[safety]", ROUND.format("2026-03-06", "2026-04-30"), "2026-04-30", "reviews[1].due_on", "outside the cohort",
         ""),
        ("[safety]", ROUND.format("2026-03-06", "2026-03-07"), "2026-03-07", "reviews[1].due_on",
         "leaves no time to read", "at least three days"),
        # what mentors learn, and the hub
        ("[safety]", '[training]\nat = "2026-05-05 18:00"\n[safety]', "2026-05-05", "training.at",
         "is after the cohort's last day", ""),
        ("[safety]", '[training]\nat = "2026-03-05 18:00"\nrefresher = "2026-03-04 18:00"\n[safety]', "refresher",
         "training.refresher", "does not come after the training", "half way"),
        ("[safety]", "[training]\nrefresher_minutes = 45\n[safety]", "refresher_minutes",
         "training.refresher_minutes", "at most 30", ""),
        ("[safety]", HUB.format("L1", 'text = "Look"') + "[safety]", 'owner = "L1"', "hub[1].owner",
         "L1 is not a mentor or coordinator", ""),
        ("[safety]", HUB.format("M1", "") + "[safety]", "[[hub]]", "hub[1]", "says nothing", "a text or a link"),
        # people
        ("Asia/Kathmandu", "Asia/Katmandoo", "Katmandoo", "person[2].timezone", "is not a time zone",
         "Did you mean Asia/Kat"),
        ('role = "mentor"', 'role = "mentro"', "mentro", "person[4].role", "cannot be", "Did you mean mentor?"),
        ("consented = true", "consentd = true", "consentd", "person[1].consentd", "is not a known key",
         "Did you mean consented?"),
        (END, END + person("c1", "Cleo", "coordinator"), 'id = "c1"', "person[6].id", "c1 is taken", "there once"),
        # groups and pairs
        ('"L3"]\nfacil', '"L4"]\nfacil', '"L4"', "group[1].members", "L4 is not a learner",
         "It can be L1, L2 or L3."),
        ('"L3"]\nfacil', '"L3", "L3"]\nfacil', '"L3", "L3"', "group[1].members", "L3 is there 2 times", "Once"),
        ('facilitator = "M1"', 'facilitator = "M2"', "M2", "group[1].facilitator", "M2 is not a mentor",
         "It can be M1."),
        (END, END + GROUP.format(id="second", members='"L3"') + SMALL, '["L3"]', "group[2].members",
         "is in two groups", "in one group"),
        (END, END + "[group_size]\nmin = 4\n", "members", "group[1].members", "3 members; 4 to 6", "[group_size]"),
        (END, END + "[group_size]\nmin = 7\n", "min = 7", "group_size.min", "min is more than max", ""),
        ('\n[[pairing]]\nmentor = "M1"', '\n[[pairing]]\nmentor = "C1"', 'mentor = "C1"', "pairing[1].mentor",
         "C1 is not a mentor", ""),
        (END, END + '[[pairing]]\nmentor = "M1"\nlearners = ["L1"]', '["L1"]', "pairing[2].learners",
         "L1 has a mentor already", "one mentor"),
        ('name = "Mia"', 'capacity = 2\nname = "Mia"', END, "pairing[1].learners", "3 learners and capacity 2",
         "raise the capacity"),
        # channels
        ("[[group]]\n", CHANNELS.replace('"help"', '"Cohort"'), '"Cohort"', "channel[2].name", "Cohort is taken", ""),
        ("[[group]]\n", CHANNELS.replace('"help"', '"baobab"'), 'name = "baobab"', "channel[2].name", "is taken",
         "its own name"),
        ("[[group]]\n", CHANNELS.replace('"cohort"\n', '"cohort"\nchannel="7"\n').replace(
            '"help"\n', '"help"\nchannel = "7"\n'), 'channel = "7"', "channel[2].channel", "7 is the channel of cohort",
         "has its own"),
        # safety
        ('outside = "https://example.org/hook"\n', "", "scan", "safety.scan", "no outside contact", "Add outside"),
        ('scan = ["baobab"]', 'scan = ["baobap"]', "scan", "safety.scan", "is not a group or channel", "mean baobab?"),
        ("[on_call]", 'languages = ["en", "xx"]\n[on_call]', "languages", "safety.languages[2]", 'language "xx"', "en"),
        ('rotation = ["C1"]', "rotation = []", "rotation", "on_call.rotation", "nobody is on call", '["C1", "C2"]'),
        ('rotation = ["C1"]', 'rotation = ["M1"]', "rotation", "on_call.rotation", "M1 is not a coordinator", ""),
        ('rotation = ["C1"]\n', OVERRIDE.format("2026-03-29 01:30", "2026-03-29 04:00"), "from =",
         "on_call.override[1].from", "no 2026-03-29 01:30 in Europe/Lisbon: the clocks jump over it", "is 02:30"),
        ('rotation = ["C1"]\n', OVERRIDE.format("2026-03-05 12:00", "2026-03-05 11:00"), "until =",
         "on_call.override[1].until", "is not after `from`", ""),
    ],
)  # fmt: skip
def test_one_thing_wrong_is_told_once_where_it_is_with_what_would_be_right(
    tmp_path: Path, old: str, new: str, at: str, key: str, said: str, remedy: str
) -> None:
    text = changed(COHORT, old, new)

    faults = faults_of(load_cohort, tmp_path / "tiny.toml", text)

    assert [fault.key for fault in faults if fault.key not in FOLLOWS.get(key, ())] == [key]
    fault = next(fault for fault in faults if fault.key == key)
    assert fault.source == str(tmp_path / "tiny.toml")
    assert fault.line == line_of(text, at)
    assert said in fault.problem
    assert remedy in fault.remedy


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('rotation = ["C1"]\n', OVERRIDE.format("2026-03-29 02:30", "2026-03-29 04:00")),
        ('rotation = ["C1"]\n', OVERRIDE.format("2026-10-25 01:30", "2026-10-25 04:00")),
        ("[safety]", "[ladder]\nask_at = 2\ndraft_at = 2\ncase_at = 2\n[safety]"),
        ("[safety]", '[rhythm]\ncheck_in_reminder = "Sun 19:59"\n[safety]'),
        ("[safety]", '[rhythm]\ncheck_in_opens = "Sun 09:00"\ncheck_in_closes = "Tue 09:00"\n'
                     'check_in_reminder = "Mon 09:00"\n[safety]'),
        ('facilitator = "M1"\n', 'facilitator = "M1"\nplatform = "discord"\nworkspace = "123456789012345678"\n'),
        ('facilitator = "M1"\n', 'facilitator = "M1"\nplatform = "slack"\nworkspace = "T1"\n'),
    ],
)  # fmt: skip
def test_what_is_unusual_and_possible_is_no_fault(tmp_path: Path, old: str, new: str) -> None:
    assert faults_of(load_cohort, tmp_path / "tiny.toml", changed(COHORT, old, new)) == []


def test_a_wrong_table_and_what_does_not_fit_together_are_told_in_one_go(tmp_path: Path) -> None:
    text = changed(COHORT, "Asia/Kathmandu", "Nowhere")
    text = changed(text, '[on_call]\nrotation = ["C1"]', '[on_call]\nrotation = ["C9"]')
    text = changed(text, "starts_on = 2026-03-02", "starts_on = 2026-02-30")

    keys = [fault.key for fault in faults_of(load_cohort, tmp_path / "tiny.toml", text)]

    assert keys == ["cohort.starts_on", "on_call.rotation", "person[2].timezone"]


def test_a_person_who_cannot_be_read_makes_nobody_else_wrong(tmp_path: Path) -> None:
    text = changed(COHORT, 'id = "L2"', "id = 2")

    fault = only(faults_of(load_cohort, tmp_path / "tiny.toml", text))

    assert (fault.key, fault.problem) == ("person[2].id", "must be text in quotes, not 2.")


def test_every_impossible_date_is_told_beside_everything_else(tmp_path: Path) -> None:
    text = changed(COHORT, "[safety]", DATES)
    text = changed(changed(text, 'rotation = ["C1"]', "rotation = []"), '"Europe/Lisbon"', '"Lisbon"')

    told = {fault.key: str(fault) for fault in faults_of(load_cohort, tmp_path / "tiny.toml", text)}

    assert list(told) == ["cohort.timezone", "holiday[1].on", "milestone[1].due_on", "on_call.rotation"]
    assert f"tiny.toml:{line_of(text, '2026-02-29')}: holiday[1].on: There is no 2026-02-29." in told["holiday[1].on"]


def test_an_impossible_date_is_told_too_when_the_rest_is_not_toml(tmp_path: Path) -> None:
    text = changed(COHORT, "2026-03-02", "2026-02-30") + "\nthis is no line\n"

    date, rest = faults_of(load_cohort, tmp_path / "tiny.toml", text)

    assert (date.key, date.line) == ("starts_on", line_of(text, "starts_on"))
    assert "not TOML" in rest.problem


def test_a_date_in_a_place_for_text_is_not_taken_for_text(tmp_path: Path) -> None:
    text = changed(COHORT, 'name = "Tiny cohort"', "name = 2026-02-30")

    assert only(faults_of(load_cohort, tmp_path / "tiny.toml", text)).key == "cohort.name"
