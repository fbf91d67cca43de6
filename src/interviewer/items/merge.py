"""What many documents ask, as items: one a meaning, with every answer and every place, under an id that lasts.

Merged is within one owner and one language; the twins of a question in two languages are linked, not merged.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Literal

import interviewer.items.keypoints as keypoints
from interviewer.items.asked import read, symbols
from interviewer.items.folding import fold
from interviewer.items.grouping import group
from interviewer.schema import BANK, Encoder, ExtractedItem, Extraction, FollowUp, Item, KeyPoint, Language, Reference, fingerprint
from interviewer.text import language_of, normalise, terms

_LONG: Mapping[Language, int] = {"zh": 60, "en": 140}
"""Characters beyond which a wording is too long to be the main one while another exists."""
_SAME_ANSWER = 0.5
"""Share of terms from which two answers to one ambiguous question ("What is the output?") count as the same."""
WRITTEN_BY = "written_by"
"""Name in the metadata of the model that wrote the question."""
_OWN_METADATA = frozenset({"context", "heard"})
"""What belongs to one wording, not to the question."""
_LEVELS: tuple[tuple[Literal["easy", "medium", "hard"], re.Pattern[str]], ...] = (
    ("easy", re.compile(r"easy|beginner|basic|简单|容易|初级|入门", re.IGNORECASE)),
    ("hard", re.compile(r"hard|difficult|advanced|expert|困难|较难|高级|难", re.IGNORECASE)),
    ("medium", re.compile(r"medium|intermediate|moderate|中", re.IGNORECASE)),
)


@dataclass(frozen=True)
class _Sighting:
    """One question in one document."""

    document: str
    item: ExtractedItem
    derived: bool
    spoken: bool

    @property
    def place(self) -> tuple[str, int, str]:
        return self.document, self.item.line or 0, self.item.question

    @property
    def invented(self) -> bool:
        """Tell a question that a model wrote, and no note asks."""
        return self.derived and WRITTEN_BY in self.item.metadata

    @property
    def answered(self) -> bool:
        return bool(self.item.answer and self.item.answer.strip())

    @property
    def reference(self) -> Reference:
        """Where it is answered, or where it is only asked."""
        text = self.item.answer if self.answered else self.item.question
        return Reference(
            text=text or "", document=self.document, heading=self.item.heading, line=self.item.line, end_line=self.item.end_line
        )

    @property
    def rank(self) -> tuple[Any, ...]:
        """Sort the best answer first: authored before written before spoken, rich before short."""
        size = min(len(self.item.answer or ""), 2000)
        return self.derived, self.spoken, not self.item.key_points, -size, self.place


@dataclass
class _Wording:
    """One text of a question, with all places where it stands; `aside` tells apart what one ambiguous text asks in two contexts."""

    normal: str
    language: Language
    sightings: list[_Sighting]
    aside: str = ""

    def id(self, owner: str) -> str:
        return fingerprint(owner, self.normal, *([self.aside] if self.aside else []))

    @property
    def best(self) -> _Sighting:
        return min(self.sightings, key=lambda one: one.rank)


@dataclass
class _Meaning:
    """Wordings of one meaning, and what was known of it before."""

    wordings: list[_Wording]
    known: list[Item] = field(default_factory=list)
    id: str = ""

    @property
    def sightings(self) -> list[_Sighting]:
        return sorted((one for wording in self.wordings for one in wording.sightings), key=lambda one: one.rank)


def merge(extractions: Sequence[tuple[str, Extraction]], owner: str, encoder: Encoder | None, known: Sequence[Item] = ()) -> list[Item]:
    """Return one item a question of one owner, in the order of documents and lines, whatever the order of the extractions.

    Each extraction comes with the name of its document. `known` are the items as they were: where one of them has a wording of a
    question, its id stays. Without an encoder only equal texts are merged. Raises ProviderError when a remote encoder fails.
    """
    known = [item for item in known if item.owner == owner]
    wordings = _wordings(_sightings(extractions))
    meanings: list[_Meaning] = []
    for language in ("zh", "en"):
        meanings += _meanings(
            [w for w in wordings if w.language == language], [item for item in known if item.language == language], encoder
        )
    meanings = [_asked_by_notes(meaning) for meaning in meanings]
    _name(meanings, owner, known)
    taken = {meaning.id for meaning in meanings}
    merged = [_item(meaning, owner, taken) for meaning in meanings]
    place = {meaning.id: min(one.place for one in meaning.sightings) for meaning in meanings}
    ordered = sorted(merged, key=lambda item: (place[item.id], item.id))
    return _linked(ordered if owner == BANK else fold(ordered))


# ---------------------------------------------------------------- what is asked where


def _sightings(extractions: Iterable[tuple[str, Extraction]]) -> Iterator[_Sighting]:
    for document, extraction in extractions:
        for items, derived in ((extraction.items, False), (extraction.derived, True)):
            for item in items:
                if item.question.strip():
                    yield _Sighting(document, item, derived, extraction.kind == "transcript" or "heard" in item.metadata)


def _wordings(sightings: Iterable[_Sighting]) -> list[_Wording]:
    """Gather equal texts of one language, sorted by text."""
    by_text: defaultdict[str, list[_Sighting]] = defaultdict(list)
    for one in sorted(sightings, key=lambda one: one.rank):
        by_text[normalise(one.item.question)].append(one)
    found = []
    for normal, members in sorted(by_text.items()):
        answered = [language_of(f"{one.item.question} {one.item.answer}") for one in members if one.answered]
        by_language: defaultdict[Language, list[_Sighting]] = defaultdict(list)
        for one in members:
            text = f"{one.item.question} {one.item.answer}" if one.answered else one.item.question
            language = language_of(text)
            by_language[language if one.answered or language in answered or not answered else answered[0]].append(one)
        for language, ones in sorted(by_language.items()):
            other = language if len(by_language) > 1 and language != language_of(normal) else ""
            found += [_Wording(normal, language, part, other + aside) for aside, part in _contexts(ones)]
    return found


def _contexts(members: Sequence[_Sighting]) -> Iterator[tuple[str, list[_Sighting]]]:
    """Part the sightings of one text by operators and code, and, where it says nothing without its context, by that and by the answers."""
    parts: defaultdict[str, list[_Sighting]] = defaultdict(list)
    needy = read(members[0].item.question).empty
    for one in members:
        context = normalise(str(one.item.metadata.get("context", ""))) if needy else ""
        parts[context + symbols(one.item.question)].append(one)
    for key, ones in sorted(parts.items()):
        split = _by_answer(ones) if needy else [ones]
        for part in split:
            aside = key + (fingerprint(part[0].item.answer or "") if len(split) > 1 else "")
            yield (aside if len(split) > 1 or len(parts) > 1 else ""), part


def _by_answer(members: Sequence[_Sighting]) -> list[list[_Sighting]]:
    parts: list[list[_Sighting]] = []
    for one in members:
        if one.answered:
            near = next((part for part in parts if _overlap(part[0].item.answer or "", one.item.answer or "") >= _SAME_ANSWER), None)
            if near is None:
                parts.append([one])
            else:
                near.append(one)
    only_asked = [one for one in members if not one.answered]
    if only_asked and len(parts) == 1:
        parts[0] += only_asked
    elif only_asked:
        parts.append(only_asked)
    return parts


def _overlap(one: str, other: str) -> float:
    a, b = set(terms(one)), set(terms(other))
    return len(a & b) / max(1, min(len(a), len(b)))


def _meanings(wordings: Sequence[_Wording], known: Sequence[Item], encoder: Encoder | None) -> list[_Meaning]:
    """Group wordings by meaning, with those that only the known items still have."""
    present = {wording.normal for wording in wordings}
    former = [(item, text) for item in known for text in (item.question, *item.wordings) if normalise(text) not in present]
    former.sort(key=lambda one: (one[1], one[0].id))
    texts = [wording.best.item.question.strip() for wording in wordings] + [text for _, text in former]
    contexts = [_beside(wording.best) for wording in wordings] + [" ".join(item.topics) for item, _ in former]
    found = []
    for members in group(texts, encoder, contexts):
        live = [wordings[at] for at in members if at < len(wordings)]
        if live:
            found.append(_Meaning(live, [former[at - len(wordings)][0] for at in members if at >= len(wordings)]))
    return found


def _beside(one: _Sighting) -> str:
    """Return what is said beside a question: its topics, its headings, the name of its document."""
    return " ".join((*one.item.topics, *one.item.heading, PurePosixPath(one.document).stem))


def _asked_by_notes(meaning: _Meaning) -> _Meaning:
    """Leave out what a model wrote where notes ask the same themselves."""
    if all(one.derived for one in meaning.sightings):
        return meaning
    wordings = [replace(wording, sightings=[one for one in wording.sightings if not one.invented]) for wording in meaning.wordings]
    return replace(meaning, wordings=[wording for wording in wordings if wording.sightings])


# ---------------------------------------------------------------- ids


def _name(meanings: Sequence[_Meaning], owner: str, known: Sequence[Item]) -> None:
    """Give every meaning its id: that of a known item which has one of its wordings, else the hash of its main question.

    A known item whose wordings have since been told apart stays with the meaning that has its main question.
    """
    named = {item.id: item for item in known}
    called = {alias: item for item in known for alias in item.aliases} | named
    authored = _authored(known)
    asked: defaultdict[tuple[str, Language], list[str]] = defaultdict(list)
    for item in known:
        asked[normalise(item.question), item.language].append(item.id)
    claims: list[tuple[int, int, str]] = []
    for at, meaning in enumerate(meanings):
        ids = [wording.id(owner) for wording in meaning.wordings]
        tags = {(tag, wording.language) for wording in meaning.wordings for one in wording.sightings for tag in _tags(one.item.metadata)}
        meaning.known += [called[id] for id in ids if id in called and called[id].language == meaning.wordings[0].language] + [
            authored[tag] for tag in sorted(tags) if tag in authored
        ]
        meaning.known = list({item.id: item for item in meaning.known}.values())
        claims += [(item.id not in ids, at, item.id) for item in meaning.known]
        claims += [(2, at, id) for wording in meaning.wordings if wording.aside for id in asked.get((wording.normal, wording.language), [])]
    taken: set[str] = set()
    for _, at, known_id in sorted(claims):
        if not meanings[at].id and known_id not in taken:
            meanings[at].id = known_id
            taken.add(known_id)
    for meaning in meanings:
        meaning.id = meaning.id or _main(meaning).id(owner)
        taken.add(meaning.id)


def _authored(known: Iterable[Item]) -> dict[tuple[str, Language], Item]:
    """Return the known items by the id that their author gave, where it names one only."""
    found: dict[tuple[str, Language], list[Item]] = {}
    for item in known:
        for tag in _tags(item.metadata):
            found.setdefault((tag, item.language), []).append(item)
    return {key: items[0] for key, items in found.items() if len(items) == 1}


def _tags(metadata: Mapping[str, Any]) -> list[str]:
    """Return the ids that authors gave; a bare number is one only within its file."""
    told = metadata.get("id") or ()
    tags = [str(tag).strip() for tag in (told if isinstance(told, (list, tuple)) else (told,))]
    return [tag for tag in tags if any(c.isalpha() for c in tag)]


# ---------------------------------------------------------------- one item


def _main(meaning: _Meaning) -> _Wording:
    """Return the clearest wording: written, answered, a whole question that asks all that is answered, and no longer than needed."""
    asked = {wording.normal: read(wording.best.item.question).intents for wording in meaning.wordings}
    everything = frozenset[str]().union(*asked.values())

    def rank(wording: _Wording) -> tuple[Any, ...]:
        one = wording.best
        question = one.item.question.strip()
        whole = "?" in question or "？" in question or bool(asked[wording.normal])
        return (
            all(sighting.derived for sighting in wording.sightings),
            all(sighting.spoken for sighting in wording.sightings),
            not one.answered,
            not whole,
            len(question) > _LONG[wording.language],
            len(everything - asked[wording.normal]),
            -len(wording.sightings),
            len(question),
            question,
            wording.aside,
        )

    return min(meaning.wordings, key=rank)


def _item(meaning: _Meaning, owner: str, taken: set[str]) -> Item:
    main, sightings = _main(meaning), meaning.sightings
    question = main.best.item.question.strip()
    ids = {wording.id(owner) for wording in meaning.wordings} | {id for item in meaning.known for id in (item.id, *item.aliases)}
    others = {wording.normal: wording.best.item.question.strip() for wording in meaning.wordings if wording is not main}
    points, origin, giver = _points(sightings, question)
    return Item(
        id=meaning.id,
        owner=owner,
        question=question,
        language=main.language,
        aliases=tuple(sorted(ids - taken)),
        wordings=tuple(text for _, text in sorted(others.items()) if text != question),
        references=tuple(dict.fromkeys(one.reference for one in sightings if one.answered)),
        sources=tuple(dict.fromkeys(one.reference for one in sorted(sightings, key=lambda one: one.place) if not one.answered)),
        key_points=points,
        key_points_from=origin,
        topics=_topics(sightings),
        difficulty=_difficulty(sightings),
        follow_ups=_follow_ups(sightings, giver),
        mistakes=_united(one.item.mistakes for one in sightings),
        read_on=_united(one.item.read_on for one in sightings),
        metadata=_metadata(main.best, sightings),
        derived=all(one.derived for one in sightings),
    )


def _points(
    sightings: Sequence[_Sighting], question: str
) -> tuple[tuple[KeyPoint, ...], Literal["authored", "reference", "none"], _Sighting | None]:
    """Return the key points, where they come from, and the sighting whose author gave them."""
    for one in sightings:
        if one.item.key_points:
            return one.item.key_points, "authored", one
    for one in sightings:
        if one.answered and (points := keypoints.split(one.item.answer or "", question)):
            return points, "reference", None
    return (), "none", None


def _follow_ups(sightings: Sequence[_Sighting], giver: _Sighting | None) -> tuple[FollowUp, ...]:
    """Unite the follow-ups; only those of the author of the key points aim at one of them."""
    found: dict[str, FollowUp] = {}
    for one in sorted(sightings, key=lambda one: one is not giver):
        for follow_up in one.item.follow_ups:
            aimed = follow_up if one is giver else FollowUp(text=follow_up.text)
            found.setdefault(normalise(follow_up.text), aimed)
    return tuple(found.values())


def _united(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for texts in lists:
        for text in texts:
            found.setdefault(normalise(text), text)
    return tuple(found.values())


def _topics(sightings: Sequence[_Sighting]) -> tuple[str, ...]:
    """Unite the topics, those of most documents first."""
    counted = Counter(topic for one in sightings for topic in dict.fromkeys(one.item.topics))
    return tuple(topic for topic, _ in counted.most_common())


def _difficulty(sightings: Sequence[_Sighting]) -> Literal["easy", "medium", "hard"] | None:
    levels = Counter(
        next(name for name, words in _LEVELS if words.search(told))
        for one in sightings
        if (told := str(one.item.metadata.get("difficulty") or "")) and any(words.search(told) for _, words in _LEVELS)
    )
    return min(levels, key=lambda level: (-levels[level], level), default=None)


def _metadata(main: _Sighting, sightings: Sequence[_Sighting]) -> dict[str, Any]:
    """Unite what documents say: one value as it stands, several as a list."""
    values: dict[str, list[Any]] = {}
    for one in (main, *sorted(sightings, key=lambda one: one.place)):
        for name, value in one.item.metadata.items():
            if name == "difficulty" or (name in _OWN_METADATA and one is not main):
                continue
            kept = values.setdefault(name, [])
            kept += [part for part in (value if isinstance(value, (list, tuple)) else [value]) if part not in kept]
    listed = {name for one in sightings for name, value in one.item.metadata.items() if isinstance(value, (list, tuple))}
    return {name: found if name in listed or len(found) != 1 else found[0] for name, found in values.items()}


def _linked(items: Sequence[Item]) -> list[Item]:
    """Link the twins of a question: those whose author gave them one id in two languages, to the Chinese one."""
    first: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: item.language != "zh"):
        for tag in _tags(item.metadata):
            first.setdefault(tag, item)
    linked = []
    for item in items:
        other = next((first[tag] for tag in _tags(item.metadata) if first[tag].language != item.language), None)
        linked.append(item.model_copy(update={"translation_of": other.id}) if other else item)
    return linked
