"""What stands beside the commands in a platform's own menus."""

from collections.abc import Mapping

from bot.cards import Action

ROOTS: Mapping[str, str] = {
    "peer": "Your check-ins, your dates, and help",
    "mentor": "Your learners, and how to reach them",
    "coord": "Cases, care, and how the cohort is doing",
}
GROUPS: Mapping[str, str] = {
    "case": "Cases: who needs a person, and who has them",
    "cohort": "Who takes part: people from a spreadsheet",
    "extension": "More time that learners ask for",
    "event": "Events of the whole cohort: planned, moved, called off",
    "hub": "The hub: where everybody finds things",
    "my": "Your group, goals, spaces, office hours, and how you work",
    "mydata": "What is held about you: see it, take it along, have it deleted",
    "pair": "Who mentors whom, before anybody knows: proposed, approved, published",
    "group": "Groups: proposed, changed, approved, merged",
    "rota": "Who is on call",
    "session": "Sessions with a learner: planned, held, missed",
    "survey": "Surveys: send one now, close one now",
}
MENUS: Mapping[str, Action] = {
    "Ask for help about this": Action("help.ask"),
    "Flag: might be wrong": Action("flag.ask"),
    "Report privately": Action("report.ask"),
    "Thank for this": Action("thanks.give"),
}
"""What can be done with somebody's message, by its label: each is an action of the core (at most 24 characters)."""
SHORTCUTS: Mapping[str, Action] = {
    "Ask for help": Action("help.ask"),
    "Check in": Action("command.run", "peer.checkin"),
}
"""What can be done from anywhere, by its label."""
