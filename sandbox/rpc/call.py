from dataclasses import dataclass

from sandbox import setup
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
        """Raise unless all policies on the caller's way allow this action. None allows all."""
        how = setup.current()
        policies = [how.user_policy] if self.token is None else [how.role_policy, self.token.policy]
        # Anybody may ask who they are.
        if self.action == "sts:GetCallerIdentity":
            return
        if not all(policy.allows(text, self.action) for text in policies if text):
            raise ApiError("NoPermission" if self.action.startswith("sts:") else "Forbidden.RAM")

    def check_media(self, media_id: str) -> None:
        """Raise unless the caller may touch this media. A play credential opens one."""
        if self.token is not None and self.token.media_id not in ("", media_id):
            raise ApiError("Forbidden.RAM")
