"""What surrounds an answer and says nothing of it: wrappers, labels, the way back to the top, farewells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.items.outline import Kind, Line
from interviewer.items.wording import is_answer_head, plain_answer_label

WRAPPER = re.compile(
    r"^(?:\s|</?(?:details|p|b|strong|br|div|span|center|blockquote|section|ul|ol|hr|font|sub|sup|a)\b[^>]*>|<summary\b[^>]*>.*?</summary>|&nbsp;|\{\{[<%].*?[%>]\}\}|\{:[^}]*\}|\\?\[toc\\?\]|\[\[toc\]\]|:{3,})*$",
    re.IGNORECASE,
)
"""A line of nothing but markup."""

_BACK = re.compile(
    r"back to (?:the )?(?:top|contents?|toc|index|questions?|menu|list|table)|(?:返回|回到|回)(?:到)?(?:顶部|目录|首页|开头|上方|列表)|scroll (?:to )?top|\btop\s*[⬆↑▲🔝]|[⬆↑▲🔝↥]\s*(?:\*\*)?\s*(?:top|up|back)|"
    r"^\W*\[?\W*[⬆↑▲🔝↥⏫]\W*\]?(?:\([^)]*\))?\W*$|^\W*\[(?:top|up|目录|toc|home|(?:table of )?contents?|index|back)\]\(#[^)]*\)\W*$",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"公众号|关注我|欢迎关注|扫码|二维码|知识星球|加群|交流群|微信群|加我微信|点个?(?:赞|star)|给个?\s*star|一键三连|转发|打赏|感谢(?:阅读|观看|支持)|(?:如果|觉得).{0,20}(?:帮助|有用|不错).{0,20}(?:赞|star|关注|分享)|未完待续|持续更新|"
    r"explore all|find all \d+|all \d+ answers|subscribe|follow (?:me|us) on|star (?:this|the) repo|buy me a coffee|thanks for reading|happy (?:coding|learning)|good luck with your|this book was created by|pull requests? (?:are )?welcome|"
    r"created with ❤|⭐️? .*star|copyright ©|all rights reserved|(?:如果|若)你?(?:愿意|需要|想).{0,30}我(?:可以|还可以|能|再)|要不要我|需要我(?:继续|帮)|would you like me to|let me know if you",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^\W*(?:todo|tbd|tba|n/?a|wip|coming soon|answer here|待补充|待完善|待更新|待填|待续|暂无(?:答案|解析)?|略|无|空|未完成|to be (?:added|continued|done|answered)|no answer(?: yet)?|your answer(?: here)?|fill in|write your answer here|answer goes here|答案待补充)\W*$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"^(?:\s*</?(?:details|p|br|b|div|center|blockquote|section)\b[^>]*>|\s*<summary\b[^>]*>.*?</summary>)+", re.IGNORECASE | re.DOTALL
)
_CLOSE = re.compile(r"(?:\s*</?(?:details|p|br|b|div|center|blockquote|section)\b[^>]*/?>)+\s*$", re.IGNORECASE)
_GIVES = re.compile(r"[:：\s][A-H]\W*$")
_SOLVED = re.compile(
    r"(?:\W*(?:ans(?:wer)?|答案?)\W*[:：])?[\s*_]*(?:solution|explanation|解法|题解|思路)[\s*_]*[:：]\s*[*_]*\s*\S", re.IGNORECASE
)
"""A label on the line of the answer itself: no heading, which would name the solution."""
_LETTER = re.compile(r"\s*\W{0,4}[A-H](?![\w'])(?!\s+[a-z])")


def is_farewell(line: Line) -> bool:
    """Tell whether a line at the end of an answer is markup, the way back or a farewell."""
    if line.kind is Kind.TEXT and (WRAPPER.match(line.text) or (len(line.text) < 200 and _BACK.search(line.text))):
        return True
    return line.kind in (Kind.TEXT, Kind.HEADING) and len(line.text) < 400 and bool(_FAREWELL.search(line.text))


def is_empty(text: str) -> bool:
    """Tell whether an answer says nothing: no letter or picture, or only that it is still to come."""
    body = bare(text)
    return not body or not re.search(r"[^\W_]|!\[|<img|[+*/=<>√×÷]\s*\S", body) or bool(_EMPTY.match(body))


def bare(text: str) -> str:
    """Return the lines of a text that are more than markup."""
    return "\n".join(line for line in text.splitlines() if line.strip() and not WRAPPER.match(line))


def dedent(lines: Sequence[str]) -> str:
    """Join lines without the indentation that all of them share; the first may stand further left than the others."""
    if len(lines) > 1 and re.match(r"[ \t]+[^\s\-*+>`~|\d]", lines[0]):  # an indented first line of a paragraph that goes on at the margin
        lines = [lines[0].lstrip(), *lines[1:]]
        rest = [len(line) - len(line.lstrip(" \t")) for line in lines[1:] if line.strip()]
        margin = min(rest, default=0)
        return "\n".join([lines[0], *(line[margin:] if line.strip() else "" for line in lines[1:])]).strip("\n")
    widths = [len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()]
    margin = min(widths, default=0)
    return "\n".join(line[margin:] if line.strip() else "" for line in lines).strip("\n")


def bare_ends(text: str) -> str:
    """Take wrappers and rules off both ends of a text."""
    lines = text.split("\n")
    while lines and (WRAPPER.match(lines[0]) or not lines[0].strip()):
        lines.pop(0)
    while lines and (WRAPPER.match(lines[-1]) or re.fullmatch(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,})?\s*", lines[-1])):
        lines.pop()
    return "\n".join(lines)


def unwrap(text: str) -> str:
    """Take an answer label off the beginning and wrappers off both ends; a label before an option letter stays."""
    before = None
    while text != before:
        before = text
        text = text.strip("\n").rstrip()
        if text.lstrip().startswith(">") and all(line.lstrip().startswith(">") for line in text.split("\n") if line.strip()):
            text = "\n".join(re.sub(r"^\s*>[ \t]?", "", line) for line in text.split("\n"))
        if text.lstrip().startswith("<"):
            text = _OPEN.sub("", text)
        text = _CLOSE.sub("", text)
        first, newline, others = text.partition("\n")
        if is_answer_head(first) and not _GIVES.search(first) and not _SOLVED.match(first):
            text = dedent(others.split("\n"))
        elif (length := plain_answer_label(first)) and not _LETTER.match(first[length:]):
            if first.lstrip().startswith(">"):
                others = "\n".join(re.sub(r"^\s*>\s?", "", line) for line in others.split("\n"))
            text = first[length:] + newline + others
    return text
