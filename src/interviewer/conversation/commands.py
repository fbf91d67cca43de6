"""What a message means, told without a model: only a short message that is plainly something else is not taken for an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from interviewer import glossary
from interviewer.conversation import Heard
from interviewer.conversation.phrases import (
    ANSWERS_TOO,
    CLARIFIES,
    COMMANDS,
    COURTESIES,
    DOUBTLESS,
    EXPLAINS,
    HEDGES,
    LEAD,
    NO,
    PLEADS,
    SMALL_TALK,
    TAIL,
    YES,
)
from interviewer.schema import Intent, Item
from interviewer.text import is_cjk, sentences, terms

LONGEST_HAN, LONGEST_WORDS = 36, 11
"""Han characters, and words in Latin script, of the longest message that may be a command; what is longer holds an answer."""
_LONGEST = 200
"""Characters of any sort."""
_SHORT_HAN, _SHORT_WORDS = 14, 8
"""Of the longest message that may be neither a command nor an answer."""
_TERSE_HAN, _TERSE_WORDS = 3, 1
"""Of one that says too little to be taken for an answer, unless it speaks of the question."""
_LED_IN_HAN, _LED_IN_WORDS = 7, 4
"""Of a clause that only leads to a clarifying question."""
_BESIDE: tuple[Intent, ...] = ("hint", "repeat", "clarify", "skip", "end")
"""What can be asked in a sentence of its own beside an answer."""
_ASKING_HAN, _ASKING_WORDS = 60, 30
"""Of a message that is nothing but questions."""
_HELP: tuple[Intent, ...] = ("hint", "repeat", "clarify", "dont_know", "pause", "chatter")
"""What may be asked for beside a few words that answer nothing, since it moves nothing on."""
_ONE_WORD: tuple[Intent, ...] = ("skip", "retract", "back", "hint", "repeat", "pause", "end")
"""What one word can ask for; a word that the item is about may be an answer all the same ("pass", of a keyword)."""
_ASKING = frozenset(
    (
        "什么",
        "为什",
        "怎么",
        "怎样",
        "如何",
        "哪些",
        "是什",
        "么是",
        "请解",
        "解释",
        "what",
        "when",
        "which",
        "does",
        "your",
        "with",
        "that",
        "this",
    )
)
"""Words that a question shares with any talk."""
_ENDS = " \t\r\n.。!！?？,，、;；:：~～…·\"'“”‘’()（）[]【】<>《》*_-—"
_OPENS_A_QUESTION = re.compile(
    r"(?:你好|您好|嗨|hi|hello)?[,!. ]*(?:请问|想问|我想问|我想确认|先确认|问一下|能问一下|可以问一下|你是(?:指|说|问)|是(?:指|问|说)|这里(?:是|指|说)|这题(?:是|问)"
    r"|do you mean|are you asking|should i|shall i|may i assume|can i assume|could i ask|can i ask|quick question|just to (?:check|clarify)|is (?:this|it) about)"
)
"""How people begin who ask the interviewer something."""
_AGREES = ("吗", "么", "呢", "可以不", "行不", "好不", "就行", "也行", "都行", "即可")
"""How a question to the interviewer ends that has no mark."""
_INVERTED = re.compile(
    r"(?:how (?:many|much|big|large|long|often|fast)(?: \w+){0,3}|what|which \w+|who|where|when) (?:are|is|do|does|should|will|can) (?:the|we|i|you|they|it|there|your|this)\b(?: \w+){0,5}$"
)
"""A question without its mark."""
_TYPED = {
    "im": "i'm", "ive": "i've", "id": "i'd", "dont": "don't", "cant": "can't", "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't",
    "wasnt": "wasn't", "havent": "haven't", "couldnt": "couldn't", "wont": "won't", "whats": "what's", "thats": "that's", "its": "it's",
    "plz": "please", "pls": "please", "thx": "thanks", "ty": "thanks", "u": "you", "ur": "your", "r": "are", "gimme": "give me",
    "lemme": "let me", "wanna": "want to", "gonna": "going to", "gotta": "got to", "idk": "i don't know", "dunno": "i don't know",
}  # fmt: skip
"""What people type in a hurry, and what they mean."""
_OF_WORDS = re.compile(r"[答说讲写发话错]|\b(?:answer|misspoke|scratch|let me|my|i)\b")
"""What speaks of something said."""
_APART = re.compile(r"(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])")
"""A space that stands for a comma."""
_ASKS = re.compile(r"[?？][\"'”’)）\s]*$")

Part = tuple[Intent, str]


def understand(said: str, item: Item, pending: bool) -> Heard:
    """Say what a message is, part by part; whatever may be an answer is one, and what may be neither is unsure.

    `pending` tells that the interviewer has just asked "is that your answer?".
    """
    whole = said.strip()
    if is_brief(whole):
        if intent := _command(whole, pending):
            is_open = (intent in _ONE_WORD and _is_term(_bare(whole), item)) or (intent == "retract" and _is_terse(_bare(whole)))
            return Heard(parts=(("unsure" if is_open else intent, whole),))
        if parts := _commands(whole, item, pending):
            return Heard(parts=parts)
        if (other := _other(_corrected(whole), item)) != "answer":
            return Heard(parts=((other, whole),))
    if intent := _only_asks(whole):
        return Heard(parts=((intent, whole),))
    return Heard(parts=_with_wishes(whole))


def courtesy(said: str) -> str:
    """Return how small talk is answered: fine (how are you?), hello, welcome (thanks), else chatter."""
    lower = said.lower()
    return next((name for name, pattern in COURTESIES if pattern.search(lower)), "chatter")


def is_command(text: str, intent: Intent) -> bool:
    """Tell whether a sentence is plainly this command."""
    return _command(text) == intent


def _command(text: str, pending: bool = False) -> Intent | None:
    """Return the intent of a text that is plainly one of the things that are no answer."""
    bare = _bare(text)
    if pending and YES.fullmatch(bare):
        return "yes"
    if pending and NO.fullmatch(bare):
        return "no"
    return _plainly(bare) or ("clarify" if _clarifies(text, bare) or _plainly_asks(bare) else None)


def _plainly(bare: str) -> Intent | None:
    """Return the intent of the first table that holds all of a text but its polite words."""
    return next((intent for core in _cores(bare) for intent, pattern in COMMANDS if pattern.fullmatch(core)), None)


def _clarifies(text: str, bare: str) -> bool:
    """Tell whether a text asks about the question: it ends in asking, and says no more than a few words before it asks."""
    if not (
        _ASKS.search(text)
        or bare.endswith(_AGREES)
        or _INVERTED.match(bare)
        or bare.startswith(("要不要", "需不需要", "用不用", "是不是要"))
    ):
        return False
    *before, last = [
        clause for clause in re.split(r"[，,。.!！；;\n]+|[?？]+(?=.)", _APART.sub("，", text)) if any(map(str.isalnum, clause))
    ] or [bare]
    if _plainly(_bare(last)):
        return False
    if any(EXPLAINS.match(_bare(clause)) or not is_brief(clause, _LED_IN_HAN, _LED_IN_WORDS) for clause in before):
        return False
    return bool(CLARIFIES.search(_bare(last)) or (before and CLARIFIES.search(bare)))


def _plainly_asks(bare: str) -> bool:
    """Tell whether a text begins as only a question to the interviewer does, with or without its mark."""
    return any((begun := DOUBTLESS.match(one)) and not ANSWERS_TOO.search(one, begun.end()) for one in (bare, _unled(bare)))


def _only_asks(whole: str) -> Intent | None:
    """Return what a message is that is nothing but questions: one to the interviewer where it begins like that, else not sure."""
    told = [span.text for span in sentences(whole) if _command(span.text) != "chatter"]
    if not is_brief(whole, _ASKING_HAN, _ASKING_WORDS) or not told:
        return None
    if len(told) == 1 and _plainly_asks(_bare(told[0])):
        return "clarify"
    if not all(_ASKS.search(text) for text in told):
        return None
    return "clarify" if _OPENS_A_QUESTION.match(_bare(told[0])) or any(_clarifies(text, _bare(text)) for text in told) else "unsure"


def _cores(bare: str) -> Iterator[str]:
    """Yield a text, and what is left of it when the polite words at its beginning and its end are taken off one by one."""
    front: str | None = bare
    while front:
        core: str | None = front
        while core:
            yield core
            tail = TAIL.search(core)
            core = core[: tail.start()].strip(_ENDS) if tail else None
        lead = LEAD.match(front)
        front = front[lead.end() :].strip(_ENDS) if lead else None


def _commands(whole: str, item: Item, pending: bool) -> tuple[Part, ...]:
    """Return the parts of a message that is made of commands alone, or of a wish for help and a few words that answer nothing."""
    pieces = [
        piece.strip()
        for sentence in sentences(whole)
        for piece in re.split(r"[，,…]+", _APART.sub("，", sentence.text))
        if any(map(str.isalnum, piece))
    ]
    found = [(_command(piece, pending), piece) for piece in pieces]
    told = [(intent, piece) for intent, piece in found if intent]
    if any(intent in ("retract", "back") for intent, _ in told):  # "wait, scratch that"
        told = [(intent, piece) for intent, piece in told if intent not in ("pause", "chatter")]
    rest = list(filter(None, (_unled(_bare(piece)) for intent, piece in found if not intent)))
    if not rest:
        return _joined(told)
    harmless = {intent for intent, _ in told} <= set(_HELP)
    idle = all(is_brief(one, _LED_IN_HAN, _LED_IN_WORDS + 1) and not EXPLAINS.match(one) and not _is_on_topic(one, item) for one in rest)
    return _joined(told) if told and harmless and idle and found[-1][0] else ()


def _unled(bare: str) -> str:
    """Return a text without the polite words at its beginning."""
    while lead := LEAD.match(bare):
        bare = bare[lead.end() :].strip(_ENDS)
    return bare


def _with_wishes(whole: str) -> tuple[Part, ...]:
    """Return an answer with the sentences beside it that ask the interviewer for something; those alone are no part of it."""
    spans = sentences(whole)
    told: list[Part] = [(_wish(span.text) or "answer", span.text) for span in spans]
    if all(intent == "answer" for intent, _ in told) or told[0][0] == "clarify":
        return (("answer", whole),)
    if not any(intent == "answer" for intent, _ in told):
        return (("answer", whole),)
    return _joined(told)


def _wish(sentence: str) -> Intent | None:
    if not is_brief(sentence, LONGEST_HAN // 2, LONGEST_WORDS) or not PLEADS.search(sentence.lower()):
        return None
    intent = _command(sentence)
    return intent if intent in _BESIDE else None


def _other(text: str, item: Item) -> Intent:
    """Tell an answer, however short, from what may be none: a lone question, a hedge, something about other things."""
    bare = _bare(text)
    if not bare or HEDGES.fullmatch(bare) or YES.fullmatch(bare) or NO.fullmatch(bare):
        return "unsure"
    is_short = is_brief(bare, _SHORT_HAN, _SHORT_WORDS)
    if is_short and _ASKS.search(text):
        return "clarify" if _OPENS_A_QUESTION.match(bare) else "unsure"
    if EXPLAINS.match(bare) or _is_on_topic(bare, item):
        return "answer"
    return "unsure" if is_brief(bare, _TERSE_HAN, _TERSE_WORDS) or (is_short and SMALL_TALK.search(bare)) else "answer"


def _corrected(whole: str) -> str:
    """Return what follows where a message begins by taking something back; else the message."""
    clause = re.match(r"[^，,:：。.;；!！]+[，,:：。.;；!！]+", whole)
    if clause is None or _command(clause.group()) != "retract":
        return whole
    return whole[clause.end() :].strip() or whole


def _is_on_topic(bare: str, item: Item) -> bool:
    """Tell whether a few words belong to the question: a known name, a figure, or a word of the item's own material."""
    material = " ".join((item.question, *(point.text for point in item.key_points), *(reference.text for reference in item.references)))
    common = {term for term in terms(bare) if len(term) > 1} & set(terms(material)) - _ASKING
    return bool(glossary.found(bare) or re.search(r"[\d=<>()^]", bare) or any(is_cjk(term[0]) or len(term) > 3 for term in common))


def _is_term(bare: str, item: Item) -> bool:
    """Tell whether one word is also one of the question or a key point."""
    material = " ".join((item.question, *(point.text for point in item.key_points))).lower()
    return bare in (terms(material) if bare.isascii() else material if len(bare) <= 4 else ())


def _is_terse(bare: str) -> bool:
    """Tell whether words that take something back may as well be about the matter: "retry" is what one does after a timeout."""
    return is_brief(bare, _TERSE_HAN, _TERSE_WORDS + 1) and not _OF_WORDS.search(bare)


def _joined(parts: list[Part]) -> tuple[Part, ...]:
    """Make one part of neighbours of one intent."""
    joined: list[Part] = []
    for intent, piece in parts:
        if joined and joined[-1][0] == intent:
            joined[-1] = (intent, f"{joined[-1][1]}\n{piece}")
        else:
            joined.append((intent, piece))
    return tuple(joined)


def _bare(text: str) -> str:
    """Return a text in small letters, without the marks at its ends and those between Han characters, and without pictures."""
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    text = "".join(c for c in text if unicodedata.category(c) not in ("So", "Sk", "Cf", "Mn"))
    text = re.sub(r"\s+", " ", text).strip(_ENDS)
    text = re.sub(r"[a-z]+(?!['\w])", lambda word: _TYPED.get(word.group(), word.group()), text)
    return re.sub(r"(?<=[\u3400-\u9fff])[,、… ]+|[,、… ]+(?=[\u3400-\u9fff])", "", text)


def is_brief(text: str, han: int = LONGEST_HAN, words: int = LONGEST_WORDS) -> bool:
    """Tell whether a text has at most so many Han characters, or Latin words, or a mixture of both."""
    latin = len(re.findall(r"[^\W\u3400-\u9fff]+(?:['’][a-z]+)?", text))
    return len(text) <= _LONGEST and sum(map(is_cjk, text)) / han + latin / words <= 1
