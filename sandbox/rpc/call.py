from dataclasses import dataclass

from sandbox.models import StsToken
from sandbox.rpc import policy
from sandbox.rpc.errors import ApiError
from sandbox.rpc.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Call:
    """An authenticated request for one action."""

    action: str  # `vod:CreateUploadVideo`
    parameters: Parameters
    token: StsToken | None  # None: the account itself

    def check_rights(self) -> None:
        """Raise unless the caller's policy allows this action. No policy: the role's rights."""
        if self.token is None or not self.token.policy:
            return
        if not policy.allows(self.token.policy, self.action):
            raise ApiError("NoPermission" if self.action.startswith("sts:") else "Forbidden.RAM")

    def check_media(self, media_id: str) -> None:
        """Raise unless the caller may touch this media. A play credential opens one."""
        if self.token is not None and self.token.media_id not in ("", media_id):
            raise ApiError("Forbidden.RAM")
