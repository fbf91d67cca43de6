"""Topics of an item: few, meaningful, in the words of the notes, the most useful one first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from interviewer import glossary
from interviewer.items.evidence import Chosen, Sections
from interviewer.items.forms import Mark
from interviewer.items.metadata import from_headings, listed
from interviewer.items.wording import clean, is_answer_head, names_nothing, numbering
from interviewer.text import is_cjk

_MOST = 5
_LONGEST = 44
_MOST_WORDS = 6
_PADDING = re.compile(
    r"(?:常见|经典|高频|必问|必备|最全|最新|精选|大厂|核心|史上)*(?:面试(?![官者人])|笔试|校招|社招|秋招|春招)?(?:题目|题库|试题|问题|真题|题|问答|八股文?|面经|宝典|指南|攻略)(?:汇总|集锦|集合|集|大全|整理|列表|精选|解答|解析|总结|与答案|及答案|和答案|速查|速背版?)*(?:系列)?|面试(?![官者人])|面试中|(?:与|和|及)?(?:示例|参考|标准)?答案|汇总|大全|集锦|学习笔记|笔记|总结|整理|系列|速背版?|"
    r"\d+\s*(?:多|余)?[道题问个条篇]+|[（(]\s*(?:[一二三四五六七八九十]+|\d+|上|中|下)\s*[)）]|第?[一二三四五六七八九十\d]+[章节篇部分]+|"
    r"(?:top\s+)?\d+\+?\s+(?:must[- ]know\s+|essential\s+|common\s+|most\s+asked\s+)?|\b(?:(?:most\s+)?(?:frequently\s+asked|common|top|essential|must[- ]know|basic|advanced)\s+)*interview(?:ing)?(?:\s+(?:questions?|prep(?:aration)?|notes?|guide))?(?:\s*(?:and|&|with)\s*answers?)?\b|"
    r"\bquestions?(?:\s*(?:and|&)\s*answers?)?\b|\bq\s*&\s*a\b|\bfaqs?\b|\bcheat ?sheet\b|\b(?:(?:study|revision|lecture|reading|class|course|personal)\s+)?notes?\b|\bin 20\d\d\b|\b20\d\d\b|\bscenario-based mcqs?\b|\bmcqs?\b|\bquiz(?:zes)?\b",
    re.IGNORECASE,
)
_REMARK = re.compile(r"[(（][^()（）]*[，,、/][^()（）]*[)）]|[(（][^()（）]{12,}[)）]")
_SERIAL = re.compile(
    r"^(?:(?:模拟|试卷|卷|练习|测试|part|chapter|section|unit|lesson|day|week|level|set)\s*[\d一二三四五六七八九十]*"
    r"|(?:初级|中级|高级|入门|简单|中等|困难|easy|medium|hard|beginner|intermediate|advanced|junior|senior)(?:\s*(?:level|篇))?"
    r"|(?:follow.?ups?|additional|related|references?|en|zh|cn|ru)(?:\s*[(（]?(?:en|zh|cn|ru)[)）]?)?)$",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"^(?:(?:我们?|自己|个人|本人)(?:整理|总结|归纳|收集|[写记做学])?过?的|(?:my|our)\s+(?:(?:own|personal)\s+)?)\s*", re.IGNORECASE
)
_OF_ONES_OWN = re.compile(r"\b(?:my|our|i|notes?)\b|我|自己|个人|本人|笔记", re.IGNORECASE)
_APART = re.compile(r"\s+[-–—~/·•]+\s+|\s*(?:[—–]{2,}|[:：|｜,，;；])\s*")
"""What stands between two things in a heading."""
_ASIDE = re.compile(r"\s*[(（【\[]([^()（）【】\[\]]+)[)）】\]]")
_CUT = "\0"
"""Stands where padding was cut out."""
_MARKS = " -.&+、"
_LOOSE = frozenset(("my", "our", "of", "the", "some"))
"""Words that neither begin nor end the name of anything."""
_JOINS = frozenset(("a", "an", "about", "and", "by", "for", "from", "own", "with", "和", "与", "及"))
_BEGINS = _JOINS | {"on", "in"}
"""Words that may begin a name, and are left over where something was cut before them ("notes on raft"; but "for loops")."""
_ENDS = _JOINS | {"to"}
"""Words that may end a name, and are left over where something was cut behind them."""
_PLACED = frozenset(("in", "on"))
"""Left over where a loose word was cut behind them too ("raft in my notes"; but "single sign on" is a name, whatever stood behind it)."""
_LOOSE_ZH = re.compile(r"^(?:(?:我们?|自己|个人|本人)?的(?![士确])|关于|有关)|(?:我们?|自己|个人|本人|(?<![目标]))的$|一些$")
_WRITER = re.compile(
    # whoever writes "我" or "I" in a heading writes about themselves; 自我注意, 我国 and "Type I error" don't
    r".*(?:(?<!自)我(?!国)|\b[Ii](?:['’](?:m|ve|d|ll)\b|\s+(?:am|was|have|had|do|don['’]?t|can|can['’]?t|could|will|keep|always|often|still|never|forg[eo]t|know|need|want"
    r"|should|must|learn(?:ed|t)?|struggle|got|get|failed|missed|read|saw|met|like|think)\b)).*"
    # when
    r"|(?:(?:今|昨|前|明|每|当)[天日]|日常|平时|最近|近期|[本上下这][个]?[周月]|周[一二三四五六日末]|(?:星期|礼拜)[一二三四五六日天]|第?[一二三四五六七八九十百\d]+(?:天|周|日|月|次|轮|遍|期|课|讲|回|号|年)|[早晚]上|[上下]午"
    # what one does with notes
    r"|学习|[复预]习|自学|备[考战忘]|准备|练习|刷题|打卡|面试|[前后]|考[前试]|冲刺|突击|查漏补缺|巩固|回顾|复盘|背诵"
    # what kind of writing it is, and how orderly
    r"|理解|心得|体会|感[想悟]|想法|思考|收获|随[笔记]|随[手便]记|杂[记项]|杂七杂八|零[碎散]|碎片|琐碎|临时|暂存|草稿|[初手]稿|[速手日周摘]记|记录|摘[录抄]|收[集藏]|[资材]料|内容|知识点?|东西|[要重难考]点|易错点?|错题[本集]?"
    r"|薄弱点?|盲[区点]|弱项|短板|清单|计划|任务|进度|[待未没](?:办|整理|补充|分类|定|学|看|归类)|(?:不会|不懂|不熟|忘记?|没记住|记不住|老忘|常忘|学|学到|看|看到|记|写|问到|被问到?|要背|要看|考到)[了过]?的|必[背看]"
    r"|自己|个人|本人|一些|几个|各种|所有|全部|部分|新|旧|的|和|与|及|了|过|\s)+"
    r"|(?:(?:own|personal|study|studying|revision|revising|review|reviewing|learning|learnings|interviews?|prep|preparation|preparing|practi[cs]e|practi[cs]ing|notes?|flash ?cards?|journal|diary"
    r"|understanding|takeaways?|scratch|scratchpad|inbox|to-?dos?|drafts?|unsorted|uncategori[sz]ed|various|random|misc|miscellaneous|stuff|things?|bits|pieces|odds|ends|thoughts|ideas|recap|reminders?|weak|spots?|points?"
    r"|mistakes|gaps|tricky|difficult|forgotten|missed|days?|weeks?|months?|today|yesterday|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|morning|evening|first|second|third|last|next|this"
    r"|that|these|those|the|a|an|of|from|for|to|on|in|and|with|about|at|me|more|new|old|some|all|keep|learned|learnt|remember|forget|know|read|topics?|\d+)\b[\s'’-]*)+",
    re.IGNORECASE,
)
"""A heading about whoever wrote it, when, or what kind of writing it is: nothing that questions could be of."""
PLACES = re.compile(
    r"^(?:docs?|notes?|zh|en|cn|src|main|master|content|posts?|articles?|blog|interviews?|questions?|corpus|data|files?|uploads?|tmp|data set|dev|home|public|pages?|markdown|md|readme|index|history|summary|misc|others?|all|base|basics?|category|categories|list|lists|draft|drafts|template|templates|todo|exams?|exercises?|collections?|resources?|assets|study|learn(?:ing)?|seeds?|follow-?ups?|changelog|contributing|license|gbk|utf-?8|笔记|文档|面试|上传|[\d._-]*)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def topic(text: str) -> str:
    """Return what a heading, title or tag is about; empty when that is nothing of use."""
    words = clean(text)
    for _ in range(2):
        words = numbering(words)[1]
    words = _WHOSE.sub("", _without_own(words))
    if is_answer_head(words) or names_nothing(words) or _SERIAL.match(words):
        return ""
    stripped = _unpadded(_REMARK.sub("", words))
    stripped = _trimmed(re.sub(r"[\[\](){}（）【】《》「」“”\"|｜·•—–_~：:,，。/\\#*？?！!]+", " ", stripped))
    stripped = re.sub(r"\s+-\s*|\s*-\s+", " ", stripped)
    stripped = re.sub(r"&(?=[与和及])|(?<=[\w\u3400-\u9fff])(?<![界方页层平表正切全桌前后里对负侧背曲画场地书见])面$", "", stripped).strip()
    if re.fullmatch(r"(?:.*\s)?篇", stripped):
        stripped = stripped.removesuffix("篇").strip(" -")
    elif len(stripped) > 2 and stripped.endswith("篇"):
        stripped = stripped[:-1].strip(" -")
    if (
        not stripped
        or names_nothing(stripped)
        or len(stripped.split()) > _MOST_WORDS
        or sum(c.isalpha() for c in stripped) < 2
        or _width(stripped) > _LONGEST
    ):
        return ""
    return stripped


def _unpadded(text: str) -> str:
    """Cut the padding out, but for what is a part of a name: "强化学习笔记" is about "强化学习"."""
    terms = glossary.found(text)

    def cut(padding: re.Match[str]) -> str:
        kept = max(
            (term.end for term in terms if term.start < padding.start() < term.end and "笔记" in padding[0]), default=padding.start()
        )
        return text[padding.start() : min(kept, padding.end())] + _CUT

    return _PADDING.sub(cut, text)


def _without_own(text: str) -> str:
    """Leave out what stands apart in a heading and is about its writer: "Raft - my notes", "Raft（我的理解）", "My notes: Raft"."""
    text = _ASIDE.sub(lambda aside: " " if aside.start() and _is_own(aside[1]) else aside[0], text)
    while cuts := list(_APART.finditer(text)):
        first, last = cuts[0], cuts[-1]
        if text[: last.start()].strip() and _is_own(text[last.end() :]):
            text = text[: last.start()]
        elif text[first.end() :].strip() and _is_own(text[: first.start()]):
            text = text[first.end() :]
        else:
            break
    return text.strip()


def _is_own(part: str) -> bool:
    return bool(_OF_ONES_OWN.search(part)) and not heading_topic(part)


def _trimmed(text: str) -> str:
    """Leave out what is loose at either end once the padding is cut out."""
    words = text.replace(_CUT, f" {_CUT} ").split()
    for end, links in ((0, _BEGINS), (-1, _ENDS)):
        loose = _LOOSE | {_CUT}
        while words and words[end] != "A" and (words[end].lower() in loose or not words[end].strip(_MARKS)):
            word = words.pop(end)
            loose |= links if word == _CUT else _PLACED if word.lower() in _LOOSE and _CUT in text else frozenset()
    trimmed = " ".join(word for word in words if word != _CUT).strip(_MARKS)
    bare = _LOOSE_ZH.sub("", trimmed).strip()
    return bare if bare == trimmed else _trimmed(bare)


def heading_topic(text: str) -> str:
    """Return what a heading, title or name is about; one about whoever wrote it names nothing, as a tag of the same words may."""
    words = topic(text)
    return "" if _WRITER.fullmatch(words) or _WRITER.fullmatch(f"{words}的") else words


def name_topic(name: str) -> str:
    """Return what a file's or folder's name says of its topic."""
    return "" if PLACES.match(name) else heading_topic(_name_words(name))


def _name_words(name: str) -> str:
    """Return the words of a file's or folder's name without numbers and hashes."""
    return " ".join(word for word in re.split(r"[\s_\-.]+", name) if not re.fullmatch(r"\d+|(?=\w*\d)[0-9a-fA-F]{6,}|[vV]\d+", word))


def _width(text: str) -> int:
    return sum(2 if is_cjk(c) else 1 for c in text)


class Topics:
    """Tells the topics of each question of one document."""

    def __init__(self, chosen: Sequence[Chosen], sections: Sections, title: str, path: str, metadata: dict[str, Any]) -> None:
        self.sections = sections
        self.named = [t for value in listed(metadata.get("topic") or []) if (t := value)]
        self.tags = [
            t
            for key in ("tags", "categories", "category", "标签", "分类")
            for value in listed(metadata.get(key) or [])
            if (t := topic(value))
        ]
        stem = PurePosixPath(path).stem
        self.title = heading_topic(title) if title != stem else ""
        self.file = name_topic(stem)
        folder = PurePosixPath(path).parent.name
        self.folder = name_topic(folder)
        self._usual = self._first_headings(chosen)

    def _path(self, at: int) -> list[Mark]:
        return [h for h in self.sections.path(at) if heading_topic(h.title) and not from_headings([h.full or h.title])]

    def _first_headings(self, chosen: Sequence[Chosen]) -> set[int]:
        """Return the headings that part the questions best: the outermost level that is not one heading for all and not one for each."""
        paths = [self._path(c.mark.at) for c in chosen]
        depth: dict[int, Counter[int]] = defaultdict(Counter)
        for path in paths:
            for n, h in enumerate(path):
                depth[n][h.at] += 1
        for n in sorted(depth):
            parts = depth[n]
            # A heading over nearly all questions stands in the answer to one of the first.
            if len(parts) >= 2 and 2 * len(parts) <= sum(parts.values()) and max(parts.values()) <= 0.9 * len(chosen):
                return set(parts)
        return set()

    def of(self, at: int, tags: Sequence[str]) -> tuple[str, ...]:
        """Return the topics of the question at a line."""
        path = self._path(at)
        first = [heading_topic(h.title) for h in path if h.at in self._usual]
        above = [heading_topic(h.title) for h in reversed(path)]
        own = [t for tag in tags if (t := topic(tag))]
        wanted = [*self.named, *first, *([] if first else [self.title]), *own, *above, self.title, *self.tags]
        wanted = wanted if any(wanted) else [self.file, self.folder]
        found: dict[str, str] = {}
        for t in wanted:
            if t and t.lower() not in found:
                found[t.lower()] = t
        return tuple(list(found.values())[:_MOST])
