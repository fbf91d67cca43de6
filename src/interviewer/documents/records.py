"""Rows of questions and answers, whatever they are called, to one canonical Markdown.

For each record:

    ## question
    > topic: ... | difficulty: ... | tags: ..., ... | company: ...

    its options or the rest of the question, then a line `Answer:` where there are such

    the answer
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, NamedTuple

from interviewer.documents.parsed import literal

Record = Mapping[str, Any]

_FIELDS = {
    "question": "question|questions|q|front|prompt|query|问题|题目|面试题|题干|试题|提问|问|考题|正面|問題|題目|questiontext|interviewquestion|interviewquestions|questiontitle"
    "|题目内容|题目名称|题目描述|问题描述|问题内容|面试问题|instruction|problem|human|user|input",
    "answer": "answer|answers|a|back|response|reply|solution|output|completion|答案|回答|解答|答|背面|参考答案|标准答案|正确答案|答復|回复|modelanswer|sampleanswer|correctanswer"
    "|answertext|assistant|gpt|bot|idealanswer|expectedanswer|acceptedanswer|rightanswer|correct|correctoption",
    "explanation": "explanation|explain|rationale|解析|分析|答案解析|题目解析|说明|note|notes|备注|comment|reason|详解|extra|backextra",
    "topic": "topic|topics|category|categories|section|chapter|subject|module|area|deck|主题|分类|类别|章节|模块|知识点|科目|专题|topicname|领域|考点",
    "difficulty": "difficulty|level|difficultylevel|难度|难易度|等级|难度等级|难易程度",
    "tags": "tags?|labels?|keywords?|标签|关键词|关键字",
    "company": "company|companies|公司|企业|面试公司|出现公司|askedin|askedby",
    "round": "round|stage|轮次|面试轮次",
    "role": "role|position|岗位|职位|面试岗位|部门",
    "date": "date|日期|时间|面试时间|year|年份",
    "link": "link|url|链接|来源|source|reference|参考|参考资料|参考链接",
    "id": "id|编号|题号|序号|no|number|index|guid",
    "options": "options|choices|选项|备选项|candidates",
    "title": "title|标题|name|名称|term|术语|概念|concept|word|卡片",
    "body": "definition|释义|定义|description|内容|content|text|描述|meaning",
}
_NAMES = {key: re.compile(f"(?:{names})", re.IGNORECASE) for key, names in _FIELDS.items()}
_OPTION = re.compile(r"(?:option|choice|选项|答案选项)?[_\s-]*([A-H1-6])", re.IGNORECASE)
_SHOWN = ("topic", "difficulty", "tags", "company", "round", "role", "date", "link")
_CALLED_QUESTION = re.compile("question|问题|题目|面试题|试题|考题|題目|問題|题干", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:br|div|p|b|i|u|strong|em|ul|ol|li|span|pre|code|table|img|a|h[1-6]|font)\b[^<>]*>|&(?:nbsp|lt|gt|amp|quot|#\d+);", re.IGNORECASE
)
_WORD_LIKE = re.compile(
    r"[?？]|^(?:what|why|how|when|which|who|explain|describe|define|compare|什么|为什么|如何|怎么|怎样|请|简述|谈谈|说说|介绍|解释)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^(#{1,6})(?=\s)", re.MULTILINE)
_BODY = ("content", "text", "body", "markdown", "answer", "value", "question", "title")
"""Keys under which a nested record says what it has to say; its other keys are about it."""
_TECHNICAL = re.compile(
    r"ur[il]s?$|href|path$|hash|sha\d*$|slug|anchor|version|repository|author|created|updated|timestamp|image|avatar|file|source",
    re.IGNORECASE,
)


def field_of(name: str) -> str:
    """Return what a column or key means: question, answer, topic, ...; empty for anything else."""
    plain = re.sub(r"[^\w]|_", "", name).lower()
    for key, pattern in _NAMES.items():
        if pattern.fullmatch(plain):
            return key
    for key, words in (("answer", r"answer|答案|回答|解答"), ("question", r"question|问题|题目|面试题|题干")):
        if len(plain) <= 24 and re.search(words, plain) and not re.search(r"id$|type|数|count|编号|类型|date|时间|link|url", plain):
            return key
    return ""


def roles(names: Sequence[str]) -> dict[str, list[str]]:
    """Return columns by meaning; a title and a definition stand in for question and answer where there are none.

    Of several with the same meaning the first is the best one: an exact name ("question") beats one that only contains it.
    """
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: len(name) > 12):
        meaning = field_of(name)
        if meaning:
            found.setdefault(meaning, []).append(name)
    if "question" not in found and "title" in found:
        found["question"] = found.pop("title")
    if "answer" not in found and "body" in found:
        found["answer"] = found.pop("body")
    return found


def holds_questions(names: Sequence[str]) -> bool:
    """Say whether the columns of a table are those of questions."""
    found = roles(names)
    return "question" in found and (len(found) > 1 or field_of(found["question"][0]) == "question")


def is_question(record: Record) -> bool:
    """Say whether a record asks something: its fields are those of a question, and the question is a text."""
    asked = [_text(value) for name in roles(list(record)).get("question", ()) if isinstance(value := record[name], (str, list, Mapping))]
    return holds_questions(list(record)) and any(text and not text.isdigit() for text in asked)


def is_asking(texts: Sequence[str]) -> bool:
    """Say whether most of these short texts ask."""
    asked = [text.strip() for text in texts if text.strip()]
    return bool(asked) and sum(bool(_WORD_LIKE.search(text)) and len(text) < 400 for text in asked) >= 0.6 * len(asked)


class Found(NamedTuple):
    """A record and the lines of the file where it stands."""

    record: Record
    line: int | None = None
    end: int | None = None


class Rendered(NamedTuple):
    text: str
    """Canonical Markdown."""
    asked: int
    """Records that have a question."""
    rows: list[dict[str, Any]]
    """The same as fields of `schema.Row`; none where it is not sure that the records ask."""


class _Shape(NamedTuple):
    """What the columns of a record mean."""

    found: dict[str, list[str]]
    """Columns by meaning, the best first."""
    options: list[str]
    """Columns A, B, C, ... of a choice."""
    spoken: list[str]
    """Unknown columns that hold prose."""


def render(found: Iterable[Found], *, html: bool = False, sure: bool = False) -> Rendered:
    """Return records as Markdown and as rows; `html` says that their fields are HTML, `sure` that they are questions.

    Columns are understood by their names; long texts in unknown columns follow the answer under their names.
    """
    held = [one for one in found if one.record]
    alike: dict[tuple[str, ...], list[Record]] = {}
    for one in held:
        alike.setdefault(tuple(one.record), []).append(one.record)
    shapes = {names: _shape(names, records[:200]) for names, records in alike.items()}
    parts: list[str] = []
    rows: list[dict[str, Any]] = []
    for one in held:
        row = _row(one, shapes[tuple(one.record)], html)
        if row is not None:
            parts.append(row.pop("text"))
            rows.append(row)
    named = all(_is_called_question(shape) for shape in shapes.values())
    asked = sure or named or is_asking([row["question"].partition("\n")[0] for row in rows[:300]])
    return Rendered("\n\n".join(parts), len(parts), rows if asked else [])


def _is_called_question(shape: _Shape) -> bool:
    """Say whether the column of the questions is called so: a title, a prompt or a front may be anything."""
    return any(_CALLED_QUESTION.search(name) for name in shape.found.get("question", ()))


def _shape(names: Sequence[str], sample: Sequence[Record]) -> _Shape:
    options = [name for name in names if _OPTION.fullmatch(name.strip())]
    options = options if len(options) >= 3 or {"a", "b"} <= {name.strip().lower()[-1:] for name in options} else []
    found = roles([name for name in names if name not in options])
    known = {*options, *(name for name in names if field_of(name))}
    free = [name for name in names if name not in known and not _TECHNICAL.search(re.sub(r"[\W_]", "", name))]
    return _Shape(found, options, [name for name in free if _is_prose([_text(row.get(name)) for row in sample])])


def _is_prose(texts: list[str]) -> bool:
    """Say whether a column holds sentences: long texts of several words, no addresses or keys."""
    filled = [text for text in texts if text]
    worded = sum(len(text.split()) >= 4 or len(re.findall("[\u3400-\u9fff]", text)) >= 12 for text in filled)
    return bool(filled) and median(map(len, filled)) >= 40 and worded >= 0.6 * len(filled)


def _answer_label(question: str) -> str:
    from interviewer.text import language_of  # late: it loads what a reader in a process of its own does without

    return "答案：" if language_of(question) == "zh" else "Answer:"


def _row(one: Found, shape: _Shape, html: bool) -> dict[str, Any] | None:
    """Return a record as a row, with its Markdown under `text`; None where it asks nothing."""
    row, found = one.record, shape.found

    def field(name: str) -> str:
        texts = (as_markdown(_text(row.get(column)), html) for column in found.get(name, ()))
        return next(filter(None, texts), "")

    title, _, stem = field("question").partition("\n")
    title = " ".join(re.sub(r"^#{1,6}\s+", "", title).split())
    if not title:
        return None
    answer, explanation = field("answer"), field("explanation")
    stem = "\n\n".join(filter(None, (stem.strip(), _options(row, shape, html))))
    told = {name: text for name in _SHOWN if (text := next(filter(None, (_inline(row.get(at)) for at in found.get(name, ()))), ""))}
    said = [part for name in shape.spoken if (part := _part(name, as_markdown(_text(row.get(name)), html)))]
    full = "\n\n".join(filter(None, (answer, explanation if explanation != answer else "", *said)))
    return {
        "question": f"{title}\n\n{stem}" if stem else title,
        "answer": full or None,
        "fields": told,
        "line": one.line,
        "end_line": one.end or one.line,
        "text": _markdown(title, stem, answer, full, told),
    }


def _part(name: str, text: str) -> str:
    """Return a further column below an answer, a list below its name."""
    name = " ".join(name.replace("_", " ").split())
    return f"**{name}:**\n\n{text}" if text.startswith("- ") else f"**{name}:** {text}" if text else ""


def _markdown(title: str, stem: str, answer: str, full: str, told: Mapping[str, str]) -> str:
    if stem and full:
        label = _answer_label(title)
        full = f"{label} {full}" if len(answer) <= 20 and "\n" not in answer else f"{label}\n\n{full}"
    about = " | ".join(f"{name}: {text}" for name, text in told.items())
    head = f"## {title}\n> {about}" if about else f"## {title}"
    return "\n\n".join(filter(None, (head, demoted(stem), demoted(full))))


def _options(row: Record, shape: _Shape, html: bool) -> str:
    value = next((row[name] for name in shape.found.get("options", ()) if row.get(name)), None)
    if isinstance(value, Mapping):
        lines = [f"- {key}. {_text(text)}" for key, text in value.items() if _text(text)]
    elif isinstance(value, (list, tuple)):
        texts = [_text(text) for text in value]
        lines = [
            f"- {text}" if re.match(r"[A-H][.)、:：]", text) else f"- {chr(ord('A') + at)}. {text}"
            for at, text in enumerate(texts)
            if text and at < 26
        ]
    elif value:
        return as_markdown(_text(value), html)
    else:
        lines = [
            f"- {match[1].upper()}. {text}"
            for name in shape.options
            if (match := _OPTION.fullmatch(name.strip())) and (text := _text(row.get(name)))
        ]
    return "\n".join(literal(" ".join(line.split())) for line in lines)


def _text(value: Any) -> str:
    """Return a field as text: lists as bullets, nested records as lines."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        said = next((value[key] for key in _BODY if isinstance(value.get(key), str) and value[key].strip()), None)
        return said.strip() if said else "\n".join(f"{key}: {text}" for key, each in value.items() if (text := _text(each)))
    if isinstance(value, (list, tuple)):
        texts = [text for each in value if (text := _text(each))]
        if any(isinstance(each, Mapping) for each in value) or any("\n" in text for text in texts):
            return "\n\n".join(texts)
        if _are_lines(value):
            return "\n".join(str(each).rstrip() for each in value).strip()
        return texts[0] if len(texts) == 1 else "\n".join(f"- {text}" for text in texts)
    return str(value)


def _are_lines(value: Sequence[Any]) -> bool:
    """Say whether a list holds the lines of one Markdown text: some are blank, bullets, headings or fences."""
    return any(each is not None and re.match(r"\s*(?:$|[-*+] |#{1,6} |```|\d+[.)] |\|)", str(each)) for each in value)


def _inline(value: Any) -> str:
    """Return a small field on one line, a list with commas between."""
    texts = [_text(each) for each in value] if isinstance(value, (list, tuple)) else [_text(value)]
    return " ".join(", ".join(filter(None, texts)).replace("|", "/").split())[:200]


def as_markdown(text: str, html: bool) -> str:
    """Return a field as Markdown; fields are often HTML, whether or not the file says so."""
    if html and not re.search(r"[<&]", text):
        return text.strip()
    if html or (_HTML.search(text) and "```" not in text):
        from interviewer.documents.pages import markdown_of

        return markdown_of(
            text if html else text.replace("\n", "<br>") if not re.search(r"<(?:p|div|br|li|pre)\b", text, re.IGNORECASE) else text
        )
    return text.strip() if re.search(r"`|^#{1,6} |\*\*", text, re.MULTILINE) else literal(text.strip())


def demoted(text: str) -> str:
    """Lower the headings of an answer below the one of its question."""
    outside = text.split("```")
    levels = [len(mark) for piece in outside[::2] for mark in _HEADING.findall(piece)]
    shift = max(0, 3 - min(levels, default=3))
    if not shift:
        return text
    outside[::2] = [_HEADING.sub(lambda match: "#" * min(6, len(match[1]) + shift), piece) for piece in outside[::2]]
    return "```".join(outside)
