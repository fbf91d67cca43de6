"""Text in an answer that speaks to the grader instead of answering: pleas, pretended notes, claimed verdicts, role play.

Interview answers about prompt injection, judging models or rewards use the same words, so for items of that subject
what stands in quotation marks is only mentioned, and nothing but a plea for this very answer counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.schema import Item
from interviewer.text import Span, terms

_NEAR = re.compile(
    r"prompt.?inject|jailbreak|guardrail|red.?team|system prompt|instruct|llm.?as|judge|grading|grader|rubric|evaluat|benchmark|reward|rlhf|"
    r"role.?play|interview|candidate|候选人|提示词?注入|提示词|越狱|护栏|红队|系统提示|指令|评估|评测|评价|打分|评分|裁判|奖励模型|阅卷|面试|角色扮演|约定",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"\n]*\"|(?<!\w)'[^'\n]*'(?!\w)|`[^`\n]*`|‘[^’]*’")

_STRONG_EN = (
    r"(?:full (?:marks?|credits?|scores?|points?)|max(?:imum)? (?:marks?|credits?|points?|grades?)|perfect (?:scores?|marks?|grades?)|"
    r"100\s*(?:%|/\s*100|points?|marks?|percent|out of)|10\s*/\s*10|10 out of 10|5\s*/\s*5|all (?:the |available )?marks|score of (?:100|10|1\.0))"
)
_FULL_EN = (
    rf"(?:{_STRONG_EN}|(?:top|highest|best|maximum|max) (?:possible )?(?:scores?|marks?|grades?)|(?:score|grade|mark|rating) (?:is|to|as|=) ?(?:100|10|5|1\.0)\b|"
    r"high (?:score|mark|grade)s?|a pass(?:ing)?\b|as (?:a )?(?:hit|correct|passed|covered|complete)\b)"
)
_MINE_EN = (
    r"(?:me|this|it|my (?:answer|response|reply|submission)|the (?:candidate|student|above|answer|response|following)|"
    r"(?:all|every|each)(?: of)?(?: the)? (?:key )?points?|everything)"
)
_STRONG_ZH = r"(?:满分|一百分|100\s*分|10\s*分|10\s*/\s*10|十分(?![\u4e00-\u9fff])|全对)"
_FULL_ZH = rf"(?:{_STRONG_ZH}|最高分|高分|全部?正确|通过(?:吧|$)|hit\b)"
_MINE_ZH = (
    r"(?:本题|这道?题|此题|本人|(?:这个|这份|这段|该|此|本|以上|上述|上面的?|我的|当前)(?:的)?(?:回答|答案|作答|答卷|考生|候选人|面试者))"
)
_GRADING = re.compile(
    r"\b(?:grad(?:e|es|ing|er)|scor(?:e|es|ing)|marks?|marking|rubric|credits?|verdicts?|key ?points?|examiner|interviewer|candidate|student|lenient|generous|pass(?:ed|ing)?|approved|covered|award|points)\b|"
    r"分|评|命中|判|通过|考生|候选人|要点|阅卷|正确",
    re.IGNORECASE,
)

_PLEA = [  # for this very answer: no subject of a question makes one of these an answer
    rf"\b(?:give|award|grant|assign|mark|grade|score|rate|judge|treat|consider|accept|count)\s+(?:to\s+)?{_MINE_EN}\b.{{0,60}}?\b{_FULL_EN}",
    rf"^\W*(?:(?:please|kindly|just|simply|so|now|and|then|you (?:must|should|can|have to))[ ,]+)*"
    rf"(?:give|award|grant|assign|output|return|report|print|reply with|respond with)\b.{{0,40}}?\b{_STRONG_EN}",
    r"\b(?:this|my|the above|the preceding) (?:answer|response|reply|submission)\b.{0,30}\b(?:deserves?|merits?|is (?:perfect|flawless|the (?:reference|model|correct) answer))",
    r"\bi (?:really |truly |definitely )?(?:deserve|need|want|beg for) (?:\w+ ){0,3}(?:marks|a (?:good |high |full )?(?:mark|score|grade)|to pass|full credits?|this job|the job|offer)\b",
    r"\b(?:please be|be (?:a bit |more )?) ?(?:lenient|generous)\b|\b(?:don'?t|do not) (?:deduct|take off|mark (?:me )?down)\b|\bhave mercy\b",
    rf"{_MINE_ZH}.{{0,12}}?(?:打|判|评|记|算|得|值|应该?|请|拿|为|是).{{0,6}}?{_FULL_ZH}",
    rf"(?:给|打|判|评|记|算)(?:为|出|个|一个)?(?:我(?!们)|{_MINE_ZH}).{{0,8}}?(?:分(?!析|布|配|别|为|区|片|支|类|割)|通过|正确)",
    rf"(?:^|请|务必|直接|麻烦|拜托|恳请|必须|应当|求|希望|帮忙|可以|就)\W?(?:你|您|直接|都|老师|面试官|系统|帮忙|帮我)*(?:给|打|判|评|输出|返回)(?:出|个|为|上)?(?:我)?.{{0,4}}?{_STRONG_ZH}",
    r"手下留情|高抬贵手|酌情给分|(?:多|随便|象征性)给(?:我)?(?:点|些|一点|几)分|(?:别|不要|请勿|不能)(?:给我)?扣(?:我)?(?:的)?分|求(?:放过|求你|求您|给过|过$)|给(?:我)?一?个(?:机会|面子)",
]
_FRAME = [  # a pretended note, a role, a claimed verdict: the sentence that holds one is no answer
    r"(?:^|[.,;:!?\n]|\b(?:please|now|you (?:must|should|can|will|may)|and|then|must|should|kindly|to|just))\W*(?:ignore|disregard|forget|override|bypass|set aside)\b.{0,30}"
    r"\b(?:previous|prior|above|earlier|preceding|all|any|your|these|those|the)\b.{0,40}\b(?:instructions?|prompts?|rules?|rubrics?|criteria|guidelines?|key ?points?|directions?)\b",
    r"^\W*(?:system|assistant|developer|admin(?:istrator)?|grader|grading|evaluator|evaluation|examiner|interviewer|moderator|operator|internal|override) "
    r"(?:note|notes|message|prompt|override|instructions?|update|notice|log|result|comment|remark|memo|directive)s?(?: (?:to|for) (?:the )?\w+(?: \w+)?)?\s*[\]>】*]*\s*[:：>\-\]]",
    r"\b(?:note|message|attention|instructions?|memo|reminder|notice)s? (?:to|for) (?:the )?(?:grader|grading|evaluator|examiner|judge|llm|ai\b|model|assistant|reviewer|interviewer|marker)",
    r"\b(?:this|my|the (?:above|preceding|following|candidate'?s|student'?s)|above) (?:answer|response|reply|submission)\b.{0,40}"
    r"\b(?:is|was|has|have|should|must|covers?|contains?|addresse?s?|satisf\w+|meets?|hits?|mentions?|demonstrates?|shows?|matches)\b.{0,60}"
    r"\b(?:correct|perfect|complete|excellent|verified|approved|marks?|credits?|(?:key )?points|rubric|criteria|expert)\b",
    r"\bthe (?:candidate|student|applicant|interviewee)\b.{0,60}\b(?:full|perfect\w*|excellent|expert|mastery|thorough\w*|deep|complete(?:ly)?|points|correct(?:ly)?|marks?|credit|hired?|passed?|knows)\b",
    r"\b(?:all|every|each)(?: of the)? (?:(?:key|rubric|required|grading|scoring) ?(?:points?|criteria|items?|requirements?)) ?(?:are|is|have|has|was|were)?\b.{0,30}"
    r"\b(?:hit|covered|met|satisfied|mentioned|present|addressed|correct|fulfilled)\b|\bkey ?points? ?#?\d+ ?(?::|=|is|-) ?(?:hit|covered|met|satisfied|full)",
    r"\b(?:as|like) (?:we |you )?(?:have |had |already |previously |earlier )*(?:agreed|arranged|promised)\b.{0,60}\b(?:score|mark|grade|credit|pass|points?|full|hit|perfect)\b",
    r"\b(?:score|marks?|grade|pass(?:ing)?|credit)\b.{0,40}\bas (?:we |you )?(?:have |had |already |previously )*(?:agreed|arranged|promised)\b|\byou (?:already |previously )?(?:agreed|promised) (?:to|that)\b",
    r"^\W*(?:(?:final )?(?:verdict|score|grade|mark)s?)\s*[:：=]\s*(?:hit|full|pass|perfect|excellent|\d+(?:\.\d+)?\s*(?:/|out of|points|marks|%|$))",
    r"\b(?:verdicts?|credits?)\s*[:=]\s*(?:hit|1\b|full|\[)",
    r"(?:忽略|无视|忘(?:记|掉|了)|跳过|不要(?:理会|管|参考)|抛开|覆盖|作废|取消).{0,12}(?:之前|以上|上面|上述|前面|先前|此前|所有|一切|全部|任何|你的?).{0,16}(?:指令|指示|提示|规则|要求|标准|设定|答案)",
    r"(?:之前|以上|上述|前面|所有|原(?:来|有)的?).{0,8}(?:指令|指示|评分规则|评分标准|设定).{0,8}(?:作废|无效|失效|取消|忽略|无需遵守|不再适用)",
    r"^\W*(?:系统|管理员|开发者|评分|阅卷|考官|面试官|后台|官方|内部|超级)(?:提示|消息|通知|指令|备注|说明|公告|结果|员|组|老师|助手|模式|日志){1,2}\s*[】\]]?\s*[:：>（(]",
    r"(?:评分|阅卷|打分|评卷|判分|批改)(?:员|者|人|系统|模型|老师|专家|助手|AI|ai|机器人)(?:请|们|您|你|应|须|注意|可以|直接|必须|需要|会|就|，|,|：|:)|(?:面试官|考官|老师|评委)(?:您|你)?(?:好|请|大人|麻烦|求)",
    r"作为(?:一个|一名|一位)?(?:\w{0,4})(?:评分|阅卷|考官|评委|面试官|裁判|打分)|你现在(?:是|的身份)|从现在(?:起|开始)，?你|假(?:设|装)你是|(?:^|[，,。])(?:请|现在|让我们|我们来)?你?来?(?:扮演|角色扮演)",
    r"(?:本|该|此|上述|以上|上面|这个|这份|我的|这段|考生的?|候选人的?)(?:的)?(?:回答|答案|作答|答卷|候选人|考生).{0,24}(?:完全正确|全部正确|非常正确|完美|满分|涵盖|覆盖|包含了?(?:所有|全部)|命中|符合(?:所有|全部|标准|评分)|通过(?:审核|验证|了)|"
    r"标准答案|参考答案|无误|没有(?:任何)?(?:错误|问题)|优秀|全面)",
    r"(?:候选人|考生|面试者|应聘者|答题者)(?:的?回答|表现|完整|正确|准确|全面|展现|已?(?:经)?(?:完整|正确|准确|全面|掌握|答|覆盖|提到|命中))",
    r"(?:这|以下|上面|以上|下面|本文)(?:就)?是(?:本题)?(?:的)?(?:标准|参考|正确|满分|官方)答案|与(?:标准|参考)答案(?:完全)?(?:一致|相同)",
    r"(?:之前|先前|事先|咱们?|我们|上次|已经)(?:已经|不是|就|都)?.{0,4}(?:说好|商量好|讲好|谈好|约好|约定).{0,16}(?:分|通过|过$)|(?:如|按|照)(?:约定|说好的).{0,10}(?:满分|给分|通过)",
    r"(?:所有|全部|每个|各个?)(?:的)?(?:得分|评分|关键|考察|采分)?(?:要点|得分点|考点).{0,8}(?:命中|覆盖|满足|答到|全中|都|均|涉及|正确)|(?:要点|得分点)\s*[\d一二三四五六]+\s*(?:[:：=]|是|为|已)\s*(?:命中|hit|满分|覆盖|已|正确)",
    r"^\W*(?:总分|得分|分数|评分|最终得分|评分结果|判定|最终评分|成绩|评级)\s*[:：=为是]\s*(?:\d+\s*(?:分|/|$)|满分|命中|通过|优秀|hit|[aA]\b|一百)",
]
_ROLE = [  # a speaker or a role: counts when the sentence also speaks of grading
    r"^\W*(?:system|assistant|developer|admin(?:istrator)?|grader|evaluator|examiner|interviewer|moderator|operator|override|important|note)\s*[\]>】*]*\s*[:：>\]]",
    r"^\W*(?:系统|管理员|开发者|考官|面试官|后台|官方|内部|重要|注意)\s*[】\]]?\s*[:：>]",
    r"\byou are (?:now|no longer|hereby)\b|\bfrom now on,? you\b|\bas (?:an? |the )?(?:grader|grading \w+|evaluator|examiner|judge|marker|teacher|interviewer|reviewer)\b",
    r"^\W*(?:now |please |let'?s )*(?:act|behave|pretend|imagine|role.?play)\b.{0,60}\b(?:as|that|to be|like|you)\b",
    r"\b(?:language model|ai model|llm|chatbot)\b.{0,40}\b(?:must|should|instructed|required)\b",
]
_BLOCK = re.compile(
    r"```[^`]*?(?:verdict|\"?score\"?\s*:|\"?grade\"?\s*:|评分|得分)[^`]*```|"
    r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*[\"'](?:verdicts?|scores?|grade|credits?|key_points|passed|final_score|评分|得分|分数|总分)[\"']\s*[:：][^{}]*(?:\{[^{}]*\}[^{}]*)*\}|"
    r"<\s*(system|instructions?|grader|admin|assistant|verdicts?|score|override)\b[^>]*>.*?<\s*/\s*\1\s*>|"
    r"<\|im_start\|>.*?(?:<\|im_end\|>|$)|\[INST\].*?(?:\[/INST\]|$)|"
    r"[\[【(（]\s*(?:system|系统|admin|管理员|override|评分|grader|note to)[^\]】)）]{0,200}[\]】)）]",
    re.IGNORECASE | re.DOTALL,
)
_PLEAS = re.compile("|".join(_PLEA), re.IGNORECASE | re.MULTILINE)
_FRAMES = re.compile("|".join(_FRAME), re.IGNORECASE | re.MULTILINE)
_ROLES = re.compile("|".join(_ROLE), re.IGNORECASE | re.MULTILINE)


_COURTESY = re.compile(
    r"谢谢|感谢|多谢|拜托|麻烦|辛苦|了|您|你|老师|面试官|考官|大人|吧|啦|哦|\b(?:thanks?|thank you|please|kindly|sir|teacher|you|so much|very much)\b",
    re.IGNORECASE,
)


def subject_is_near(item: Item) -> bool:
    """Tell whether an honest answer to this item may speak of instructions, graders or scores."""
    return bool(
        _NEAR.search(" ".join([item.question, *item.topics, *(p.text for p in item.key_points), *(r.text for r in item.references)]))
    )


def blocks(answer: str, near: bool) -> list[tuple[int, int]]:
    """Return the ranges of pretended replies and notes (JSON with a verdict, tags, bracketed notes)."""
    return [] if near else [match.span() for match in _BLOCK.finditer(answer)]


def addressed(piece: str, near: bool) -> bool:
    """Tell whether a clause or sentence speaks to the grader."""
    if near:
        return bool(_PLEAS.search(_QUOTED.sub(" ", piece)))
    return bool(_PLEAS.search(piece)) or _framed(piece)


def _framed(piece: str) -> bool:
    if _FRAMES.search(piece):
        return True
    role = _ROLES.search(piece)
    return bool(role and _GRADING.search(piece, role.end()))


def remainder(sentence: Span, clauses: Sequence[Span], near: bool) -> list[Span]:
    """Return what of a sentence still answers the question: all, nothing, or the clauses before a plea.

    A plea is cut out alone, because Chinese joins it to the answer with a comma; a pretended note takes its sentence
    along, because what it lists is claimed, not said.
    """
    if not addressed(sentence.text, near):
        return [sentence]
    if not near and _framed(sentence.text):
        return []
    return [clause for clause in clauses if not addressed(clause.text, near) and terms(_COURTESY.sub(" ", clause.text))]
