"""The grader that asks a chat model: it names verdicts and sentences, code cuts the quotes, checks them and adds up."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewer import prompts
from interviewer.errors import ProviderError
from interviewer.graders import nothing, points_of, reply_language, score, unscored
from interviewer.graders.backing import Backing
from interviewer.graders.feedback import compose
from interviewer.graders.findings import Findings, check, merged, wrong_claims
from interviewer.graders.judgement import judgement
from interviewer.graders.kept import Gone, Replies, Way, key_parts
from interviewer.graders.screen import screen
from interviewer.graders.sheet import PROMPT, Sheet, cut
from interviewer.graders.votes import disputed, is_open, settled
from interviewer.i18n import say, tell
from interviewer.llm import Memory, UnusableReply, name_of, total
from interviewer.schema import Encoder, Grade, GraderStamp, Item, Tokens, fingerprint
from interviewer.settings import Settings
from interviewer.text import Span

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

VERSION = "2"
"""Changes whenever the same replies would give another grade."""
_VOTES = "/votes="
"""In a stamp, between VERSION and the number of votes where that is more than one."""


class LLMGrader:
    """Judges with one call for an ordinary answer, one a part for an answer that the model's window can't hold, and again, where
    the settings ask for votes, what is in dispute.
    """

    def __init__(
        self,
        model: BaseChatModel | None,
        memory: Memory,
        settings: Settings,
        encoder: Encoder | None = None,
        *,
        seed: str = "",
        fresh: bool = False,
        stamp: GraderStamp | None = None,
    ) -> None:
        """Take a model and a memory in which its replies are kept.

        Args:
            seed: From which the order of key points is drawn, besides the item; another seed, another order.
            fresh: Neither use nor keep replies.
            stamp: Of an earlier grade, which is made again from the replies that were kept then; the model is not asked.
        """
        self.memory, self.settings, self.encoder, self.seed = memory, settings, encoder, seed
        self.model = model
        self.way: Way = "replay" if stamp else "fresh" if fresh else "kept"
        self._stamp = stamp

    @property
    def votes(self) -> int:
        version = self._stamp.version if self._stamp else ""
        said = version.partition(_VOTES)[2]
        return (int(said) if said.isdigit() else 1) if self._stamp else self.settings.votes

    @property
    def stamp(self) -> GraderStamp:
        if self._stamp is not None:
            return self._stamp
        version = VERSION if self.votes == 1 else f"{VERSION}{_VOTES}{self.votes}"
        return GraderStamp(name="llm", model=name_of(self.model) if self.model else "", prompt=prompts.fingerprint(PROMPT), version=version)

    def grade(self, item: Item, answer: str) -> Grade:
        """Judge one answer; a failed call gives an unscored grade with the reason.

        Raises SettingsError only when the prompt that ships can't be used; in a replay, Gone when a reply is not kept.
        """
        started = time.perf_counter()
        return self._grade(item, answer).model_copy(update={"seconds": time.perf_counter() - started})

    def _grade(self, item: Item, answer: str) -> Grade:
        screened = screen(item, answer)
        if screened.stop:
            return self._priced(nothing(item, self.stamp, screened.cautions))
        language = reply_language(item, answer)
        whole = item.model_copy(update={"key_points": points_of(item)})
        if not whole.key_points:
            return unscored(item, self.stamp, say(language, "grade.no_key_points"))
        looking = _Looking(whole, answer, cut(screened.kept), self)
        try:
            found, tokens = looking.judge()
        except Gone:
            raise
        except ProviderError as error:
            spent = error.tokens if isinstance(error, UnusableReply) else Tokens()
            failed = unscored(item, self.stamp, tell(language, error))
            return self._priced(failed.model_copy(update={"tokens": spent, "cautions": screened.cautions}))
        claims = wrong_claims(found)
        gaps = {i: gap for i, gap in enumerate(found.gaps) if gap and found.verdicts[i].verdict == "partial"}
        return self._priced(
            Grade(
                score=round(score(found.verdicts, claims), 2),
                verdicts=found.verdicts,
                wrong_claims=claims,
                feedback=compose(language, found.verdicts, claims, gaps=gaps, advice=found.advice),
                cautions=screened.cautions,
                grader=self.stamp,
                tokens=tokens,
                item_revision=item.revision,
                kept=not looking.replies.paid,
            )
        )

    def _priced(self, grade: Grade) -> Grade:
        """Tell what the tokens cost, where the settings know."""
        prices = self.settings.price_in, self.settings.price_out
        if prices[0] is None or prices[1] is None:
            return grade
        cost = (grade.tokens.input * prices[0] + grade.tokens.output * prices[1]) / 1e6
        return grade.model_copy(update={"cost": round(cost, 8)})


@dataclass
class _Looking:
    """The looks at one answer."""

    item: Item
    answer: str
    numbered: Sequence[Span]
    grader: LLMGrader

    def __post_init__(self) -> None:
        self.backing = Backing(self.item, self.grader.encoder)
        self.replies = Replies(self.grader.model, self.grader.memory, self.grader.way)

    def judge(self) -> tuple[Findings, Tokens]:
        """Look once at every key point, and again at those in dispute until a verdict has its majority or the votes are cast."""
        places = range(len(self.item.key_points))
        found, spent = self._look(places, vote=0)
        votes = self.grader.votes
        cast = {place: [(found.verdicts[place], found.gaps[place])] for place in (disputed(found) if votes > 1 else ())}
        for vote in range(1, votes):
            unsettled = [place for place, given in cast.items() if is_open(given, votes)]
            if not unsettled:
                break
            again, more = self._look(unsettled, vote)
            spent = total(spent, more)
            for at, place in enumerate(unsettled):
                cast[place].append((again.verdicts[at], again.gaps[at]))
        return settled(found, cast), spent

    def _look(self, places: Sequence[int], vote: int) -> tuple[Findings, Tokens]:
        """Ask about some key points; the findings come in the order of `places`."""
        revision = self.item.revision
        seed = f"{revision}{self.grader.seed}" + (f"/{vote}" if vote else "")
        sheet = Sheet(self.item, places, self.answer, self.grader.settings.context_tokens, seed)
        parts = list(sheet.parts(self.numbered))
        found: list[Findings] = []
        spent: list[Tokens] = []
        for number, part in enumerate(parts, 1):
            note = f" (part {number} of {len(parts)}; the others are judged apart)" if len(parts) > 1 else ""
            key = self._key(sheet, part, vote)
            reply = self.replies.ask(key, sheet.prompt(self.numbered, part, note).messages, judgement(len(sheet.order)))
            shown = {i + 1: self.numbered[i] for i in part}
            found.append(check(reply.value, self.item, places, sheet.order, self.answer, shown, self.backing))
            spent.append(reply.tokens)
        return merged(found), total(*spent)

    def _key(self, sheet: Sheet, part: range, vote: int) -> str:
        points = [self.item.key_points[place].text for place in sheet.order]
        stamp = self.grader.stamp
        return fingerprint(
            stamp.model,
            stamp.prompt,
            self.item.revision,
            f"{vote} {part.start}",
            *key_parts(points, [self.numbered[place].text for place in part]),
        )
