"""Is the account at Alibaba Cloud set up as docs/vod-setup.md says? Asked by calls that change nothing."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from qulive.aliyun.errors import CloudBusy, CloudError
from qulive.aliyun.setup import callback, domain, rights, templates
from qulive.aliyun.setup.problem import Problem, permission

Part = Callable[[], Iterator[Problem]]

PARTS: Final[Mapping[str, Part]] = {
    "keys": rights.keys,
    "rights": rights.rights,
    "role": rights.role,
    "template groups": templates.groups,
    "callback": callback.callback,
    "domain": domain.domain,
}


def problems(part: Part) -> list[Problem]:
    """Return what is wrong with a part; a cloud that can't be asked about it is a problem, too."""
    try:
        return list(part())
    except CloudBusy as error:
        return [Problem(f"The cloud could not be asked ({error}).", "Look at the network, then try again.")]
    except CloudError as error:
        action = str(error).partition(":")[0]
        return [permission(action) if error.code.startswith("Forbidden") else unknown(error)]


def unknown(error: CloudError) -> Problem:
    return Problem(f"The cloud refused: {error}.", f"Its request id is {error.request_id or 'unknown'}.")
