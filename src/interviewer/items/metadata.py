"""What notes say about a question besides its answer: company, round, date, tags, difficulty, where the answer is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from interviewer.items.wording import simplified

_NAMES = {
    "company": "company|companies|公司|企业|面试公司|出现公司|考察公司|来源公司|asked (?:in|at|by)",
    "round": "round|轮次|面试轮次|轮|岗位|面试岗位|职位|部门|position|role|stage|job",
    "date": "date|日期|时间|面试时间|面试日期|year|年份",
    "tags": "tags?|标签|分类|类别|类型|知识点|考点|考察点|考查点|关键词|关键字|topics?|categor(?:y|ies)|keywords?|模块",
    "difficulty": "difficulty|难度|难易|难易程度|难度等级|level",
    "author": "author|作者|整理",
    "frequency": "frequency|频率|频次|出现频率|热度|考频|出现次数|重要性|重要程度",
    "source": "source|来源|出处|原题|原文|题目来源|题目链接",
    "id": "id|编号|题号",
    "language": "language|lang|语言",
}
_NAME = {key: re.compile(rf"^(?:{names})$", re.IGNORECASE) for key, names in _NAMES.items()}
_PART = re.compile(r"^[\s>*_#\-•·🏷📅🏢💼🔖📌️]*[*_]*([A-Za-z][A-Za-z ]{1,18}|[\u4e00-\u9fff]{1,6}|id)[*_]*\s*[:：]\s*[*_]*\s*(.+?)\s*[*_]*$")
_SPLIT = re.compile(r"\s*[|｜]\s*|\s{3,}|\s*[;；]\s*(?=[\u4e00-\u9fff]{2,4}[:：]|[A-Za-z]+\s*[:：])")
_LISTED = re.compile(r"\s*[,，、/;；]\s*")

EASY, MEDIUM, HARD = "easy", "medium", "hard"
_LEVELS = (
    (EASY, r"e|easy|simple|beginner|basic|junior|entry(?:[- ]level)?|l1|简单|容易|初级|入门|基础|低|易|👶|🟢|🌱|🐣|😀|🙂|✅"),
    (MEDIUM, r"m|medium|moderate|intermediate|mid(?:dle)?|normal|l2|中等|中级|进阶|一般|普通|中|⭐|🟡|🟠|🔵"),
    (HARD, r"h|hard|difficult|advanced|expert|senior|l3|困难|较难|高级|难|高|很难|🚀|🔴|💀|🤯|🔥🔥🔥"),
)
_LEVEL = tuple((name, re.compile(rf"^(?:{words})$", re.IGNORECASE)) for name, words in _LEVELS)
_STARS = re.compile(r"[⭐★🌟✨]")
_EMOJI_LEVELS = {"👶": EASY, "🟢": EASY, "🌱": EASY, "🐣": EASY, "🟡": MEDIUM, "🟠": MEDIUM, "🔴": HARD, "🚀": HARD, "💀": HARD, "🤯": HARD}
_BRACKETED = re.compile(r"^\s*[\[【(（<]\s*([^\[\]【】()（）<>]{1,24}?)\s*[\]】)）>]\s*(?!\()")
_BRACKETED_END = re.compile(r"\s*[\[【(（]\s*([^\[\]【】()（）]{1,40}?)\s*[\]】)）]\s*$")

_COMPANIES = (
    "阿里巴巴|阿里云|阿里|蚂蚁金服|蚂蚁集团|蚂蚁|淘宝|天猫|淘天|菜鸟|饿了么|高德|钉钉|夸克|腾讯云|腾讯|微信|字节跳动|字节|抖音|头条|今日头条|飞书|tiktok|百度|美团|大众点评|京东|拼多多|快手|滴滴|小米|华为|荣耀|oppo|vivo|网易|网易云音乐|有道|携程|去哪儿|同程|"
    "哔哩哔哩|b站|bilibili|小红书|知乎|微博|新浪|搜狐|360|奇虎360|奇安信|深信服|商汤|旷视|依图|云从|科大讯飞|讯飞|寒武纪|地平线|大疆|蔚来|小鹏|理想|比亚迪|中兴|联想|海康威视|海康|大华|银联|平安|招商银行|招银网络|微众|微众银行|众安|陆金所|顺丰|贝壳|链家|58|58同城|猿辅导|作业帮|好未来|"
    "vipkid|掌门一对一|虎扑|挖财|爱范儿|有赞|微医|脉脉|寺库|边锋|会小二|易车|得物|唯品会|苏宁|shopee|虾皮|shein|米哈游|莉莉丝|金山|wps|完美世界|吉比特|智谱|月之暗面|minimax|百川|零一万物|阶跃星辰|面壁|deepseek|深度求索|昆仑万维|第四范式|明略|"
    "google|meta|facebook|amazon|aws|apple|microsoft|netflix|uber|airbnb|linkedin|twitter|nvidia|英伟达|intel|amd|oracle|ibm|salesforce|adobe|openai|anthropic|deepmind|databricks|snowflake|stripe|tesla|bytedance|tencent|alibaba|baidu|huawei|bloomberg|goldman sachs|jp ?morgan|morgan stanley|spotify|paypal|doordash|lyft|snap|pinterest|palantir|微软|谷歌|亚马逊|苹果|三星|samsung"
)
_COMPANY = re.compile(rf"(?<![A-Za-z0-9])(?:{_COMPANIES})(?![A-Za-z0-9])", re.IGNORECASE)
_ROUND = re.compile(
    r"(?:[一二三四五六七八]|1|2|3|4|5|首|终|交叉|主管|技术|业务|总监|HR|hr)\s*面(?![试经积向对板貌临部])|笔试|HR面|群面|phone (?:screen|interview)|on-?site|(?:first|second|third|final|technical|hr) (?:round|interview)|round \d",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)(20\d{2})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2}))?\s*[日号]?(?!\d)")
_LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+(?:\([^()]*\)[^()\s]*)*)[^)]*\)|<?(https?://[^\s<>)\]]+)>?")
_LINK_WORDS = re.compile(
    r"\[(?:[^\[\]]|\[[^\]]*\])*\]\([^)]*\)|<?https?://\S+|参考|答案|解析|详解|详情|题解|原文|链接|地址|点击|查看|看|戳|这里|此处|见|请|更多|具体|详细|可以?|参照|查阅|文章|答|&|\+|全文|阅读|视频|讲解|solution|answer|practice|question|problem|free|paid|premium|see|read|more|here|link|reference|source|article|video|click|full|the|for|at|on|ref|[\W_]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tag:
    """What stands in the line of a question beside its words."""

    difficulty: str = ""
    company: str = ""
    round: str = ""

    def joined(self, other: Tag) -> Tag:
        return Tag(self.difficulty or other.difficulty, self.company or other.company, self.round or other.round)

    def fields(self) -> dict[str, Any]:
        return {name: value for name in ("difficulty", "company", "round") if (value := getattr(self, name))}


NO_TAGS = Tag()


def difficulty_of(value: str) -> str:
    """Return easy, medium or hard for a word, an emoji or a number of stars; empty when it is none of them."""
    value = value.strip().strip("*_`").replace("\ufe0f", "").replace("\u200d", "").strip()
    stars = len(_STARS.findall(value))
    if stars and len(_STARS.sub("", value).strip(" ☆/5")) == 0 and not (stars == 1 and "☆" not in value and value == "⭐"):
        return (EASY, EASY, MEDIUM, HARD, HARD)[min(stars, 5) - 1] if stars != 3 else MEDIUM
    for name, words in _LEVEL:
        if words.match(value):
            return name
    word = re.match(r"[^\w\s]?\s*([A-Za-z]+|[\u4e00-\u9fff]+)", value)
    return next((name for name, words in _LEVEL if word and len(word.group(1)) > 1 and words.match(word.group(1))), "")


def _told(inside: str) -> Tag | None:
    """Read what stands in brackets, when it is nothing but a difficulty, companies or a round."""
    if level := difficulty_of(inside):
        return Tag(difficulty=level)
    rest = _ROUND.sub("", _COMPANY.sub("", _DATE.sub("", inside)))
    company, round_ = _COMPANY.search(inside), _ROUND.search(inside)
    if (company or round_) and not re.sub(r"[\s、,，/|&\-·]|面试|秋招|春招|实习|社招|校招|真题|原题|题|和|等", "", rest):
        return Tag(
            company="、".join(dict.fromkeys(found.group() for found in _COMPANY.finditer(inside))), round=round_.group() if round_ else ""
        )
    return None


def take_tags(text: str) -> tuple[str, Tag]:
    """Take difficulty, company and round in brackets or emoji off both ends of a question."""
    tag = Tag()
    while (found := _BRACKETED.match(text)) and (told := _told(found.group(1))):
        tag, text = tag.joined(told), text[found.end() :]
    while (found := _BRACKETED_END.search(text)) and (told := _told(found.group(1))):
        tag, text = tag.joined(told), text[: found.start()]
    tail = re.search(r"[\s\ufe0f\u200d👶⭐🚀🟢🟡🟠🔴🌱🐣💀🤯★☆🌟]+$", text)
    if tail and tail.group().strip():
        emoji = tail.group().replace("\ufe0f", "").replace("\u200d", "").strip()
        level = next((_EMOJI_LEVELS[c] for c in emoji if c in _EMOJI_LEVELS), "") or difficulty_of(emoji)
        tag, text = tag.joined(Tag(difficulty=level)), text[: tail.start()]
    return text, tag


def _name_of(word: str) -> str:
    return next((key for key, names in _NAME.items() if names.match(word.strip())), "")


def fields_of(text: str) -> dict[str, Any] | None:
    """Read a line such as `公司：快手` or `> **Company**: X | **Date**: Y`; None when it is no such line."""
    if len(text) > 300 or not re.search(r"[:：]", text):
        return None
    found: dict[str, Any] = {}
    parts = [part for part in _SPLIT.split(text.strip().strip("|｜")) if part.strip(" >")]
    for part in parts:
        pair = _PART.match(simplified(part))
        key = _name_of(pair.group(1)) if pair else ""
        if not pair or not key:
            return None
        value = part[pair.start(2) : pair.end(2)].strip().strip("`")
        if not _fits(key, value):
            return None
        found[key] = value
    return _normalised(found) if found else None


def _fits(key: str, value: str) -> bool:
    """Tell whether a value can be what its name says: `时间：O(n)` is no date, a sentence no company."""
    if key == "difficulty":
        return bool(difficulty_of(value))
    if key == "date":
        return bool(date_of(value)) or bool(re.fullmatch(r"\W*20\d\d\W*", value))
    if key == "id":
        return bool(re.fullmatch(r"[\w.\-/#]{1,60}", value))
    if key == "language":
        return len(value) <= 12
    return key in ("source", "tags") or not (len(value) > 80 or re.search(r"[。；;?？]", value))


def _normalised(fields: Mapping[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in fields.items():
        if key == "tags":
            result[key] = listed(value)
        elif key == "difficulty":
            result[key] = difficulty_of(str(value)) or str(value)
        elif key == "date":
            result[key] = date_of(value) or str(value)
        else:
            result[key] = value
    return {key: value for key, value in result.items() if value not in ("", [], None)}


def listed(value: Any) -> list[str]:
    """Return the entries of a list or of a text such as `[a, b]` or `a、b`."""
    if isinstance(value, (list, tuple)):
        return [str(entry).strip() for entry in value if str(entry).strip()]
    text = str(value).strip().strip("[]【】")
    return [entry for part in _LISTED.split(text) if (entry := part.strip().strip("`\"'#*").strip())]


def date_of(value: Any) -> str:
    """Return a date as 2025-08-26 or 2025-08; empty when the value holds none."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    found = _DATE.search(str(value))
    if not found:
        return ""
    year, month, day = found.groups()
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def from_headings(headings: Sequence[str]) -> dict[str, Any]:
    """Read company, round and date out of headings such as `字节跳动 一面 2024-03-05`; only where they are most of the heading."""
    told: dict[str, Any] = {}
    for heading in headings:
        found = {"company": _COMPANY.search(heading), "round": _ROUND.search(heading)}
        day = date_of(heading)
        if not (found["company"] or found["round"]) or len(heading) > 60:
            continue
        if (
            not found["round"]
            and not re.search(r"面经|面试|真题|笔试|interview|校招|社招|实习|offer", heading, re.IGNORECASE)
            and _COMPANY.sub("", heading).strip(" -_·:：")
        ):
            continue
        told |= {key: match.group() for key, match in found.items() if match}
        told |= {"date": day} if day else {}
    return told


def front_matter(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a document's metadata that hold for each of its questions."""
    told: dict[str, Any] = {}
    for key, value in metadata.items():
        name = _name_of(str(key))
        if name in ("company", "round", "date", "tags", "difficulty", "author", "language") and value not in (None, "", [], {}):
            if name == "tags" and str(key).lower() not in ("tags", "tag", "标签"):
                continue
            told[name] = value if name in ("tags", "date") else str(value)
    return _normalised(told)


def answer_link(text: str) -> str | None:
    """Return the target when a text is nothing but a link to an answer elsewhere."""
    if not text.strip() or len(text) > 600 or "![" in text or _LINK_WORDS.sub("", text):
        return None
    found = _LINK.search(text)
    return (found.group(1) or found.group(2)) if found else None
