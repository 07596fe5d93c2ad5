"""The only module that touches Alibaba's SDK, and only when the first call is made: it weighs 35 MB.

Its traps (contract/vod.md §F): plain http unless told otherwise, time-outs of 15 s, errors without a
common base, an IndexError for a wrong signature, URLs with signatures in error texts.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from time import monotonic
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from qulive.aliyun.deadline import PunctualResponse
from qulive.aliyun.errors import CloudBusy, CloudError, cloud_error
from qulive.aliyun.types import StsCredential
from qulive.bulkhead import Bulkhead, BulkheadFull
from qulive.figures import figures

# Seconds. An app gives up after 5 s (Flutter), and a read that fails at once is tried twice.
CONNECT_TIMEOUT = 1
READ_TIMEOUT = 2
WRITE_TIMEOUT = 3
PATIENCE = 0.5
# The SDK's way to say that there is none.
PROXY = {"none": ""}

CONNECTION = "aliyunsdkcore.vendored.requests.packages.urllib3.connection.HTTPConnection"
REQUESTS = {
    "vod": "aliyunsdkvod.request.v20170321.{0}Request.{0}Request",
    "sts": "aliyunsdksts.request.v20150401.{0}Request.{0}Request",
}
# Who calls, if it is not this server: an app with an STS credential.
app: ContextVar[Any] = ContextVar("app", default=None)


@cache
def acs_client() -> Any:
    """Return the process's one SDK client, which keeps its connections open."""
    client_class = import_string("aliyunsdkcore.client.AcsClient")
    # The SDK's own copy of urllib3, which nobody else uses.
    import_string(CONNECTION).response_class = PunctualResponse
    client = client_class(
        settings.ALIBABA_CLOUD_ACCESS_KEY_ID,
        settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
        settings.VOD_REGION,
        connect_timeout=CONNECT_TIMEOUT,
        # The SDK honours HTTP_PROXY but not NO_PROXY, and the sandbox is next door.
        proxy=PROXY if settings.USES_SANDBOX else None,
    )
    for product, endpoint in (("vod", settings.VOD_ENDPOINT), ("sts", settings.STS_ENDPOINT)):
        if endpoint:
            client.add_endpoint(settings.VOD_REGION, product, endpoint)
    return client


@contextmanager
def calling_as(credential: StsCredential) -> Iterator[None]:
    """Call as an app would that was handed this credential, over the connections of this server."""
    token_class = import_string("aliyunsdkcore.auth.credentials.StsTokenCredential")
    token = token_class(credential.access_key_id, credential.access_key_secret, credential.security_token)
    ours = acs_client()
    client = type(ours)(
        region_id=settings.VOD_REGION, credential=token, proxy=PROXY if settings.USES_SANDBOX else None
    )
    client.session = ours.session
    if settings.VOD_ENDPOINT:
        client.add_endpoint(settings.VOD_REGION, "vod", settings.VOD_ENDPOINT)
    before = app.set(client)
    try:
        yield
    finally:
        app.reset(before)


def read(product: str, action: str, **parameters: Any) -> dict[str, Any]:
    """Ask the cloud something. A broken connection is tried once more, a hanging cloud is not."""
    started = monotonic()
    try:
        return call(product, action, READ_TIMEOUT, parameters)
    except CloudBusy as error:
        if error.request_id or monotonic() - started > CONNECT_TIMEOUT:
            raise
    return call(product, action, READ_TIMEOUT, parameters)


def write(product: str, action: str, **parameters: Any) -> dict[str, Any]:
    """Tell the cloud to do something, once: it may have done it even if the answer got lost."""
    return call(product, action, WRITE_TIMEOUT, parameters)


def call(product: str, action: str, timeout: float, parameters: dict[str, Any]) -> dict[str, Any]:
    request = import_string(REQUESTS[product].format(action))()
    request.set_protocol_type("https")
    request.set_read_timeout(timeout)
    for name, value in parameters.items():
        if value not in (None, ""):  # the SDK would send the text "None"
            getattr(request, f"set_{name}")(value)
    with counted(action):
        try:
            with bulkhead().enter():
                return answer_of(action, request)
        except BulkheadFull:
            raise CloudBusy(f"{action}: too many callers wait for the cloud already") from None


@contextmanager
def counted(action: str) -> Iterator[None]:
    """Let Prometheus know how a call went and how long it took, if it wants to."""
    counts, started, outcome = figures(), monotonic(), "refused"
    try:
        yield
        outcome = "ok"
    except CloudBusy:
        outcome = "busy"
        raise
    finally:
        if counts:
            counts.cloud_call(action, outcome, monotonic() - started)


@cache
def bulkhead() -> Bulkhead:
    """Return the process's bulkhead: a hanging cloud holds half of its threads, feeds keep the others."""
    quarter = max(settings.THREADS // 4, 1)
    return Bulkhead(inside=quarter, waiting=quarter, patience=PATIENCE)


class CloudAnswer(dict[str, Any]):
    """An object in an answer. What is missing in it is missing in the cloud, not here."""

    def __missing__(self, name: str) -> Any:
        raise CloudBusy(f"The cloud's answer has no {name}")


def answer_of(action: str, request: Any) -> dict[str, Any]:
    client_error, server_error = (
        import_string("aliyunsdkcore.acs_exception.exceptions.ClientException"),
        import_string("aliyunsdkcore.acs_exception.exceptions.ServerException"),
    )
    try:
        answer = json.loads(
            (app.get() or acs_client()).do_action_with_exception(request), object_hook=CloudAnswer
        )
    except server_error as error:
        raise cloud_error(
            action, error.get_error_code(), error.get_http_status(), error.get_request_id()
        ) from None
    except client_error as error:
        raise CloudBusy(f"{action}: {error.get_error_code()}") from None
    except IndexError:
        raise CloudError(f"{action}: SignatureDoesNotMatch") from None
    except (ValueError, TypeError):
        raise CloudBusy(f"{action}: the answer is not JSON") from None
    if not isinstance(answer, dict):
        raise CloudBusy(f"{action}: the answer is not an object")
    return answer
