"""How the account is set up, for whoever checks it (`contract/vod.md` §A). VOD's own words and shapes."""

import json
from typing import Any

from django.conf import settings

from sandbox import limits, setup
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError

NO_TRANSCODE = "VOD_NO_TRANSCODE"


def message_callback(call: Call) -> dict[str, Any]:
    how = setup.current()
    if not how.callback:
        raise ApiError("CallbackNotFound")
    configured = {"CallbackType": how.callback, "EventTypeList": how.callback_events, "AppId": "app-1000000"}
    if how.callback == "HTTP":
        configured |= {"CallbackURL": settings.SANDBOX_CALLBACK_URL}
        configured |= {"AuthSwitch": "on" if how.callback_signed else "off"}
        configured |= {"AuthKey": settings.SANDBOX_CALLBACK_KEYS[0] if how.callback_signed else ""}
    return {"MessageCallback": configured}


def check_template_group(group: str) -> tuple[str, ...]:
    """Return the formats that a template group makes, or raise: there is no such group."""
    groups = setup.current().template_groups
    if groups is None or group == NO_TRANSCODE:
        return () if group == NO_TRANSCODE else ("mp4",)
    if group not in groups:
        raise ApiError("InvalidTemplateGroupId.NotFound")
    return groups[group]


def template_group(call: Call) -> dict[str, Any]:
    if not setup.current().storage:
        raise ApiError("InvalidStorage.NotFound")
    group = call.parameters.required("TranscodeTemplateGroupId", most=limits.TEMPLATE_ID)
    templates = [
        {
            "TranscodeTemplateId": f"{group}-{number}",
            "TemplateName": f"{group} {number}",
            "Container": json.dumps({"Format": made}),
        }
        for number, made in enumerate(check_template_group(group), 1)
    ]
    return {
        "TranscodeTemplateGroup": {
            "TranscodeTemplateGroupId": group,
            "Name": group,
            "IsDefault": "NotDefault",
            "Locked": "Disabled",
            "AppId": "app-1000000",
            "TranscodeTemplateList": templates,
        }
    }


def domains(call: Call) -> dict[str, Any]:
    wanted = call.parameters.text("DomainName")
    found = [one for one in setup.current().domains if wanted in ("", one.name)]
    rows = [
        {
            "DomainName": one.name,
            "DomainStatus": one.status,
            "SslProtocol": "on" if one.ssl else "off",
            "Cname": f"{one.name}.w.kunlunsl.com",
            "CdnType": "vod",
        }
        for one in found
    ]
    return {"Domains": {"PageData": rows}, "TotalCount": len(rows), "PageNumber": 1, "PageSize": 20}


def domain_configs(call: Call) -> dict[str, Any]:
    name = call.parameters.required("DomainName")
    wanted = call.parameters.required("FunctionNames").split(",")
    domain = next((one for one in setup.current().domains if one.name == name), None)
    if domain is None:
        raise ApiError("InvalidDomain.NotFound")
    configs = [_signing(domain)] if domain.key and "aliauth" in wanted else []
    return {"DomainConfigs": {"DomainConfig": configs}}


def _signing(domain: setup.Domain) -> dict[str, Any]:
    arguments = {
        "auth_type": "type_a",
        "auth_key1": domain.key,
        "auth_key2": "",
        "ali_auth_delta": str(domain.valid_seconds),
    }
    return {
        "FunctionName": "aliauth",
        "ConfigId": "6295",
        "Status": "success",
        "FunctionArgs": {
            "FunctionArg": [{"ArgName": name, "ArgValue": value} for name, value in arguments.items()]
        },
    }
