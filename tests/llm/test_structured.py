"""How an object is asked for; through real HTTP against a server that misbehaves as it is told."""

from __future__ import annotations

import json
from typing import Literal

import pytest
from langchain_core.messages import AIMessage
from pydantic import BaseModel, Field

from interviewer import llm
from interviewer.errors import ProviderError, ReplyError
from interviewer.llm import EndpointError, Forgetful, Messages, UnusableReply, structured
from interviewer.llm.scripted import ScriptedChatModel
from interviewer.llm.structured import response_format, shape_request
from interviewer.schema import Tokens
from tests.llm.conftest import Connect
from tests.openai_server import Behaviour, OpenAIServer, fail, refuse_format, reply_with, say


class Part(BaseModel):
    lines: list[int] = []
    verdict: Literal["hit", "missed"]


class Sheet(BaseModel):
    one: Part
    two: Part
    advice: str = Field("", description="one sentence")


GOOD = {"one": {"lines": [1], "verdict": "hit"}, "two": {"lines": [], "verdict": "missed"}, "advice": "Read."}
ASK: Messages = [("system", "You judge."), ("user", "Judge this.")]


@pytest.mark.parametrize(
    "reply",
    [
        reply_with(GOOD),
        say(f"```json\n{json.dumps(GOOD)}\n```"),
        say(f"<think>Let me see.</think>{json.dumps(GOOD)}\nI hope this helps."),
    ],
    ids=["plain", "fenced", "thoughts and prose"],
)
def test_the_object_is_found_in_one_call(server: OpenAIServer, reply: object, connect: Connect) -> None:
    server.then(reply)  # type: ignore[arg-type]
    found = structured(connect(server.url, retries=0).model, ASK, Sheet, remember=Forgetful())
    assert found.value == Sheet.model_validate(GOOD)
    assert found.tokens == Tokens(input=100, output=20)
    assert len(server.chats) == 1


def test_the_prompt_shows_the_form_once_and_keeps_the_turns(server: OpenAIServer, connect: Connect) -> None:
    server.then(reply_with(GOOD))
    structured(connect(server.url, retries=0).model, ASK, Sheet, remember=Forgetful())
    messages = server.chats[0].body["messages"]
    assert [message["role"] for message in messages] == ["system", "user"]
    assert messages[1]["content"].startswith("Judge this.\n\nReply with one JSON object")
    assert (
        '{"one": {"lines": [<integer>, ...], "verdict": "hit"|"missed"}, "two": {...}, "advice": "<one sentence>"}'
        in messages[1]["content"]
    )


def test_temperature_is_always_sent(server: OpenAIServer, connect: Connect) -> None:
    server.then(reply_with(GOOD))
    structured(connect(server.url, retries=0).model, ASK, Sheet, remember=Forgetful())
    assert server.chats[0].body["temperature"] == 0


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (say('{"one": {"verdict": "hit"}}'), "two: Field required"),
        (say("Both are fine, I think."), "no JSON object"),
        (say('{"one": {"verdict"', finish="length"), "cut off"),
        (say(None), "empty"),
        (say("   "), "empty"),
        (say(None, refusal="I can't help with that."), "refused"),
        (say("", finish="content_filter"), "refused"),
    ],
    ids=["invalid", "prose", "cut off", "null", "blank", "refusal", "filtered"],
)
def test_an_unusable_reply_is_asked_again_with_what_was_wrong(server: OpenAIServer, first: object, told: str, connect: Connect) -> None:
    server.then(first, reply_with(GOOD))  # type: ignore[arg-type]
    found = structured(connect(server.url, retries=0).model, ASK, Sheet, remember=Forgetful())
    assert found.value.two.verdict == "missed"
    assert found.tokens == Tokens(input=200, output=40)
    messages = server.chats[1].body["messages"]
    assert [message["role"] for message in messages] == ["system", "user", "assistant", "user"]
    assert told in messages[-1]["content"]


def test_twice_unusable_is_an_error_that_knows_its_cost(server: OpenAIServer, connect: Connect) -> None:
    server.then(say("nonsense"))
    with pytest.raises(UnusableReply, match="no JSON object") as caught:
        structured(connect(server.url, retries=0).model, ASK, Sheet, remember=Forgetful())
    assert isinstance(caught.value, ReplyError)
    assert caught.value.tokens == Tokens(input=200, output=40)
    assert len(server.chats) == 2


def test_a_cut_off_reply_is_an_error_even_when_it_reads_well(server: OpenAIServer, connect: Connect) -> None:
    server.then(say(json.dumps(GOOD), finish="length"))
    with pytest.raises(UnusableReply, match="cut off"):
        structured(connect(server.url, retries=0).model, ASK, Sheet, remember=Forgetful())


def test_tokens_are_estimated_where_the_server_does_not_count(server: OpenAIServer, connect: Connect) -> None:
    server.then(say(json.dumps(GOOD), usage=False))
    tokens = structured(connect(server.url, retries=0).model, ASK, Sheet, remember=Forgetful()).tokens
    assert tokens.estimated and tokens.input > 50 and tokens.output > 10


# ---------------------------------------------------------------- enforced or asked for


def test_a_schema_is_enforced_where_the_endpoint_can(server: OpenAIServer, connect: Connect) -> None:
    server.then(reply_with(GOOD))
    memory = Forgetful()
    model = connect(server.url, retries=0).model
    structured(model, ASK, Sheet, remember=memory)
    sent = server.chats[0].body["response_format"]["json_schema"]
    assert sent["strict"] and sent["schema"]["required"] == ["one", "two", "advice"]
    assert llm.enforces_json(model, memory)


def test_a_refused_format_is_remembered_for_endpoint_and_model(server: OpenAIServer, connect: Connect) -> None:
    server.then(refuse_format(reply_with(GOOD)))
    memory = Forgetful()
    model = connect(server.url, retries=0).model
    for _ in range(2):
        assert structured(model, ASK, Sheet, remember=memory).value.one.verdict == "hit"
    assert ["response_format" in asked.body for asked in server.chats] == [True, False, False]
    other = connect(server.url, chat_model="other", retries=0).model
    structured(other, ASK, Sheet, remember=memory)
    assert "response_format" in server.chats[3].body


def test_a_format_that_is_ignored_is_not_sent_again(server: OpenAIServer, connect: Connect) -> None:
    server.then(say(f"Here you are: {json.dumps(GOOD)}"))
    memory, model = Forgetful(), connect(server.url, retries=0).model
    for _ in range(2):
        structured(model, ASK, Sheet, remember=memory)
    assert ["response_format" in asked.body for asked in server.chats] == [True, False]


def test_a_request_that_is_refused_for_another_reason_teaches_nothing(server: OpenAIServer, connect: Connect) -> None:
    server.then(fail(400, "maximum context length is 2048 tokens"))
    memory, model = Forgetful(), connect(server.url, retries=0).model
    with pytest.raises(EndpointError, match="longer than the model's window"):
        structured(model, ASK, Sheet, remember=memory)
    assert memory.recall(f"json of small at {server.url.removeprefix('http://')}") is None


@pytest.mark.parametrize("first", [say(None, refusal="No."), say("", finish="content_filter"), say('{"one"', finish="length")])
def test_a_refusal_or_a_cut_off_reply_says_nothing_about_formats(server: OpenAIServer, connect: Connect, first: Behaviour) -> None:
    server.then(first, reply_with(GOOD))
    memory, model = Forgetful(), connect(server.url, retries=0).model
    for _ in range(2):
        structured(model, ASK, Sheet, remember=memory)
    assert ["response_format" in asked.body for asked in server.chats] == [True, False, True]


def test_one_odd_reply_is_not_held_against_an_endpoint_that_enforces(server: OpenAIServer, connect: Connect) -> None:
    server.then(reply_with(GOOD), say("Well ..."), reply_with(GOOD))
    memory, model = Forgetful(), connect(server.url, retries=0).model
    for _ in range(3):
        structured(model, ASK, Sheet, remember=memory)
    assert ["response_format" in asked.body for asked in server.chats] == [True, True, False, True]


def test_thoughts_before_an_enforced_object_are_no_sign_against_it(server: OpenAIServer, connect: Connect) -> None:
    server.then(say(f"<think>Hm.</think>{json.dumps(GOOD)}"))
    memory, model = Forgetful(), connect(server.url, retries=0).model
    structured(model, ASK, Sheet, remember=memory)
    assert llm.enforces_json(model, memory)


def test_half_a_surrogate_pair_does_not_stop_a_prompt(server: OpenAIServer, connect: Connect) -> None:
    server.then(reply_with(GOOD))
    structured(connect(server.url, retries=0).model, [("user", "a \ud800 b")], Sheet, remember=Forgetful())
    assert server.chats[0].body["messages"][0]["content"].startswith("a ? b")


def test_an_outage_is_not_taken_for_a_refused_format(server: OpenAIServer, connect: Connect) -> None:
    memory, model = Forgetful(), connect(server.url, retries=0).model
    server.then(reply_with(GOOD), fail(500), reply_with(GOOD))
    structured(model, ASK, Sheet, remember=memory)
    with pytest.raises(EndpointError, match="500"):
        structured(model, ASK, Sheet, remember=memory)
    assert llm.enforces_json(model, memory)


def test_the_strict_schema_requires_all_and_allows_no_more() -> None:
    schema = response_format(Sheet)["json_schema"]["schema"]
    part = schema["$defs"]["Part"]
    assert schema["additionalProperties"] is False and part["additionalProperties"] is False
    assert part["required"] == ["lines", "verdict"]
    assert "default" not in json.dumps(schema)


def test_a_field_called_title_or_default_is_kept() -> None:
    class Odd(BaseModel):
        title: str = ""
        default: int = 0

    assert set(response_format(Odd)["json_schema"]["schema"]["properties"]) == {"title", "default"}


def test_the_form_of_lists_choices_and_options() -> None:
    class Many(BaseModel):
        parts: list[Part]
        maybe: int | None = None

    assert shape_request(Many).endswith('{"parts": [{"lines": [<integer>, ...], "verdict": "hit"|"missed"}, ...], "maybe": <integer>}')


# ---------------------------------------------------------------- the model that ships for tests


def test_a_scripted_model_says_raises_and_records() -> None:
    model = ScriptedChatModel(
        [
            json.dumps(GOOD),
            EndpointError("down", where="there", status=503),
            AIMessage("half", response_metadata={"finish_reason": "length"}),
        ]
    )
    assert structured(model, ASK, Sheet, remember=Forgetful()).tokens.estimated
    assert model.prompts[0][0].content == "You judge."
    with pytest.raises(EndpointError, match="there: down"):
        structured(model, ASK, Sheet, remember=Forgetful())
    model.queue("{}")
    with pytest.raises(UnusableReply):
        structured(model, ASK, Sheet, remember=Forgetful())
    with pytest.raises(ProviderError, match="nothing more"):
        model.invoke("more?")
