"""The words of postings and résumés: the heads of their sections, and what every one of them says."""

from __future__ import annotations

import re

from interviewer.text import is_cjk

_MARKS = re.compile(r"^[\s#*_【\[「《<〖]+|[\s#*_】\]」》>〗]+$")
NICE = r"nice[- ]to[- ]have|good[- ]to[- ]have|preferred|desirable|bonus|\bplus(?:es)?\b|ideally|加分|优先|锦上添花|附加"
_ROLE = (
    r"about (?:the|this) (?:role|job|position|work)|about you|the (?:role|job|position)|我们希望你|希望你|你(?:将|会|需要|具备|应)|关于你"
)
_DROP = (
    r"benefits?|perks|(?:what )?we offer|why (?:join|us|work|you)|compensation|salary|remuneration|about\b|who we are|our (?:team|company|culture|values|story|mission)"
    r"|equal opportunit|diversity|how to apply|to apply|application|location|contact|education|academic|awards?|honou?rs|certificat|interests"
    r"|^(?:company|employer|department|team)(?: name)?$|^(?:公司|企业|部门|雇主)(?:名称)?$"
    r"|hobbies|references|personal|publications|summary|objective"
    r"|福利|待遇|薪[资酬水]|我们提供|公司(?:介绍|简介|信息|福利)|团队(?:介绍|简介|文化)|部门(?:介绍|简介)|关于(?:我们|公司|团队)|加入我们|为什么|企业文化"
    r"|教育|学历|获奖|荣誉|奖项|证书|自我|个人|兴趣|爱好|联系|基本信息|工作(?:时间|地点|地址)|上班|地点|投递|应聘|论文|发表"
)
_MUST = (
    r"responsibilit|duties|tasks|requirement|required|must[- ]?have|qualification|what (?:you|we)|who you are|you (?:will|have|bring|are|should|know)|your (?:role|mission|profile|day)"
    r"|skills?|stack|technolog|experience|employment|projects?|work history|minimum|languages|profile|we(?:'re| are) looking|looking for"
    r"|职责|职位|岗位|描述|详情|内容|要求|资格|条件|技能|技术栈|能力|项目|经历|经验|工作|实习|科研|语言"
)
_SECTION = tuple(
    (kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in (("nice", NICE), ("must", _ROLE), ("drop", _DROP), ("must", _MUST))
)
LABEL = re.compile(
    r"(?:^|(?<=[\s。；;.!]))[【\[]?((?:岗位|工作|职位|任职|技能|基本|专业)?(?:职责|描述|内容|要求|资格|条件|技能)|加分项|福利(?:待遇)?|薪资(?:待遇)?|公司(?:介绍|简介)|团队介绍"
    r"|(?:key )?responsibilities|requirements|qualifications|benefits|nice to have|what we offer)[】\]]?\s*[:：]",
    re.IGNORECASE,
)
"""The head of a section where it stands within a line."""

_BOILERPLATE = re.compile(
    # money, leave, places, hours
    r"五险|六险|一金|年终奖|双薪|带薪|年假|体检|团建|下午茶|零食|期权|班车|双休|弹性工作|\d+\s*薪|\d+\s*[-~—]\s*\d+\s*k\b|包吃|包住|月休"
    r"|\b(?:salary|equity|insurance|pension|401\s*\(?k|paid (?:leave|time)|vacation|holiday|parental leave|home[- ]office|gym|remote-first|days off|lunch|snacks"
    r"|stock options|bicycle|relocation|visa|series [a-e])\b"
    # the law
    r"|equal opportunit|regardless of|gender|disabilit|veteran|background check|cookie|copyright|©|all rights reserved|privacy (?:policy|notice)"
    # people
    r"|沟通(?:能力|表达)|团队(?:合作|协作|精神|意识)|合作精神|抗压|责任[心感]|学习能力|吃苦|积极主动|自驱|性格|逻辑(?:清晰|思维)|紧密配合|按时|英语|普通话|健康证|健康"
    r"|\b(?:communication|interpersonal|team[- ]?player|self[- ](?:motivated|starter)|fast[- ]paced|attention to detail|work(?:ing)? (?:independently|in a team)|passion(?:ate)?"
    r"|calm temper|curious|fluent|native speaker)\b"
    # schooling, years, dates, addresses
    r"|本科|硕士|博士|学历|统招|相关专业|毕业|大学|学院|\b(?:bachelor|master|msc|bsc|phd|ph\.d|degree|diploma|university|gpa)\b|奖学金"
    r"|发表(?:过)?.{0,12}论文|publications?\b|@[\w.-]+\.\w|https?://|linkedin|github\.com|(?:电话|手机|邮箱|微信|email|phone|tel)\s*[:：]|\+?\d[\d\s-]{8,}\d",
    re.IGNORECASE,
)
"""What stands in every posting, and nobody is asked about in a technical interview."""


def heading(body: str, bullet: bool = False) -> str | None:
    """Return the kind of section that a line heads; None for a line that heads nothing, as an entry of a list without a colon does."""
    bare = _MARKS.sub("", body).strip()
    marked = bare != body.strip() or bare.endswith((":", "："))
    bare = bare.rstrip(":： ")
    if not bare or size(bare) > 9 or re.search(r"[。；;，,：:]", bare) or (bare.endswith(".") and not marked):
        return None
    for kind, pattern in _SECTION:
        if pattern.search(bare) and (marked or (not bullet and size(pattern.sub("", bare)) <= 2 and not re.search(r"\d", bare))):
            return kind
    return "must" if marked and (body.strip()[:1] in "#【[" or re.fullmatch(r"\*\*.+\*\*:?", body.strip())) else None


def is_label(words: str) -> bool:
    """Tell the head of a section from a skill with a colon behind it ("Frameworks: PyTorch")."""
    return any(pattern.search(words) for kind, pattern in _SECTION) and size(words) <= 5


def size(text: str) -> float:
    """Return the number of words; two Han characters count as one."""
    han = sum(map(is_cjk, text))
    return han / 2 + len(re.findall(r"[A-Za-z0-9+#.'’/-]+", text))


def is_boilerplate(part: str) -> bool:
    """Tell whether a part of a line says what every posting says."""
    return bool(_BOILERPLATE.search(part))
