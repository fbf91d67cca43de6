"""Key points of a reference whose author gave none: its own sentences, cut by code.

What an author marks, numbers or sets in bold comes first; of plain prose, the sentences that say most of what is not in the
question. Examples, asides, pictures, links and rhetorical questions make no point while something else does.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

import interviewer.items.phrases as phrases
from interviewer.items.outline import Kind, Line, outline
from interviewer.schema import KeyPoint, Language
from interviewer.text import is_cjk, language_of, sentences, terms

_MARK = ("\ue000", "\ue001")
_KEEP = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$|\\\\?\(.+?\\\\?\)|`[^`\n]+`")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>|\[!\w+\]", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|<?https?://[^\s)>，。]+>?|\[\^?\d+\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->")
_EMPHASIS = re.compile(
    r"\*\*|__(?=\S)|(?<=\S)__|~~|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|==(?=\S)|(?<=\S)==(?!=)"
)
_BOLD_LINE = re.compile(
    r"^(?:\*\*|__)(?P<title>(?:(?!\*\*|__).)+?)(?:\*\*|__)\s*[:：]?\s*$|^<(?:b|strong)>(?P<html>.+?)</(?:b|strong)>\s*[:：]?$"
)
_BOLD_LEAD = re.compile(
    r"^(?:\*\*|__)(?P<title>(?:(?!\*\*|__).){1,60}?)(?:\*\*|__)\s*(?:[:：]\s*|[-–—]+\s+)(?P<rest>\S.*)$|^(?:\*\*|__)(?P<inner>(?:(?!\*\*|__).){1,60}?)[:：](?:\*\*|__)\s*(?P<more>\S.*)$"
)
_NUMBER = re.compile(
    r"^\s*(?:[(（]?(?:\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,2}|[a-h])[)）.、．]|[①-⑳]|第[一二三四五六七八九十\d]+(?:[点条步]|(?=[、:：，,]))[、:：，,]?)\s*(?=\S)(?!\d)"
)
_INLINE = re.compile(r"(?:(?<=[\s:：。；;，,])|^)(?:[(（]?([1-9])[)）.、．]|([①-⑨]))\s*(?=[^\d\s])")
_EXAMPLE = re.compile(
    r"^(?:例如|比如|举个?例|譬如|如：|假如|假设|拿|就拿|以.{1,12}为例|for (?:example|instance)|e\.g\.|consider |suppose |imagine |let'?s say)|^(?:举例|例子|示例|案例|examples?)$|(?:例如|比如|如下例|for example)$|为例",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"(?:正?如)?(?:上|下)(?:面的?)?(?:图|表|式|文)[^，。,]{0,6}(?:所示|展示|可[以见]|给出)?|见(?:下|上)?图|这(?:张|个)图|截图|大家(?:会|看|可以)|咱们|我们(?:来|首先|先)?看|[这那](?:一[类步]|边|里|块|儿)|图\s*\d|图片|\b(?:figure|fig\.) ?\d|(?:shown|see) (?:above|below)|as follows",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:大家好|你好|谢谢|感谢|欢迎|注[:：]|本文|本章|参考|来源|内容参考|内容的?参考|转载|作者|图片来[自源]|更多|详见|可?参见|推荐阅读|原文|引用|点击|关注|扫码|公司背景)"
    r"|^(?:source|reference|see also|read more|hi|hello|thanks|thank you|welcome|note that this|click|credit)s?\b|参考资料|点赞(?:[、，,]?(?:关注|收藏|支持|转发|评论))|公众号|想看更多|有兴趣|感兴趣的",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^(?:#+\s*)?\**(?:正确)?(?:答案|参考答案|答|answer)\**\s*[:：]\s*\**\s*([A-H](?:\s*[,、和&]?\s*[A-H])*)\b\**[.。]?\s*(.*)$",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:参考答案|标准答案|答案|回答|答|answer|a)\s*[:：]\s*", re.IGNORECASE)
_FILLER = re.compile(
    r"(?:这个)?(?:怎么理解|怎么弄|怎么说)呢?(?=[，,。])|^OK那?|呃+|嗯+|诶|哎(?!呀)|额(?=[，,这那就我你他在是])|啊(?=[，,。]|[^！!？?])|对吧|是吧|(?<=[，,])(?:那么|然后呢?|就是说|其实呢?|OK|好)(?=[\u4e00-\u9fff，,])|^(?:那么|然后呢?|就是说|OK|好)|呢(?=[，,。]|[\u4e00-\u9fff])|的话(?=[呃，,。])|这么(?=一个)|\b(?:um+|uh+|you know|i mean|kind of|sort of)\b,?",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"^(?:第[一二三四五六]个?|首先|其次|再次|最后|另外|此外|因为|所以|因此|但是?|然而|也就是说|[一二三四五]是|当|如果|比如|例如|because|but|however|so|therefore|while|which)"
)
_DANGLING = re.compile(
    r"^(?:它|它们|他|其(?!他|次|实|中)|该|此|这|那|上述|前者|后者|it|they|this|these|that|those|he|she|the (?:latter|former))\b",
    re.IGNORECASE,
)
_GENERIC_TITLE = re.compile(
    r"^(?:核心|主要|基本|具体|详细|产生|出现的?主要)?(?:概念|定义|原因|原因分析|解决(?:措施|方案|办法|方法)|措施|方案|举例|例子|总结|小结|结论|原理|简介|介绍|背景|答案|参考答案|回答|解析|说明|特点|优点|缺点|作用|步骤|流程|要点|目标|观点|内容|补充|扩展|拓展|注意|其他|概述)"
    r"(?:如下|有)?$|^.*如下$|^(?:answer|summary|conclusion|example|examples|overview|introduction|definition|background|details|notes?|key points?|explanation|solution|pros|cons|advantages|disadvantages|steps)$",
    re.IGNORECASE,
)
_LISTING = re.compile(r"(?:分为|包括|包含|分别是|主要有|有以下|include|consists? of|are:).*?(?:、|和|以及|,).+")
_CUE = re.compile(
    r"第[一二三四]个|[一二三四]是|首先|其次|原因|因为|由于|导致|从而|本质|关键|核心|主要|目标|分为|包括|是指|指的是|定义|\b(?:because|therefore|means?|is defined|is an?|are|key|main|allows?|ensures?|consists?)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"^(?:总结|小结|结论|总之|综上|summary|conclusion|in (?:short|summary))", re.IGNORECASE)
_MOST: dict[Language, int] = {"zh": 120, "en": 40}
"""Longest point: Han letters and Latin words together in Chinese, words in English."""
_SHORT: dict[Language, int] = {"zh": 16, "en": 6}
"""Up to this a piece is a name rather than a statement."""


@dataclass(frozen=True)
class _Piece:
    """A statement of the reference, with what stands above it."""

    text: str
    titles: tuple[str, ...] = ()
    """Outermost first."""
    weight: float = 1.0
    """How much its form says that the author means it as a point."""
    summary: bool = False
    """It says again what the others say one by one."""


def split(reference: str, question: str, limit: int = 6) -> tuple[KeyPoint, ...]:
    """Return at most `limit` key points of equal weight, in the order of the reference; empty only when that holds no letter."""
    if not any(c.isalnum() for c in reference) or limit < 1:
        return ()
    language = language_of(reference)
    pieces = [
        piece if language_of(piece.text) == language else replace(piece, weight=piece.weight * 0.6)
        for piece in _pieces(_cleaned(reference))
    ]
    pieces = _bounded(pieces, language)
    known = {*terms(question)}
    pieces = _gathered([piece for piece in pieces if not _says_nothing(piece.text, question)], limit, language)
    chosen = _chosen(_whole(pieces, known, language), known, limit)
    texts = [piece.text.rstrip("；;，,") for piece in chosen] or [_first_words(reference, language)]
    return tuple(KeyPoint(text=text, weight=1 / len(texts)) for text in texts)


# ---------------------------------------------------------------- reading


def _cleaned(reference: str) -> str:
    """Return Markdown without pictures, link targets and spoken filler; `<mark>` becomes two private characters."""
    text = re.sub(r"<br\s*/?>|</(?:p|div|li|tr)>", "\n", html.unescape(reference), flags=re.IGNORECASE)
    text = re.sub(r"<mark\b[^>]*>", _MARK[0], text, flags=re.IGNORECASE)
    text = re.sub(r"</mark>", _MARK[1], text, flags=re.IGNORECASE)
    text = _IMAGE.sub(" ", text)
    return _written(text) if _spoken(text) else text


def _spoken(text: str) -> bool:
    """Tell a transcript of speech by its filler."""
    return len(re.findall(r"呃|嗯|啊|对吧|呢[，,]|\b(?:um+|uh+|you know)\b", text)) * 60 > sum(c.isalnum() for c in text)


def _written(text: str) -> str:
    """Take the filler out of speech, and join the lines that a transcript breaks in mid-sentence."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    clauses = [_FILLER.sub("", clause) for clause in re.split(r"(?<=[，,。])", "".join(lines))]
    return re.sub(r"[，,]{2,}|^[，,]+", "，", "".join(clause for clause in clauses if any(c.isalnum() for c in clause))).replace(
        "。", "。\n"
    )


def _pieces(text: str) -> list[_Piece]:
    """Cut Markdown into statements under their titles."""
    found: list[_Piece] = []
    titles: list[tuple[float, str]] = []
    marked = False
    head: list[str] = []
    for line in outline(text):
        if line.kind is Kind.TABLE:
            head, row = _row(line.text, head)
            if row:
                found.append(_Piece(row, _above(titles), 1.3))
            continue
        head = []
        if line.kind is Kind.MATH and found and found[-1].text.endswith((":", "：")):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line.text}")
        if line.kind not in (Kind.TEXT, Kind.HEADING):
            continue
        opened, closed = _MARK[0] in line.text, _MARK[1] in line.text
        marked = marked or opened
        rank = _rank(line)
        titles = [one for one in titles if one[0] < rank]
        pieces, title = _of_line(line, _above(titles), marked)
        found += pieces
        if title:
            titles.append((rank, title))
        marked = marked and not closed
    return found


def _rank(line: Line) -> float:
    """Return how deep a line stands: a title holds for what is deeper."""
    if line.kind is Kind.HEADING and not line.depth:
        return line.level
    deep = 8 + 2 * line.depth
    if line.kind is Kind.HEADING or _BOLD_LINE.match(line.text):
        return deep if line.marker else deep + 0.5
    return deep if line.marker else deep + 1


def _above(titles: Sequence[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(title for _, title in titles)


def _of_line(line: Line, above: tuple[str, ...], marked: bool) -> tuple[list[_Piece], str]:
    """Return the statements of one line, and the title it sets for what stands below it."""
    text = line.text.strip()
    if answer := _ANSWER.match(text):
        because = [_Piece(one, above) for one in _statements(answer.group(2))]
        return [_Piece(f"答案：{answer.group(1)}" if is_cjk(text[0]) else f"Answer: {answer.group(1)}", (), 3.0), *because], ""
    bold = _BOLD_LINE.match(text)
    if line.kind is Kind.HEADING or bold:
        title = _bare(next(filter(None, bold.groups())) if bold else text)
        return [], re.sub(r"^\d+(?:\.\d+)+\s+", "", _NUMBER.sub("", title)).rstrip(":：")
    weight = 1.0 + 0.5 * marked + 0.5 * bool(line.marker or _NUMBER.match(text))
    lead = _BOLD_LEAD.match(_NUMBER.sub("", text))
    if lead:
        name, rest = (_bare(part) for part in lead.groups() if part)
        if parts := _statements(rest):
            first = _Piece(
                f"{name}：{parts[0]}" if is_cjk(parts[0][0]) or is_cjk(name[-1]) else f"{name}: {parts[0]}", above, weight + 0.3, marked
            )
            return [first, *(_Piece(one, (*above, name), 0.8 * weight, marked) for one in parts[1:])], name
    bare = _NUMBER.sub("", _PREFIX.sub("", _bare(text)))
    if line.marker and _is_name(bare) and not re.search(r"[。.！!；;]$", bare):
        return [_Piece(bare, above, weight, marked)], bare.rstrip(":：")
    parts = _statements(bare)
    leads = parts.pop().rstrip(":：") if bare.endswith((":", "：")) and parts else ""
    if leads and not parts:
        return [_Piece(bare, above, 0.3)], leads
    numbered = len(_INLINE.findall(bare)) > 1
    return [
        _Piece(one, above, weight if at == 0 else max(1.0, 0.7 * weight, 1.4 * numbered), marked) for at, one in enumerate(parts)
    ], leads


def _statements(text: str) -> list[str]:
    """Cut a line into sentences, and a sentence that numbers its parts into those."""
    numbered = [match.start() for match in _INLINE.finditer(text)]
    if len(numbered) >= 2:
        cuts = [*numbered, len(text)]
        lead = text[: numbered[0]].strip()
        parts = [_INLINE.sub("", text[a:b], count=1).strip() for a, b in pairwise(cuts)]
        return ([lead] if any(c.isalnum() for c in lead) else []) + [part for part in parts if any(c.isalnum() for c in part)]
    covered = _KEEP.sub(lambda match: "x" * len(match.group()), text)
    return [found for span in sentences(covered) if (found := text[span.start : span.end].lstrip("，,、；; "))]


def _row(text: str, head: list[str]) -> tuple[list[str], str]:
    """Return the head of a table and one of its rows as a statement: "name: column value; column value"."""
    cells = [_bare(cell).strip() for cell in re.split(r"(?<!\\)\|", text.strip().strip("|"))]
    if all(not cell or set(cell) <= set("-: ") for cell in cells):
        return head, ""
    if not head:
        return cells, ""
    han = any(map(is_cjk, text))
    values = [f"{name} {cell}" if name and len(cells) > 2 else cell for name, cell in zip(head[1:], cells[1:], strict=False) if cell]
    return head, (f"{cells[0]}：{'；'.join(values)}" if han else f"{cells[0]}: {'; '.join(values)}") if values else ""


def _bare(text: str) -> str:
    """Return a line without marks, tags and links; formulas and code stay as they are."""
    parts, at = [], 0
    for kept in _KEEP.finditer(text):
        parts += [_unmarked(text[at : kept.start()]), kept.group().strip("`") if kept.group().startswith("`") else kept.group()]
        at = kept.end()
    parts.append(_unmarked(text[at:]))
    return " ".join("".join(parts).split())


def _unmarked(text: str) -> str:
    text = _LINK.sub(lambda match: match.group(1) or " ", text)
    return (
        re.sub(r"\\+(?=[^\w\s()\[\]{}]|\s|$)", "", _EMPHASIS.sub("", _TAG.sub(" ", text)))
        .replace(_MARK[0], "")
        .replace(_MARK[1], "")
        .replace("`", "")
    )


# ---------------------------------------------------------------- making points of pieces


def _size(text: str, language: Language) -> int:
    words = len(re.findall(r"[^\W\u3400-\u9fff]+", text))
    return words if language == "en" else len(text)


def _is_name(text: str) -> bool:
    text = re.sub(r"[(（][^()（）]*[)）]", "", text)
    language = language_of(text)
    return _size(text, language) <= (2 * _SHORT["zh"] if language == "zh" else _SHORT["en"]) and not re.search(r"[，,。]\s*\S", text)


def _bounded(pieces: Sequence[_Piece], language: Language) -> list[_Piece]:
    """Cut what is longer than a point at its clauses."""
    found = []
    for piece in pieces:
        parts = list(_clauses(piece.text, language))
        found += [replace(piece, text=part, weight=piece.weight if at == 0 else min(piece.weight, 0.9)) for at, part in enumerate(parts)]
    return found


def _clauses(text: str, language: Language) -> Iterator[str]:
    most = _MOST[language]
    if _size(text, language) <= most:
        yield text
        return
    held = ""
    for clause in re.split(r"(?<=[，；;])|(?<=[,:：])(?=\s)", text):
        over = _size(held + clause, language) > most or (_size(held, language) > most // 2 and _STARTS.match(clause.strip()))
        if held and over and len(re.findall(r"[(（\[【{]", held)) <= len(re.findall(r"[)）\]】}]", held)):
            yield _cut(held.strip(" ，,；;"), language)
            held = ""
        held += clause
    if held.strip(" ，,；;"):
        yield _cut(held.strip(" ，,；;"), language)


def _cut(text: str, language: Language) -> str:
    """Return no more than one point's worth of words."""
    most = _MOST[language]
    if _size(text, language) <= most:
        return text
    if language == "zh":
        ends = [match.start() for match in re.finditer(r"[，；、,;](?![^(（\[【]{0,40}[)）\]】])", text[:most])]
        return text[: ends[-1] if ends and ends[-1] > most // 2 else most]
    end = [match.end() for match in re.finditer(r"\S+", text)]
    while _size(text, language) > most:
        end.pop()
        text = text[: end[-1]] if end else text[: 8 * most]
        if not end:
            break
    return text


def _says_nothing(text: str, question: str) -> bool:
    """Tell greetings, sources, bare links, rhetorical questions and repeated questions."""
    stripped = text.strip(" *_-—>#|：:，,")
    if not any(c.isalpha() for c in stripped) or _ASIDE.search(stripped):
        return True
    if stripped.endswith(("?", "？")) or stripped == question.strip():
        return True
    return len(stripped) < 2


def _whole(pieces: Sequence[_Piece], known: set[str], language: Language) -> list[_Piece]:
    """Give a piece that can't be understood alone its title, and a bare title the statement below it."""
    found: list[_Piece] = []
    used: set[tuple[str, ...]] = set()
    for at, piece in enumerate(pieces):
        leads = at + 1 < len(pieces) and pieces[at + 1].titles[-1:] == (piece.text.rstrip(":："),)
        if leads and len(pieces[at + 1].titles) > len(piece.titles):
            continue
        first = bool(piece.titles) and piece.titles not in used
        used.add(piece.titles)
        found.append(_titled(replace(piece, weight=piece.weight * (1.4 if first else 1.0)), first, pieces, known, language))
    return found


def _titled(piece: _Piece, first: bool, pieces: Sequence[_Piece], known: set[str], language: Language) -> _Piece:
    """Put a piece's title before it where that says what it is about, and it is short, points back, or is the first below the title."""
    title = next((one for one in reversed(piece.titles) if not _GENERIC_TITLE.match(one.strip())), "")
    own, heading = set(terms(piece.text)), set(terms(title))
    informing = not heading <= known and len(heading & own) < 0.6 * len(heading) and not title.endswith(("?", "？"))
    short = _size(piece.text, language) <= _SHORT[language] or _DANGLING.match(piece.text)
    if not informing or not (short or (first and _is_name(title))) or _title_of_section(title, piece, pieces):
        return piece
    text = f"{title.rstrip(':：')}{'：' if language == 'zh' else ': '}{piece.text}"
    return replace(piece, text=text) if _size(text, language) <= _MOST[language] else piece


def _title_of_section(title: str, piece: _Piece, pieces: Sequence[_Piece]) -> bool:
    """Tell a title over many things that each stand for themselves."""
    under = sum(1 for one in pieces if title in one.titles)
    return piece.titles[-1:] != (title,) and under > 3


def _gathered(pieces: list[_Piece], limit: int, language: Language) -> list[_Piece]:
    """Where there are more names in a list than points, put neighbours into one point."""
    if len(pieces) <= limit:
        return pieces
    found: list[_Piece] = []
    run: list[_Piece] = []
    for piece in [*pieces, None]:
        small = piece is not None and _size(piece.text, language) <= _SHORT[language] and piece.weight > 1
        if small and piece is not None and (not run or run[-1].titles == piece.titles):
            run.append(piece)
            continue
        found += _joined(run, limit, language) if len(run) > 3 else run
        run = [piece] if small and piece is not None else []
        if piece is not None and not small:
            found.append(piece)
    return found


def _joined(run: Sequence[_Piece], limit: int, language: Language) -> list[_Piece]:
    each = max(2, -(-len(run) // max(2, limit - 2)))
    comma = "；" if language == "zh" else "; "
    parts = [run[at : at + each] for at in range(0, len(run), each)]
    return [replace(part[0], text=_cut(comma.join(one.text.rstrip("。.;；") for one in part), language)) for part in parts]


# ---------------------------------------------------------------- choosing


def _informing(text: str) -> list[str]:
    light = phrases.LIGHT.sub(" ", text)
    return [term for term in terms(light) if term not in phrases.LIGHT_WORDS and (len(term) > 1 or not is_cjk(term))]


def _chosen(pieces: Sequence[_Piece], known: set[str], limit: int) -> list[_Piece]:
    """Take greedily what says most that is new, spread over the sections; return it in the order of the text."""
    words = [set(_informing(piece.text)) for piece in pieces]
    common = Counter(word for said in words for word in said)
    full = sum(piece.weight >= 1.5 and not piece.summary for piece in pieces) >= limit
    worth = {word: (0.3 if word in known else 1.0) * (1 + log(count)) for word, count in common.items()}
    said: set[str] = set()
    taken: list[int] = []
    sections: Counter[str] = Counter()
    shallow = min((len(piece.titles) for piece in pieces), default=0)
    best = 0.0
    while len(taken) < limit:
        gains = {
            at: _gain(piece, words[at], said, worth)
            * _spread(piece, sections, shallow)
            * (1.0 if at else 1.2)
            * (0.85 if full and piece.summary else 1.0)
            for at, piece in enumerate(pieces)
            if at not in taken
        }
        at = max(gains, key=lambda one: (gains[one], -one), default=-1)
        best = max(best, gains.get(at, 0.0))
        if at < 0 or (taken and gains[at] <= (0.0 if len(pieces) <= limit else 0.12) * best):
            break
        taken.append(at)
        said |= set() if pieces[at].summary else words[at]
        sections.update(set(pieces[at].titles))
    return [pieces[at] for at in sorted(taken)]


def _spread(piece: _Piece, sections: Counter[str], shallow: int) -> float:
    """Return what a piece keeps of its worth for standing deep, or where points have been taken already."""
    return 0.85 ** (len(piece.titles) - shallow) / float(
        1 + 0.4 * sum(sections[title] for title in set(piece.titles)) / max(1, len(piece.titles))
    )


def _gain(piece: _Piece, words: set[str], said: set[str], worth: dict[str, float]) -> float:
    """Return what a piece adds to what is said already, for its length."""
    if words and len(words & said) >= 0.75 * len(words):
        return 0.0
    gain: float = sum(worth[word] for word in words - said) / (4 + len(words)) ** 0.7 * piece.weight
    if _EXAMPLE.search(piece.text) or any(_EXAMPLE.search(title) or "背景" in title for title in piece.titles):
        gain *= 0.35
    gain *= 0.4 ** len(_SHOWN.findall(piece.text))
    gain *= 0.85 if re.search(r"比如|例如|\be\.g\.|for example", piece.text) else 1.0
    if _LISTING.search(piece.text):
        gain *= 1.3
    if _CUE.search(piece.text):
        gain *= 1.25
    if any(_CLOSING.match(title) for title in piece.titles) or _CLOSING.match(piece.text):
        gain *= 1.2
    return gain * (0.7 if _DANGLING.match(piece.text) or _KEEP.match(piece.text) else 1.0)


def _first_words(reference: str, language: Language) -> str:
    """Return the beginning of a reference in which nothing makes a point: code, or one word."""
    for line in outline(_cleaned(reference)):
        text = _PREFIX.sub("", _bare(line.text or line.raw))
        if any(c.isalnum() for c in text) and not re.match(r"^(?:```|~~~)", text):
            return _cut(text, language)
    return _cut(" ".join(reference.split()), language)
