"""Where a question was asked, by whatever name the notes and the person call the company."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from interviewer.schema import Item

_NAMES = (
    ("字节跳动", "字节", "bytedance", "tiktok", "抖音"),
    ("阿里巴巴", "阿里", "alibaba", "淘天", "淘宝"),
    ("蚂蚁集团", "蚂蚁金服", "蚂蚁", "antgroup"),
    ("腾讯", "tencent"),
    ("百度", "baidu"),
    ("美团", "meituan"),
    ("京东", "jd", "jingdong"),
    ("拼多多", "pdd", "pinduoduo"),
    ("快手", "kuaishou"),
    ("华为", "huawei"),
    ("小米", "xiaomi"),
    ("网易", "netease"),
    ("滴滴", "didi"),
    ("哔哩哔哩", "bilibili", "b站"),
    ("小红书", "xiaohongshu", "rednote"),
    ("微软", "microsoft"),
    ("谷歌", "google"),
    ("亚马逊", "amazon", "aws"),
    ("苹果", "apple"),
    ("英伟达", "nvidia"),
    ("meta", "facebook"),
)
"""Names of one company, as people write them in two languages."""
_KEYS = ("company", "companies")


def companies_of(item: Item) -> list[str]:
    """Return where notes say a question was asked, one name each."""
    told: list[Any] = []
    for key in _KEYS:
        value = item.metadata.get(key)
        told += value if isinstance(value, (list, tuple)) else [value]
    names = (name.strip() for one in told if one for name in re.split(r"[、,，/|;；]", str(one)))
    return [name for name in dict.fromkeys(names) if name]


def asked_at(item: Item, company: str) -> bool:
    """Tell whether notes say that a question was asked at a company, by any of its names or a part of one."""
    wanted = _names_of(company)
    return any(_alike(one, other) for name in companies_of(item) for one in _names_of(name) for other in wanted)


def _names_of(company: str) -> list[str]:
    name = _folded(company)
    return [name, *next((names for names in _NAMES if any(_alike(name, one) for one in names)), ())]


def _alike(one: str, other: str) -> bool:
    """Tell whether two names are equal, or the one begins with the other (字节, 字节跳动; Google, Google Cloud; not Meta, Metabase)."""
    small, large = sorted((one, other), key=len)
    if not small:
        return False
    rest = large.removeprefix(small)
    return not rest or (rest != large and len(small) > 1 and (rest.startswith(" ") or not (small + rest[0]).isascii()))


def _folded(name: str) -> str:
    """Return the words of a name in small letters."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold()))
