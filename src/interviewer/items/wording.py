"""What a line of notes says: its numbering, whether it asks something, and its words without markup."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from interviewer.text import is_cjk


class Asks(IntEnum):
    """How surely a text asks something of the reader."""

    NO = 0
    TOPIC = 1
    """A phrase that notes use for a question: "TCP 和 UDP 的区别", "Design a cache"."""
    LIKELY = 2
    """It has the words of a question or of a request."""
    SURELY = 3
    """It has a question mark, or speaks to the one who is asked."""


# ---------------------------------------------------------------- numbering

_CN = "一二三四五六七八九十百零"
_NUMBERS: tuple[tuple[str, str], ...] = (
    (
        "q",
        r"(?:(?:Q|No\.?|Question|Problem|Ques|Exercise|Item|问题?|题目?|面试题|习题|练习题?|思考题?|追问点?|考点|例题?|第(?!\s*\d+\s*[章节讲课篇天周期步次卷轮回集部季版页层行列]))[\s.\-_#]*(\d{1,4}(?:\.\d{1,3})*)\s*(?:题|问|道题?)?(?:\s*[.:：、)）,，\]】\-—–]+\s*|\s+|$))",
    ),
    ("q", rf"(?:(?:第(?=\s*[{_CN}]{{1,4}}\s*[题问道])|问题?|题目?)\s*([{_CN}]{{1,4}})\s*(?:题|问|道题?)?\s*(?:[.:：、)）,，]\s*|\s+|$))"),
    ("dotted", r"((?:\d{1,3}\s?\.\s?)+\d{1,3})(?:\s*[.:：、)）]\s*|\s+|(?=[^\d\s.,%\w])|(?=[\u3400-\u9fff]))"),
    ("dotted", r"(\d{1,3}(?:-\d{1,3})+)(?:\s*[.:：、)）]\s*|\s+)"),
    ("plain", r"(\d{1,4})\s*(?:[、)）：:]|\\?[.．](?!\d)|[,，](?=\D))\s*"),
    ("brackets", r"[(（【\[〔](\d{1,4})[)）】\]〕]\s*[.、:：]?\s*"),
    ("cn", rf"([{_CN}]{{1,4}})\s*[、.．)）:：]\s*"),
    ("cn", rf"[(（]([{_CN}]{{1,4}})[)）]\s*[、.]?\s*"),
    ("space", r"(\d{1,3})\s+(?:[*•]\s+)?(?=\S)"),
    ("circled", r"([\u2460-\u2473\u2776-\u277f])\s*"),
    ("keycap", r"(\d)\ufe0f?\u20e3\s*"),
    ("letter", r"([A-Za-z])[.、)）]\s+"),
    ("roman", r"([IVX]{1,5}|[ivx]{1,5})[.、)）]\s+"),
)
_PATTERNS = tuple((style, re.compile(rf"^[\s#*_\\]*{pattern}", re.IGNORECASE if style == "q" else 0)) for style, pattern in _NUMBERS)
_LABEL_Q = re.compile(
    r"^[\s*_>\[【(（]*(?:Q(?:uestion|ues)?|问题?|题目?|题干|提问|面试官(?:问|提问)?|面试题|考题|Interviewer(?:\s+asks)?|Interview\s+question|🙋|❓)\s*(?:[*_\]】)）]*\s*[:：.、]|[\]】](?!\())\s*[*_]*\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    style: str
    """q, dotted, plain, brackets, cn, space, circled, keycap, letter or roman."""
    values: tuple[int, ...]


def _cn_value(text: str) -> int:
    digits = {c: n for n, c in enumerate("零一二三四五六七八九")}
    if "十" in text:
        tens, _, ones = text.rpartition("十")
        return 10 * (digits.get(tens[-1:], 1) if tens else 1) + digits.get(ones, 0)
    return digits.get(text[-1:], 0)


def _values(style: str, text: str) -> tuple[int, ...]:
    if style == "cn" or (style == "q" and not text.isascii()):
        return (_cn_value(text),)
    if style in ("circled", "letter", "roman"):
        return (ord(text[0].lower()) - (96 if style != "circled" else 0x245F),)
    return tuple(int(part) for part in re.findall(r"\d+", text))


@lru_cache(maxsize=8192)
def numbering(text: str) -> tuple[Number | None, str]:
    """Split a text into its leading number, if it has one, and the rest."""
    plain = simplified(text)
    for style, pattern in _PATTERNS:
        found = pattern.match(plain)
        if found and not (style == "space" and _counts(text[found.end() :])):
            return Number(style, _values(style, found.group(1))), text[found.end() :]
    return None, text


def _counts(rest: str) -> bool:
    """Tell whether a number before these words is a quantity ("3 种方式", "2 ways") rather than numbering."""
    return bool(
        re.match(
            r"(?:[种个次层位条类点步大倍万亿千百年月日天秒分%+*/=<>×-]|(?:ways|things|types|years?|steps|must|best|top|tips|common|most)\b)",
            rest,
            re.IGNORECASE,
        )
    )


def labelled(text: str) -> tuple[bool, str]:
    """Strip a question label such as `Q:` or `题目：`; tell whether there was one."""
    found = _LABEL_Q.match(simplified(text))
    return (True, text[found.end() :]) if found else (False, text)


# ---------------------------------------------------------------- asking

_NOISE = re.compile(r"`[^`]*`|https?://[^\s)）]+|\$[^$\n]+\$|“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"\n]*\"")
_ZH_SURE = re.compile(
    r"^(?:请(?:你|问|简|详|描|说|谈|列|罗列|解|介|写|实现|设计|分析|比较|对比|给出|举|用|阐|画|思考|解释)|(?:简单|大致|大概|详细|具体|简要)?(?:说说|说一说|说一下|说下|说明一下|谈谈|谈一谈|谈一下|谈下|讲讲|讲一讲|讲一下|讲下|聊聊|聊一聊|聊一下|介绍一下|介绍下|解释一下|解释下|描述一下|描述下|分析一下|对比一下|简述|阐述|概述|论述|试述|列举|手写|手撕|写一下|写一个|写个|写出|实现一个|实现一下|设计一个|如何评价)"
    r"|(?:你|您)(?:们)?(?:了解|知道(?!的)|对|怎么|如何|有|会|用|觉得|认为|能|是|在|遇到|做|为什么|平时|项目|还|都|可以|期待|自己))"
)
_ZH_LIKELY = re.compile(
    r"什么|为啥|为何|如何|怎么|怎样|咋|哪些|哪个|哪种|哪几|哪里|哪一|哪俩|哪两|几种|几个|多少|是否|有没有|能不能|可不可以|会不会|能否|可否|是不是|有啥|啥是|是啥|有何|何时|何为|何谓|吗$|呢$|么$"
    r"|(?:介绍|描述|说明|解释|讲解?|说|聊|谈)一?下$|^(?:介绍|描述|解释|列举|手写|手撕|写出|说出|举例|谈|简单介绍)|的?(?:区别|异同|不同|差异|区别和联系|区别与联系)$"
)
_ZH_TOPIC = re.compile(
    r"(?:原理|机制|流程|作用|优缺点|优点|缺点|优劣|特点|特性|场景|方法|方式|过程|理解|实现|关系|联系|思路|步骤|策略|问题|用法|意义|目的|原因|好处|本质|介绍|简介|解决|优化|分类|类型|结构|算法|模型|要点|选择|对比|比较|取舍|简述|vs\.?\s*\S+)[)）]?$|^(?:对比|比较|分析|讲|试|求|设计|给定|假设|已知|实现|了解|理解|掌握|使用|用)"
    r"|\bvs\b|和.{1,30}区别|与.{1,30}区别",
    re.IGNORECASE,
)
_EN_WH = re.compile(
    r"^(?:so |and |but |then |ok,? )?(?:what|what's|whats|what’s|why|how|when|where|which|who|whose|whom|in (?:what|which)|for what|at what|to what|on what)\b",
    re.IGNORECASE,
)
_EN_AUX = re.compile(r"^(?:is|are|was|were|does|do|did|can|could|should|would|will|have|has|may|might)\b", re.IGNORECASE)
_EN_SURE = re.compile(
    r"^(?:please |briefly |shortly |try to )?(?:explain|describe|discuss|compare|define|differentiate|distinguish|elaborate|contrast|tell (?:me|us|about)|walk (?:me|us)|talk (?:me )?(?:about|through)|give (?:an? |some )?(?:examples?|overview)|what do you|mention|enumerate|difference between|true or false|have you|do you|can you|could you|would you|how would you|summari[sz]e)\b",
    re.IGNORECASE,
)
_EN_TOPIC = re.compile(
    r"^(?:list|name|give|write|implement|design|find|given|suppose|imagine|calculate|compute|derive|prove|show|demonstrate|identify|select|choose|fill|state|outline|estimate|reverse|check|count|sort|merge|detect|determine|return|convert|predict|draw|walk through|recommend|you (?:are|have|need|want|would)|let's|let’s|say (?:we|you|that)|in (?:the|a|an) )\b|\bvs\.?\b|\bversus\b|\bdifferences? between\b|\bpros and cons\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\s*[（(][^()（）]{0,8}\d\s*分[^()（）]{0,8}[)）]$")
"""The marks that an examination gives for an answer."""
_MARK = re.compile(r"[?？](?:[\s)）\]】}\"”’'*_~`。.!！]|[^\w\s])*(?:$|[(（\[【])")

_BLANK = re.compile(
    r"(?<=\w)\s*(?:（\s*）|\(\s+\)|(?<=[\u4e00-\u9fff])\s*\(\))[。.？?]?\s*$|(?<![\w*])_{3,}(?![\w*])|(?<=[\u4e00-\u9fff\s])_{2,}(?=\s|[\u3000-\u303f\uff00-\uffef]|[\u4e00-\u9fff]|$)"
)
"""What is left open for the one who is asked to fill in."""


_TRADITIONAL = str.maketrans(
    "試題問說談講麼為樣區別異釋請紹實現設計較對優點關係機處場過應種個幾嗎誰還這會與庫錄總結簡參資鏈誤錯見經驗層級難標籤類輪時間學習導讀寫後練測檢複當給據裡際條術語議網絡業務數變換讓選擇運終環節從舉證論評歷職崗輸產勢歸納該發傳統單雙圖畫勵",
    "试题问说谈讲么为样区别异释请绍实现设计较对优点关系机处场过应种个几吗谁还这会与库录总结简参资链误错见经验层级难标签类轮时间学习导读写后练测检复当给据里际条术语议网络业务数变换让选择运终环节从举证论评历职岗输产势归纳该发传统单双图画励",
)


@lru_cache(maxsize=8192)  # a line is looked at by many rules
def simplified(text: str) -> str:
    """Return the text with the traditional characters of question words in their simplified form, place by place."""
    return text if text.isascii() else text.translate(_TRADITIONAL)


@lru_cache(maxsize=8192)
def asks(text: str) -> Asks:
    """Judge how surely a text, without its numbering, asks something."""
    words = " ".join(_NOISE.sub(" x ", simplified(text)).split()).strip(" *_.。:：!！-—")
    words = _MARKS.sub("", words)
    if not words or is_part(words):
        return Asks.NO
    if len(text) <= 400 and _BLANK.search(_NOISE.sub(" x ", text)):
        return Asks.LIKELY
    if _MARK.search(words) or (len(text) <= 160 and re.search(r"[?？][^?？]{0,60}$", words)):
        return Asks.SURELY
    if len(words) > 400:
        return Asks.NO
    if _ZH_SURE.match(words) or _EN_SURE.match(words):
        return Asks.SURELY
    zh = sum(map(is_cjk, words[:60])) >= 2
    if (_ZH_LIKELY.search(words) and len(words) <= 120 and not _is_statement(words)) if zh else _EN_WH.match(words):
        return Asks.LIKELY
    if (_ZH_TOPIC.search(words) and len(words) <= 60) or _EN_TOPIC.search(words):
        return Asks.TOPIC
    if not zh and _EN_AUX.match(words) and len(words) <= 200:
        return Asks.TOPIC
    return Asks.NO


_TERM = re.compile(r"^[^：:，。]{1,24}[：:]\s*(\S.{14,})$")


def _is_statement(words: str) -> bool:
    """Tell a description ("端口号：表示报文来自哪里") and running prose from a question without a question mark."""
    if re.search(r"[。；;]\s*[^\s\W]", words):
        return True
    found = _TERM.match(words)
    return found is not None and not re.match(
        r"(?:如何|怎么|怎样|为什么|为何|什么|哪|请|说|谈|讲|介绍|简述|实现|设计|写|给)", found.group(1)
    )


# ---------------------------------------------------------------- cleaning

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
_TAG = re.compile(
    r"</?(?:details|summary|b|br|p|img|a|span|div|strong|em|i|u|sub|sup|center|font|mark|small|big|h[1-6]|li|ul|ol|blockquote|section|kbd|code|hr)\b[^<>]*>|<!--.*?-->",
    re.IGNORECASE,
)
_CODE_TAG = re.compile(r"<code>(.*?)</code>", re.IGNORECASE | re.DOTALL)
_KEEP = re.compile(r"(`+[^`]*`+|\$\$[^$]+\$\$|\$[^$\n]+\$|\\\\?\(.*?\\\\?\))")
_STARS = r"\*\*|~~|==(?=[^\s=][^=]*[^\s=]==)|(?<=[^\s=])==(?=\s|$|[，。？！])"
_STRONG = re.compile(rf"(?<!\w)__(?=\S)|(?<=\S)__(?!\w)|{_STARS}")
_STRONG_BUT_LINES = re.compile(_STARS)
"""Without underscores: one that has no other to its pair is a blank to fill in."""
_EMPHASIS = re.compile(r"(?<![\w*\\])[*](?=\S)([^*\n]+?)(?<=[^\s\\])[*](?![\w*])|(?<![\w_\\])_(?=\S)([^_\n]+?)(?<=[^\s\\])_(?![\w_])")
_ANCHOR = re.compile(r"\s*\{#[^}]*\}\s*$|\{:[^}]*\}")
_ENTITIES = {
    "&nbsp;": " ",
    "&#x20;": " ",
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "&",
    "&quot;": '"',
    "&#39;": "'",
    "&emsp;": " ",
    "&ensp;": " ",
}
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!&<>|~])")


def is_emoji(character: str) -> bool:
    code = ord(character)
    return (
        0x1F000 <= code <= 0x1FAFF
        or 0x2600 <= code <= 0x27BF
        or code in (0x200D, 0xFE0F, 0x20E3, 0x2B50, 0x2B55, 0x25CF, 0x25CB, 0x2605, 0x2606, 0x23F3, 0x231A)
        or 0x2B00 <= code <= 0x2BFF
        or (0x2190 <= code <= 0x21FF and unicodedata.category(character) == "So")
    )


def strip_emoji(text: str) -> str:
    """Drop emoji at both ends of a text."""
    start, end = 0, len(text)
    while start < end and (is_emoji(text[start]) or text[start].isspace()):
        start += 1
    while end > start and (is_emoji(text[end - 1]) or text[end - 1].isspace()):
        end -= 1
    return text[start:end]


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Return one line of a question or heading without markup; code and formulas stay as they are."""
    if any(mark in text for mark in ("<", "&")):
        text = _CODE_TAG.sub(lambda found: f"`{found.group(1)}`", text)
    strong = _STRONG_BUT_LINES if text.count("__") % 2 else _STRONG
    parts = _KEEP.split(unlinked(text))
    for at in range(0, len(parts), 2):
        part = _EMPHASIS.sub(lambda found: found.group(1) or found.group(2), strong.sub("", _TAG.sub(" ", parts[at])))
        for entity, character in _ENTITIES.items():
            part = part.replace(entity, character)
        parts[at] = _ESCAPE.sub(r"\1", part)
    joined = " ".join(_ANCHOR.sub("", "".join(parts)).split()).rstrip("\\")
    return strip_emoji(joined.strip())


def unlinked(text: str) -> str:
    """Return a text without images and with the words of its links in their place."""
    return _LINK.sub(r"\1", _IMAGE.sub(" ", text))


# ---------------------------------------------------------------- generic words

_GENERIC = re.compile(
    r"^(?:目\s*录|内容导航|导航|大纲|前\s*言|序言?|引言|引入|背景|导读|写在(?:前面|最后|开头)|简介|概述|概览|总\s*览|总\s*结|小\s*结|结语|结论|尾声|最后|后记|附录|更新|"
    r"关于(?:我|作者|本文|本仓库|本项目)?|作者.{0,4}|联系(?:我|我们|方式)|公众号|交流群?|声明|贡献.{0,4}|其[他它](?!.*(?:什么|哪|如何|怎))[^？?]{0,6}|杂项|综合|补充|备注|说明|使用说明|历史题目.*|"
    r"(?:常见|经典|高频|核心|重点|基础|大厂)?(?:面试)?(?:问题|题目|题|试题|真题|问答|八股文?)(?:汇总|集锦|集|大全|整理|列表|精选|解答|与答案|及答案|和答案)?|(?:单项?|多项?|不定项)?选择题?|(?:问答|简答|简述|填空|编程|判断|论述|计算|算法|设计|附加|单选|多选|主观|客观|程序|代码|智力|综合|开放)题|名词解释|面试|面经|笔记|学习笔记|q\s*&\s*a|qa|f\.?a\.?q\.?s?|"
    r"(?:interview |general |study |pro )?tips(?: (?:and|&) tricks)?|(?:table of )?contents?|toc|index|introduction|overview|preface|foreword|summary|conclusions?|read more|contribut(?:e|ing|ors?)|about(?: me| us)?|appendix|links|useful links|notes?|misc(?:ellaneous)?|others?|general|basics?|"
    r"(?:(?:common|frequently asked|top|basic|advanced|technical|theoretical)\s+)*(?:interview\s+)?(?:questions?|answers?|questions?\s*(?:and|&|/)\s*answers?|q\s*(?:and|&)\s*a)|interviews?|readme|untitled|home|support|star history|disclaimer|prerequisites?|exercises?|related.{0,12}|what's next|any questions|more|end)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"^(?:to[- ]?do'?s?(?:[- ]?(?:list|items?))?|fixmes?|tbd|tba|work in progress|reminders?|(?:reading|watch) list|(?:action|open) items|bibliography|works cited|references?|resources?|(?:further|recommended) reading|"
    r"change[- ]?logs?|release notes|(?:revision|version|edit|change) history|credits?|acknowledge?ments?|licen[sc]e|"
    r"待\s*办(?:事项|清单|列表|任务)?|待(?:补充?|完善|更新|整理|续|填坑?|学习?|复习|看|读|解决)(?:的?(?:内容|问题|题目?|事项|知识点?|清单|列表))?|(?:学习|复习|阅读|更新)计划|书单|阅读清单|提醒|草稿|未完(?:成|待续)|"
    r"参考.{0,6}|引用(?:来源|文献|资料)|相关(?:链接|资料|文章|阅读|推荐).{0,4}|(?:延伸|扩展|推荐)阅读|(?:更新|变更|修订|修改|版本)(?:日志|记录|历史|说明)|致谢|鸣谢|版权.{0,4}|许可.{0,4})$",
    re.IGNORECASE,
)
"""What somebody notes down for themselves, where it comes from, and what became of it: no part of what is to be learnt."""
_ANSWER_WORD = (
    r"(?:(?:应聘者|候选人|求职者|面试者|你|我)(?:[（(]\w{1,4}[)）])?的?|参考|标准|推荐|示例|正确|满分|简要|详细|完整|我的|面试|一句话|核心|口语|快速|简短|高分|优秀|问题|题目)*(?:答案|回答|解答|解析|速答|简答|答题|答案解析|答案与解析|题目?解析|题目?剖析|试题解析|剖析|答|作答)(?:要点|思路|示例|参考|模板|框架)?|分析|思路|解题思路|解法|题解|解题|说明|参考(?:代码|实现)|(?:怎么|如何)(?:回?答|作答)|"
    r"(?:(?:(?:candidate|interviewee|applicant)(?:'s|’s)?|sample|suggested|reference|model|correct|expected|short|quick|brief|one[- ]line|full|in-depth|possible|detailed|ideal|strong|good|great|excellent|recommended|(?:senior|junior|staff|expert)(?:[- ]level)?|spoken|the) )*(?:answers?|ans|solutions?|explanations?|responses?)(?:\s*(?:key|guide|outline|notes|sheet|points|&\s*explanation|and explanation))?"
)
_ANSWER_HEAD = re.compile(
    rf"^(?:点击|查看|展开|点我|显示|show|view|see|click|reveal|toggle|expand|check|get|full|the|here|to|for|me|my|\s|👉|▶|💡|✅|📖|\W)*(?:{_ANSWER_WORD})(?:\s*(?:\d+|[:：]|here|展开|点击|查看|\W))*(?:(?<=[:：\s])[A-H](?:[,，、\s]*[A-H])*)?$",
    re.IGNORECASE,
)
_WAY = re.compile(r"^\W*(?:分析|解析|思路|解题思路|解题|说明|explanations?)(?![与和])", re.IGNORECASE)
_ANSWER_LABEL = re.compile(
    rf"^[\s>*_#\[【(（<b>💡✅📝-]*(?:{_ANSWER_WORD}|A(?:ns)?(?=\s*\d*\s*[*_]*\s*[:：.．、])|候选人|应聘者|求职者|面试者|Candidate|Interviewee)\s*\d*\s*(?:[*_\]】)）]*\s*(?:</b>|</strong>)?\s*[:：]|[\]】](?!\())\s*[*_]*(?:</b>|</strong>)?\s*",
    re.IGNORECASE,
)


_COLLECTION = re.compile(
    r"^(?!.*[?？])(?:[^?？]{0,60}(?:interview )?questions?(?: (?:and|&|with) answers?)?|[^?？]{0,30}(?:面试|笔试|常见|高频|经典)(?:问题|题目?|真题|题库)(?:汇总|集锦|大全|整理|精选|总结|合集|集)?|.{0,20}篇)\s*(?:[(（].*[)）])?$",
    re.IGNORECASE,
)


def is_generic(text: str) -> bool:
    """Tell whether a heading names a part of the file, or a collection of questions, rather than a question."""
    return names_nothing(text) or (asks(text) < Asks.LIKELY and bool(_COLLECTION.match(strip_emoji(simplified(text)).strip(" :：."))))


_OF_FILE = re.compile(
    r"^(?:where (?:are|is) (?:the|my) (?:answers?|solutions?)|(?:how (?:to|do i|can i|should i|do you|can you)|why|what(?:'s| is)|who is|where|when)\b.{0,30}\b(?:this|the) (?:repo(?:sitory)?|list|guide|book|project|document|page|course|collection)\b"
    r"|why .{0,12}\bthis .{0,20}(?:answers?|works?)|what(?:'|’)?s (?:more|next|inside|included)|how (?:to|do i|can i|can you) contribute|.{0,12}(?:本|这个|这份|该)(?:仓库|项目|文档|文章|系列|书|清单|教程|文).{0,16})\W*$",
    re.IGNORECASE,
)


_OF_IT = re.compile(
    r"^(?:what(?:'s| is)|why(?: (?:use|do|is|bother with))?|how (?:to|do (?:i|you)|does|can i)(?: use| read| run| work with)?|when to use|who(?:'s| is)) (?:it|this|that)(?: (?:work|for|about))?\W*$",
    re.IGNORECASE,
)


def asks_of_what_is_above(heading: str) -> bool:
    """Tell whether a heading has no subject of its own: "What is it?", "How does it work"."""
    return bool(_OF_IT.match(strip_emoji(heading).strip()))


def asks_of_file(text: str) -> bool:
    """Tell whether a heading asks about the file itself: "Where are the answers?"."""
    return bool(_OF_FILE.match(strip_emoji(simplified(text)).strip()))


_END = re.compile(
    r"^(?:写在)?(?:最后|结语|后记|致谢|鸣谢|声明|联系(?:我|我们|方式)|关于(?:我|作者)|(?:about me|credits?|acknowledge?ments?|contact|support))$",
    re.IGNORECASE,
)


def names_end(text: str) -> bool:
    """Tell whether a heading says that only farewells follow."""
    return bool(_END.match(strip_emoji(simplified(text)).strip(" :：.。!！-—#*()（）")))


def names_nothing(text: str) -> bool:
    """Tell whether a heading names a part of the file and no subject."""
    return bool(_GENERIC.match(_heading(text))) or is_aside(text)


def is_aside(text: str) -> bool:
    """Tell whether a heading stands over notes to oneself, sources or a history of the file: "TODO", "References", 待办."""
    return bool(_BESIDE.match(_heading(text)))


def _heading(text: str) -> str:
    return strip_emoji(simplified(text)).strip(" :：.。!！-—#*()（）[]【】")


_PART = re.compile(
    r"^(?:核心|基本|主要|关键|相关|重要)*(?:概念|定义|原理|特点|特性|优点|缺点|优缺点|优势|劣势|步骤|流程|示例|例子|举例|场景|应用|应用场景|使用场景|适用场景|注意|注意事项|注意点|总结|小结|结论|背景|实现|代码|代码实现|代码示例|示例代码|实现代码|实现方式|实现步骤|实现思路|复杂度|复杂度分析|时间复杂度|空间复杂度|用法|使用方法|语法|效果|结果|输出|输入|作用|意义|目的|区别|对比|解释|说明|解决方案|解决方法|优化|优化方案|最佳实践|工作原理|工作流程|底层原理|要点|关键点|难点|常见问题|扩展|拓展|补充|一句话总结)+$|"
    r"^(?:(?:core|key|main|basic|important|common|typical|real[- ]world|practical|the|code|time|space)\s+)*(?:definitions?|concepts?|features?|characteristics|advantages?|disadvantages?|pros(?: (?:and|&) cons)?|cons|benefits?|limitations?|drawbacks?|examples?|how it works|use cases?|when to use(?: it)?|why it matters|steps?|summary|takeaways?|syntax|implementations?|complexity(?: analysis)?|output|input|usage|notes?|best practices|trade-?offs?|explanation|approach(?:es)?|intuition|algorithm|code|comparison|differences?|purpose|points?|problem(?: statement)?|constraints?|scenario|context|background|follow[- ]?ups?)$",
    re.IGNORECASE,
)


def is_part(text: str) -> bool:
    """Tell whether a heading names a usual part of an answer: definition, example, advantages, ..."""
    return bool(_PART.match(strip_emoji(simplified(text)).strip(" :：.。*_()（）")))


_FOLD = re.compile(r"^\s*(?:\?\?\?\+?|!!!|:{3,})\s*\w+\s*\"?")
_ASIDE = re.compile(r"\s*[(（][^()（）]{0,30}[)）]\s*$")
_QUESTION_HEAD = re.compile(
    r"^(?:面试)?(?:题目|问题|题干|原题|题|提问|问)(?:描述|内容|陈述|简述)?$|^(?:the )?(?:interview )?(?:question|problem)(?: statement| description)?$",
    re.IGNORECASE,
)


def is_question_head(text: str) -> bool:
    """Tell whether a heading only says that a question follows."""
    return bool(_QUESTION_HEAD.match(_ASIDE.sub("", simplified(clean(text))).strip(" :：")))


_SOLUTION = re.compile(
    r"^(?:(?:解法|题解|solution)\s*(?:[一二三四五六七八九十]|\d)?\s*(?:$|[-–—:：.、]\s*\S.{0,40}$)|(?:方法|approach)\s*(?:[一二三四五六七八九十]|\d)\s*(?:$|[-–—:：.、]\s*\S.{0,40}$))",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def is_answer_head(text: str) -> bool:
    """Tell whether a line or heading only says that an answer follows."""
    stripped = _ASIDE.sub("", simplified(clean(_FOLD.sub("", text)))).strip()
    return len(stripped) <= 40 and bool(_ANSWER_HEAD.match(stripped) or _SOLUTION.match(numbering(stripped)[1]))


def opens_answer(text: str) -> bool:
    """Tell whether a heading says that an answer follows, and is none that articles use as well ("分析", "Explanation")."""
    return is_answer_head(text) and not _WAY.match(simplified(strip_emoji(clean(text))))


_SHOWS = re.compile(
    r"^(?:(?:click|tap|press|here|to|show|view|see|reveal|toggle|expand|unfold|open|me|it|more|details?|this|点击|点我|点开|展开|查看|显示|折叠|收起|详情|更多|我|一下)\W*)+$",
    re.IGNORECASE,
)


def shows_answer(fold: str) -> bool:
    """Tell whether the title of a fold says no more than that an answer is inside: `Answer`, `show`, `点击展开`."""
    return opens_answer(fold) or bool(_SHOWS.match(simplified(strip_emoji(clean(fold))).strip(" :：.。!！-—>▶👉")))


def answer_label(text: str) -> int:
    """Return the length of a leading answer label such as `答案：` or `**Answer:**`, 0 without one."""
    found = _ANSWER_LABEL.match(simplified(text))
    return found.end() if found else 0


def plain_answer_label(text: str) -> int:
    """Return the length of a leading label that is no word of the answer itself, as `思路：` would be; 0 without one."""
    length = answer_label(text)
    return 0 if _WAY.match(simplified(text[:length])) else length
