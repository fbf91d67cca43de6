"""What kind of thing a key point says: a reason, a price, a figure ... It tells where to look, and nothing of what is there."""

from __future__ import annotations

import re

ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "figure",
            r"\d+ ?(?:%|倍|分之|万|亿|bit)|平方|次方|正比|反比|公式|乘以|除以|之和|\bO\(|\b(?:squared?|percent|per cent|proportional|formula|times the|divided by|logarithm)\b",
        ),
        ("why", r"因为|由于|原因|否则|才能|\b(?:because|since|otherwise|due to)\b"),
        (
            "cost",
            r"代价|缺点|不足|局限|瓶颈|昂贵|开销|损害|变慢|风险|漏洞|误判|偏差|失效|无法|难以|抓不到|饱和|误导|退化|\b(?:costs?|drawback|limits?|fails|slower|overhead|risks?|expensive|bottleneck|cannot|can't|loses?|weak|breaks? down|forgetting)\b",
        ),
        ("practice", r"应[当该]?|必须|(?<!不)需要|避免|防止|建议|最好|\b(?:should|must|needs? to|avoid|prefer|start with|ask for)\b"),
        (
            "differs",
            r"而不是|而非|不同(?=于|之处|在于|点|[。；]|$)|区别|相比|相反|\b(?:whereas|unlike|instead of|rather than|differs?|while)\b|比.{1,12}更",
        ),
        ("when", r"适合|适用|情况下|场景|^.{2,14}时[，,]|\b(?:suits?|when|whenever|in case)\b"),
        (
            "how",
            r"(?<!优)先(?![验前进后])|再(?=[用把由按做加经乘除取])|然后|通过|利用|用.{1,12}(?:来|把|做|算)|^把|[分逐]步|\b(?:first|then|by \w+ing|using|step|keeps?|splits?|stores?|adds?)\b",
        ),
    )
)
"""In the order tried; the questions to ask oneself about them are `hint.ask_NAME` of the catalogue."""


def aspect(point: str) -> str:
    """Return the name of what kind of thing a key point says; empty where its words don't tell."""
    return next((name for name, pattern in ASPECTS if pattern.search(point)), "")
