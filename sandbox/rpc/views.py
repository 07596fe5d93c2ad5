"""The RPC gateway: one address, many actions."""

import uuid
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from sandbox import actions, faults
from sandbox.rpc.authentication import authenticate
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError
from sandbox.rpc.parameters import Parameters

UNSIGNED: Final = frozenset({"ReportUploadProgress"})
"""What uploader SDKs tell without a signature; nothing comes of it (`contract/vod.md` §E3)."""


def answer(request: HttpRequest) -> HttpResponse:
    """Authenticate, find the action, do it, and answer in JSON whatever Format says."""
    request_id = str(uuid.uuid4()).upper()
    try:
        faults.refuse_call()
        body = _perform(request)
    except ApiError as error:
        refusal = {
            "RequestId": request_id,
            "HostId": request.META.get("HTTP_HOST", ""),
            "Code": error.code,
            "Message": error.message,
        }
        return JsonResponse(refusal, status=error.status)
    if faults.spoil_answer():
        return HttpResponse("<html><h1>It works!</h1></html>")
    return JsonResponse({"RequestId": request_id, **body})


def _perform(request: HttpRequest) -> dict[str, Any]:
    parameters = Parameters.of(request)
    if parameters.text("Action") in UNSIGNED:
        return {}
    token = authenticate(str(request.method), parameters)
    product = actions.VERSIONS.get(parameters.required("Version"))
    if product is None:
        raise ApiError("InvalidVersion")
    name = parameters.required("Action")
    action = actions.ACTIONS[product].get(name)
    if action is None:
        raise ApiError("InvalidAction.NotFound")
    call = Call(action=f"{product}:{name}", parameters=parameters, token=token)
    call.check_rights()
    with transaction.atomic():
        return action(call)
