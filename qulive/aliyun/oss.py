"""Upload a file with an upload credential, as an app does (contract/vod.md §C, §E1). For demo data only."""

import base64
import hashlib
import hmac
import json
from email.utils import formatdate

from qulive.aliyun import client
from qulive.aliyun.errors import CloudError
from qulive.aliyun.types import UploadCredential

CONTENT_TYPE = "application/octet-stream"


def upload(credential: UploadCredential, content: bytes) -> None:
    """Put the content where the credential says. Raises CloudError."""
    address = json.loads(base64.b64decode(credential.address))
    keys = json.loads(base64.b64decode(credential.auth))
    path = f"/{address['Bucket']}/{address['FileName']}"
    date = formatdate(usegmt=True)
    token = keys["SecurityToken"]
    signed = f"PUT\n\n{CONTENT_TYPE}\n{date}\nx-oss-security-token:{token}\n{path}"
    digest = hmac.digest(keys["AccessKeySecret"].encode(), signed.encode(), hashlib.sha1)
    answer = client.acs_client().session.put(
        address["Endpoint"] + path,
        data=content,
        headers={
            "Content-Type": CONTENT_TYPE,
            "Date": date,
            "x-oss-security-token": token,
            "Authorization": f"OSS {keys['AccessKeyId']}:{base64.b64encode(digest).decode()}",
        },
        timeout=30,
    )
    if not answer.ok:
        raise CloudError(f"PutObject: HTTP {answer.status_code}")
