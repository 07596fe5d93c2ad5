import json

from sandbox import limits
from sandbox.rpc.errors import ApiError
from sandbox.rpc.parameters import Parameters


def extend(parameters: Parameters) -> str:
    """Return UserData.Extend as the text that events echo (`contract/vod.md` §A, §D)."""
    if "UserData" not in parameters:
        return ""
    try:
        data = json.loads(parameters.text("UserData"))
        value = data.get("Extend", "")
    except (ValueError, AttributeError):
        raise ApiError("InvalidParameter", "UserData is not a JSON object.") from None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if len(text.encode()) > limits.EXTEND:
        raise ApiError("LengthExceededMax", "UserData.Extend exceeds 512 bytes.")
    return text
