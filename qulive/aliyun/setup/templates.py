"""The template groups of the settings: they exist, and make what the feeds play."""

import json
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings

from qulive.aliyun import client
from qulive.aliyun.errors import CloudError
from qulive.aliyun.setup.problem import Problem

# VOD's own, which makes nothing.
NO_TRANSCODE: Final = "VOD_NO_TRANSCODE"


NO_STORAGE: Final = Problem(
    "VOD has no storage in this region.", "Activate its bucket in the console: Storage."
)


def groups() -> Iterator[Problem]:
    wanted = {"VOD_TRANSCODE_TEMPLATE_GROUP": True}
    if settings.VOD_NARROW_TEMPLATE_GROUP:
        wanted["VOD_NARROW_TEMPLATE_GROUP"] = True
    if settings.VOD_UPLOAD_TEMPLATE_GROUP != NO_TRANSCODE:
        wanted["VOD_UPLOAD_TEMPLATE_GROUP"] = False
    for setting, wants_mp4 in wanted.items():
        found = list(group(setting, wants_mp4=wants_mp4))
        yield from found
        if NO_STORAGE in found:
            break


def group(setting: str, *, wants_mp4: bool) -> Iterator[Problem]:
    name = getattr(settings, setting)
    if wants_mp4 and name in ("", NO_TRANSCODE):
        yield Problem(
            f"{setting} is {name or 'empty'}.", "Set it to the id of a template group that makes mp4."
        )
        return
    try:
        found = client.read("vod", "GetTranscodeTemplateGroup", TranscodeTemplateGroupId=name)
    except CloudError as error:
        if error.code == "InvalidStorage.NotFound":
            yield Problem(
                "VOD has no storage in this region.", "Activate its bucket in the console: Storage."
            )
        elif error.code.endswith("NotFound"):
            yield Problem(
                f"{setting} is {name}, and there is no such group.", "Copy its id from the console."
            )
        else:
            raise
        return
    made = [
        made_by(template) for template in found["TranscodeTemplateGroup"].get("TranscodeTemplateList", [])
    ]
    if wants_mp4 and "mp4" not in made:
        yield Problem(
            f"The group of {setting} makes {', '.join(made) or 'nothing'}, and feeds play mp4.",
            "Add a template with the container MP4 to it.",
        )


def made_by(template: dict[str, Any]) -> str:
    """Return the format of a template's files. VOD writes the container as JSON in a text."""
    container = template.get("Container") or {}
    if isinstance(container, str):
        container = json.loads(container)
    return str(container.get("Format", "")).lower()
