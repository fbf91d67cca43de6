"""What a failure of an endpoint means to a person: what, where, the way out; never the key."""

from __future__ import annotations

import email.utils
import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from interviewer.errors import ProviderError

LONGEST_WAIT = 30.0
"""Seconds for which somebody waits because an endpoint asks for it; when it asks for more, the call fails at once."""
_LONGEST_QUOTE = 200
_CHECK = "Check OPENAI_BASE_URL and the network."
_OVERFLOW = re.compile(
    r"context.{0,20}(?:length|window|size)|too many (?:input )?tokens|prompt is too long|exceeds? the (?:available )?context", re.IGNORECASE
)
_QUOTA = re.compile(r"insufficient_quota|quota|billing|balance|credit|余额|欠费", re.IGNORECASE)
_KEY = re.compile(r"\b(?:sk|key|pk)-[\w*.\-]{4,}|\bBearer\s+\S+", re.IGNORECASE)


class EndpointError(ProviderError):
    """An endpoint failed, with what decides whether the call is worth another try."""

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        way_out: str = "",
        key: str = "",
        status: int | None = None,
        transient: bool = False,
        retry_after: float | None = None,
        **values: object,
    ) -> None:
        super().__init__(what, where=where, way_out=way_out, key=key, host=where, status=status or "", **values)
        self.status = status
        """Of HTTP, where there was an answer."""
        self.transient = transient and (retry_after is None or retry_after <= LONGEST_WAIT)
        self.retry_after = retry_after
        """Seconds that the endpoint asks to wait."""


def host_of(url: str) -> str:
    """Return host and port of a URL, without the name and password that it may carry."""
    return urlsplit(url).netloc.rpartition("@")[2]


def address_of(url: str) -> str:
    """Return host, port and path of a URL, without the name and password that it may carry."""
    return host_of(url) + urlsplit(url).path


def explain(error: Exception, *, url: str, model: str, timeout: float, secret: str) -> EndpointError:
    """Return the error that a person sees for an exception of the client library."""
    import openai

    if isinstance(error, EndpointError):
        return error
    where = host_of(url)
    if isinstance(error, openai.APITimeoutError) or "Timeout" in type(error).__name__:
        return _too_slow(error, where, timeout)
    if isinstance(error, openai.APIStatusError):
        return _of_status(error.status_code, _said(error.body or error.message, secret), where, model, dict(error.response.headers))
    if isinstance(error, openai.APIConnectionError) or not isinstance(
        error, openai.OpenAIError | ValueError | TypeError | LookupError | AttributeError
    ):
        return _unreachable(error, where, secret)
    detail = error.args[0] if error.args else ""
    if isinstance(detail, Mapping) and isinstance(detail.get("code"), int):  # an error inside a reply that says 200
        return _of_status(detail["code"], _said(detail, secret), where, model, {})
    what = "what it answers is no OpenAI-compatible chat reply" + (" but a web page" if "<html" in str(detail).lower() else "")
    return EndpointError(what, where=where, way_out="Check OPENAI_BASE_URL (most end in /v1).", key="model_not_a_chat")


def _too_slow(error: Exception, where: str, timeout: float) -> EndpointError:
    if any(type(cause).__name__ == "ConnectTimeout" for cause in _chain(error)):
        return EndpointError(
            "can't be reached: no connection in time", where=where, way_out=_CHECK, key="model_unreachable", transient=True
        )
    way_out = "Raise INTERVIEWER_TIMEOUT, or use a faster model."
    return EndpointError(
        f"no answer within {timeout:g} s", where=where, way_out=way_out, key="model_too_slow", transient=True, seconds=f"{timeout:g}"
    )


def _unreachable(error: Exception, where: str, secret: str) -> EndpointError:
    causes = list(_chain(error))
    texts = " ".join(map(str, causes))
    if any("ProxyError" in type(cause).__name__ or type(cause).__module__.startswith("socksio") for cause in causes):
        return EndpointError(
            "the proxy did not connect us", where=where, way_out="Check HTTPS_PROXY and ALL_PROXY.", key="model_proxy", transient=True
        )
    if any(isinstance(cause, socket.gaierror) for cause in causes) or "getaddrinfo" in texts or "Name or service" in texts:
        return EndpointError("no such host", where=where, way_out=_CHECK, key="model_unreachable")
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes) or "onnection refused" in texts:
        way_out = "Start the model server, or correct OPENAI_BASE_URL."
        return EndpointError("nothing listens there", where=where, way_out=way_out, key="model_nothing_listens", transient=True)
    if any(isinstance(cause, ssl.SSLError) for cause in causes) or "SSL" in texts or "CERTIFICATE" in texts:
        way_out = "Check the http:// or https:// of OPENAI_BASE_URL."
        return EndpointError(f"no secure connection ({_said(texts, secret)})", where=where, way_out=way_out, key="model_not_secure")
    return EndpointError("the connection was dropped", where=where, way_out=f"Try again. {_CHECK}", key="model_dropped", transient=True)


def _of_status(status: int, said: str, where: str, model: str, headers: Mapping[str, str]) -> EndpointError:
    quoted = f": {said}" if said else ""
    retry_after = _retry_after(headers)
    transient = False
    if status == 401:  # what it says may quote the key
        key, what, way_out = "model_key_refused", "the key was refused (401)", "Set OPENAI_API_KEY to a key of this endpoint."
    elif status == 402 or (status == 429 and _QUOTA.search(said)):
        key, what, way_out = "model_no_quota", f"the account has no quota left ({status})", "Top it up, or use another key or endpoint."
    elif status == 403:
        way_out = f"The key may lack the right to use {model}, or the endpoint your region."
        key, what = "model_forbidden", "access was refused (403)"
    elif status == 404:
        way_out = "Correct INTERVIEWER_CHAT_MODEL, or OPENAI_BASE_URL (most end in /v1)."
        key, what = "model_no_model", f"it knows no model {model!r} (404)"
    elif status in {400, 413, 422} and _OVERFLOW.search(said):
        way_out = "Set INTERVIEWER_CONTEXT_TOKENS to the model's window."
        key, what = "model_too_long", f"the prompt is longer than the model's window ({status})"
    elif status == 429:
        wait = "" if retry_after is None else f"; it asks to wait {retry_after:.0f} s"
        key, what, way_out, transient = (
            "model_too_many",
            f"too many requests (429{wait})",
            "Wait a little, or make fewer calls at once.",
            True,
        )
    elif status >= 500 or status in {408, 409, 425}:
        key, what, way_out, transient = "model_failed", f"it failed ({status}{quoted})", "Try again later.", status != 501
    elif 300 <= status < 400:
        key, what, way_out = "model_elsewhere", f"it sends us elsewhere ({status})", "Set OPENAI_BASE_URL to the address itself."
    else:
        key, what, way_out = (
            "model_refused",
            f"it refused the request ({status}{quoted})",
            "Check INTERVIEWER_CHAT_MODEL and OPENAI_BASE_URL.",
        )
    return EndpointError(
        what, where=where, way_out=way_out, key=key, status=status, transient=transient, retry_after=retry_after, model=model, said=quoted
    )


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After (seconds or a date), or OpenAI's own header in milliseconds."""
    lower = {name.lower(): value for name, value in headers.items()}
    try:
        if "retry-after-ms" in lower:
            return max(0.0, float(lower["retry-after-ms"]) / 1000)
        value = lower.get("retry-after", "").strip()
        if not value or value[0].isdigit():
            return max(0.0, float(value)) if value else None
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _said(body: object, secret: str) -> str:
    """Return what an endpoint says about a failure as one short line without keys."""
    if isinstance(body, Mapping):
        parts: list[Any] = [body.get("message") or body.get("detail") or body.get("error") or "", body.get("code")]
        body = " ".join(part for part in parts if isinstance(part, str))
    line = " ".join(str(body).split())
    if "<html" in line.lower():
        return "a web page"
    if len(secret) >= 4:
        line = line.replace(secret, "***")
    line = _KEY.sub("***", line)
    return line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "..."


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__
