"""What is settled in code before any model: nothing said, the question said back, talk to the grader, bare lists of terms."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from interviewer import glossary
from interviewer.graders import addressed
from interviewer.graders.clauses import clauses
from interviewer.schema import Item
from interviewer.text import Span, normalise, plain, sentences, terms

COPY = 0.84
"""Likeness, by matching characters, from which a sentence is the question said back."""
LIST_PIECES = 6


@dataclass(frozen=True)
class Screen:
    """What of an answer remains to be judged."""

    kept: tuple[Span, ...]
    """Sentences of the answer as it was given: `answer[start:end] == text`."""
    cautions: tuple[str, ...] = ()
    """Stable codes: empty, dont_know, question_copied, instructions, term_list, reference_copied."""
    stop: bool = False
    """Nothing remains: the score is 0 and a caution says why."""


def screen(item: Item, answer: str) -> Screen:
    """Return the sentences of an answer that remain to be judged, and what was noticed about the rest."""
    if not any(map(str.isalnum, answer)):
        return Screen((), ("empty",), stop=True)
    said, instructed = _without_instructions(item, answer)
    known = [s for s in said if not dont_know(s.text, item.question)]
    if len(known) < len(said):
        known = [s for s in known if terms(_FILLER.sub(" ", s.text))]
    kept = [s for s in known if not copies_question(s.text, item)]
    cautions = ["instructions"] if instructed else []
    if not kept:
        cautions += ["dont_know"] if said and not known else ["question_copied"] if known else []
        return Screen((), tuple(cautions) or ("empty",), stop=True)
    if _lists_terms([s.text for s in kept]) and not asks_for_list(item.question):
        cautions.append("term_list")
    if copies_reference(answer, item):
        cautions.append("reference_copied")
    return Screen(tuple(kept), tuple(cautions))


def _without_instructions(item: Item, answer: str) -> tuple[list[Span], bool]:
    near = addressed.subject_is_near(item)
    blank = list(answer)
    for start, end in addressed.blocks(answer, near):
        blank[start:end] = "\n" * (end - start)  # places stay, and a line break parts what stood around the block
    said = sentences("".join(blank))
    found = len(said) < len(sentences(answer)) or "".join(blank) != answer
    kept: list[Span] = []
    for sentence, pieces in zip(said, clauses(said), strict=True):
        rest = addressed.remainder(sentence, pieces, near)
        found = found or rest != [sentence]
        kept.extend(rest)
    return kept, found


# ---------------------------------------------------------------- nothing said

_UNKNOWN = re.compile(
    r"(?:我|本人)?(?:真的?|确实|完全|实在|还|也|都|暂时|目前|现在|可能|其实|有点|一点(?:都|也)?|好像|压根|根本|平时)*"
    r"(?:不知道|不清楚|不了解|不(?:太|是很|怎么|大)?(?:会|懂|清楚|了解|记得|熟悉|熟|确定|知道|明白)|没(?:有)?(?:学|听|见|用|接触|了解|看|做|想|复习|准备|背|印象)(?:说|到|出来|来)?(?:过|到|好)?|忘(?:记)?(?:了|掉了)?|"
    r"想不(?:起来|出来|到)|记不(?:清|得|起来|太清)(?:楚)?(?:了)?|答不(?:上来|出来|了)|说不(?:上来|出来|清楚?)|回答不(?:了|上来)|无法回答|没(?:有)?(?:思路|头绪|想法|答案|把握)|空着|放弃|跳过|过吧|下一(?:题|个))|"
    r"\b(?:i\s+)?(?:(?:really|honestly|still|just|actually|simply|currently)\s+)*(?:do\s*n[o'’\"]?t|don[o'’\"]?t|do\s+not|dunno|did\s*n['’]?t|did\s+not|can\s*n?[o'’]?t|cannot|could\s*n['’]?t|have\s+not|haven['’]?t|never)\s*"
    r"(?:(?:really|even|yet|ever|quite)\s+)*(?:know|remember|recall|understand|learn(?:ed|t)?|studied|study|heard|hear|think\s+of|answer|say|tell|seen|used|covered|have\s+(?:a|an|any)\s+(?:clue|idea|answer))\b|^\W*(?:i\s+)?(?:do\s*n[o'’\"]?t|don[o'’\"]?t|do\s+not)\W*$|"
    r"\b(?:i\s+have\s+|i['’]?ve\s+(?:got\s+)?)?no\s+(?:idea|clue|answer|memory|recollection)\b|\b(?:i\s*['’\"]?a?m\s+)?(?:not\s+(?:really\s+|so\s+|very\s+|quite\s+)?(?:sure|certain|familiar)|unsure|clueless)\b|\bi\s+forg[eo]t(?:ten)?\b|\bidk\b|"
    r"\b(?:i\s+)?(?:pass|skip|give\s+up)\b|\bnext\s+question\b|\bn/?a\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?:不好意思|对不起|抱歉|非常|很|实在|老实说|说实话|坦白(?:说|讲)?|嗯+|呃+|额+|啊+|哦+|唉+|哎+|那个|这个|这道?题|这块|这方面|这部分|这里|问题|题目|相关|知识(?:点)?|内容|概念|具体|细节|答案|怎么|什么|如何|为什么|回答|答|说|讲|"
    r"面试官|老师|您|你|我|本人|就|也|都|还|了|的|吧|呢|哈|呀|诶|是|有|没|对|这|那|，|一下|一时|让我想想|我想想|想想|稍等|可能|应该|大概|好像|吗|可以|能|能不能|能否|给|换|一题|题|到|过|学|看|复习|之后|以后|回去|再|谢谢|下次|会|去|请)|"
    r"\b(?:sorry|um+|uh+|er+m?|hm+|well|honestly|frankly|to|be|honest|i|i'm|im|am|afraid|think|guess|that|this|the|a|an|it|is|was|are|of|about|on|for|in|with|at|all|sure|really|very|so|just|but|and|or|please|question|one|answer|topic|concept|thing|"
    r"what|how|why|let['’]s|let|me|see|you|my|mind|blank|moment|now|right|can|we|move|next|here|there|do|does|have|know|not|any|idea|yet|thanks|thank|maybe|probably|means?|too|either|much|anything|something)\b",
    re.IGNORECASE,
)


def dont_know(sentence: str, question: str = "") -> bool:
    """Tell whether a sentence only says that the person doesn't know (fillers and words of the question aside)."""
    rest, found = _UNKNOWN.subn(" ", sentence.strip().lower())
    if not found:
        return False
    asked = set(terms(question))
    return not [term for term in terms(_FILLER.sub(" ", rest)) if term not in asked]


# ---------------------------------------------------------------- the question or the reference said back


def _likeness(one: str, other: str, least: float = 0.0) -> float:
    """Return the likeness of two texts, 0..1; where it is below `least`, which is told cheaply, 0."""
    if not (one and other):
        return 0.0
    compared = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if least and (compared.real_quick_ratio() < least or compared.quick_ratio() < least):
        return 0.0
    return compared.ratio()


_ASKING = re.compile(
    r"什么是|是什么|为什么|如何|怎么样?|哪些|哪几[种个类]|多少|请问|请|简述|简要|解释(?:一下)?|说明|谈谈|介绍(?:一下)?|描述|呢|吗|"
    r"\b(?:what|how|why|which|when|where|explain|describe|please|is|are|do|does|did|the|a|an|you|can|could|briefly|tell|me)\b",
    re.IGNORECASE,
)


_PIECE = re.compile(r"[\u4e00-\u9fff]|[a-z0-9]+")


def copies_question(sentence: str, item: Item) -> bool:
    """Tell whether a sentence is the question again, also with small changes or a few words around it."""
    said = normalise(sentence)
    for question in (item.question, *item.wordings):
        pieces = {question, *(s.text for s in sentences(question))}
        for asked in filter(None, map(normalise, pieces)):
            inside = asked in said and len(asked) >= 6 and len(terms(sentence)) - len(terms(asked)) <= 3
            said_back = inside or _only_words_of(sentence, question)
            like = _likeness(said, asked, 0.0 if said_back else COPY)
            if (like >= COPY or said_back) and like >= max([0.0, *(_likeness(said, stated) for stated in _stated(item))]):
                return True
    return False


def _only_words_of(sentence: str, question: str) -> bool:
    """Tell whether a sentence has most words of the question and no other, the asking words aside."""
    said, asked = (set(_PIECE.findall(_ASKING.sub(" ", text.lower()))) for text in (sentence, question))
    return len(asked) >= 3 and said <= asked and len(said) >= 0.75 * len(asked)


def _stated(item: Item) -> list[str]:
    """Return what a good answer says, for it may be worded like the question."""
    told = [s.text for reference in item.references for s in sentences(reference.text)]
    return [normalise(plain(text)) for text in (*(point.text for point in item.key_points), *told)]


def copies_reference(answer: str, item: Item) -> bool:
    said = normalise(answer)
    return len(said) >= 60 and any(_likeness(said, normalise(r.text), 0.97) >= 0.97 for r in item.references)


# ---------------------------------------------------------------- bare lists

LEAST_LISTED = 9
"""Words of a row of terms in Latin script."""
_BULLET = re.compile(r"^\s*(?:[-*•+]|\d{1,2}[.)、])\s*")
_SYNTAX_ZH = re.compile(
    r"[的了是会把被让使也就都而但并且若如果则因所以为由于可能够只需要没不无有在当时后从到与和或及对给用其它他这那各再先才仍即便于通过进行]"
)
_SYNTAX_EN_WORDS = """
a an the is are was were be been being has have had do does did can could will would should may might must to
of in on at by for with from as into onto than then that which who whose when where while if because so but
and or not no it its they them their this these those you we i he she there only also each every both between
over under via per without within through during before after until about once since instead
"""
_SYNTAX_EN = frozenset(_SYNTAX_EN_WORDS.split())
_ASKS_FOR_LIST = re.compile(
    r"(?:流程|步骤|顺序|组成)(?:是|有|包括)(?:什么|怎样)|哪些|哪几|哪两|哪三|几种|几类|列举|列出|依次写出|分别写出|\b(?:list|name|enumerate|state (?:at least|the|two|three|four|\d))\b",
    re.IGNORECASE,
)


def _lists_terms(said: list[str]) -> bool:
    """Tell whether what was said is, for most of it, a row of terms: as it stands, on one line, or sentence by sentence."""
    listed = sum(len(sentence) for sentence in said if is_term_list(sentence))
    return is_term_list("\n".join(said)) or is_term_list(" ".join(said)) or listed >= 0.6 * sum(map(len, said))


def is_term_list(text: str) -> bool:
    """Tell whether a text is a row of terms without syntax: many short pieces and nothing that joins them."""
    text = "\n".join(_BULLET.sub("", plain(line)) for line in text.splitlines())
    words = re.findall(r"[^\W\d_][\w+#.'/-]*|[^\s\w]|\d+", text)
    if sum(not word[0].isalpha() and word not in ",，、。.;；/|" for word in words) > 0.15 * len(words):
        return False  # figures, code, formulas: their syntax is not that of prose
    if _only_names(text):
        return True
    if any("\u4e00" <= c <= "\u9fff" for c in text):
        rows = [row for row in re.split(r"[，,。；;：:\n]+", text) if row.strip()]
        listed = [row for row in rows if _row_zh(row)]
        return sum(map(len, listed)) >= 0.6 * sum(map(len, rows)) or (len(rows) >= 2 * LIST_PIECES and _row_zh(" ".join(rows)))
    bare = [word for word in re.split(r"[\s,/|]+", text.lower()) if word and word[0].isalpha()]
    foreign = any(c.isalpha() and not c.isascii() for c in text)
    parted = len(re.findall(r"[;:.](?=\s|$)", text))
    joined = sum(word.strip(".;:") in _SYNTAX_EN for word in bare) + 2 * max(0, parted - 1)
    return (
        not foreign
        and len(bare) >= LEAST_LISTED
        and (joined <= 0.1 * len(bare) or _longest_row(bare) >= max(LEAST_LISTED, 0.5 * len(bare)))
    )


_APART = re.compile(
    r"[，,、。；;|\n]+|[.:：](?=\s|[^\x00-\x7f]|$)|还有|以及|\band\b|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", re.IGNORECASE
)
_LED_IN = re.compile(
    r"^[^，,、。；;:：\n]{0,14}?(?:涉及到?|包括|主要有|(?:知道|了解|想到|记得)的有|关键词|要点)(?:了|有)?[:：]?\s*|\s*等(?:等|概念|知识点?|技术|方面|内容|关键词)*(?=[。.]?\s*$)|"
    r"^[^,.;:\n]{0,40}?\b(?:is (?:all )?about|involves?|includes?|covers?|(?:key ?(?:terms|words)))\b:?\s*",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+(?:[-'/][^\W\u4e00-\u9fff]+)*")
_DOES = frozenset("加减写做看训存算查用去建设改删调换放拿取找读传发收分防占")
LONGEST_NAME = {True: 4, False: 2}
"""Han letters, or words, of what may be a name by its look alone."""


def _only_names(text: str) -> bool:
    """Tell whether a text only names things one by one, whatever stands between them."""
    pieces = [piece for piece in map(str.strip, _APART.split(_LED_IN.sub("", text))) if any(map(str.isalnum, piece))]
    sizes = [len(_LETTERS.findall(piece)) for piece in pieces]
    bare = [size for piece, size in zip(pieces, sizes, strict=True) if _names(piece, size)]
    return len(bare) >= LIST_PIECES and sum(bare) >= 0.75 * sum(sizes)


def _names(piece: str, size: int) -> bool:
    """Tell whether a piece is a name and no clause: a known name and little else, or short and without syntax."""
    han = bool(re.search(r"[\u4e00-\u9fff]", piece))
    words = [word.lower() for word in _LETTERS.findall(piece)]
    if _SYNTAX_ZH.search(piece) or piece[0] in _DOES or not _SYNTAX_EN.isdisjoint(words):
        return False
    known = sum(term.end - term.start for term in glossary.found(piece))
    return size <= LONGEST_NAME[han] or (size <= 2 * LONGEST_NAME[han] and known >= 0.5 * len(piece))


def _longest_row(bare: list[str]) -> int:
    """Return the most words in a row that neither join others nor end a clause: padding around a list doesn't make it prose."""
    longest = row = 0
    for word in bare:
        row = 0 if word.strip(".;:") in _SYNTAX_EN else row + 1
        longest = max(longest, row)
        row = 0 if word[-1] in ".;:" else row
    return longest


def _row_zh(row: str) -> bool:
    pieces = [piece for piece in re.split(r"[\s、/|]+", row) if any(map(str.isalnum, piece))]
    gaps = len(re.findall(r"[\u4e00-\u9fff][ \u3000、/|]+[\u4e00-\u9fff]", row))
    letters = sum(len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z0-9]+", piece)) for piece in pieces)
    joined = sum(bool(_SYNTAX_ZH.search(piece)) for piece in pieces)
    return len(pieces) >= LIST_PIECES and gaps >= 2 and letters / len(pieces) <= 4.5 and joined <= 0.34 * len(pieces)


def asks_for_list(question: str) -> bool:
    """Tell whether a row of terms may be a full answer."""
    return bool(_ASKS_FOR_LIST.search(question))


def share_of_syntax(text: str) -> float:
    """Return the share of words (en) or letters (zh) that only join others; a row of terms has almost none."""
    han = len(re.findall(r"[\u4e00-\u9fff]", text))
    latin = re.findall(r"[A-Za-z]+", text.lower())
    joined = len(_SYNTAX_ZH.findall(text)) + sum(word in _SYNTAX_EN for word in latin)
    return joined / max(1, han + len(latin))
