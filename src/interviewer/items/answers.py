"""Where the answer to a question begins and ends, and what around it belongs to the question or says something about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from interviewer.items.edges import WRAPPER, bare, bare_ends, dedent, is_empty, is_farewell, unwrap
from interviewer.items.evidence import Chosen
from interviewer.items.forms import Shape
from interviewer.items.metadata import answer_link, difficulty_of, fields_of
from interviewer.items.options import is_first_option, options_in, unticked
from interviewer.items.outline import Kind, Line
from interviewer.items.wording import Asks, answer_label, asks, clean, is_answer_head, labelled, numbering

_ANSWERED = re.compile(
    r"^[\s>#*_\-✅✔👉]*(?:正确|参考|标准)?(?:答案|答|Answer|Ans|Correct(?: answer| option)?)(?:\s*(?:是|为|is|[:：])\s*|[*_\s:：]+(?=[A-H]\b))",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"[:：]\s*$|以下|下列|下面|下述|如下|following|below|\bthis (?:code|snippet|program|function|query|output|dataset|picture|image|matrix)|\boutput\b|上述|输出|代码|单选|多选|选择题",
    re.IGNORECASE,
)
_HINTS = re.compile(r"^\W*(?:hint|提示|note|注意|思考|tips?)\b", re.IGNORECASE)
_CODE_SPAN = re.compile(r"`[^`]+`")
_EXAMPLE = re.compile(
    r"^\W*(?:e\.?g\.?|examples?|input(?: example)?|output|sample|示例|例如|例|输入|输出|样例)\s*\d*\s*[:：]?", re.IGNORECASE
)
_EXPLAINS = re.compile(r"^\W*(?:explanations?|解释|说明)\s*\d*\W*(?:[:：]|$)", re.IGNORECASE)
_NEAR = 8
"""Lines from an example to what explains it at most."""
_BADGE = re.compile(r"\s*(?:!\[([^\]]*)\]\([^\n]*\)\s*)+")
_APPROACH = re.compile(
    r"思路|解法|方法|做法|复杂度|步骤|首先|approach|idea|solution|complexity|algorithm|first,|we (?:can|use)", re.IGNORECASE
)
_TELLING = 60
"""Letters of prose that make an answer where most questions have none."""


@dataclass(slots=True)
class Body:
    """What was found behind a question."""

    question: str
    answer: str | None
    end: int
    """Last line."""
    fields: dict[str, Any] = field(default_factory=dict)
    start: int = 0
    stop: int = 0
    """Lines of the answer, for what is cut out of it later."""
    chosen: tuple[str, ...] = ()
    """Options that are marked as right."""


@dataclass(slots=True)
class _Habits:
    """What the answers of one form have in common."""

    separated: bool = False
    """A rule stands behind each and nowhere in one."""
    bare: bool = False
    """Hardly any question has an answer."""
    sparse: bool = False
    """Most questions have none."""
    nested: bool = False
    """What belongs to a list item is indented below it, so that a line at the margin ends it."""
    labelled: bool = False
    """A label says where the answer begins."""
    direct: bool = False
    """Mostly, nothing stands before that label."""
    told: bool = False
    """Lines with company, tags and so on stand behind the question."""
    choices: bool = False
    """Options to choose from stand behind each."""
    coded: bool = False
    """The answers are code."""


class Cutter:
    """Cuts the answers of one document."""

    def __init__(self, lines: Sequence[Line], chosen: Sequence[Chosen]) -> None:
        self.lines = lines
        groups: dict[Any, list[Chosen]] = defaultdict(list)
        for c in chosen:
            groups[c.form].append(c)
        self._habits = {form: self._common(members) for form, members in groups.items()}

    # ------------------------------------------------------------ what the answers share

    def _common(self, group: Sequence[Chosen]) -> _Habits:
        def share(test: Callable[[Chosen], bool]) -> float:
            return sum(map(test, group)) / len(group)

        without = share(lambda c: not self._content(c.mark.end + 1, c.stop) and not c.mark.rest.strip())
        return _Habits(
            separated=self._separated(group),
            bare=without >= 0.7 and group[0].mark.shape is not Shape.LABEL,
            sparse=without >= 0.6,
            nested=self._nested(group),
            labelled=share(lambda c: self._label(c.mark.end + 1, c.stop) is not None) >= 0.3,
            direct=self._direct(group),
            told=share(self._tells_before_answer) >= 0.3,
            choices=share(lambda c: options_in(self.lines, c.mark.end + 1, c.stop) is not None) >= 0.4,
            coded=share(self._ends_in_code) >= 0.7,
        )

    def _content(self, start: int, stop: int) -> list[int]:
        return [at for at in range(start, stop) if not self.lines[at].filler and not WRAPPER.match(self.lines[at].text)]

    def _separated(self, group: Sequence[Chosen]) -> bool:
        behind = inside = 0
        for c in group[:-1]:
            rules = [at for at in range(c.mark.end + 1, c.stop) if self.lines[at].kind is Kind.RULE]
            content = self._content(c.mark.end + 1, c.stop)
            behind += bool(rules) and bool(content) and rules[-1] > content[-1]
            inside += bool(rules) and bool(content) and rules[0] < content[-1]
        return behind >= 2 and behind >= 0.5 * (len(group) - 1) and inside <= 0.1 * behind

    def _nested(self, group: Sequence[Chosen]) -> bool:
        items = [c for c in group if self.lines[c.mark.at].marker]
        if not items or len(items) < 0.5 * len(group):
            return False
        loose = sum(
            any(self.lines[at].indent <= self.lines[c.mark.at].indent for at in self._content(c.mark.end + 1, c.stop)) for c in items[:-1]
        )
        return loose <= 0.2 * len(items)

    def _direct(self, group: Sequence[Chosen]) -> bool:
        labels = [(c, label) for c in group if (label := self._label(c.mark.end + 1, c.stop)) is not None]
        return len(group) > 2 and sum(not self._content(c.mark.end + 1, label) for c, label in labels) >= 0.6 * len(labels) > 0

    def _tells_before_answer(self, chosen: Chosen) -> bool:
        at = self._told(chosen.mark.end + 1, chosen.stop)
        return at is not None and any(not fields_of(self.lines[n].raw) for n in self._content(at, chosen.stop))

    def _ends_in_code(self, chosen: Chosen) -> bool:
        content = self._content(chosen.mark.end + 1, chosen.stop)
        return bool(content) and self.lines[content[-1]].kind is Kind.CODE

    # ------------------------------------------------------------ one answer

    def body(self, chosen: Chosen) -> Body:
        """Return question, answer and what else the lines of one question tell."""
        mark, habits = chosen.mark, self._habits[chosen.form]
        body = Body(mark.title, None, mark.end, dict(chosen.fields))
        if chosen.whole:
            return self._settled(body, unwrap(mark.rest.strip()), mark.end)
        if chosen.key is not None:
            start, stop = self._trim(body, mark.end + 1, self._stop(chosen, habits))
            body.question = _with_stem(body.question, unticked(bare_ends(dedent([line.raw for line in self.lines[start:stop]]))))
            return self._settled(body, self._keyed(*chosen.key), max(stop - 1, mark.end))
        start, stop = self._stem(chosen, body, habits, self._stop(chosen, habits))
        start, stop = self._trim(body, start, stop)
        text = "\n\n".join(part for part in ("\n".join(body.chosen), self._text(start, stop)) if part)
        if mark.rest.strip():
            text = unwrap(f"{mark.rest.strip()}\n{text}" if text else mark.rest.strip())
        goes_on = habits.sparse and self._goes_on(chosen, start)
        if text and (goes_on or (habits.bare and not self._tells(text))):
            if goes_on or _REFERS.search(body.question):
                body.question = _with_stem(body.question, text)
            return body
        body.start, body.stop = start, stop
        return self._settled(body, text, max(stop - 1, mark.end))

    def _goes_on(self, chosen: Chosen, start: int) -> bool:
        """Tell whether a task in a list goes on in the lines right below it."""
        mark = chosen.mark
        if mark.shape is not Shape.LIST or mark.asks >= Asks.SURELY or start != mark.end + 1 or start >= len(self.lines):
            return False
        return self.lines[start].indent > self.lines[mark.at].indent and not self.lines[start].marker

    def _keyed(self, start: int, stop: int) -> str:
        """Return an answer of a list of answers, without its number."""
        first = self.lines[start]
        text = numbering(first.text)[1] if not first.marker[:1].isdigit() else first.text
        start, stop = start + 1, self._trim(Body("", None, start), start + 1, stop)[1]
        return unwrap("\n".join([text, dedent([line.raw for line in self.lines[start:stop]])]))

    @staticmethod
    def _settled(body: Body, text: str, end: int) -> Body:
        link = answer_link(bare(text))
        if link:
            body.fields.setdefault("answer_link", link)
        elif not is_empty(text) and not _only_asks(text):
            body.answer, body.end = text, end
        return body

    def _stop(self, chosen: Chosen, habits: _Habits) -> int:
        first, stop = chosen.mark.end + 1, chosen.stop
        if habits.separated:
            content = self._content(first, stop)
            stop = next((at for at in range(first, stop) if self.lines[at].kind is Kind.RULE and content and at > content[0]), stop)
        line = self.lines[chosen.mark.at]
        if line.marker and line.indent:
            stop = next((at for at in range(first, stop) if self.lines[at].marker and self.lines[at].indent < line.indent), stop)
        if habits.nested and line.marker:
            for at in range(first, stop):
                if not self.lines[at].filler and self.lines[at].indent <= line.indent and self.lines[at - 1].filler:
                    return at
        return stop

    def _tells(self, text: str) -> bool:
        """Tell whether, among questions without answers, this text is an answer after all."""
        lines = text.splitlines()
        if answer_label(lines[0]):
            return True
        prose = [
            line
            for line in lines
            if not re.match(r"\s*(?:[<|`$!]|\d+[.、)])", line) and not _HINTS.match(line) and asks(clean(line)) < Asks.SURELY
        ]
        listed = [line for line in prose if re.match(r"\s*[-*+]\s", line)]
        prose = prose if all(asks(clean(line.lstrip(" -*+"))) < Asks.LIKELY for line in listed) else []
        return sum(len(line) for line in prose if len(clean(line)) >= 30) >= _TELLING

    # ------------------------------------------------------------ stems

    def _stem(self, chosen: Chosen, body: Body, habits: _Habits, stop: int) -> tuple[int, int]:
        """Give what belongs to the question to it; return where the answer begins and ends."""
        start = self._read_fields(body, chosen.mark.end + 1, stop)
        if chosen.mark.shape is Shape.TURN:
            return start, stop
        begins = self._label(start, stop) if habits.labelled else None
        if begins is not None and self._is_inside(start, begins, habits, body.question):
            begins = None
        if not body.question and (first := next((at for at in range(start, stop) if self.lines[at].level), None)) is not None:
            begins = first  # a question without a title is what stands before the next heading
        behind = self._after_options(body, habits, start, stop if begins is None else begins + 1)
        if behind is not None:
            begins = behind if begins is None else max(behind, begins)
        if begins is None and habits.told and (at := self._told(start, stop)) is not None:
            begins = at
        if begins is None and habits.coded:
            begins = self._after_examples(start, stop, task=chosen.mark.asks < Asks.LIKELY)
        if begins is None and not body.question:
            begins = self._after_paragraph(start, stop)
        if begins is None:
            return start, stop
        stem = unticked(bare_ends(dedent([line.raw for line in self.lines[start:begins]])))
        badges = _BADGE.fullmatch(stem)
        if badges and not _REFERS.search(body.question):
            level = difficulty_of(badges.group(1))
            body.fields |= {"difficulty": level} if level else {}
        elif stem:
            body.question = _with_stem(body.question, stem if body.question else labelled(stem)[1])
        return self._read_fields(body, begins, stop), stop

    def _after_paragraph(self, start: int, stop: int) -> int:
        """Return the line behind the first paragraph: the question of a label that has no words of its own."""
        content = self._content(start, stop)
        first = content[0] if content else start
        return next((at for at in range(first, stop) if self.lines[at].filler), stop)

    def _label(self, start: int, stop: int) -> int | None:
        """Return the line where the document itself says that the answer begins."""
        for at in range(start, stop):
            line = self.lines[at]
            if line.kind not in (Kind.TEXT, Kind.HEADING) or is_first_option(self.lines, at):
                continue
            if self._explains_example(at, start):
                continue
            if _ANSWERED.match(line.text) or answer_label(line.text) or is_answer_head(line.text):
                return at
        return None

    def _explains_example(self, at: int, start: int) -> bool:
        """Tell whether a line explains the output of an example rather than the solution of the task."""
        if not _EXPLAINS.match(self.lines[at].text):
            return False
        above = [line.text for line in self.lines[max(start, at - _NEAR) : at]]
        return any(_EXAMPLE.match(text) for text in above)

    def _is_inside(self, start: int, label: int, habits: _Habits, question: str) -> bool:
        """Tell whether a label stands within an answer: behind a heading, or behind what no other question has before its label."""
        if self.lines[label].level:
            return False
        before = self._content(start, label)
        if any(self.lines[at].level for at in before):
            return True
        asked = _REFERS.search(question) or any(asks(clean(self.lines[at].text)) >= Asks.LIKELY for at in before)
        return bool(before) and habits.direct and not asked

    def _told(self, start: int, stop: int) -> int | None:
        """Return the first line that tells company, tags or the like."""
        return next((at for at in range(start, min(stop, start + 60)) if self._is_told(self.lines[at])), None)

    @staticmethod
    def _is_told(line: Line) -> bool:
        return line.kind is Kind.TEXT and not line.marker and fields_of(line.raw) is not None

    def _after_options(self, body: Body, habits: _Habits, start: int, stop: int) -> int | None:
        """Return the line where the answer to a question with options begins: at its label, else behind the options."""
        options = options_in(self.lines, start, stop)
        if options is None:
            return None
        label = self._label(options.stop, stop)
        sure = label is not None or options.ticked or habits.choices
        if not sure and (options.count < 3 or not _REFERS.search(body.question)):
            return None
        body.chosen = options.ticked
        return label if label is not None else options.stop

    def _after_examples(self, start: int, stop: int, *, task: bool) -> int | None:
        """Return the first line of code when only examples and pictures stand before it: they belong to the task."""
        at = next((at for at in range(start, stop) if self.lines[at].kind is Kind.CODE), None)
        content = self._content(start, at or start)
        return at if at is not None and content and all(self._is_example(self.lines[n], task) for n in content) else None

    @staticmethod
    def _is_example(line: Line, task: bool) -> bool:
        if task and line.marker and not _APPROACH.search(line.text):
            return True
        if _HINTS.match(line.text):
            return False
        spans = sum(len(found) for found in _CODE_SPAN.findall(line.text))
        return (
            line.text.startswith(("![", "<img"))
            or line.kind is Kind.MATH
            or bool(_EXAMPLE.match(line.text))
            or spans >= 0.4 * len(line.text)
        )

    def _read_fields(self, body: Body, start: int, stop: int) -> int:
        """Read the lines at the beginning that tell company, date and so on; return the line behind them."""
        for at in range(start, min(stop, start + 30)):
            line = self.lines[at]
            if line.filler or WRAPPER.match(line.text):
                continue
            fields = fields_of(line.raw) if line.kind in (Kind.TEXT, Kind.TABLE) else None
            if fields is None:
                break
            body.fields = fields | body.fields
            start = at + 1
        return start

    # ------------------------------------------------------------ edges

    def _trim(self, body: Body, start: int, stop: int) -> tuple[int, int]:
        while start < stop and (self.lines[start].filler or WRAPPER.match(self.lines[start].text)):
            start += 1
        while stop > start:
            line = self.lines[stop - 1]
            fields = fields_of(line.raw) if line.kind is Kind.TEXT else None
            if not (line.filler or fields or is_farewell(line)):
                break
            body.fields = (fields or {}) | body.fields
            stop -= 1
        return start, stop

    def _text(self, start: int, stop: int) -> str:
        return unwrap(dedent([line.raw for line in self.lines[start:stop]]))


def _only_asks(text: str) -> bool:
    """Tell whether a text is a list of further questions and nothing else."""
    entries = [line.strip() for line in text.splitlines() if line.strip()]
    return all(re.match(r"[-*+]\s", entry) and asks(clean(entry[2:])) is Asks.SURELY for entry in entries)


def _with_stem(question: str, stem: str) -> str:
    return f"{question}\n\n{stem}" if question else stem
