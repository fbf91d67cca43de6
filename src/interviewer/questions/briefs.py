"""What a job description or a résumé asks for, and which questions to ask for it.

A posting is a list of lines, and a line often a list of things ("Python, PyTorch, LoRA"). The first thing of every line comes before the
second of any, so that a short session touches on every line; what is only nice to have stands back by two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interviewer.questions.people import OF_PEOPLE, alone, stands_back
from interviewer.questions.postings import lines
from interviewer.questions.sections import is_boilerplate, size
from interviewer.schema import Frozen, Item
from interviewer.text import is_cjk, normalise

MOST_NEEDS = 40
_ENOUGH = 5
"""Technical needs from which on a text says enough of the work itself."""
_LONGEST_QUERY, _MOST_ROWS = 300, 5
"""Characters beyond which, and rows from which on, free text is a job description or a résumé, and no topic."""
_STANDS_BACK = 2
_SHORT = 4
"""Words, or twice as many Han characters, up to which what stands beside an "and" is a thing of its own."""


_EDGES = re.compile(r"^[\W_的]+|[^\w+#)）%]+$|的$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = 4
"""Names in a row, with nothing between them, from which they are a list."""
_LONG = 24
"""Words beyond which a text that no mark divides is cut all the same."""


_COMMA = re.compile(
    r"[、，,;；|。]|\s[/–—-]\s"
    # a slash between words, but not in CI/CD, TCP/IP and HTTP/2
    r"|(?<=[\u4e00-\u9fff])/(?=[\u4e00-\u9fff])|(?<=\w{3})/(?=[^\W\d]\w)(?!IP\b)|(?<=\w{2})/(?=[^\W\d]\w\w)"
)
_AND = re.compile(r"\s(?:and|or|as well as|plus)\s|以及|(?<=[\u4e00-\u9fff\w)）\s])[和与及或](?=[\u4e00-\u9fff\w\s])")
_BRACKETS = re.compile(r"[（(]([^()（）]{1,120})[)）]")
_WITHIN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])\s*[（(][^()（）]{1,120}[)）]\s*(?=[\u4e00-\u9fff])")
_SHARED = re.compile(r"\s(?:of|for|in|to)\s")
_LEAD_ZH = re.compile(
    r"^(?:并且|希望你?|你(?:将|会|需要)?|我们(?:正?在做|是)?|能够|可以|必须|需要|具备|具有|拥有|较强的|良好的?|扎实的?|丰富的?|深入|深刻|熟练|熟悉|掌握|精通|了解|理解|运用|使用|通过|基于|(?:负责|参与|主导|独立|承担|完成|从事|进行|带领|推动|做|用)过"
    r"|负责|参与|主导|独立|承担|完成|从事|进行|带领|推动|招聘?|主要|持续|不断|(?:包括但)?不限于|包括|例如|比如|至少|一种|任一|其中|以下|一定的?|相关|主流|常[见用]的?|公司|团队|核心|业务|同时"
    # in front of Han, these may begin a word: 对齐, 应用层, 会话
    r"|有(?![序向状限效损监害])|能(?![力耗效量])|做(?!市)|懂|会用|(?:并|且|须|需|应|要|会|用|如|及|和|与|对|以|或|的|在)(?![\u4e00-\u9fff])|(?:并|需|要|会)(?=熟|掌|使|了|负|参|独))\s*"
)
_TAIL_ZH = re.compile(
    r"(?:等[\u4e00-\u9fff]{0,8}|之一|者|优先(?:考虑)?|(?:相关|实际|实战|实践|落地|开发|项目|使用|工作|研究)?的?(?:经验|经历|能力|基础|背景|知识|原理|工作|任务|技术栈|方向)|相关|的?(?:研发|落地|实施)"
    r"|的?(?:解决)?办法|方法|技术|工具|框架|组件|机制|协议)\s*$"
)
_LEAD_EN = re.compile(
    r"^(?:and|or|also|but|so|this role|the role|looking|to|for|the|an?|our|your|with|in|of|on|by|from|we|you|i|(?:you|we|i)['’](?:ll|ve|re|m)|will|would|should|must|can|could|ha(?:ve|s|d)|be|been|being|is|are|able|at least"
    r"|strong|solid|deep|good|great|excellent|proven|hands-on|working|practical|expert|advanced|basic|sound|professional|relevant|prior|demonstrated|some|extensive|comfortable"
    r"|experienced?|knowledge|understanding|familiar(?:ity)?|proficien(?:cy|t)|expertise|comfort|background|skilled|skills?|ability|exposure|fluency|competence|contributions?|track record|hiring|seeking|join"
    r"|using|knows?|understand|worked?|ideally|preferably|responsible|help|own|lead|drive|participate|contribute|such as|e\.g\.|including|like|similar|comparable|any|other|someone|who|need|explain)"
    r"(?:[\s,:]+|$)",
    re.IGNORECASE,
)
_TAIL_EN = re.compile(
    r"[\s,](?:(?:is |are )?(?:a (?:big )?(?:plus|must|bonus)|required|preferred|desirable)|experience|skills?|knowledge|etc\.?|in production|or (?:a )?(?:similar|comparable)(?: \w+)?|team|group)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:(?:高级|资深|初级|首席|算法|研发|开发|软件|应用|系统)*(?:工程师|研究员|科学家|架构师|程序员|实习生|经理|主管|专家|负责人)|(?:\b(?:senior|junior|staff|principal|lead|software|research|backend|full[- ]stack)\s+)*"
    r"\b(?:engineers?|developers?|scientists?|researchers?|managers?|architects?|interns?|analysts?))(?=\s*$)",
    re.IGNORECASE,
)
"""A job's name: what is before it may tell what is asked ("RAG engineer")."""
_YEARS = re.compile(
    r"(?:at least |over )?\d+\s*(?:[-–~至到]\s*\d+)?\s*\+?\s*(?:years?|yrs?|年)(?:以上)?(?:\s*(?:of|的|及以上|professional))*",
    re.IGNORECASE,
)
_DATES = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+)?(?:19|20)\d\d\s*(?:[.\-/年]\s*\d{0,2}月?)?\s*(?:[-–—~至到]+\s*(?:(?:19|20)\d\d(?:[.\-/年]\s*\d{0,2}月?)?|present|now|today|至今|今))?",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?:from |by |to |从|至|到|达|约)?\s*\d+(?:\.\d+)?\s*%(?:\s*(?:提升|降低|下降|提高|增加|减少)?(?:到|至))?|[¥$€]\s*\d[\d,.]*|(?<![\w/.-])\d+(?:\.\d+)?[BMK]?\b|(?<=\d)\s*[万亿]"
)
"""What was achieved, and how large something was; it finds questions about numbers."""
_CALLED = {"go": "Golang", "c": "C language", "r": "R language", "react": "React.js frontend"}
"""What to search for where a name is an everyday word."""

_EMPTY = _words(
    """design build maintain develop improve write optimise optimize reduce profile tune deploy test review ship scale debug work team teams product products quality code software systems system services service business users
    customers tools tool engineer engineers engineering developer development projects project solutions features people things results model models data production office station
    research technologies environment experience years similar fluent english german good new best top ai ml llm llms large small high first prototype role job
    设计 开发 维护 搭建 优化 实现 研发 项目 系统 产品 业务 团队 问题 工作 平台 核心 需求 文档 方案 技术 架构 服务 代码 实习 公司 时间 经验 编程 框架 语言 工具 分析 应用 算法 方向 大模型 模型 后端 前端 计算机 数学 内容 类别 training night day remote hybrid onsite full-time part-time permanent contract 全职 兼职 远程
    pipeline pipelines platform platforms workflow workflows tooling infrastructure dashboard dashboards report reports tests bugs 训练 数据 流水线 监控 流程 链路 体系 看板 报表 混合办公
    大模型训练 大模型应用 大模型算法 大模型开发 大模型研发"""
)
"""Words that alone ask for nothing in particular."""


class Need(Frozen):
    """One thing that a job description asks for, or a résumé tells of."""

    text: str
    """As written, without the words around it."""
    search: str
    """What to search the questions for: the text, with what its line is about where it is too short to tell."""
    must: bool = True
    """False for what is only nice to have."""
    of_people: bool = False
    """It speaks of the people one works with, and asks for a behavioural question at most."""


def needs(text: str) -> list[Need]:
    """Return what a text asks for, the most important first, at most 40; empty when it asks for nothing that could be practised.

    What it says of the people one works with is only told where it says little else.
    """
    ranked: list[tuple[int, bool, int, Need]] = []
    seen: set[str] = set()
    for at, line in enumerate(lines(text)):
        place = 0
        for need in _needs_of(alone(line.text), line.must):
            key = normalise(need.text)
            if key not in seen:
                seen.add(key)
                back = stands_back(need.text)
                told = need.model_copy(update={"of_people": back == OF_PEOPLE})
                ranked.append((place + back + (0 if need.must else _STANDS_BACK), not need.must, at, told))
                place += 1
    found = [need for *_, need in sorted(ranked, key=lambda one: one[:3])]
    of_work = [need for need in found if not need.of_people]
    return (of_work if len(of_work) >= _ENOUGH else found)[:MOST_NEEDS]


def named(query: str, brief: str) -> tuple[str, str]:
    """Return a query and a brief, with what was put in for a query and is a whole job description or résumé taken for the brief."""
    rows = [row for row in query.splitlines() if row.strip()]
    long = len(query.strip()) > _LONGEST_QUERY or len(rows) >= _MOST_ROWS
    return ("", query) if long and not brief.strip() and needs(query) else (query, brief)


def _needs_of(line: str, must: bool) -> Iterator[Need]:
    """Yield the things of one line."""
    head, _, rest = next((line.partition(mark) for mark in ("：", ": ", " — ", "——") if mark in line), (line, "", ""))
    subject = _bare(head) if rest and len(head) < 80 else ""
    if subject and _tells(subject) and not _is_label(subject):
        yield Need(text=subject, search=_sought(subject), must=must)
    for part in _things(rest if subject or rest else line):
        short = size(part) <= 2 and not _is_name(part)
        yield Need(text=part, search=f"{part} ({subject})" if short and subject else _sought(part), must=must)


_OF_MODELS = re.compile(r"^(?:大语言模型|大模型)的?(?=[\u4e00-\u9fff]{4})")
"""Stands before everything in such postings ("大模型推理性能"), and finds what calls itself that, whatever it is about."""
_WORK = re.compile(
    r"^(?:(?:design|build|maintain|develop|improve|write|create|implement|set up|run|operate|extend|optimi[sz]e|reduce|profile|tune|scale|deploy|debug|monitor)(?:(?:,| and| or)\s+|\s+))+"
    r"|^(?:搭建|构建|建设|建立|打造|设计|开发|维护|实现|编写|撰写|完善|梳理|优化|提升|提高|解决)+(?!模式|师|器|者|原理|理论|问题|目标)",
    re.IGNORECASE,
)
"""What one does to something, which says little of what it is."""
_MADE = re.compile(
    r"(?:^|\s)(?:pipelines?|platforms?|workflows?|tooling|infrastructure|dashboards?)$|(?:流水线|平台|链路|看板|工具链|管线)$"
    r"|^(?:\w+ )?(?:pipelines?|platforms?|workflows?|tooling|infrastructure|dashboards?|tools?|systems?|services?|models?|features?) (?:that|which|to|for)\s+",
    re.IGNORECASE,
)
"""What any job makes (a pipeline is no pipeline parallelism): what it is for says what is asked."""


def _sought(part: str) -> str:
    called = _CALLED.get(part.lower()) if part != "ReAct" else ""
    return called or " ".join(_FIGURES.sub(" ", _core(part)).split()) or part


def _core(part: str) -> str:
    """Return what a duty is about: "Build evaluation pipelines" is about evaluation."""
    return " ".join(_MADE.sub(" ", _OF_MODELS.sub("", _WORK.sub("", part))).split())


def _things(line: str) -> Iterator[str]:
    """Yield what stands between commas, then what stands in brackets."""
    for text in (_BRACKETS.sub(" ", _WITHIN_HAN.sub("", line)), *_BRACKETS.findall(line)):
        parts = _COMMA.split(text)
        for piece in (piece for part in parts for piece in _either(part, listed=len(parts) > 2)):
            if piece and not is_boilerplate(piece) and _tells(bare := _bare(piece)):
                yield bare


def _either(part: str, listed: bool) -> list[str]:
    """Cut "RAG and agents" in two, but leave "how loss scales with data and model size" whole; cut what never ends anywhere."""
    tags = part.split()
    if (
        len(tags) >= _TAGS
        and all(_is_name(tag) or is_cjk(tag[0]) for tag in tags)
        and any(map(is_cjk, part))
        and sum(map(_is_name, tags)) * 2 > len(tags)
    ):
        return tags
    pieces = [piece for piece in _AND.split(part) if piece]
    if not listed and _WORK.match(part) and _SHARED.search(pieces[-1]) and len(pieces) > 1:
        return [part]  # "Reduce latency and cost of inference" is one thing
    if not listed and size(part) <= _LONG and any(size(_bare(piece)) > _SHORT for piece in pieces):
        return [part]
    return [cut for piece in pieces for cut in _windows(piece)]


def _windows(piece: str) -> list[str]:
    """Cut text that runs on without a mark into pieces of words, so that each can be searched."""
    if (
        len(tags := piece.split()) >= _TAGS
        and all(_is_name(tag) or is_cjk(tag[0]) for tag in tags)
        and sum(map(_is_name, tags)) * 2 > len(tags)
    ):
        return tags
    if size(piece) <= _LONG:
        return [piece]
    words = re.findall(r"[^\s\u4e00-\u9fff]+|[\u4e00-\u9fff]{1,4}", piece)
    return [" ".join(words[at : at + _LONG // 2]) for at in range(0, len(words), _LONG // 2)]


def _bare(part: str) -> str:
    """Return a part without the words that only lead to what is asked for, years and figures."""
    part = _YEARS.sub(" ", _DATES.sub(" ", part))
    before = None
    part = _EDGES.sub("", " ".join(part.split()))
    while part != before:
        before = part
        for words in (_LEAD_ZH, _LEAD_EN, _TAIL_ZH, _TAIL_EN, _ROLE):
            part = _EDGES.sub("", words.sub("", part))
    return part


def _tells(part: str) -> bool:
    """Tell whether a part names anything in particular."""
    words = re.findall(r"[A-Za-z][A-Za-z0-9+#.-]*|[\u4e00-\u9fff]+", _core(part))
    telling = [word for word in words if word.lower() not in _EMPTY]
    return any(len(word) > 1 or word in "CR" for word in telling) and len(part) > 1 and any(c.isalpha() for c in part)


def _is_label(head: str) -> bool:
    """Tell what only heads a list ("Frameworks") from what is asked for itself ("LLM evals")."""
    return size(head) <= 2 and not re.search(r"[A-Za-z][a-z]*[A-Z0-9+#]", head)


def _is_name(part: str) -> bool:
    """Tell a name of its own (LoRA, vLLM, Kafka) from a word."""
    return bool(re.search(r"[A-Za-z][a-z]*[A-Z0-9+#]|^[A-Z]", part))


def allocated(lists: Sequence[tuple[Need, Sequence[Item]]]) -> list[tuple[Item, Need]]:
    """Return items taken from the needs in turns, most important need first, each once; a question and its translation are one."""
    seen: set[str] = set()
    taken: list[tuple[Item, Need]] = []
    queues = [(need, iter(items)) for need, items in lists]
    while queues:
        left = []
        for need, queue in queues:
            item = next((item for item in queue if seen.isdisjoint((item.id, item.translation_of or item.id))), None)
            if item is not None:
                seen.update((item.id, item.translation_of or item.id))
                taken.append((item, need))
                left.append((need, queue))
        queues = left
    return taken
