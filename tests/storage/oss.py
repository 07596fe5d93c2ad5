"""A small OSS behind its S3-compatible API on 127.0.0.1, as strict as the real one where that matters.

It refuses what OSS refuses: path-style addresses, chunked uploads, trailing checksums, old signatures.
Every signature is computed anew: those of uploads by botocore, those of addresses by Alibaba's own SDK.
"""

import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import oss2
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

REGION, KEY_ID, SECRET = "cn-shanghai", "LTAI5tStorageTests", "the-secret-of-the-tests"
MEDIA, PRIVATE = "qulive-media", "qulive-music"
# Names that the tests resolve to 127.0.0.1, and which bucket a domain of our own stands for.
DOMAIN = "oss.localhost"
OWN_DOMAINS = {"cdn.localhost": MEDIA, "music.localhost": PRIVATE}


@dataclass
class Refused(Exception):
    status: int
    code: str


@dataclass
class Stored:
    body: bytes
    headers: dict[str, str]


@dataclass
class Oss:
    port: int = 0
    objects: dict[tuple[str, str], Stored] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"http://{DOMAIN}:{self.port}"

    def uploads(self) -> list[str]:
        return [asked for asked in self.asked if asked.startswith(("PUT", "POST"))]

    def url(self, domain: str) -> str:
        return f"http://{domain}:{self.port}"


@contextmanager
def listening() -> Iterator[Oss]:
    oss = Oss()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Answers,), {"oss": oss}))
    oss.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield oss
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Answers(BaseHTTPRequestHandler):
    oss: Oss
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def answer(self) -> None:
        target = urlsplit(self.path)
        self.query = dict(parse_qsl(target.query, keep_blank_values=True))
        self.key = unquote(target.path).lstrip("/")
        try:
            self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.bucket = self.bucket_of(self.headers["Host"].partition(":")[0])
            self.oss.asked.append(f"{self.command} {self.bucket}/{self.key}")
            self.refuse_chunks()
            self.check_who()
            getattr(self, f"on_{self.command.lower()}")()
        except Refused as no:
            self.send(no.status, f"<Error><Code>{no.code}</Code><Message/></Error>".encode())

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer  # noqa: N815 - http.server's names

    def bucket_of(self, host: str) -> str:
        bucket = OWN_DOMAINS.get(host) or host.removesuffix(f".{DOMAIN}")
        if bucket not in (MEDIA, PRIVATE):
            raise Refused(403, "SecondLevelDomainForbidden")
        return bucket

    def refuse_chunks(self) -> None:
        sums = self.headers.get("x-amz-content-sha256", "")
        encodings = f"{self.headers.get('Content-Encoding')} {self.headers.get('Transfer-Encoding')}"
        # Over TLS boto3 sends this checksum behind the body, in chunks; without TLS, as a header.
        checksum = "x-amz-trailer" in self.headers or "x-amz-sdk-checksum-algorithm" in self.headers
        if sums.startswith("STREAMING") or "chunked" in encodings or checksum:
            raise Refused(400, "InvalidArgument")
        if sums not in ("", "UNSIGNED-PAYLOAD", hashlib.sha256(self.body).hexdigest()):
            raise Refused(400, "XAmzContentSHA256Mismatch")

    def check_who(self) -> None:
        if "Authorization" in self.headers:
            self.check_header()
        elif "x-oss-signature" in self.query:
            self.check_address()
        elif self.bucket == PRIVATE or self.command not in ("GET", "HEAD"):
            raise Refused(403, "AccessDenied")

    def check_header(self) -> None:
        sent = re.fullmatch(
            rf"AWS4-HMAC-SHA256 Credential={KEY_ID}/\d{{8}}/{REGION}/s3/aws4_request, "
            r"SignedHeaders=(\S+), Signature=(\w{64})",
            self.headers["Authorization"],
        )
        if not sent:
            raise Refused(403, "InvalidAccessKeyId")
        headers = {name: self.headers[name] for name in sent[1].split(";")}
        request = AWSRequest(self.command, f"http://{self.headers['Host']}{self.path}", headers)
        request.context["timestamp"] = self.headers["x-amz-date"]
        auth = S3SigV4Auth(Credentials(KEY_ID, SECRET), "s3", REGION)
        text = auth.string_to_sign(request, auth.canonical_request(request))
        if auth.signature(text, request) != sent[2]:
            raise Refused(403, "SignatureDoesNotMatch")

    def check_address(self) -> None:
        date = self.query["x-oss-date"]
        signed = datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
        if not 0 < int(self.query["x-oss-expires"]) <= 7 * 24 * 3600:
            raise Refused(400, "AuthorizationQueryParametersError")
        if time.time() >= signed + int(self.query["x-oss-expires"]):
            raise Refused(403, "AccessDenied")
        auth = oss2.AuthV4(KEY_ID, SECRET)
        params = {name: value for name, value in self.query.items() if name != "x-oss-signature"}
        request = oss2.http.Request(self.command, "http://-", params=params, region=REGION, product="oss")
        keys = auth.credentials_provider.get_credentials()
        make = auth._ProviderAuthV4__make_signature
        if make(request, self.bucket, self.key, [], keys, date) != self.query["x-oss-signature"]:
            raise Refused(403, "SignatureDoesNotMatch")

    def on_put(self) -> None:
        if "uploadId" in self.query:
            self.oss.parts[self.query["uploadId"]][int(self.query["partNumber"])] = self.body
        else:
            self.store(self.body, dict(self.headers))
        self.send(200, ETag=f'"{hashlib.md5(self.body).hexdigest()}"')  # noqa: S324

    def on_post(self) -> None:
        if "uploads" in self.query:
            upload = f"upload{len(self.oss.parts)}"
            self.oss.parts[upload] = {}
            self.store(b"", dict(self.headers))
            xml = f"<Initiate><UploadId>{upload}</UploadId></Initiate>"
        else:
            parts = self.oss.parts[self.query["uploadId"]]
            self.oss.objects[self.bucket, self.key].body = b"".join(parts[number] for number in sorted(parts))
            xml = "<Complete/>"
        self.send(200, xml.encode())

    def store(self, body: bytes, headers: dict[str, str]) -> None:
        kept = ("Content-Type", "Cache-Control")
        self.oss.objects[self.bucket, self.key] = Stored(body, {name: headers[name] for name in kept})

    def on_get(self) -> None:
        stored = self.oss.objects.get((self.bucket, self.key))
        if stored is None:
            raise Refused(404, "NoSuchKey")
        body, headers, status = stored.body, stored.headers, 200
        if part := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            start, end = int(part[1]), min(int(part[2] or len(body)), len(body) - 1)
            headers = {**headers, "Content-Range": f"bytes {start}-{end}/{len(body)}"}
            body, status = body[start : end + 1], 206
        self.send(status, body, **headers)

    on_head = on_get

    def on_delete(self) -> None:
        self.oss.objects.pop((self.bucket, self.key), None)
        self.send(204)

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body)), "Accept-Ranges": "bytes"}.items():
            self.send_header(name, value)
        self.send_header("Last-Modified", "Fri, 10 Jul 2026 08:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        pass
