"""A deck that lives: sixteen releases, each with the edits that authors make.

Every step edits the YAML as text, as an author would, and asks the command line for what an
author would ask it for.
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from forked import run_forked

DAY_S = 86_400
FIRST_S = 1_600_000_000
START = Path(__file__).parent / "deck"


@dataclass(frozen=True)
class Step:
    """One release: what its author does before building it, and after how many days."""

    name: str
    days: int
    edit: Callable[[Author], None]


@dataclass(frozen=True)
class Author:
    """Someone at the keyboard in a project's folder."""

    folder: Path

    def replace(self, name: str, *pairs: tuple[str, str]) -> None:
        """Change texts in a file; each must be there exactly once."""
        path = self.folder / name
        text = path.read_text()
        for old, new in pairs:
            assert text.count(old) == 1, f"{name}: {old}"
            text = text.replace(old, new)
        path.write_text(text)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def run(self, *words: str, status: int = 0) -> str:
        """Run glossdeck; what it says on standard error."""
        ended = run_forked(self.folder, *words)
        assert ended.status == status, ended.err
        return ended.err


TERMS, SECTIONS = "living/terms.yaml", "living/sections.yaml"


def first(author: Author) -> None:
    """As it is."""


def corrections(author: Author) -> None:
    author.replace(
        TERMS,
        ("a time without it", "some time without it"),
        ("buys new ones at night", "buys a new packet in the evening"),
    )
    author.replace(
        SECTIONS,
        ("Pressure from others tends to", "Pressure from other people tends to"),
        ("makes a return to old habits less likely", "makes a relapse less likely"),
        ("argue against it.", "argue the other side."),
        ("How does a slip differ from failure?", "How does a slip differ from a failure?"),
    )


def insertions(author: Author) -> None:
    """New entries and gaps before, between and after what is there."""
    author.replace(
        TERMS,
        (
            "  - term: Relapse\n",
            "  - term: Lapse of attention\n    definition: "
            "A moment in which one does not notice what one does.\n\n"
            "  - term: Relapse\n",
        ),
    )
    author.replace(
        SECTIONS,
        (
            "      - Pressure from",
            "      - Most people try ==several times== before a change lasts."
            "\n      - Pressure from",
        ),
        ("Shame after a slip", "==Shame== after a slip"),
        (
            "      - ask: What does a good",
            "      - ask: Who decides about a change?\n"
            "        answer: The person who makes it.\n      - ask: What does a good",
        ),
    )


def theme(author: Author) -> None:
    """A theme of the project's own, which looks different."""
    author.write(
        "mine/theme.yaml",
        "extends: default\ndescription: Ours.\nlabels: {en: {ask_definition: What is it?}}\n",
    )
    author.write("mine/extra.css", ".card { letter-spacing: 0.01em; }\n")
    author.replace("glossdeck.yaml", ("theme: default", "theme: mine"))


def slot(author: Author) -> None:
    """The theme takes a spare field and a spare card into use."""
    author.write(
        "mine/theme.yaml",
        "extends: default\ndescription: Ours.\n"
        "labels: {en: {ask_definition: What is it?}}\n"
        "fields: {term: [Origin]}\n"
        "cards: {term: [{name: Origin, needs: Origin}]}\n",
    )
    wrapped = '<div lang="{{edition:language}}" dir="{{edition:direction}}">{{Origin}}</div>'
    author.write("mine/term/origin.front.html", f"{wrapped}<p>Which word?</p>\n")
    answer = wrapped.replace("Origin", "Term")
    author.write("mine/term/origin.back.html", f'{wrapped}<hr id="answer">{answer}\n')
    author.replace(
        TERMS,
        (
            "    also: [mixed feelings]\n",
            "    also: [mixed feelings]\n    origin: From Latin for both and strong.\n",
        ),
        ("  - term: Denial\n", "  - term: Denial\n    origin: From Latin for saying no.\n"),
    )


def renamed(author: Author) -> None:
    """A term gets another name; the build asks, and the author answers."""
    author.replace(TERMS, ("term: Slip\n", "term: Lapse\n"))
    author.replace(SECTIONS, ("[relapse, slip]", "[relapse, lapse]"))
    said = author.run("build", status=1)
    assert "glossdeck rename living/term/slip lapse" in said
    author.run("rename", "slip", "lapse")
    author.run("rename", "denial", "not-seeing", "--write")


def retired(author: Author) -> None:
    author.run("retire", "relapse", "--write")
    author.replace(
        SECTIONS, ("      - ==Shame== after a slip can ==turn it into a relapse==.\n", "")
    )
    said = author.run("build", status=1)
    command = said.split("glossdeck retire ")[1].split()[0].strip(";,.")
    author.run("retire", command)


def edition(author: Author) -> None:
    """A third audience, with words of its own."""
    author.replace(
        "glossdeck.yaml",
        ("theme: mine", "  families:\n    title: Families\n    language: en\ntheme: mine"),
    )
    author.replace(
        "living/deck.yaml",
        ("peers: Staying with it}", "peers: Staying with it, families: Being there}"),
    )
    author.replace(
        TERMS,
        ("      peers: Wanting", "      families: Being pulled both ways.\n      peers: Wanting"),
    )


def cloze_work(author: Author) -> None:
    """Gaps reordered, swapped, dropped and added; a point moved; a point split in two."""
    author.replace(
        SECTIONS,
        (
            "People move from ==not seeing a problem== to ==weighing it up== before they "
            "==prepare== a step.",
            "Before they ==prepare== a step, people stop ==not seeing a problem== and "
            "begin ==weighing it up==.",
        ),
        (
            "Most people try ==several times== before a change lasts.",
            "Most people try several times before a change ==lasts for good==, and that is "
            "==normal==.",
        ),
        ("      - A plan for ==difficult moments== makes a relapse less likely.\n", ""),
        (
            "      - Pressure from other",
            "      - A plan for ==difficult moments== makes a relapse "
            "less likely.\n      - Pressure from other",
        ),
    )
    author.replace(
        TERMS,
        (
            "Whoever is ==of two minds== has reasons for ==both== sides.",
            "Reasons for ==both== sides are what ==being of two minds== is.",
        ),
    )
    said = author.run("build", status=1)
    assert said.count("error[cloze-doubt]") == 1
    old, new = said.split("if it is the same: glossdeck rename ")[1].split(";")[0].split()
    author.run("rename", old, new)
    author.replace(TERMS, ("==being of two minds==", "{{c1::being of two minds}}"))


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def pictures(author: Author) -> None:
    author.write("living/scale.png", PIXEL)
    author.replace(TERMS, ("step at the same time.", "step at once. ![A scale](scale.png)"))


def back_again(author: Author) -> None:
    """A retired term returns, an old one gets an example and with it a new card."""
    author.replace(
        TERMS,
        (
            "  - term: Lapse\n",
            "  - term: Relapse\n    definition: Returning to an "
            "old habit after some time without it.\n\n  - term: Lapse\n",
        ),
        (
            "    definition: Not seeing a problem that others see.\n",
            "    definition: Not seeing a problem that others see.\n    example: Everybody "
            "at work smells it, and Jo says there is nothing.\n",
        ),
    )
    author.write("living/scale.png", PIXEL + b"\0")


def touched(author: Author) -> None:
    """More than a year later: what was retired leaves; everything is sent again."""
    author.run("touch", "--all")


def subdecks(author: Author) -> None:
    """Sections become decks below the deck, and the project gets a second deck."""
    author.replace("glossdeck.yaml", ("theme: mine", "subdecks: true\ntheme: mine"))
    author.write(
        "second/deck.yaml",
        "deck: {id: second, title: {trainees: Second}}\nterms:\n"
        "  - {term: Agency, definition: The sense that one's acts are one's own.}\n",
    )
    author.replace(
        SECTIONS,
        (
            "    questions:\n      - ask: How does",
            "    questions:\n      - ask: "
            "Who can help?\n        answer: Whoever was there.\n"
            "      - ask: How does",
        ),
    )


def put_back(author: Author) -> None:
    """A gap that was taken out is asked again, and learners are to have their reviews back."""
    author.replace(SECTIONS, ("try several times before", "try ==several times== before"))
    said = author.run("build", status=1)
    assert said.count("error[cloze-doubt]") == 1
    again = said.split("reviews of it back: ")[1].split(";")[0]
    author.replace(SECTIONS, ("==several times==", again))


def names(author: Author) -> None:
    """A deck gets another id and an edition another name; the build asks about each."""
    author.replace("second/deck.yaml", ("id: second,", "id: agency,"))
    author.replace("glossdeck.yaml", ("  families:\n", "  relatives:\n"))
    author.replace("living/deck.yaml", ("families: Being there", "relatives: Being there"))
    author.replace(TERMS, ("      families: Being", "      relatives: Being"))
    said = author.run("build", status=1)
    assert said.count("error[renamed-deck]") == said.count("error[renamed-edition]") == 1
    author.run("rename", "--deck", "second", "agency")
    author.run("rename", "--edition", "families", "relatives")
    for name in ("second-trainees.apkg", "living-families.apkg"):
        (author.folder / "build" / name).unlink()


def picture_retired(author: Author) -> None:
    """A term goes, and its picture with it; new learners of the retired note still see it."""
    author.run("retire", "ambivalence", "--write")
    (author.folder / "living" / "scale.png").unlink()


STEPS = (
    Step("first", 0, first),
    Step("corrections", 20, corrections),
    Step("insertions", 20, insertions),
    Step("theme", 20, theme),
    Step("slot", 20, slot),
    Step("renamed", 20, renamed),
    Step("retired", 20, retired),
    Step("edition", 20, edition),
    Step("cloze work", 20, cloze_work),
    Step("pictures", 20, pictures),
    Step("back again", 20, back_again),
    Step("touched", 380, touched),
    Step("subdecks", 20, subdecks),
    Step("put back", 20, put_back),
    Step("names", 20, names),
    Step("picture retired", 20, picture_retired),
)


def releases(folder: Path, set_time: Callable[[int], None]) -> Iterator[tuple[Step, list[Path]]]:
    """Build every release; gives the packages of each, in folders of their own.

    Parameters:
        set_time: makes a time in whole seconds that of the commands to come.
    """
    project = folder / "project"
    shutil.copytree(START, project)
    author = Author(project)
    now_s = FIRST_S
    for number, step in enumerate(STEPS, 1):
        now_s += step.days * DAY_S
        set_time(now_s)
        step.edit(author)
        author.run("build", "--output", "build")
        author.run("build", "--locked", "--output", "build")
        kept = folder / "released" / f"{number:02}"
        shutil.copytree(project / "build", kept)
        yield step, sorted(kept.glob("*.apkg"))
