"""The spoken voice through the real client, at an endpoint on this machine that thinks aloud, breaks off or talks nonsense."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from interviewer.conversation.spoken import Spoken
from interviewer.errors import ProviderError
from interviewer.llm import Forgetful
from interviewer.llm.endpoint import connect
from interviewer.settings import Settings
from tests.examples import graded_turn
from tests.openai_server import OpenAIServer, break_stream, fail, reply_with, say

ASKED = graded_turn(answer=None, answered_at=None, grade=None)


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as running:
        yield running


@pytest.fixture
def voice(server: OpenAIServer) -> Iterator[Spoken]:
    settings = Settings(chat_model="small", openai_base_url=server.url, openai_api_key="sk-0123456789", timeout=5, retries=0)  # type: ignore[arg-type, call-arg]
    model = connect(settings, lambda _: None)
    yield Spoken(model, Forgetful())
    model.close()


def test_a_reply_comes_sentence_by_sentence_and_without_thoughts(server: OpenAIServer, voice: Spoken) -> None:
    server.then(say("<think>They greet me. The answer is the second point.</think>\n你好，别紧张。\n我们回到这一题。"))
    pieces = list(voice.reply("chatter", "你好", ASKED, "zh"))
    assert "".join(pieces) == "你好，别紧张。\n我们回到这一题。" and len(pieces) == 2
    assert server.chats[0].body["stream"] is True


def test_what_was_said_before_the_cable_was_pulled_stays(server: OpenAIServer, voice: Spoken) -> None:
    server.then(break_stream("第一句说完了。第二句说到一"))
    said = ""
    with pytest.raises(ProviderError):
        for piece in voice.opening([graded_turn()], graded_turn(number=1), "zh", "s"):
            said += piece
    assert said == "第一句说完了。"


def test_a_message_is_understood_by_a_structured_reply(server: OpenAIServer, voice: Spoken) -> None:
    server.then(reply_with({"sentences": [{"number": 1, "intent": "clarify"}, {"number": 2, "intent": "answer"}]}))
    heard = voice.understand("题目说的是哪一种？我按自注意力来说，第一点是加权。", ASKED, "")
    assert heard.parts == (("clarify", "题目说的是哪一种？"), ("answer", "我按自注意力来说，第一点是加权。"))


@pytest.mark.parametrize("trouble", [fail(500), say("I'd rather not."), say("", finish="length")], ids=["down", "no json", "cut"])
def test_trouble_leaves_the_rules(server: OpenAIServer, voice: Spoken, trouble: object) -> None:
    server.then(trouble)  # type: ignore[arg-type]
    assert voice.understand("你说的第一点是加权吧，我不确定", ASKED, "").intents == ("answer",)


def test_a_model_that_rambles_is_hung_up_on(server: OpenAIServer, voice: Spoken) -> None:
    server.then(say("没事的。" * 2000))
    said = "".join(voice.reply("chatter", "有点紧张", ASKED, "zh"))
    assert said.endswith("。") and len(said) <= 500
