"""What a key point is about, in words that give nothing away; the word of it that says most; and whether a text gives it away."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from interviewer import glossary
from interviewer.schema import Item
from interviewer.text import is_cjk, plain

_PIECE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.+#/][A-Za-z0-9+#]+)*|[\u3400-\u9fff]+")
_LINKS_ZH = (
    r"通过|进行|可以|能够|需要|应该|应当|因为|所以|因此|由于|如果|那么|但是|不是|而是|就是|并且|而且|或者|以及|只有|只要|只是|只能|没有|不会|不能|不再|不同|必须|"
    r"一点|一个|一种|一些|一次|一样|每个|各个|这个|那个|这些|那些|这样|它们|他们|自己|其中|其他|其它|例如|比如|包括|之间|之后|之前|以后|以前|时候|同时|然后|最后|首先|"
    r"使用|利用|采用|得到|变成|成为|作为|来自|对于|关于|根据|按照|随着|相比|越来越|更加|非常|比较|通常|一般|往往|主要|其实|从而|以便|为了|避免|保证|导致|带来|分别|"
    r"指出|说明|表明|返回|执行|支持|允许|承认|了解|询问|结合|选择|挑选|判断|检查|保留|动手|什么|怎样|怎么|如何|为何|多少|哪[些个种]|直接|完全|仍然|另外|实际|真正|真实|同一|同样|所有|有些|某些|大量|少量|少数|多数|各自|彼此|互相|相互|反复|逐渐|逐步|存在|产生|造成|提高|降低|减少|增加|出现|发生|包含|具有|影响|决定|改变|改动|达到|接近|超过|此外|认为|使得|属于|等于|取决|决定|常用|常见|适合|建议|重新|不要|[一二三四五六七八九十几两多]+[种类个次步层段]|"
    r"[出有的了着过是在和与或及而但也都就还又再才则即若如当从到对把被让使给为以于由向往比将会能可要想不没无很更最太等且个种些此该其它他她这那之所每各某并只仍既已曾来去后前时里上下中内外用做看取按先需应应约约较越]"
)
_COMPOUNDS_ZH = """
输出 导出 溢出 退出 抛出 出队 出栈 出口 出错 突出 支出 需求 过期 过时 过载 过热 使用者 最终 最近 最好 最高 最低 最佳 同类 同层 同步 同构 有限 有界 有向 私有 共有 固有 特有 有监督 有状态 有理 有符号 占有 所有权 所有者 所有制 拥有 有序性 有效性 恒等 相等 不等 集中 命中 中间 中心 中文 对比 相对 绝对 对象 对齐 对抗 对数 对角 对话 成对 时间 时序 延时 实时 时延 时钟 超时 及时 前向 后向 前馈 后端 前端 前缀 后缀 先验 后验
上下文 上游 下游 上限 下限 上界 下界 下采样 上采样 上传 下载 作用 调用 用户 复用 利用率 占用 应用 优先 内存 内积 内核 内部 内容 外推 外部 外键 会话 性能 功能 智能 能力 向量 方向
双向 单向 反向 定向 读取 提取 抽取 获取 取样 目的 不变 无关 有效 有序 无序 无损 有损 无偏 有偏 同步 共同 总和 饱和 更新 变更 最大 最小 最优 最短 最长 以太 行为 路由 自由 理由 比例 占比 正比
反比 可见 可用 可靠 可变 可信 可读 给定 就绪 还原 规则 正则 原则 即时 若干 当前 相当 约束 约定 节约 越界 去重 去噪 来源 过程 过拟合 过滤 使用率 被动 主动 到达 再现 按需 约简 都市 每秒 成为 做法
"""
_NOUN_ZH = re.compile(rf"((?:{'|'.join(_COMPOUNDS_ZH.split())}|(?!{_LINKS_ZH})[\u3400-\u9fff])+)|{_LINKS_ZH}")
"""What stands between the small words; some words hold one of these letters."""
_SLIGHT_EN_WORDS = """
a an the is are was were be been being has have had do does did can could will would should may might must to of in on at by for with
from as into onto than then that which who whose what when where why how while if because so but and or nor not no it its they them their
this these those there here also each every both between over under per without within through during before after until about once
some any all more most other another only very just one two three many much few less same such use uses used using make makes made get
gets give gives given need needs you your we our i my me keep keeps kept stay stays take takes taken only even still instead rather often
usually main different several various example otherwise mainly directly simply out off up down away back well better best good bad
complement complements depends depend means mean show shows need needed lets let goes go come comes becomes become cannot able
easily hard harder large larger small smaller high higher low lower new old first second last next long short fast slow own real
strong strongly weak exact rare similar open full free clear true false whole early earlier later huge tiny careful usual matches match words word names name
something anything everything nothing thing things way ways kind kinds part parts case cases number numbers people person work works million billion thousand hundred
"""
_SLIGHT_EN = frozenset(_SLIGHT_EN_WORDS.split())
_GENERIC = frozenset(
    ("time", "model", "models", "data", "system", "systems", "search", "value", "values", "text", "user", "users", "file", "files", "code", "answer", "answers", "training", "document", "documents", "knowledge", "query", "queries", "question", "questions", "result", "results", "output",
     "outputs", "input", "inputs", "example", "examples", "step", "steps", "size", "level", "word", "words", "token", "tokens", "language", "一定", "可能", "理解", "运行", "调用", "实现", "处理", "例子", "错误", "正确", "训练", "标准", "结果", "答案", "题目", "东西", "部分", "位置", "作用", "功能",
     "模型", "数据", "系统", "时间", "结果", "用户", "问题", "方法", "文本", "任务", "方式", "内容", "情况", "信息", "过程", "条件", "目的", "相关", "重要")
)  # fmt: skip
"""What says too little to be asked about: "what else about time?"."""
_EVERYDAY_WORDS = """
assistant assistants vector vectors coding separate server client agent agents tool tools loss gain gains cost costs rate key keys page pages
编码 前向 代价 奖励 向量 工具 并发 注意 函数 特征 样本 批次 服务 客户端
"""
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())
"""Names that, alone, are words of every other text of their field."""
_SPELT = re.compile(r"^(?=.*[A-Za-z])(?=.*(?:[A-Z].*[A-Z]|[a-z][A-Z]|\d|[-+#/]))")
"""How names are spelt: nDCG, no-store, IPv6."""
_ENDINGS_ZH = "者性率化度们式期型器"
"""What only ends a word: a piece that begins so was cut out of one."""
_WORDLIKE = 4
"""Han characters of what is more likely a word than a piece of a clause."""
_LONG = 9
"""Size of a piece that stands in a text by no accident, whatever stands around it."""
_TOGETHER = 2
"""Words that hint at a point together."""
_GROWN = 6
"""Han characters of the longest word that is made whole."""
_BESIDE_ANY = "的了着过是和与或及而但也都就又把被对从为以于由将会能可要不没无等个种些此该其它每各某并只用把中时后前"
_QUALITY = re.compile(
    r"est$|ous$|[aeiou]tic$|[iy][sz]es$|ishes$|^(?:plain|fair|total|equal|average|negative|positive|initial|single|common|ordinary|general|final|right|wrong|separate|harder|never|always|sometimes|across|least|whether|follows?|learns?|says?|seen|four|half|fewer|grow|again|times|adds|rises|equals?)$"
    r"|^(?:最[大小高低好近多少快]|更|不|没|变|像|随|越|否|得)|[了着过起]$"
)
"""How words look that say how a thing is, or what it does."""
_RUN_HAN, _RUN_WORDS = 5, 3
"""Han characters, or words, of a run that gives a point away when it stands in it and was not heard."""


def subject(point: str, question: str, said: str = "") -> str:
    """Return what a key point is about, as a thing that the question or, failing that, the candidate has named; else empty."""
    for heard in (question, f"{question}\n{said}"):
        known = {glossary.key(name): name for name in _named(heard)}
        named = [known[glossary.key(name)] for name in _named(point) if glossary.key(name) in known]
        if named := [name for name in named if name.lower() not in _GENERIC]:
            return max(named, key=_size)
    for heard in (question, said):
        mentioned = {_stem(piece): piece for piece in _pieces(heard)}
        shared = [mentioned.get(_stem(piece), piece) for piece in _pieces(point) if _stem(piece) in mentioned or _stands(piece, heard)]
        if shared := [name for name in shared if name.lower() not in _GENERIC]:
            return max(shared, key=_size)
    return ""


def _stands(piece: str, heard: str) -> bool:
    """Tell whether a piece stands in a text by no accident, whatever stands around it."""
    return _size(piece) >= _LONG and piece in heard


def _stem(word: str) -> str:
    """Return a word without the commonest English endings, so that what it costs is its cost."""
    lower = word.lower()
    return re.sub(r"(?<=[a-z]{3})(?:ing|ed|es|s|e)$", "", lower) if lower.isascii() else lower


def is_term(name: str, item: Item) -> bool:
    """Tell whether a name means one thing by itself: a known one, a tag or topic of its item, two words, or spelt as names are."""
    own = {glossary.key(str(tag)) for tag in (*item.metadata.get("tags", ()), *item.topics)}
    if name.lower() in _GENERIC or name.lower() in _EVERYDAY:
        return False
    return bool(name) and (bool(_named(name)) or glossary.key(name) in own or " " in name or bool(_SPELT.search(name)))


def shared_terms(text: str, heard: str) -> list[str]:
    """Return the known names of a text that were heard, as they were said there."""
    known = {glossary.key(name): name for name in reversed(_named(heard))}
    keys = dict.fromkeys(glossary.key(name) for name in _named(text))
    return [known[key] for key in keys if key in known and known[key].lower() not in _GENERIC | _EVERYDAY]


def tokens(text: str) -> frozenset[str]:
    """Return what two texts that speak of one thing share: known names, stems of words, pairs of Han characters of nouns."""
    found = {glossary.key(name) for name in _named(text)} | {_stem(piece) for piece in _pieces(text) if not is_cjk(piece[0])}
    for run in _PIECE.findall(plain(text)):
        found |= {one + other for noun in _NOUN_ZH.findall(run) for one, other in itertools.pairwise(noun)}
    return frozenset(found)


def key_terms(point: str, heard: str, item: Item) -> list[str]:
    """Return the word of a key point that says most and was not heard yet, or two that do together; none where no word of it does.

    A name comes first; else words to which the item's material comes back, for what is said once may be said by the way.
    """
    named = "\n".join((heard, *item.topics[:1]))
    names = [name for name in _new_names(point, named) if name.lower() not in _GENERIC | _EVERYDAY]
    fresh = list(dict.fromkeys(_new_pieces(point, heard)))
    is_han = any(map(is_cjk, point))
    if spelt := names or [piece for piece in fresh if is_term(piece, item) or (is_han and piece.isascii())]:
        return [max(spelt, key=_size)]
    others = "\n".join((*(one.text for one in item.key_points if one.text != point), *(one.text for one in item.references)))
    material = others.replace(point, " ").lower()
    words = [grown for word in fresh if _is_noun(word, point) and (grown := _grown(word, point, material))]
    best = sorted([word for word in words if word.lower() in material] or words, key=_size)
    whole = [word for word in best if not any(word != other and word in other for other in best)]
    return sorted(whole[-_TOGETHER:], key=point.find)


def _grown(word: str, point: str, material: str) -> str:
    """Return a Chinese word with what stands beside it wherever it stands, for it may be cut out of a longer one; empty where that is too long."""
    while is_cjk(word[0]) and len(word) <= _GROWN:
        places = [(text, at.start(), at.end()) for text in (point, material) for at in re.finditer(re.escape(word), text)]
        before = _same([text[start - 1 : start] for text, start, _ in places])
        after = _same([text[end : end + 1] for text, _, end in places])
        if not before + after:
            return word
        word = f"{before}{word}{after}"
    return "" if is_cjk(word[0]) else word


def _same(beside: Sequence[str]) -> str:
    """Return the one Han character that stands beside a word each time, unless it is one that stands beside any word."""
    one = beside[0] if len(beside) > 1 and len(set(beside)) == 1 else ""
    return one if one and is_cjk(one) and one not in _BESIDE_ANY else ""


def _is_noun(word: str, point: str) -> bool:
    """Tell whether a word may name a thing, as far as its looks and its place tell."""
    if word.lower() in _GENERIC | _EVERYDAY or (is_cjk(word[0]) and len(word) > _WORDLIKE):
        return False
    return not _is_verb(word, point) and not _QUALITY.search(word.lower()) and (is_cjk(word[0]) or not point.startswith(word))


def _is_verb(name: str, point: str) -> bool:
    """Tell whether an English word stands where a verb does."""
    if not name.isascii():
        return False
    after_to = rf"\b(?:that|which|who|to|can|will|must|may|should|not|never|cannot|it|they|only) {re.escape(name)}\b"
    before_the = rf"\b{re.escape(name)}(?<=s) (?:the|an?|its|their|both|whether|how)\b"
    return name.lower().endswith("ing") or bool(re.search(f"{after_to}|{before_the}", point, re.IGNORECASE))


def gives_away(text: str, points: Iterable[str], heard: str) -> bool:
    """Tell whether a text names something, or says a run of words, that stands in one of these key points and was not heard yet."""
    lower = text.lower()
    for point in points:
        if any(name.lower() in lower for names in (_new_names(point, heard), _new_pieces(point, heard)) for name in names):
            return True
        if any(run in "".join(lower.split()) for run in _runs(point) if run not in "".join(heard.lower().split())):
            return True
    return False


def _new_names(point: str, heard: str) -> list[str]:
    known = {glossary.key(name) for name in _named(heard)}
    stems = {_stem(piece) for piece in _pieces(heard)}
    named = (name for name in _named(point) if glossary.key(name) not in known and _stem(name) not in stems)
    return [name for name in named if name.lower() not in heard.lower()]


def _new_pieces(point: str, heard: str) -> list[str]:
    stems = {_stem(piece) for piece in _pieces(heard)}
    return [piece for piece in _pieces(point) if piece.lower() not in heard.lower() and _stem(piece) not in stems]


def _runs(point: str) -> Iterator[str]:
    """Yield the runs of a point that are long enough to give it away, without spaces."""
    for run in re.findall(r"[\u3400-\u9fff]+", point):
        yield from (run[at : at + _RUN_HAN] for at in range(len(run) - _RUN_HAN + 1))
    words: Sequence[str] = re.findall(r"[a-z0-9]+", point.lower())
    if len(words) > _RUN_WORDS and not any(map(is_cjk, point)):
        yield from ("".join(words[at : at + _RUN_WORDS]) for at in range(len(words) - _RUN_WORDS + 1))


def _named(text: str) -> list[str]:
    """Return the known names in a text, as it writes them."""
    return [text[term.start : term.end] for term in glossary.found(text) if text[term.start - 1 : term.start] not in ("@", "^")]


def _pieces(text: str) -> Iterator[str]:
    """Yield what may be a noun: Latin words that say something, and runs of 2 to 5 Han characters between the small words."""
    for run in _PIECE.findall(plain(text)):
        if is_cjk(run[0]):
            yield from (noun for noun in _NOUN_ZH.findall(run) if 2 <= len(noun) <= 5 and noun[0] not in _ENDINGS_ZH)
        elif len(run) > 3 and run.lower() not in _SLIGHT_EN and not run.lower().endswith(("ly", "ed")):
            yield run


def noun_starts(text: str) -> list[int]:
    """Return where a Chinese noun begins after one of the small words, so that what stands before reads as far as it goes."""
    found = list(_NOUN_ZH.finditer(text))
    return [noun.start() for link, noun in itertools.pairwise(found) if noun[1] and not link[1] and link.end() == noun.start()]


def _size(name: str) -> int:
    """Return how much a name says, by its letters; a Han character counts three."""
    return sum(3 if is_cjk(c) else 1 for c in name)
