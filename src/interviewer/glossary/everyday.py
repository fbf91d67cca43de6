"""What people say who do not know, or do not use, the name of a thing: "it makes things up" is about hallucination.

Only searches hear these names besides what was typed: in an answer such words are worth what they say, and no more.
"""

from __future__ import annotations

import re

_SAID = {
    ("hallucination", "幻觉"): (
        r"\b(?:mak(?:es?|ing)|made) (?:things|stuff|facts|answers|sources|it|this|that|them) up\b|\b(?:mak(?:es?|ing)|made)[ -]up (?:[\w-]+ )?(?:facts|things|stuff|answers|sources|citations|references|numbers|quotes)\b"
        r"|\b(?:invent(?:s|ed|ing)?|fabricat(?:es?|ed|ing)) (?:[\w-]+ )?(?:facts|things|stuff|answers|sources|citations|references|numbers|quotes)\b|\bconfidently (?:wrong|invents?|states? false)|\b(?:sounds|is) sure but wrong\b"
        r"|胡说八道|瞎说|瞎编|胡编|乱编|编造|编瞎话|信口开河|无中生有|一本正经地"
    ),
    (
        "GPU memory",
        "显存",
    ): r"\b(?:graphics|video)[ -](?:card )?(?:memory|ram)\b|\bmemory (?:of|on) (?:the|a|my|our|one) (?:graphics )?card\b|\bcuda out of memory\b|显卡的?内存|卡上的?内存",
    ("context window", "上下文窗口"): (
        r"\bforg[eo]t\w* (?:what|everything|things) (?:i|we|you|they|was) .{0,12}\b(?:said|told|wrote)\b|\bforg[eo]t\w* (?:the )?(?:beginning|start|earlier)\b|\bhow much (?:text )?(?:it|a model|the model) can read\b"
        r"|(?:忘记?了?|记不住|记不得)(?:我|我们|用户|前面|之前|刚才|最开始)[^，。？]{0,3}(?:说|讲|聊|内容)|聊(?:久|多)了就忘|一次能读多少"
    ),
    (
        "sycophancy",
        "谄媚",
    ): r"\bagrees? with (?:everything|whatever)\b|\bwhat (?:\w+ )?(?:they|i|people|users?) (?:want|wants|like) to hear\b|\byes[- ]man\b|拍马屁|一味附和|顺着(?:用户|我|人)说|讨好用户",
    (
        "catastrophic forgetting",
        "灾难性遗忘",
    ): r"\bforg[eo]t\w* (?:what it (?:knew|could|learn)|its (?:old|general|earlier) )|\blos[et]\w* (?:its )?(?:old|general|earlier) (?:skills|abilities)\b|原来会的(?:都|却|就)?不会了|学了新的忘了?旧的",
    (
        "jailbreak",
        "越狱",
    ): r"\b(?:get(?:s|ting)?|talk(?:s|ing)?) (?:it )?(?:around|past|out of) (?:the |its )?(?:safety|rules|filters?|guardrails)\b|绕过(?:安全|模型的?)?(?:限制|审查|护栏|防护)",
    (
        "prompt injection",
        "提示注入",
    ): r"\b(?:hidden|planted) (?:instructions|commands|text) (?:in|inside|on)\b|(?:网页|文档|邮件)里?藏着?的?(?:指令|命令|话)",
    (
        "time to first token",
        "首 token 延迟",
    ): r"\bwait\w* .{0,20}\bfirst (?:word|letter)\b|\bslow to (?:start|begin) (?:answering|writing|typing)\b|(?:半天|很久)才(?:出|蹦出|吐出)(?:来)?第一个?字|第一个字(?:要|等)",
    ("deadlock", "死锁"): r"\bwait\w* (?:for|on) each other (?:forever|endlessly)\b|互相等(?:待|着)(?:谁|都|对方|永远)|谁也不让谁",
    (
        "memory leak",
        "内存泄漏",
    ): r"\bmemory (?:use |usage )?(?:keeps|never stops) (?:growing|rising|going up)\b|内存(?:越用越多|一直(?:在)?涨|只涨不降)",
    ("overfitting", "过拟合"): r"\b(?:learn\w*|know\w*) (?:\w+ ){0,4}by heart\b|\bgood (?:on|in) training (?:but )?(?:bad|poor)\b|死记硬背",
    ("semantic search", "语义检索"): r"\bsearch\w* by (?:meaning|what it means)\b|按(?:意思|含义)(?:搜|找|查)",
}
_PATTERNS = [(names, re.compile(pattern, re.IGNORECASE)) for names, pattern in _SAID.items()]


def meant(text: str) -> list[str]:
    """Return the names, English and Chinese, of the things that a text is about without naming them."""
    return [name for names, pattern in _PATTERNS if pattern.search(text) for name in names]
