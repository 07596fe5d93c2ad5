"""The object store's refusals (`contract/vod.md` §E)."""

from typing import Final

_CODES: Final = {
    "AccessDenied": (403, "These credentials do not open this object."),
    "BadDigest": (400, "The Content-MD5 does not match what was received."),
    "EntityTooLarge": (400, "The object is larger than 5 GB; use a multipart upload."),
    "EntityTooSmall": (400, "A part other than the last is smaller than 100 KB."),
    "IncompleteBody": (400, "The body ended before its Content-Length."),
    "InternalError": (500, "We encountered an internal error. Please try again."),
    "InvalidAccessKeyId": (403, "The access key id does not exist, or wants its token."),
    "InvalidArgument": (400, "An argument is not valid."),
    "InvalidObjectName": (400, "The object's name is not valid."),
    "InvalidPart": (400, "A part was not found, or its ETag does not match."),
    "InvalidPartOrder": (400, "The parts are not in ascending order."),
    "InvalidSecurityToken": (403, "The security token is not this key's."),
    "MalformedXML": (400, "The body is not the XML that this operation takes."),
    "MethodNotAllowed": (405, "The method is not allowed on this resource."),
    "MissingContentLength": (411, "The request has no Content-Length."),
    "NoSuchBucket": (404, "The bucket does not exist."),
    "NoSuchKey": (404, "The object does not exist."),
    "NoSuchUpload": (404, "The upload does not exist, was aborted or completed."),
    "RequestTimeTooSkewed": (403, "The request's time is too far from the server's."),
    "SecurityTokenExpired": (403, "The security token has expired."),
    "SignatureDoesNotMatch": (403, "The signature is not the one that we calculated."),
}


class OssError(Exception):
    """A refusal, with further elements for its XML body."""

    def __init__(self, code: str, **elements: str) -> None:
        self.code = code
        self.status, self.message = _CODES[code]
        self.elements = elements
        super().__init__(self.message)
