"""Where the answer to a question begins and ends, and what around it belongs to the question or says something about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from interviewer.items.choice import Chosen
from interviewer.items.forms import Shape
from interviewer.items.metadata import answer_link, fields_of
from interviewer.items.outline import Kind, Line
from interviewer.items.wording import Asks, answer_label, asks, clean, is_answer_head, labelled

_WRAPPER = re.compile(
    r"^(?:\s|</?(?:details|p|b|strong|br|div|span|center|blockquote|section|ul|ol|hr|font|sub|sup)\b[^>]*>|<summary\b[^>]*>.*?</summary>|<a\s+(?:name|id)=[^>]*>\s*(?:</a>)?|&nbsp;|\{\{[<%].*?[%>]\}\}|\{:[^}]*\})*$",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"back to (?:the )?(?:top|contents?|toc|index|questions?|menu|list)|(?:返回|回到|回)(?:到)?(?:顶部|目录|首页|开头|上方|列表)|scroll (?:to )?top|\btop\s*[⬆↑▲🔝]|[⬆↑▲🔝↥]\s*(?:top|up|back)|^\W*\[?\W*[⬆↑▲🔝↥⏫]\W*\]?(?:\([^)]*\))?\W*$|^\W*\[(?:top|up|目录|toc|home)\]\(#[^)]*\)\W*$",
    re.IGNORECASE,
)
_PROMO = re.compile(
    r"公众号|关注我|欢迎关注|扫码|二维码|知识星球|加群|交流群|微信群|加我微信|点个?(?:赞|star)|给个?\s*star|一键三连|转发|打赏|感谢(?:阅读|观看|支持)|(?:如果|觉得).{0,20}(?:帮助|有用|不错).{0,20}(?:赞|star|关注|分享)|未完待续|持续更新|"
    r"explore all|find all \d+|all \d+ answers|subscribe|follow (?:me|us) on|star (?:this|the) repo|buy me a coffee|thanks for reading|happy (?:coding|learning)|good luck with your|this book was created by|pull requests? (?:are )?welcome|created with ❤|⭐️? .*star|copyright ©|all rights reserved|如果你(?:愿意|需要|想).{0,30}我(?:可以|还可以|再)|要不要我|需要我(?:继续|帮)|would you like me to|let me know if you",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^[\s.。…·\-—_*~!?？、]*$|^\W*(?:todo|tbd|tba|n/?a|wip|coming soon|answer here|待补充|待完善|待更新|待填|待续|暂无(?:答案|解析)?|略|无|空|未完成|to be (?:added|continued|done|answered)|no answer(?: yet)?|your answer(?: here)?|fill in)\W*$",
    re.IGNORECASE,
)
_OPTION = re.compile(r"^[\s>]*(?:[-*+•]\s*)?(?:\[[ xX✓✔√]?\]\s*)?[（(\[【]?([A-Ha-h])[）)\]】]?(?:\s*[.、．:：）)]|(?<=[)）\]】])\s)\s*\S")
_TICK = re.compile(r"^[\s>]*(?:[-*+•]|\d+[.)])\s*\[([ xX✓✔√]?)\]")
_ANSWERED = re.compile(
    r"^[\s>#*_\-]*(?:正确|参考|标准)?(?:答案|答|Answer|Ans|Correct(?: answer)?)(?:\s*(?:是|为|is|[:：])\s*|[*_\s:：]+(?=[A-H]\b))",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"[:：]\s*$|以下|下列|下面|下述|如下|following|below|this (?:code|snippet|program|function|query|output|dataset|picture|image|matrix)|output|上述|输出|代码|单选|多选|选择题"
)


@dataclass(slots=True)
class Body:
    """What was found behind a question."""

    question: str
    answer: str | None
    start: int
    """First line of the answer (of the question without one)."""
    end: int
    """Last line."""
    fields: dict[str, Any] = field(default_factory=dict)


class Cutter:
    """Cuts the answers of one document; knows what all its answers have in common."""

    def __init__(self, lines: Sequence[Line], chosen: Sequence[Chosen]) -> None:
        self.lines, self.chosen = lines, chosen
        self.separated = self._separated()
        self.bare = self._share(lambda c: not self._content(c.mark.end + 1, c.stop) and not c.mark.rest.strip()) >= 0.7
        self.nested = self._nested()

    # ------------------------------------------------------------ what the answers share

    def _share(self, test: Any) -> float:
        return sum(bool(test(c)) for c in self.chosen) / len(self.chosen) if self.chosen else 0.0

    def _content(self, start: int, stop: int) -> list[int]:
        return [at for at in range(start, stop) if not self.lines[at].filler and not _WRAPPER.match(self.lines[at].text)]

    def _separated(self) -> bool:
        """Tell whether a rule stands behind each answer and nowhere in one."""
        behind = inside = 0
        for c in self.chosen[:-1]:
            rules = [at for at in range(c.mark.end + 1, c.stop) if self.lines[at].kind is Kind.RULE]
            content = self._content(c.mark.end + 1, c.stop)
            behind += bool(rules) and bool(content) and rules[-1] > content[-1]
            inside += bool(rules) and bool(content) and rules[0] < content[-1]
        return behind >= 2 and behind >= 0.5 * (len(self.chosen) - 1) and inside <= 0.1 * behind

    def _nested(self) -> bool:
        """Tell whether what belongs to a list item is indented below it, so that a line at the margin ends it."""
        items = [c for c in self.chosen if c.mark.shape is Shape.LIST or self.lines[c.mark.at].marker]
        if not items or len(items) < 0.5 * len(self.chosen):
            return False
        loose = sum(
            any(self.lines[at].indent <= self.lines[c.mark.at].indent for at in self._content(c.mark.end + 1, c.stop)) for c in items
        )
        return loose <= 0.2 * len(items)

    # ------------------------------------------------------------ one answer

    def body(self, chosen: Chosen) -> Body:
        mark = chosen.mark
        start, stop = mark.end + 1, self._stop(chosen)
        body = Body(mark.title, None, mark.at, mark.end)
        start = self._stem(chosen, body, start, stop)
        start, stop = self._trim(body, start, stop)
        text = self._text(mark.rest, start, stop)
        if text and (link := answer_link(_bare(text))):
            body.fields.setdefault("answer_link", link)
            text = ""
        if text and (_EMPTY.match(_bare(text)) or not re.search(r"[\w!$]", text)):
            text = ""
        if text and self.bare and not self._tells(text):
            body.question = _with_stem(body.question, text) if _REFERS.search(body.question) else body.question
            text = ""
        if text:
            body.answer, body.start, body.end = text, mark.at, max(stop - 1, mark.end)
        return body

    def _stop(self, chosen: Chosen) -> int:
        first, stop = chosen.mark.end + 1, chosen.stop
        if self.separated:
            content = self._content(first, stop)
            rules = [at for at in range(first, stop) if self.lines[at].kind is Kind.RULE and content and at > content[0]]
            stop = rules[0] if rules else stop
        line = self.lines[chosen.mark.at]
        if self.nested and line.marker:
            for at in range(first, stop):
                here = self.lines[at]
                if not here.filler and here.indent <= line.indent and self.lines[at - 1].filler:
                    return at
        return stop

    def _tells(self, text: str) -> bool:
        """Tell whether, among questions without answers, this text is an answer after all."""
        if answer_label(text.splitlines()[0]):
            return True
        prose = [
            line
            for line in text.splitlines()
            if len(clean(line)) >= 30 and not re.match(r"\s*(?:[<|`$!]|\*\*Hint|Hint|提示)", line) and asks(clean(line)) < Asks.SURELY
        ]
        return sum(len(line) for line in prose) >= 60

    # ------------------------------------------------------------ stems

    def _stem(self, chosen: Chosen, body: Body, start: int, stop: int) -> int:
        """Give what stands before the answer label to the question; return where the answer begins."""
        start = self._metadata(body, start, stop)
        label = self._label(start, stop)
        if label is None:
            return self._options(body, start, stop)
        stem = self._text("", start, label)
        if stem:
            body.question = _with_stem(body.question, labelled(stem)[1] if not body.question else stem)
        return label

    def _label(self, start: int, stop: int) -> int | None:
        """Return the line where the document itself says that the answer begins."""
        for at in range(start, stop):
            line = self.lines[at]
            if line.kind in (Kind.TEXT, Kind.HEADING) and (
                _ANSWERED.match(line.text)
                or answer_label(line.text)
                or is_answer_head(line.text)
                or ("<summary" in line.raw.lower() and is_answer_head(line.text))
            ):
                return at
        return None

    def _options(self, body: Body, start: int, stop: int) -> int:
        return start

    def _metadata(self, body: Body, start: int, stop: int) -> int:
        """Read the lines that tell company, date and so on, with what stands above them left to the question."""
        at = start
        while at < stop and at < start + 60:
            line = self.lines[at]
            if line.filler or _WRAPPER.match(line.text):
                at += 1
                continue
            fields = fields_of(line.raw) if line.kind in (Kind.TEXT, Kind.TABLE) else None
            if fields is None:
                break
            for key, value in fields.items():
                body.fields.setdefault(key, value)
            at += 1
            start = at
        return start

    # ------------------------------------------------------------ edges

    def _trim(self, body: Body, start: int, stop: int) -> tuple[int, int]:
        while start < stop and (self.lines[start].filler or _WRAPPER.match(self.lines[start].text)):
            start += 1
        while stop > start:
            line = self.lines[stop - 1]
            if self._is_edge(line):
                stop -= 1
            elif line.kind is Kind.TEXT and (fields := fields_of(line.raw)):
                for key, value in fields.items():
                    body.fields.setdefault(key, value)
                stop -= 1
            else:
                break
        return start, stop

    @staticmethod
    def _is_edge(line: Line) -> bool:
        """Tell whether a line at the end of an answer says nothing of it: markup, the way back, a farewell."""
        if line.filler or (line.kind is Kind.TEXT and (_WRAPPER.match(line.text) or _BACK.search(line.text))):
            return True
        return line.kind in (Kind.TEXT, Kind.HEADING) and len(line.text) < 400 and bool(_PROMO.search(line.text))

    def _text(self, rest: str, start: int, stop: int) -> str:
        """Return the source lines, dedented, without what only wraps them."""
        lines = [line.raw for line in self.lines[start:stop]]
        text = dedent(lines)
        if rest.strip():
            text = f"{rest.strip()}\n{text}" if text else rest.strip()
        return _unwrap(text)


def dedent(lines: Sequence[str]) -> str:
    """Join lines without the indentation that all of them share."""
    margin: int | None = None
    for line in lines:
        if line.strip():
            width = len(line) - len(line.lstrip(" \t"))
            margin = width if margin is None else min(margin, width)
    return "\n".join(line[margin or 0 :].rstrip() if line.strip() else "" for line in lines).strip("\n")


def _unwrap(text: str) -> str:
    """Take an answer label off the beginning and wrappers off both ends."""
    while True:
        before = text
        text = text.strip("\n").rstrip()
        text = (
            re.sub(
                r"^(?:\s*</?(?:details|p|br|b|div|center|blockquote)\b[^>]*>|\s*<summary\b[^>]*>.*?</summary>)+",
                "",
                text,
                flags=re.IGNORECASE | re.DOTALL,
            )
            if text.lstrip().startswith("<")
            else text
        )
        text = re.sub(r"(?:\s*</?(?:details|p|br|b|div|center|blockquote)\b[^>]*/?>)+\s*$", "", text, flags=re.IGNORECASE)
        first, newline, others = text.partition("\n")
        if is_answer_head(first) and (others.strip() or True):
            text = others
        elif (length := answer_label(first)) and not re.match(r"\s*\**[A-H]\b(?![\w'])", first[length:]):
            text = first[length:] + newline + others
        if text == before:
            return text


def _bare(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.strip() and not _WRAPPER.match(line))


def _with_stem(question: str, stem: str) -> str:
    return f"{question}\n\n{stem}" if question else stem
