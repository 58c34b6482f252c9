"""The hub: where things are, whom to ask, what to do if. Short, in one place, and with somebody who keeps it true."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Action, Button, Card, ChoiceInput, Field, Form, Look, Option, Select, TextInput
from bot.domain.hub import TEXT, TITLE, HubItem, HubKind
from bot.domain.members import Member
from bot.limits import FIELD_VALUE, OPTION_LABEL, OPTIONS
from bot.markup import bare, named, passage, quoted, refilled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.respect import respect_button
from bot.wording.session_links import shown
from bot.wording.voice import Voice

_HEADINGS = {
    HubKind.LINK: "Where to meet",
    HubKind.TEMPLATE: "Templates",
    HubKind.CONTACT: "Whom to ask",
    HubKind.GUIDE: "What to do if…",
    HubKind.CHANGE: "What has changed, and why",
}
GUIDES = {
    "if:stuck": (
        "… you're stuck",
        "Say what you tried to do, what you did, and what happened; ask your group in these three lines. Still stuck "
        "after a day? `/peer my hours` books ten minutes with somebody, `/peer help` reaches a person.",
    ),
    "if:behind": (
        "… you're behind",
        "Everybody is, at some time. Choose the smallest part you can finish today and leave the rest. More time is "
        "one line away: `/peer extension 5d`. Nobody needs a reason.",
    ),
    "if:missed": (
        "… a session didn't happen",
        "No harm done. `/peer session` offers two other times; writing for ten minutes counts just as much. Mentors "
        "find words for it in `/mentor script quiet`.",
    ),
    "if:worried": (
        "… you worry about somebody",
        "Ask them: “Are you okay?” Listen, and don't promise to keep it to yourself. Then bring in a person: "
        "`/peer help` at once, mentors also `/mentor escalate`. In danger? `/peer limits` has the numbers.",
    ),
    "if:wrong": (
        "… something feels wrong",
        "`/peer report` tells a coordinator in private; whoever it is about never hears of it, and you can say how "
        "urgent it is.",
    ),
}
"""What everybody should find, whatever a cohort adds."""


@dataclass(frozen=True, slots=True)
class Hub:
    """What one reader finds. `links` are meetings of their own, with whom; `on_duty` can be asked now."""

    items: Sequence[HubItem]
    links: Sequence[tuple[str, str]]
    on_duty: Sequence[Member]
    contact: str
    is_mentor: bool = False


def page(voice: Voice, hub: Hub) -> Card:
    """The whole of it, and a list to open something from."""
    extra = {
        HubKind.LINK: [f"- {named(name)}: {shown(voice, link)}" for name, link in hub.links],
        HubKind.CONTACT: _contacts(voice, hub),
        HubKind.GUIDE: [f"- {voice.say(title)}" for title, _ in GUIDES.values()],
    }
    fields = []
    for kind, heading in _HEADINGS.items():
        own = sorted((item for item in hub.items if item.kind is kind), key=_newest_change_first)
        lines = [*extra.get(kind, []), *[_line(voice, item) for item in own]]
        if lines:
            fields.append(Field(voice.say(heading), fitting(voice, lines, FIELD_VALUE)))
    buttons = [run_button(voice.say("Get help"), "peer help"), respect_button(voice)]
    if hub.is_mentor:
        buttons.append(run_button(voice.say("Agenda of a session"), "mentor template"))
        buttons.append(run_button(voice.say("Propose something"), "mentor hub edit"))
    return Card(
        voice.say("Where things are, whom to ask, and what to do if. Choose below to open one."),
        kind="hub.page",
        title=voice.say("The hub"),
        why=voice.say("You asked for it."),
        fields=tuple(fields),
        buttons=tuple(buttons),
        select=Select(Action("hub.choose"), voice.say("Open…"), _options(voice, hub)),
    )


def _contacts(voice: Voice, hub: Hub) -> list[str]:
    names = fitting(voice, [named(one.name) for one in hub.on_duty], 300, ", ")
    lines = [voice.say("- Now: {names}, through `/peer help`", names=names)] if names else []
    return (
        [*lines, voice.say("- Outside of here: {contact}", contact=quoted(hub.contact, 200))] if hub.contact else lines
    )


def _newest_change_first(item: HubItem) -> int:
    return -item.review_on.toordinal() if item.kind is HubKind.CHANGE else 0


def _line(voice: Voice, item: HubItem) -> str:
    if item.kind is HubKind.CHANGE:
        title, day = quoted(item.title, TITLE), voice.day(item.review_on)
        return voice.say("- {day}: {title} ({ref})", day=day, title=title, ref=item.ref)
    link = f": {shown(voice, item.link)}" if item.link and item.kind is HubKind.LINK else ""
    return f"- {quoted(item.title, TITLE)} ({item.ref}){link}"


def _options(voice: Voice, hub: Hub) -> tuple[Option, ...]:
    fixed = [Option(voice.say(title), key) for key, (title, _) in GUIDES.items()]
    own = [Option(bare(f"{item.title} ({item.ref})", OPTION_LABEL), item.id) for item in hub.items]
    return (*own[: OPTIONS - len(fixed)], *fixed)


def guide(voice: Voice, key: str) -> Card:
    """What to do if."""
    title, text = GUIDES[key]
    return Card(
        voice.say(text),
        kind="hub.guide",
        title=voice.say("What to do if {title}", title=voice.say(title)),
        why=voice.say("You asked for it."),
        buttons=(run_button(voice.say("The hub"), "peer hub"),),
    )


def item(voice: Voice, one: HubItem, owner: Member, *, may_change: bool) -> Card:
    """One item, with who keeps it true; mentors and coordinators may say what is wrong with it."""
    parts = [passage(one.text, TEXT), shown(voice, one.link) if one.link else ""]
    kept = _kept(voice, one, owner)
    buttons = [run_button(voice.say("The hub"), "peer hub")]
    if may_change and one.kind is not HubKind.CHANGE:
        buttons.append(Button(voice.say("Still right"), Action("hub.keep", one.id)))
        buttons.append(Button(voice.say("Change it"), Action("hub.edit", one.id)))
    return Card(
        "\n".join(part for part in [*parts, kept] if part),
        kind="hub.item",
        title=bare(f"{one.title} ({one.ref})", TITLE + 20),
        why=voice.say("You asked for it."),
        buttons=tuple(buttons),
    )


def _kept(voice: Voice, one: HubItem, owner: Member) -> str:
    name, day = named(owner.name), voice.day(one.review_on)
    if one.kind is HubKind.CHANGE:
        return voice.say("_Since {day}; {name} wrote it down._", day=day, name=name)
    return voice.say("_{name} keeps this current; next look: {day}._", name=name, day=day)


def form(voice: Voice, one: HubItem | None, typed: Sequence[str] | None = None) -> Form:
    """A new item, or a change of one; `typed` is what was sent in and did not fit."""
    kinds = tuple(Option(voice.say(heading), kind) for kind, heading in _HEADINGS.items())
    said = typed or (
        (one.title, one.kind, one.text, one.link, one.review_on.isoformat()) if one else ("", HubKind.GUIDE, "", "", "")
    )
    title, kind, text, link, review_on = said
    return Form(
        Action("hub.save", one.id if one else ""),
        voice.say("For the hub"),
        (
            TextInput("title", voice.say("What it is called"), bare(title, TITLE), limit=TITLE),
            ChoiceInput("kind", voice.say("Where it belongs"), kinds, kind if kind in list(HubKind) else HubKind.GUIDE),
            TextInput(
                "text", voice.say("What it says"), refilled(text, TEXT), is_required=False, is_long=True, limit=TEXT
            ),
            TextInput("link", voice.say("A link"), bare(link, 300), "https://…", is_required=False, limit=300),
            TextInput(
                "review_on",
                voice.say("When to look again"),
                bare(review_on, 40),
                voice.say("2 Jun or 2026-06-02; empty: in twelve weeks"),
                is_required=False,
                limit=40,
            ),
        ),
    )


def no_title(voice: Voice) -> str:
    """Nothing to call it by."""
    return voice.say("It needs a name people find it by")


def no_content(voice: Voice) -> str:
    """Neither text nor link."""
    return voice.say("It needs a sentence or a link")


def no_link(voice: Voice) -> str:
    """What is no link."""
    return voice.say("That is not a whole address; https://meet.example.org/room is")


def no_day(voice: Voice) -> str:
    """What is no day to come."""
    return voice.say("Write a day to come, like 2 Jun or 2026-06-02")


def sent_in(voice: Voice) -> Card:
    """To a mentor who proposed something."""
    return Card(
        voice.say(
            "Thank you. A coordinator looks at it; when they say yes, it is in the hub and yours to keep current."
        ),
        kind="hub.sent_in",
        why=voice.say("You proposed something for the hub."),
        buttons=(run_button(voice.say("The hub"), "peer hub"),),
    )


def proposed(voice: Voice, one: HubItem, author: Member, before: HubItem | None) -> Card:
    """To the coordinator on duty: what a mentor would like in the hub."""
    about = (
        voice.say("{name} would change “{title}”:", name=named(author.name), title=quoted(before.title, TITLE))
        if before
        else voice.say("{name} proposes something new:", name=named(author.name))
    )
    parts = [
        about,
        f"**{quoted(one.title, TITLE)}**",
        passage(one.text, TEXT),
        shown(voice, one.link) if one.link else "",
    ]
    return Card(
        "\n".join(part for part in parts if part),
        kind="hub.proposed",
        title=voice.say("For the hub"),
        why=voice.say("You are on duty, and coordinators say what goes into the hub."),
        buttons=(
            Button(voice.say("Into the hub"), Action("hub.approve", one.id), Look.PRIMARY),
            Button(voice.say("Not this time"), Action("hub.decline", one.id)),
        ),
    )


def live(voice: Voice, one: HubItem) -> Card:
    """It is in the hub."""
    return Card(
        voice.say("“{title}” is in the hub now. Thank you.", title=quoted(one.title, TITLE)),
        kind="hub.live",
        why=voice.say("A coordinator said yes."),
        buttons=(run_button(voice.say("The hub"), "peer hub"),),
    )


def declined(voice: Voice, one: HubItem) -> Card:
    """It is not in the hub, for now."""
    return Card(
        voice.say(
            "“{title}” doesn't go into the hub for now. Talk it over with a coordinator: often a line more or less is "
            "all it takes.",
            title=quoted(one.title, TITLE),
        ),
        kind="hub.declined",
        why=voice.say("A coordinator looked at it."),
        buttons=(run_button(voice.say("Try again"), "mentor hub edit"),),
    )


def settled(voice: Voice) -> Card:
    """A proposal that was decided already."""
    return Card(
        voice.say("That was decided already, so nothing was changed."),
        kind="hub.settled",
        buttons=(run_button(voice.say("The hub"), "peer hub"),),
    )


def still_right(voice: Voice, one: HubItem) -> Card:
    """After somebody looked at it."""
    return Card(
        voice.say("Thank you for looking. Next look: {day}.", day=voice.day(one.review_on)),
        kind="hub.kept",
        why=voice.say("You said that it still holds."),
    )


def unknown(voice: Voice, ref: str) -> Card:
    """An item nobody knows."""
    return Card(
        voice.say("There is no “{ref}” in the hub. `/peer hub` shows what there is.", ref=quoted(ref, 40)),
        kind="hub.unknown",
        buttons=(run_button(voice.say("The hub"), "peer hub"),),
    )


def to_look_at(voice: Voice, items: Sequence[HubItem]) -> str:
    """A line of its owner's Monday report: what may no longer hold."""
    names = fitting(voice, [f"“{quoted(one.title, TITLE)}” ({one.ref})" for one in items], 400, ", ")
    return voice.say("Yours in the hub, to look at again: {names}. `/peer hub`, then “Still right”.", names=names)
