"""What a mentor needs at hand in a moment: somebody is quiet, stuck, hurt, or wants to know how to learn."""

from bot.cards import Action, Button, Card, Option, Select
from bot.domain.scripts import Script
from bot.wording.voice import Voice

_TITLES = {
    Script.QUIET: "When somebody goes quiet",
    Script.REFLECT: "Listening: four moves",
    Script.FEEDBACK: "Feedback: words that help",
    Script.EMPATHY: "Empathy, before any advice",
    Script.CONFLICT: "When two people clash",
    Script.STUDY: "Study strategies that hold",
    Script.STEPS: "Breaking a task down",
    Script.LEARNING: "Learning how to learn",
}

_CARDS = {
    Script.QUIET: (
        "**When somebody goes quiet**\n"
        "- Write short and human: “Are you okay?” before “What happened?”.\n"
        "- Offer two times, not a calendar. Chat is as good as video.\n"
        "- Make the next step smaller: ten minutes, one question.\n"
        "- Busy is an answer. Thank them and leave the door open.\n"
        "- No reply after two tries? Tell the coordinator what you tried; that is not giving up.\n"
        "- Worried about their safety? `/peer help` now; you don't carry that alone."
    ),
    Script.REFLECT: (
        "**Listening: four moves**\n"
        "1. _Pause._ Count to three before you answer. Most people go on, and say what it is about.\n"
        "2. _Reflect back._ “So you're stuck because…?” If you got it wrong, they'll put it right; that helps too.\n"
        "3. _One clarifying question._ “When did it last work?” One is enough; three are an interview.\n"
        "4. _Offer options._ “You could try A, or B. Which fits this week?” The choice stays theirs."
    ),
    Script.FEEDBACK: (
        "**Feedback: words that help**\n"
        "- Begin with what works, and be exact: “Your second chart made the point without a word.”\n"
        "- One thing to change: “I lost you between the question and the table. What belongs there?”\n"
        "- Ask before you tell: “Would an example help, or rather a minute to think?”\n"
        "- About the work, never about the person: “This paragraph is long”, not “you write too much”.\n"
        "- You explain; you don't rewrite. What they hand in stays theirs.\n"
        "`/mentor rubric` has the four questions behind it."
    ),
    Script.EMPATHY: (
        "**Empathy, before any advice**\n"
        "- Name what you hear: “That sounds like a heavy week.”\n"
        "- Stay a moment: “Thank you for telling me.” Nothing has to be solved yet.\n"
        "- No “at least”, no “you should”, no story of your own until they ask for it.\n"
        "- Ask what they need: “Shall we look for a way, or do you just want to say it?”\n"
        "- Heavy for you too? `/mentor workload` and `/peer help` are there for mentors as well."
    ),
    Script.CONFLICT: (
        "**When two people clash**\n"
        "- Talk to each of them alone first, and listen before you judge.\n"
        "- What happened, what it did, what each of them needs: in this order.\n"
        "- Look for what both want. It is often more than they think.\n"
        "- Agree on one small thing each will do, and look at it again in a week.\n"
        "- Insults, threats, pressure? That is no conflict to settle: `/mentor escalate` brings in a coordinator."
    ),
    Script.STUDY: (
        "**Study strategies that hold**\n"
        "- Close the page and say it in your own words. What is missing is what to read again.\n"
        "- Three short times in a week beat one long evening.\n"
        "- Mix old and new: begin each time with one question from last week.\n"
        "- Tie it to something that happens anyway: after breakfast, on the train.\n"
        "Ask: “Which of these would fit into your Tuesday?” They choose; you don't teach."
    ),
    Script.STEPS: (
        "**Breaking a task down**\n"
        "- “What would done look like?” One sentence, written down.\n"
        "- “What has to be there just before that?” Walk backwards until a step fits into half an hour.\n"
        "- “What could you do in the next ten minutes?” That is the first step.\n"
        "- Put a day on it, and say who hears of it: `/mentor note` keeps it, and I remind once.\n"
        "The list is theirs. If you write it, it is yours."
    ),
    Script.LEARNING: (
        "**Learning how to learn**\n"
        "- “How did you work this out?” is worth more than “is it right?”.\n"
        "- Being wrong is information: “What did this attempt show you?”\n"
        "- After each week: what helped, what didn't, what will you try instead?\n"
        "- Let them explain it to you. Where it gets foggy, there is the next question.\n"
        "- Step back a little every week. You are a guide, and a good one is needed less and less."
    ),
}


def playbook(voice: Voice, script: Script = Script.QUIET) -> Card:
    """The card for one moment, and a way to the others."""
    others = tuple(Option(voice.say(title), one) for one, title in _TITLES.items() if one is not script)
    return Card(
        voice.say(_CARDS[script]),
        kind="mentor.script",
        why=voice.say("You asked for it."),
        select=Select(Action("script.choose"), voice.say("Another card"), others),
    )


def script_button(voice: Voice, script: Script) -> Button:
    """The way to one card, at the moment it is needed."""
    return Button(voice.say(_TITLES[script]), Action("script.open", script))


def rubric(voice: Voice) -> Card:
    """Four questions about a piece of work, in words and never in marks."""
    return Card(
        voice.say(
            "**Feedback in four questions**\n"
            "Answer each in a sentence. “There”, “on its way” and “not yet” are enough; there are no marks.\n"
            "1. _What works?_ Name the place. “The opening tells me at once why it matters.”\n"
            "2. _Does it do what it is for?_ Who reads it, and what can they do afterwards?\n"
            "3. _What is the one thing to change next?_ The one that helps most; the rest can wait.\n"
            "4. _What is the next step, and whose is it?_ Theirs, with a day.\n"
            "Then ask: “What would you change first?” Often they have seen it already."
        ),
        kind="mentor.rubric",
        why=voice.say("You asked for it."),
        buttons=(script_button(voice, Script.FEEDBACK),),
    )
