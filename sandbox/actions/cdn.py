import secrets
from typing import Any

from sandbox import limits
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError


def preload(call: Call) -> dict[str, Any]:
    """Accept addresses to warm. The sandbox is its own CDN, so they are warm already."""
    paths = call.parameters.required("ObjectPath").split("\n")
    if len(paths) > limits.PRELOAD_PATHS or any(not path.strip() for path in paths):
        raise ApiError("InvalidParameter", "ObjectPath is not a list of up to 1000 addresses.")
    return {"PreloadTaskId": str(secrets.randbelow(9 * 10**9) + 10**9)}
