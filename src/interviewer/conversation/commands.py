"""What a message means, told without a model: only a short message that is plainly something else is not taken for an answer."""

from __future__ import annotations

import re
import unicodedata

from interviewer import glossary
from interviewer.conversation import Heard
from interviewer.schema import Intent, Item
from interviewer.text import is_cjk, sentences, terms

LONGEST_HAN, LONGEST_WORDS = 36, 11
"""Han characters, and words in Latin script, of the longest message that may be a command; one as long as this is mostly an answer."""
_SHORT_HAN, _SHORT_WORDS = 12, 6
"""Of the longest message that may be neither a command nor an answer."""

_ASKED = r"(?:请|麻烦|拜托|能不能|能否|可以|可不可以|能|可否|我想|我要|我想要|想要|想|要|帮我|给我|那就?|那么|就|先|还是|我们|咱们|直接|你|您|再|嗯+|额+|呃+|啊|好的?|行|ok|okay|算了|抱歉|不好意思|对不起)*"
_TAIL_ZH = r"(?:一下|一点|一些|点|吧|吗|呗|呢|啊|了|哈|行吗|好吗|可以吗|好不好|谢谢|谢谢你|这题|这道题|这个|这一题|这个问题|这道)*"
_TITLE = r"(?:这|那|本|该)?(?:一|道|个|上)*(?:道|个)?(?:题目?|问题)"
_PLEASE = r"(?:(?:please|pls|ok|okay|well|so|um+|uh+|hmm+|hm+|sorry|sure|yes|yeah|no|then|and|i think|i guess|let's|lets|let us|let me|can we|could we|can i|could i|may i|can you|could you|would you|will you|i'd like to|i would like to|i want to|i'd like|i want|i need|give me|just|to|we can|we could|you can|maybe|actually)[,.]? )*"
_TAIL_EN = r"(?: (?:please|pls|thanks|thank you|now|then|here|again|for now|for me|if possible|if you don't mind|this one|this|it|that one|that|this question|the question|that question|one|ok|okay|yet))*"


def _zh(body: str) -> str:
    return rf"{_ASKED}(?:{body}){_TAIL_ZH}"


def _en(body: str) -> str:
    return rf"{_PLEASE}(?:{body}){_TAIL_EN}"


_KNOW_ZH = r"(?:真的?|确实|完全|实在|都|也|还|暂时)*(?:不(?:太|大|怎么)?(?:知道|会|懂|清楚|了解|记得|确定|熟悉|熟)|没(?:有)?(?:学过|看过|接触过|了解过|听说过|听过|思路|头绪|印象|想法|概念|复习到?)|忘(?:记|光)?了?|答不(?:出来?|上来?)|想不(?:出来?|起来?)|说不(?:出来?|上来?)|一无所知)"
_RULES: tuple[tuple[Intent, str], ...] = (
    (
        "dont_know",
        rf"(?:{_zh(rf'(?:这个?|这题|这道题?|这一?[道个]题?|{_TITLE}|答案|我|对此|抱歉)*{_KNOW_ZH}(?:怎么(?:回答|答|说|讲)|该?(?:怎么|如何)(?:答|说)|答案|{_TITLE})?')}"
        rf"|{_en(r'''(?:i )?(?:really |honestly |simply )?(?:do not|don't|dont|dunno|cannot|can't|cant|didn't|haven't)(?: really| quite)?(?: know| remember| recall| think of (?:it|anything)| answer| learned| studied| seen)?(?: (?:this|it|that|the answer|anything|how to answer|about (?:this|that|it)|this one|yet))*''')}"
        rf"|{_en(r'''dunno|idk|no idea|no clue|(?:i )?(?:have )?no (?:idea|clue)|i(?:'m| am)?(?: really| totally)? (?:not sure|unsure|clueless|blank|lost|stuck)|i forgot|i(?:'ve| have) forgotten|(?:my )?mind(?:'s| is)?(?: gone)? blank|beats me|not sure|i give up''')})",
    ),
    (
        "hint",
        rf"(?:{_zh(r'(?:给|来|要|求|有|需要|看|看看|提供)?(?:个|点|一个|一点|些|一些|没有|什么|下)*(?:小)?(?:提示|线索|思路提示)|提醒(?:我)?|提示(?:我)?')}"
        rf"|{_en(r'''(?:get |have |see |show me |offer |use |take |drop )?(?:me )?(?:a |an |another |the |any |some |one more |one |next |small |little )*(?:hint|hints|clue|clues|tip|nudge)|hint me|help me(?: a (?:bit|little))?|(?:some |a little )?help''')})",
    ),
    (
        "repeat",
        rf"(?:{_zh(rf'(?:重复|重说|重讲|复述|再(?:说|念|读|讲|问|重复|来)|重新(?:说|念|读|问))(?:一?[遍次下边]|{_TITLE}|刚才|的)*|(?:题目?|问题|刚才(?:的|问)?)(?:题目?|问题)?(?:是|问|说)?(?:什么|啥)来?着?|(?:没|没有)(?:听清楚?|看清楚?)(?:{_TITLE})?|什么题目?来着')}"
        rf"|{_en(r'''repeat(?: (?:the|that|this|your))?(?: question)?|say (?:that|it)(?: again)?|(?:what was|what's|what is) the question|ask (?:that|it|me)?(?: again)?|come again|pardon(?: me)?|(?:i )?(?:didn't|did not) (?:hear|catch|get) (?:that|the question|it)|read (?:it|the question)(?: again)?|one more time''')})",
    ),
    (
        "skip",
        rf"(?:{_zh(rf'(?:跳过|略过|跳|过|换|下)(?:去|掉|一?[道个]?)?(?:{_TITLE}|题|别的题?)?|(?:看|做|来|去|到|进入?|继续)?(?:下一?(?:道题?|个问题?|个|题))|(?:{_TITLE})?(?:先)?(?:不答|不做|不回答|放弃|pass|skip|跳过|略过|不要|过)|放弃(?:{_TITLE}|回答)?|pass|skip|next')}"
        rf"|{_en(r'''(?:skip|pass|next)(?: (?:on|over))?(?: (?:this|that|the|it|one|question|next|to))*|(?:move|go) on(?: to (?:the )?next(?: (?:one|question))?)?|(?:go|move|get) to (?:the )?next(?: (?:one|question))?|(?:the )?next (?:one|question)|(?:a )?different question|(?:try |ask (?:me )?)?another (?:one|question)|pass on (?:this|it)''')})",
    ),
    (
        "end",
        rf"(?:{_zh(r'(?:今天)?(?:面试|练习)?(?:就)?(?:到此为止|到这里|到这儿|结束|停止|终止|退出|不面了|不练了|不做了|不想(?:继续|面|练|做)(?:了|下去)*|下线|收工)(?:了|面试|这[场次](?:面试)?|练习|今天的?)*')}"
        rf"|{_en(r'''(?:end|stop|quit|exit|finish|terminate|conclude|wrap up|leave)(?: (?:the|this|my|our))?(?: (?:interview|session|practice|here|now|it|up))?|that's (?:all|it|enough)(?: for (?:today|now))?|(?:i'm|i am) (?:done|finished)(?: (?:for )?(?:today|now))?|call it a day|stop here|enough for (?:today|now)''')})",
    ),
    (
        "pause",
        rf"(?:{_zh(r'(?:稍|等|等等|等一?[下会]儿?|稍等|稍候|等我)(?:一?[下会]儿?|我)*(?:想|考虑|思考)?(?:想|一下|一会儿?)*|(?:让|容|给)我(?:再)?(?:先)?(?:好好)?(?:想|考虑|思考|整理)(?:一?[下想会]儿?|思路|时间|几分钟)*|(?:给|要)(?:我)?(?:点|一点|一些|几分钟)(?:时间)?|暂停|休息(?:一?[下会]儿?)?|我?(?:去|上)(?:个|趟|接个|喝口|倒杯)*(?:厕所|洗手间|电话|水)|(?:我)?(?:马上|一会儿?|待会儿?|等会儿?)(?:回来?|就回来?|再来?|继续|答|说)|在想|正在想|我想想|想想|想一下')}"
        rf"|{_en(r'''(?:wait|hold on|hang on|pause|one (?:moment|second|sec|minute)|(?:just )?(?:a|one) (?:moment|second|sec|minute|min)|give me (?:a|some|one|another) (?:moment|second|sec|minute|min|minutes|time)(?: to think)?|(?:let me )?think(?: (?:about|for|a) (?:it|this|that|moment|second|a moment|a second|a minute|bit))?|take a break|brb|(?:i'll )?be right back|(?:i )?need (?:a|some|more) (?:moment|second|minute|time|break)(?: to think)?|(?:wait |hold on |pause )?(?:for )?(?:a|one) (?:moment|second|sec|minute|bit)|(?:i'm |i am |still )+thinking|time out)(?:,? (?:let me think|please|i'm thinking))*''')})",
    ),
    (
        "clarify",
        r"(?:(?:我)?(?:没|没有|不)(?:太|大|怎么)?(?:看|听|理解|读|明白|清楚)(?:懂|明白|清楚)?(?:"
        + _TITLE
        + r"|你的?(?:意思|问题|题目))(?:的?意思|在?问什么|问的是什么|是什么意思|想问什么|要问什么)*"
        r"|(?:"
        + _TITLE
        + r")?(?:能|可以|能不能|能否|可否|可不可以|请|麻烦)+(?:再|你|给我|帮我)*(?:解释|说明|澄清|讲|说)(?:得|的)?(?:一下|下|清楚|具体|详细|明白)*(?:点|些|一点|一些)*(?:你的?)?(?:"
        + _TITLE
        + r"|你的?(?:意思|问题|题目)|要求)(?:的意思|是什么意思)?(?:吗|么)?"
        r"|(?:" + _TITLE + r")(?:是|的)*(?:什么意思|啥意思|在问什么|想问什么|怎么理解|问的是什么|什么含义)(?:呢|啊|呀)?"
        r"|(?:please )?(?:(?:can|could|would) you (?:please )?)?(?:clarify|rephrase|explain|elaborate on)(?: a bit)?(?: what)? (?:the|this|that|your) (?:question|problem)(?: is asking| is about| means?| asks)?(?: (?:a bit|please|further|more))*"
        r"|(?:sorry,? )?i (?:do not|don't|didn't|did not) (?:really |quite |fully )?(?:understand|get|follow) (?:the|this|that|your) question"
        r"|(?:what (?:does|do) (?:this|the|that|your) question (?:mean|ask)|what (?:are you asking|do you mean)|what is (?:this|the) question (?:asking|about)))(?: (?:for|about|exactly|here|by that|by this))*",
    ),
    (
        "chatter",
        r"(?:(?:你|您|大家|面试官)*好(?:呀|啊|的|嘞)?|hi|hello|hey|hey there|hi there|早上?好|早安|晚上好|下午好|上午好|(?:非常)?(?:感谢|谢谢|多谢|谢啦|谢了)(?:你|您|啦|了|提示|你的提示|解答|面试官)*|哈+|呵+|嘿+|嘻+|好难|(?:这题|这个问题|这也)?(?:好|太|真|有点)难(?:了|啊|呀)*|辛苦了|(?:我)?(?:有点|好|很|太)紧张(?:了|啊)*|加油|没事|"
        r"(?:ok|okay|okey)|好的?吧?|嗯+|收到|明白了?|了解了?|知道了|thanks?(?: (?:a lot|so much|you))?|thank you(?: (?:so|very) much)?|ha(?:ha)+|lol|nice(?: question)?|good question|great(?: question)?|cool|good (?:morning|afternoon|evening)|how are you|nice to meet you|i(?:'m| am) (?:so |a bit |a little )?nervous|(?:this is |that's )?(?:a )?(?:tough|hard|tricky)(?: (?:one|question))?|sorry|got it|i see|sure|alright|all right)(?:啊|呀|哦|哈|吧|there|everyone|interviewer|面试官)*",
    ),
)
_COMPILED = tuple((intent, re.compile(pattern)) for intent, pattern in _RULES)
_YES = re.compile(
    r"(?:是|对|嗯|恩|好|行|没错|可以|算)(?:的|了|啊|呀|吧|对|是)*|(?:是|对)?(?:这|那)?(?:就)?是(?:的|我的?)?(?:最终)?(?:回答|答案)|就(?:这样|这些|这个|是(?:这样|这个|它))(?:吧|了)?|算(?:我的?)?(?:回答|答案)|"
    r"(?:yes|yep|yeah|yup|sure|correct|right|ok|okay|exactly|indeed|y)(?: (?:it is|that's it|that is|please|that's my (?:final )?answer|it's my answer|sir))*|that's (?:it|right|my (?:final )?answer)|(?:it|that) is(?: my answer)?|final answer"
)
_NO = re.compile(
    r"(?:不|否|没|还没|不是|不对|没有|不算|还不是|别|先不|不要|还没有)(?:的|了|啊|呢|吧|算|完|说完|写完|好|回答|答案|我的)*|(?:我)?还没(?:说|写|答|想)(?:完|好)|(?:不是|没)(?:我的)?(?:回答|答案)|"
    r"(?:no|nope|nah|not yet|not really|not quite|n|wrong)(?: (?:it's not|it isn't|that's not|not yet|wait|that isn't my answer|it is not|sorry|that's not my answer))*|(?:it|that)(?:'s| is) not(?: my answer)?|it isn't|i(?:'m| am) not (?:done|finished)"
)
_CLARIFIES = re.compile(
    r"(?:你|您|题目?|问题|这道?题)(?:这里|这边)?(?:是)?(?:指|说|问|想问|要|要问|想听|的意思)(?:的)?(?:是|我)?|指的是?|是指|什么意思|是(?:要|让|想|问|不是[要指问])(?:我|你)?|(?:需要|要|用|可以|能|能不能|可不可以)(?:不?要|我)?(?:讲|说|写|画|推导|列|举|展开|从|按|假设|默认|结合|只|先|用)|"
    r"有(?:没有|什么|啥)?(?:前提|限制|背景|场景|约束|条件|上下文|要求)|(?:在|针对|基于)(?:什么|哪个?|哪种|怎样的)(?:场景|情况|前提|条件|背景|阶段|框架|模型|语境)|哪(?:个|种|方面|一方面|一?层)|多(?:详细|深|细)|从哪|"
    r"\b(?:do you mean|did you mean|you mean|are you (?:asking|referring|talking|looking)|what do you mean|is (?:this|that|the question|it) (?:about|asking|regarding|in the context|for)|should i|shall i|do i (?:need|have) to|do you want|would you like|can i (?:assume|use|start|take|give)|may i assume|could i assume|am i (?:to|supposed)|"
    r"in (?:what|which) (?:context|sense|setting|case)|which (?:one|kind|type|version|part|aspect|sense)|what (?:exactly|kind|level|sort)|how (?:detailed|deep|much detail|long)|does (?:this|the question|it) (?:refer|mean|include|assume|cover|concern)|what does .{1,40} (?:mean|refer to|stand for)|by .{1,40} (?:do|did) you mean|in terms of what|can you (?:clarify|explain|be more specific|rephrase|elaborate)|could you (?:clarify|explain|be more specific|rephrase|elaborate))\b"
)
_HEDGE = re.compile(
    r"(?:大概|可能|也许|应该|或许|好像|差不多|不一定|看情况|都行|随便|不好说|难说|都可以)+(?:是|对)?(?:的|吧|了|会|可以|这样)*|maybe|perhaps|probably|possibly|it depends|depends|kind of|sort of|i guess(?: so)?|i think so|whatever|either"
)
_ENDS = " \t\r\n.。!！,，、;；:：~～…·\"'“”‘’()（）[]【】<>《》*_-—"


def understand(said: str, item: Item, pending: bool) -> Heard:
    """Say what a message is, part by part; whatever may be an answer is one, and what may be neither is unsure."""
    whole = said.strip()
    if not _brief(whole, LONGEST_HAN, LONGEST_WORDS):
        return Heard(parts=(("answer", whole),))
    single = _command(whole, pending)
    if single:
        return Heard(parts=((single, whole),))
    parts = [(_command(piece, pending), piece) for piece in _pieces(whole)]
    if len(parts) > 1 and all(intent for intent, _ in parts):
        return Heard(parts=_joined([(intent, piece) for intent, piece in parts if intent]))
    rest = [piece for intent, piece in parts if intent not in ("chatter", "yes", "no")] or [whole]
    if len(rest) == 1 and len(parts) > 1 and (intent := _command(rest[0], False)):
        return Heard(parts=((intent, whole),))
    return Heard(parts=((_other("".join(rest) if len(rest) == 1 else whole, item), whole),))


def _command(text: str, pending: bool) -> Intent | None:
    """Return the intent of a text that is plainly one of the things that are no answer."""
    bare = _bare(text)
    if not bare:
        return None
    if pending and _YES.fullmatch(bare):
        return "yes"
    if pending and _NO.fullmatch(bare):
        return "no"
    for intent, pattern in _COMPILED:
        if pattern.fullmatch(bare):
            return intent
    asks = text.rstrip(" \t\r\n\"'”’)）").endswith(("?", "？")) or bare.endswith(("吗", "么", "呢"))
    return "clarify" if asks and _CLARIFIES.search(bare) else None


def _other(text: str, item: Item) -> Intent:
    """Tell an answer, however short, from what may be none: a lone question, a hedge, something about other things."""
    bare = _bare(text)
    if not bare or _HEDGE.fullmatch(bare) or _YES.fullmatch(bare) or _NO.fullmatch(bare):
        return "unsure"
    if not _brief(bare, _SHORT_HAN, _SHORT_WORDS):
        return "answer"
    if text.rstrip().endswith(("?", "？")):
        return "unsure"
    return "answer" if _is_on_topic(bare, item) else "unsure"


def _is_on_topic(bare: str, item: Item) -> bool:
    """Tell whether a few words belong to the question: a known name, a figure, or a word of the item's own material."""
    material = " ".join((item.question, *(point.text for point in item.key_points), *(reference.text for reference in item.references)))
    common = {term for term in terms(bare) if len(term) > 1} & set(terms(material))
    return bool(glossary.found(bare) or re.search(r"[\d=<>()^]", bare) or any(is_cjk(term[0]) or len(term) > 3 for term in common))


def _pieces(text: str) -> list[str]:
    pieces = []
    for sentence in sentences(text):
        pieces += [piece.strip() for piece in re.split(r"[，,]+", sentence.text) if any(map(str.isalnum, piece))]
    return pieces


def _joined(parts: list[tuple[Intent, str]]) -> tuple[tuple[Intent, str], ...]:
    joined: list[tuple[Intent, str]] = []
    for intent, piece in parts:
        if joined and joined[-1][0] == intent:
            joined[-1] = (intent, f"{joined[-1][1]}\n{piece}")
        else:
            joined.append((intent, piece))
    return tuple(joined)


def _bare(text: str) -> str:
    """Return a text in small letters without marks at its ends and doubled spaces."""
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    text = "".join(c for c in text if unicodedata.category(c) not in ("So", "Sk", "Cf"))
    text = re.sub(r"\s+", " ", text).strip(_ENDS + "?")
    return re.sub(r"(?<=[\u3400-\u9fff])[,、 ]+|[,、 ]+(?=[\u3400-\u9fff])", "", text)


def _brief(text: str, han: int, words: int) -> bool:
    """Tell whether a text is no longer than so many Han characters, or words, or a mixture of both."""
    latin = len(re.findall(r"[^\W\u3400-\u9fff]+(?:['’][a-z]+)?", text))
    return sum(map(is_cjk, text)) / han + latin / words <= 1
