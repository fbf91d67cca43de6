"""Which marks of a document are its questions: chosen by evidence, outermost form first.

A form (all headings of one level, all bold lines, ...) counts as a question form when enough of its members ask. What stands inside an accepted
question belongs to its answer; a member that does not ask and holds members that do is a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from interviewer.items.dialogue import turns
from interviewer.items.edges import is_farewell
from interviewer.items.evidence import Chosen, Evidence, Sections, can_ask, is_hinted, question_forms
from interviewer.items.forms import Mark, Shape
from interviewer.items.lists import chain, counts_up, list_questions, only_holds, runs_on, tree_of
from interviewer.items.mixed import parted
from interviewer.items.outline import Kind, Line
from interviewer.items.statements import stated
from interviewer.items.tables import rows
from interviewer.items.wording import (
    Asks,
    answer_label,
    asks,
    asks_of_file,
    asks_of_what_is_above,
    clean,
    is_answer_head,
    is_generic,
    is_part,
    names_end,
    numbering,
)
from interviewer.text import normalise

_FLAT = (Shape.SUMMARY, Shape.LABEL, Shape.BOLD)
_MUCH = 0.25
"""Share of a document that questions without other evidence must fill."""
_SHORT = 1500
"""Letters of the answer in a note of one question; a longer text under a title that asks is an article."""
_MANY = 20
_TOPICS = 0.4
"""Share of headings that ask from which on, in a file that announces questions, its topics are questions too."""
_SEVERAL = 8
_CHAPTER = re.compile(r"[:：]|——|\s[-–—]\s")
"""Parts the name of a chapter from what it says."""
_NAMED = re.compile(r"问题|[题問]|questions?", re.IGNORECASE)
_OUTWARD = re.compile(r"^\[[^\[\]]+\]\(https?://[^()]+\)\W*$|^https?://\S+$")
_FEW = 5
"""Numbered members that make a form in a file that announces questions."""


class Chooser:
    """Chooses the questions of one document; `hint` says that the document announces questions."""

    def __init__(self, lines: Sequence[Line], marks: Sequence[Mark], hint: bool, titles: Sequence[str] = ()) -> None:
        headings = [m for m in marks if m.shape is Shape.HEADING]
        self.lines, self.hint, self.titles = lines, hint, titles
        self.sections = Sections(headings, len(lines))
        self.marks = _without_contents(marks)
        self.chosen: list[Chosen] = []
        self._covered = bytearray(len(lines) + 1)
        self._length = sum(not line.blank for line in lines)

    def choose(self) -> list[Chosen]:
        """Return the questions in the order of their lines."""
        if (only := self._only_question()) is not None:
            return [only]
        title = self._title_question()
        self.hint = self.hint and title is None  # below one question, only what clearly asks is another
        for level in range(1 if title is None else title.level + 1, 7):
            self._headings(level)
        if self.hint:
            self._statements()
        if not self.chosen:
            self._take(self._topic_headings() if self.hint else self._long_numbering())
        self._take(c for c in turns(self.lines) if not self._covered[c.mark.at])
        self._take(self._weighty([c for c in rows(self.lines, self.hint) if not self._covered[c.mark.at]]))
        for shape in _FLAT:
            self._flat(shape)
        self._take(self._weighty(list_questions(self._items(), self.sections, self.hint, self.lines, self.titles)))
        self._cut(self._quoted())
        if self._stands_out(Shape.LINE):
            self._flat(Shape.LINE)
        if not self.chosen and self.hint:
            self._topic_lines()
        if title is not None:
            self.chosen.append(self._above_all(title))
        if not self.chosen:
            self._take(self._opening())
        return parted(self.lines, [m for m in self.marks if _may_ask(m)], self.chosen)

    def _only_question(self) -> Chosen | None:
        """Return the one question of a file that begins with a heading such as `Question`: all the rest answers it."""
        first = next(iter(self.sections.headings), None)
        if first is None or first.title or not first.label or any(not line.filler for line in self.lines[: first.at]):
            return None
        if any(not h.title for h in self.sections.headings[1:]) or not self._states(first):
            return None
        stated = next((line.text for line in self.lines[first.end + 1 :] if not line.filler), "")
        answered = self.sections.answered(first) or asks(clean(stated)) >= (Asks.TOPIC if first.level == 1 else Asks.SURELY)
        return Chosen(first, len(self.lines)) if answered else None

    def _title_question(self) -> Mark | None:
        """Return the title of a file about one interview question."""
        first = next(iter(self.sections.headings), None)
        if first is None or self.sections.end(first) < len(self.lines):
            return None
        counted = first.number is not None or self._is_numbered_title(first)
        numbered = first.level == 1 and counted and first.asks >= Asks.LIKELY  # one of a series of files
        numbered = numbered and not _CHAPTER.search(first.title)
        if not numbered and not (self.hint and first.title.endswith(("?", "？"))):
            return None
        inner = self._inside(first)
        headings = [m for m in inner if m.shape is Shape.HEADING]
        top = [m for m in headings if m.level == min(h.level for h in headings)]
        if not top:
            return first if numbered and sum(m.asks >= Asks.LIKELY for m in inner) < 2 else None
        return first if Evidence(top).asking(Asks.LIKELY) < 0.5 else None

    def _is_numbered_title(self, heading: Mark) -> bool:
        """Tell whether the title of the document is that heading with the number of a question before it: `【Q12】...`."""
        found = (numbering(title.lstrip("【[（( ")) for title in self.titles)
        return any(
            number is not None and number.style == "q" and normalise(rest).startswith(normalise(heading.title)) for number, rest in found
        )

    def _above_all(self, title: Mark) -> Chosen:
        """Let the answer to the title run to the section that asks further questions."""
        further = min((c.mark.at for c in self.chosen), default=len(self.lines))
        parted = [h.at for h in self.sections.path(further) if h.at > title.at and is_hinted(h.title)]
        return Chosen(title, parted[0] if parted else len(self.lines))

    def _take(self, chosen: Iterable[Chosen]) -> None:
        for c in list(chosen):
            self.chosen.append(c)
            self._covered[c.mark.at : c.stop] = b"\1" * (c.stop - c.mark.at)

    def _weighty(self, chosen: Sequence[Chosen]) -> list[Chosen]:
        """Keep what is much of the document or stands under a heading that announces questions; an essay asks a few things, too."""
        if self.hint or sum(c.stop - c.mark.at for c in chosen) >= _MUCH * self._length or len(chosen) >= _MANY:
            return list(chosen)
        own = [c for c in chosen if not c.mark.link.startswith("http")]  # a list of links has titles that ask, too
        return [c for c in own if c.mark.label or is_hinted(*(h.title for h in self.sections.path(c.mark.at)))]

    def _free(self, *shapes: Shape) -> list[Mark]:
        """Return the marks of these shapes that stand in no question yet."""
        free = [m for m in self.marks if m.shape in shapes and not self._covered[m.at]]
        return [m for m in free if _may_ask(m) or self._is_task(m)]

    def _is_task(self, mark: Mark) -> bool:
        """Tell whether a heading that is numbered as a question is one although it is named as a part of a file would be (`第 10 题：笔试题`)."""
        if mark.shape is not Shape.HEADING or mark.number is None or mark.number.style != "q" or not mark.title:
            return False
        inner = self.sections.between(mark.at, self.sections.end(mark))
        plain = not mark.template and not mark.link.startswith("#") and not is_answer_head(mark.title)
        return plain and not any(h.label or h.asks >= Asks.LIKELY for h in inner)

    # ------------------------------------------------------------ headings

    def _headings(self, level: int) -> None:
        members = [h for h in self._free(Shape.HEADING) if h.level == level and (h.title or self._states(h))]
        self._take(Chosen(h, self.sections.end(h)) for h in members if not h.title and self.sections.answered(h))
        free = [h for h in members if not self._covered[h.at] and not self._lists_questions(h)]
        forms = question_forms(free, self.hint) or ([Evidence(free)] if self._are_all(free) else [])
        whole = forms[0] if forms else Evidence(free)
        if self._tell_of_file(whole, level):
            return
        good = bool(forms) and not self._are_sections(whole.members)
        picked: list[Mark] = []
        apart = self._set_apart(free)
        for at, members in self.sections.grouped(free).items():
            if apart and at not in apart:
                continue
            here = Evidence(members)
            hinted = at >= 0 and is_hinted(*(h.title for h in self.sections.path(at + 1)))
            strangers = here.count >= 3 and here.score < 0.15 and whole.numbered < 0.6
            if good and not strangers:
                picked += [h for h in members if h in whole.members and self._is_question(h, whole)]
            elif not good and here.accepted_here(hinted or self.hint):
                picked += [h for h in members if self._is_question(h, here)]
        picked = self._without_sources([h for h in picked if not self._only_leads_on(h)])
        stops = [*(h.at for h in picked[1:]), len(self.lines)][: len(picked)]
        self._take(Chosen(h, stop if self._answers_above(h) else self.sections.end(h)) for h, stop in zip(picked, stops, strict=True))

    def _answers_above(self, heading: Mark) -> bool:
        """Tell whether a numbered question has nothing under it but a heading of a higher level, with its text: an answer pasted in whole."""
        end = self.sections.end(heading)
        if heading.number is None or heading.number.style != "q" or end >= len(self.lines) or self.lines[end].level >= heading.level:
            return False
        told = next((line for line in self.lines[end + 1 :] if not line.filler), None)
        empty = all(line.filler for line in self.lines[heading.end + 1 : end])
        return empty and told is not None and not told.level

    def _tell_of_file(self, form: Evidence, level: int) -> bool:
        """Tell whether these few headings stand among as many about the file itself: the description of a project."""
        beside = [h for h in self.sections.headings if h.level == level and not h.label]
        others = sum(is_generic(h.title) or asks_of_file(h.title) for h in beside)
        return form.count < _FEW and not form.numbered and not form.labelled and others >= form.count

    def _set_apart(self, free: Sequence[Mark]) -> set[int]:
        """Return the sections of an article that announce questions, where nothing outside of them asks."""
        groups = self.sections.grouped(free)
        asking = {at for at, members in groups.items() if any(h.asks >= Asks.LIKELY for h in members)}
        hinted = {at for at in asking if at >= 0 and is_hinted(*(h.title for h in self.sections.path(at + 1)))}
        return hinted if not self.hint and asking == hinted else set()

    def _states(self, heading: Mark) -> bool:
        """Tell whether one question stands under a heading such as `题目` or `第 1 题`: no further such heading, and no list of questions."""
        below = next(iter(self.sections.between(heading.at, len(self.lines))), None)
        if below is not None and below.level > heading.level and (not below.title or (below.label and below.asks >= Asks.LIKELY)):
            return False
        stop = below.at if below is not None else len(self.lines)
        items = [m for m in self.marks if m.shape is Shape.LIST and heading.at < m.at < stop]
        lettered = any(m.number is not None and m.number.style == "letter" for m in items)
        told = sum(not line.filler for line in self.lines[heading.end + 1 : stop])
        listed = sum(m.asks >= Asks.LIKELY for m in items) >= 2 and sum(m.asks >= Asks.TOPIC for m in items) >= 0.4 * told
        return lettered or len(items) < 3 or not listed

    def _only_leads_on(self, heading: Mark) -> bool:
        """Tell whether a heading is a link to another page and nothing stands under it."""
        if not heading.link or heading.asks >= Asks.LIKELY or heading.number is not None:
            return False
        return all(line.filler or line.level for line in self.lines[heading.end + 1 : self.sections.end(heading)])

    def _statements(self) -> None:
        """Take the paragraphs that ask under headings that do not."""
        for level in range(2, 7):
            self._take(stated([h for h in self._free(Shape.HEADING) if h.level == level], self.sections, self.lines))

    def _is_question(self, heading: Mark, form: Evidence) -> bool:
        topic = self.hint and heading.asks is Asks.TOPIC and form.score >= _TOPICS and not is_part(heading.title)
        return (form.holds(heading) or topic) and (heading.asks >= Asks.LIKELY or heading.label or not self._is_section(heading))

    def _without_sources(self, picked: Sequence[Mark]) -> list[Mark]:
        """Drop what does not ask and has nothing but links under it, where most others have more: examples, further reading."""
        linking = {h.at for h in picked if self._lists_links(h)}
        seldom = len(linking) <= 0.3 * len(picked)
        if len(picked) > 2 and picked[-1].asks is Asks.NO and self._is_bare(picked[-1]) and not self._is_bare(picked[0]):
            picked = picked[:-1]  # it says that the questions are over
        return [h for h in picked if not seldom or h.at not in linking or h.asks >= Asks.LIKELY or h.label]

    def _is_bare(self, heading: Mark) -> bool:
        return all(line.filler for line in self.lines[heading.end + 1 : self.sections.end(heading)])

    def _lists_links(self, heading: Mark) -> bool:
        """Tell whether nothing but a list of links to other sites stands under a heading."""
        told = [line for line in self.lines[heading.end + 1 : self.sections.end(heading)] if not line.filler]
        return bool(told) and all(line.marker and _OUTWARD.match(line.text) for line in told)

    def _are_sections(self, members: Sequence[Mark]) -> bool:
        """Tell whether these few headings hold lists of questions rather than answers."""
        inner = [m for h in members for m in self._inside(h) if m.asks >= Asks.LIKELY and m.shape is not Shape.LINE and can_ask(m)]
        return len(members) <= 3 and len(inner) >= 4 * len(members)

    def _are_all(self, members: Sequence[Mark]) -> bool:
        """Tell whether one or two questions are all that there is in a short file."""
        if not 1 <= len(members) <= 2 or self.chosen:
            return False
        if all(h.label and (h.title or self.sections.answered(h)) for h in members) and (
            len(members) == 1 or not self.sections.between(members[0].at, members[-1].at)
        ):
            return True
        if Evidence(members).asking(Asks.SURELY) < 1:
            return False
        inside = sum(self.sections.end(h) - h.at for h in members)
        ends = [self.sections.end(h) for h in members]
        aside = [h for h in self.sections.headings if h.at >= max(ends) and (asks_of_file(h.title) or is_generic(h.title))]
        last = aside[0].at if aside and aside[0].at == max(ends) else len(self.lines)
        inner = [o for h in members for o in self.sections.between(h.at, self.sections.end(h))]
        deeper = sum(not is_part(o.title) and not is_answer_head(o.title) for o in inner)
        return (
            inside >= 0.8 * (last - members[0].at)
            and sum(not line.filler for line in self.lines[: members[0].at]) < 10
            and deeper <= 3 * (len(members) - 1)
            and self._letters(members) < _SHORT * len(members) * (2 if self.hint else 1)
        )

    def _letters(self, members: Sequence[Mark]) -> int:
        return sum(len(line.text) for h in members for line in self.lines[h.at + 1 : self.sections.end(h)])

    def _inside(self, heading: Mark) -> list[Mark]:
        stop = self.sections.end(heading)
        return [m for m in self.marks if heading.at < m.at < stop]

    def _is_section(self, heading: Mark) -> bool:
        """Tell whether a heading that does not ask holds headings that nearly all do."""
        inner = self.sections.between(heading.at, self.sections.end(heading))
        if not inner:
            return False
        top = min(h.level for h in inner)
        direct = [h for h in inner if h.level == top and can_ask(h)]
        asking = [h for h in direct if h.asks >= Asks.LIKELY]
        return len(asking) >= 2 and len(asking) >= 0.8 * len(direct)

    def _lists_questions(self, heading: Mark) -> bool:
        """Tell whether a section holds nothing but a list of questions."""
        items = [m for m in self._inside(heading) if m.shape is Shape.LIST]
        least = Asks.SURELY if heading.asks >= Asks.LIKELY else Asks.LIKELY
        asking = [m for m in items if m.asks >= least]
        if len(asking) < 2 or len(asking) < 0.5 * len(items):
            return False
        between = self.lines[heading.at + 1 : self.sections.end(heading)]
        return len(items) >= 0.8 * sum(not line.filler and line.kind is not Kind.HEADING for line in between)

    def _topic_headings(self) -> list[Chosen]:
        """In a file that announces questions and whose headings do not ask, return the numbered ones."""
        for level in range(1, 7):
            members = [h for h in self._free(Shape.HEADING) if h.level == level]
            numbered = [h for h in members if h.number is not None]
            inner = [m for h in numbered for m in self._inside(h) if m.asks is Asks.SURELY and m.shape is not Shape.LINE]
            if len(numbered) < max(_FEW, 0.7 * len(members)) or len(inner) > 0.5 * len(numbered) or not counts_up(numbered):
                continue
            groups = self.sections.grouped(numbered)
            if len(numbered) >= 4 * len(groups) and (len(numbered) >= 8 or Evidence(numbered).score >= 0.25):
                return [Chosen(h, self.sections.end(h)) for h in numbered if not self._is_section(h)]
        return []

    def _long_numbering(self) -> list[Chosen]:
        """In a file that does not say what it is, return the headings of one long numbering of which several ask: `34 is 和 == 的区别`."""
        for level in range(2, 7):
            members = [h for h in self._free(Shape.HEADING) if h.level == level]
            numbered = [h for h in members if h.number is not None]
            if len(numbered) < max(_MANY, 0.9 * len(members)) or not counts_up(numbered):
                continue
            leaves = sum(not self.sections.between(h.at, self.sections.end(h)) for h in numbered)
            here = Evidence(numbered)
            plain = sum(h.number is not None and len(h.number.values) == 1 for h in numbered) >= 0.9 * len(numbered)
            asking = sum(h.asks >= Asks.LIKELY for h in numbered)
            if leaves >= 0.8 * len(numbered) and (here.score >= 0.4 or (plain and asking >= 3 and here.score >= 0.1)):
                return [Chosen(h, self.sections.end(h)) for h in numbered]
        return []

    # ------------------------------------------------------------ forms without levels

    def _flat(self, shape: Shape) -> None:
        members = self._free(shape)
        tree = tree_of([*members, *self._free(Shape.LIST)], self.sections)
        members = [m for m in members if not only_holds(m, tree)]
        forms = question_forms(members, self.hint)
        picked = [m for form in forms for m in form.members if form.holds(m)]
        if not forms:
            groups = [Evidence(group) for group in self.sections.grouped(members).values()]
            picked = [m for here in groups if here.accepted_here(self.hint) for m in here.members if here.holds(m)]
        if not picked and shape is Shape.LABEL:
            picked = [m for m in members if m.asks >= Asks.LIKELY and self._is_answered(m)]
        if shape is Shape.LABEL:
            picked += self._beside(picked)
        self._cut(picked)

    def _beside(self, picked: Sequence[Mark]) -> list[Mark]:
        """Return the entries that ask without a label in the outermost list whose other entries ask with one."""
        items = [m for m in picked if self.lines[m.at].marker and not self.lines[m.at].indent]
        if len(items) < 3 or len(items) < 0.5 * len(picked):
            return []
        plain = [m for m in self._free(Shape.LIST) if m.level == 1 and m.asks >= Asks.LIKELY and not self.lines[m.at].indent]
        return [m for m in plain if self.lines[m.at].marker == self.lines[items[0].at].marker]

    def _is_answered(self, mark: Mark) -> bool:
        """Tell whether an answer label stands behind a question label: one such pair is enough."""
        below = next((line for line in self.lines[mark.end + 1 :] if not line.filler), None)
        return below is not None and bool(answer_label(below.text))

    def _stands_out(self, shape: Shape) -> bool:
        """Tell whether lines of this shape are too many for the rhetorical questions of an essay."""
        members = [m for m in self._free(shape) if m.title.endswith(("?", "？"))]
        paragraphs = sum(
            line.kind is Kind.TEXT and not self._covered[line.at] and (line.at == 0 or self.lines[line.at - 1].filler)
            for line in self.lines
        )
        return len(members) >= 3 and len(members) >= (0.15 if self.hint else 0.25) * paragraphs

    def _quoted(self) -> list[Mark]:
        """Return the questions that an article sets off as quotations, when it quotes little else."""
        opens = [n for n, line in enumerate(self.lines) if line.quote and line.kind is Kind.TEXT and not (n and self.lines[n - 1].quote)]
        members = [m for m in self._free(Shape.LINE) if m.at in opens and m.asks is Asks.SURELY and not self._goes_on(m.at)]
        free = [n for n in opens if not self._covered[n]]
        anchored = any("<a " in self.lines[m.at].raw for m in members)
        share = 0.4 if len(members) >= _SEVERAL else 0.6
        enough = anchored or (len(members) >= (2 if self.hint else 3) and len(members) >= share * len(free))
        return [replace(m, label=True) for m in members] if enough else []

    def _goes_on(self, at: int) -> bool:
        """Tell whether a quotation has more than one line."""
        return at + 1 < len(self.lines) and bool(self.lines[at + 1].quote) and not self.lines[at + 1].blank

    def _opening(self) -> list[Chosen]:
        """Return the question with which a file begins, set off from the rest: all that follows answers it."""
        first = next((line for line in self.lines if line.kind is Kind.TEXT), None)
        mark = next((m for m in self._free(Shape.LINE, Shape.BOLD) if first is not None and m.at == first.at), None)
        if first is None or mark is None or mark.asks is not Asks.SURELY or not (first.quote or mark.bold) or self._goes_on(mark.at):
            return []
        above = [h for h in self.sections.headings if h.at < mark.at]
        named = self.hint or any(is_generic(h.title) or _NAMED.search(h.title) for h in above)
        after = sum(not line.filler for line in self.lines[mark.end + 1 :])
        return [Chosen(mark, len(self.lines))] if named and len(above) <= 2 and after else []

    def _items(self) -> list[Mark]:
        """Return the free list items, without those that stand under a heading for answers and do not ask."""
        above = {m.at: self.sections.parent(m.at) for m in self._free(Shape.LIST) if m.asks < Asks.LIKELY}
        answers = {at for at, h in above.items() if h is not None and is_answer_head(h.title)}
        ends = {at for at, h in above.items() if h is not None and names_end(h.title)}
        free = [m for m in self._free(Shape.LIST) if m.at not in answers | ends]
        free = [m for m in free if m.asks >= Asks.LIKELY or not is_farewell(self.lines[m.at])]
        plain = [m for m in free if not self.lines[m.at].quote]  # lists in quotations are answers where other lists ask
        return plain if sum(m.asks >= Asks.LIKELY for m in plain) >= _FEW else free

    def _cut(self, picked: Sequence[Mark]) -> None:
        """Let each answer run to the next question or to the next heading."""
        if not picked:
            return
        starts = sorted({m.at for m in picked} | {c.mark.at for c in self.chosen})
        following = dict(zip(starts, [*starts[1:], len(self.lines)], strict=True))
        forms = {c.mark.at: c.mark.shape for c in self.chosen}
        added = []
        for mark in picked:
            stop = self._before_heading(mark.at, following[mark.at])
            empty = all(line.filler for line in self.lines[mark.end + 1 : stop])
            if empty and mark.asks < Asks.SURELY and forms.get(stop, mark.shape) is not mark.shape:  # only names what follows
                continue
            added.append(Chosen(mark, min(stop, mark.stop) if mark.stop > 0 else stop))
        self._take(self._weighty(added))

    def _before_heading(self, at: int, stop: int) -> int:
        return next((h.at for h in self.sections.between(at, stop) if not is_answer_head(h.title)), stop)

    def _topic_lines(self) -> None:
        """In a file that announces questions and in which nothing asks, take the numbered bold lines or list items."""
        for shape in (Shape.BOLD, Shape.LIST):
            free = [m for m in self._free(shape) if m.level <= 1]
            numbered = [m for m in free if m.number is not None and m.number.style in ("plain", "dotted", "q")]
            numbered = chain(numbered, self.sections) if shape is Shape.LIST else numbered
            if shape is Shape.LIST and not self._like_questions(numbered):
                continue
            groups = self.sections.grouped(numbered)
            dense = len(numbered) >= 4 * len(groups) or runs_on(numbered, self.sections)
            enough = dense and len(numbered) >= _FEW and (len(numbered) >= 8 or len(numbered) >= 0.7 * len(free))
            if enough and counts_up(numbered):
                self._cut(numbered)
                return

    def _like_questions(self, members: Sequence[Mark]) -> bool:
        """Tell short phrases with something behind each from sentences that follow each other."""
        sentences = sum(len(m.title) > 60 or m.title.endswith(("。", ".", "；", ";")) for m in members)
        stops = [m.at for m in members[1:]] + [len(self.lines)][: len(members)]
        followed = sum(any(not line.filler for line in self.lines[m.end + 1 : stop]) for m, stop in zip(members, stops, strict=True))
        return sentences <= 0.3 * len(members) and followed >= 0.4 * len(members)


def _may_ask(mark: Mark) -> bool:
    return can_ask(mark) and not asks_of_file(mark.title) and not (mark.shape is Shape.HEADING and asks_of_what_is_above(mark.title))


def _without_contents(marks: Sequence[Mark]) -> list[Mark]:
    """Drop the plain list items that only repeat headings or bold lines further down: a table of contents."""
    named = {normalise(m.title): m.at for m in marks if m.shape in (Shape.HEADING, Shape.BOLD, Shape.SUMMARY, Shape.LABEL)}
    entries = (m for m in marks if m.title and (m.shape in (Shape.LIST, Shape.LINE) or (m.shape is Shape.LABEL and m.link)))
    repeated = {m.at for m in entries if named.get(normalise(m.title), -1) > m.at}
    return [m for m in marks if m.at not in repeated]
