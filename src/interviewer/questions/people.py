"""What a line of a posting says of the people one works with, which nobody is asked about as a technical thing."""

from __future__ import annotations

import re
from functools import cache

from interviewer import glossary
from interviewer.questions.sections import size
from interviewer.schema import Item

_WHO = (
    r"(?:teams?|products?|design(?:ers?)?|managers?|management|(?:ml|ai|data|software|platform)?\s?engineers?|engineering|scientists?|researchers?|research|stakeholders?|customers?|clients?|users?|vendors?"
    r"|partners?|colleagues?|peers?|leaders?(?:hip)?|legal|security|sales|marketing|compliance|business|operations|infrastructure|analysts?|experts?|people|departments?|groups?|developers?|pms?|annotators?"
    r"|clinicians?|doctors?|disciplines|functions|organi[sz]ations?|executives?|others|juniors?)"
)
_ENDS = r"(?=\s*(?:$|[,.;:()]|\b(?:to|on|in|for|and|or|across|who|that|at|from|as|by)\b))"
_WITH = re.compile(
    r"\b(?:(?:you|we)(?:['’]ll| will)? )?(?:work(?:s|ed|ing)?|collaborat\w+|partner(?:s|ed|ing)?|liais\w+|coordinat\w+|cooperat\w+|engag\w+|interact\w+|interfac\w+|align(?:ed|ing)?|pair(?:ed|ing)?)"
    r"(?:,? \w+ly| side by side| hand in hand| together)*(?: and \w+ly)? (?:with(?:in)?|between|across|alongside)\s"
    rf"(?:[\w'’&-]+\s+){{0,5}}?{_WHO}{_ENDS}(?:(?:,| and| or|, and)\s+(?:[\w'’&-]+\s+){{0,3}}?{_WHO}{_ENDS})*(?:\s*\((?:[^()]*)\))?"
    r"(?:\s+(?:in order to|to|on|in|for)\b)?",
    re.IGNORECASE,
)
_WITH_ZH = re.compile(
    r"(?:(?:积极|主动|紧密|深度|能够|能)*(?:与|和|同|跟)[^，。；：,;]{0,24}?(?:团队|同学|同事|部门|经理|产品|业务|客户|各方|人员|专家|医生|研究员|上下游|运营|设计师|工程师|背景的人)[^，。；：,;]{0,10}?"
    r"(?:合作|协作|配合|对接|沟通|协同|交流|共创|(?:一起|共同)(?:打磨[^，。；]{0,6})?)|(?:积极|主动)?(?:配合|协同|协助|支持)[^，。；：,;]{0,10}?(?:团队|同学|同事|部门|业务方))(?:[，,]|来|以)?"
)
_JOINING = re.compile(r"^.{0,80}?\bjoin(?:ing)?\s+(?:our|us|the)\b(?:\s+team\b)?(?:\s+(?:to|and|as)\b)?", re.IGNORECASE)
_OF_PEOPLE = re.compile(
    rf"\b(?:stakeholders?|cross-functional|roadmaps?|leadership|vendors?|mentor\w*|coach\w*|communicat\w+|hiring|recruit\w*|ownership|customer success|sales|partner teams?|from idea to)\b|^(?:support|advise|educate|present)\b.*\b{_WHO}\b"
    r"|协调|跟进|对接|跨部门|梳理需求|需求(?:调研|分析|并)|项目进度|推动项目|推进项目|验收|资源协同|汇报|带教|高效协作",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<=\s)[A-Za-z]*[A-Z][A-Za-z0-9+#.-]*|^[A-Za-z]+[A-Z0-9+#]|[\u4e00-\u9fff]\s?[A-Za-z]{2,}")
_ALREADY_SAID = frozenset(("large language model", "model", "project", "artificial intelligence"))
_SHORT = 3
"""Words up to which what stands in a list is a skill, whatever it is called."""

_BEHAVIOURAL = frozenset(
    ("行为面试", "行为题", "软技能", "behavioural", "behavioral", "behavioural interview", "behavioral interview", "soft skills")
)
OF_PEOPLE = 10
"""Places by which what speaks of people stands back: behind all that is technical."""
_VAGUE = 1


def alone(line: str) -> str:
    """Return a line without the people with whom something is done: "Work with product on ranking" asks for ranking."""
    return " ".join(_JOINING.sub(" ", _WITH_ZH.sub("", _WITH.sub(" ", line))).split())


def stands_back(part: str) -> int:
    """Return the places by which a part stands back that names nothing technical: far where it speaks of people, else a little."""
    if names_something(part):
        return 0
    if _OF_PEOPLE.search(part):
        return OF_PEOPLE
    return _VAGUE if size(part) > _SHORT else 0


def is_behavioural(item: Item) -> bool:
    """Tell whether a question is about how a person works with others, and not about a technical thing."""
    return not _BEHAVIOURAL.isdisjoint(topic.strip().casefold() for topic in item.topics)


def names_something(part: str) -> bool:
    """Tell whether a part holds the name of something technical: one that the glossary knows, or one that is written as a name."""
    known = (term.canonical for term in glossary.found(part))
    return bool(_NAMED.search(part)) or any(name not in _ALREADY_SAID and name not in _of_business() for name in known)


@cache
def _of_business() -> frozenset[str]:
    return frozenset(group[0] for group in glossary.fields().get("business", ()))
