"""What can go wrong in the cloud, as one family. No message holds a URL: those carry keys and signatures."""


class CloudError(Exception):
    """The cloud did not do what we asked. `permanent` says whether asking again can help."""

    def __init__(self, message: str, *, request_id: str = "", permanent: bool = True) -> None:
        super().__init__(message)
        self.request_id = request_id
        self.permanent = permanent

    @property
    def code(self) -> str:
        """The cloud's own word for what went wrong, such as Forbidden.RAM."""
        return str(self).rpartition(": ")[2]


class CloudBusy(CloudError):
    """Throttled, down, slow or out of reach: the same call may work later."""

    def __init__(self, message: str, *, request_id: str = "") -> None:
        super().__init__(message, request_id=request_id, permanent=False)


class MediaNotFound(CloudError):
    """VOD has no media with this id."""


class MediaNotReady(CloudError):
    """VOD has the media, but in a state in which this can't be done: uploading, blocked…"""


def cloud_error(action: str, code: str, http_status: int, request_id: str) -> CloudError:
    """Translate VOD's word for a failure (contract/vod.md §A, Errors) into one of the family."""
    message = f"{action}: {code}"
    if code.startswith("Throttling") or http_status >= 500:  # noqa: PLR2004 - HTTP's own number
        return CloudBusy(message, request_id=request_id)
    if code in ("InvalidVideo.NotFound", "InvalidVideo.NoneStream"):
        return MediaNotFound(message, request_id=request_id)
    if code == "Forbidden.IllegalStatus":
        return MediaNotReady(message, request_id=request_id)
    return CloudError(message, request_id=request_id)
