"""The codes of gateway, VOD and STS, and their HTTP statuses (`contract/vod.md` §A, §B)."""

from typing import Final

_CODES: Final = {
    # the gateway
    "MissingParameter": (400, "A required parameter is missing."),
    "InvalidAccessKeyId.NotFound": (404, "Specified access key is not found."),
    "SignatureDoesNotMatch": (400, "Specified signature is not matched with our calculation."),
    "SignatureNonceUsed": (400, "Specified signature nonce was used already."),
    "InvalidTimeStamp.Format": (400, "Specified time stamp or date value is not well formatted."),
    "InvalidTimeStamp.Expired": (400, "Specified time stamp or date value is expired."),
    "InvalidSecurityToken.Malformed": (400, "Specified SecurityToken is malformed."),
    "InvalidSecurityToken.Expired": (400, "Specified SecurityToken is expired."),
    "InvalidVersion": (400, "Specified parameter Version is not valid."),
    "InvalidAction.NotFound": (404, "Specified api is not found, check its name and version."),
    "Throttling.User": (400, "Request was denied due to user flow throttling."),
    "ServiceUnAvailable": (503, "The service is temporarily unavailable."),
    # every VOD action
    "Forbidden.RAM": (403, "The policy of these credentials does not allow this action."),
    "InvalidParameter": (400, "A specified parameter is not valid."),
    "IllegalCharacters": (400, "A specified parameter contains illegal characters."),
    "LengthExceededMax": (400, "A specified parameter exceeds its length limit in bytes."),
    "TagsExceededMax": (400, "There are more than 16 tags."),
    "VideoIdsExceededMax": (400, "There are more than 20 ids."),
    "InvalidFileName.Extension": (400, "The extension of the specified file is not supported."),
    "InvalidTemplateGroupId.NotFound": (404, "The specified template group does not exist."),
    "InvalidStorage.NotFound": (404, "The specified storage location does not exist."),
    "InvalidVideo.NotFound": (404, "The video does not exist."),
    "InvalidVideo.NoneStream": (404, "The video has no stream that fits the request."),
    "InvalidCategory.NotFound": (404, "The category does not exist."),
    "CategoryLevelExceededMax": (400, "Categories have three levels at most."),
    "SubCategoriesExceededMax": (400, "A category has at most 100 children."),
    "Forbidden.IllegalStatus": (403, "The video's status does not allow this operation."),
    "CallbackNotFound": (404, "No callback is configured."),
    "InvalidDomain.NotFound": (404, "The domain does not exist."),
    # STS
    "EntityNotExist.Role": (404, "The role does not exist."),
    "NoPermission": (403, "These credentials may not assume a role."),
    "InvalidParameter.RoleArn": (400, "The parameter RoleArn is wrongly formed."),
    "InvalidParameter.RoleSessionName": (400, "The parameter RoleSessionName is wrongly formed."),
    "InvalidParameter.DurationSeconds": (400, "DurationSeconds is out of its bounds."),
    "InvalidParameter.PolicyGrammar": (400, "The parameter Policy has not passed grammar check."),
    "InvalidParameter.PolicySize": (400, "The parameter Policy exceeds 2048 characters."),
}


class ApiError(Exception):
    """A refusal in the cloud's words. `detail` replaces the usual sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.status, usual = _CODES[code]
        self.message = detail or usual
        super().__init__(self.message)
