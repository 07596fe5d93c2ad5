"""The commands of docs/api.md, and the answers that stand behind them.

`python -m tests.pages.examples` runs them against a product that was just started on empty data (`API`, else
http://127.0.0.1:8000), and writes those answers anew whose shape is another.
"""

import base64
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import oss2

from tests.pages.reading import ROOT, text_of
from tests.wire.shapes import shape

PAGE = ROOT / "docs" / "api.md"
EXAMPLE = re.compile(r"```sh\n([^`]+)```\n\n```json\n([^`]+)```")
# What later commands take from earlier answers, under the wire's own names.
KEPT = ("token", "userId", "videoId")
LONG, BEGINNING = 40, 32  # characters
CLIP = ROOT / "videos" / "sample" / "sunrise.mp4"


@dataclass(frozen=True, slots=True)
class Example:
    command: str
    answer: Any

    @property
    def paths(self) -> set[str]:
        return set(re.findall(r"\$API(/[\w/]+)(?=[\"?])", self.command))

    def run(self, names: dict[str, str]) -> Any:
        """Run the command in a shell that has these names, and keep what later ones need."""
        shell = ["bash", "-euo", "pipefail", "-c", self.command]
        env = {"PATH": os.environ["PATH"], **names}
        done = subprocess.run(shell, env=env, check=True, capture_output=True, timeout=30)  # noqa: S603
        answer = json.loads(done.stdout)
        data = answer["data"] if isinstance(answer["data"], dict) else {}
        names.update({name: data[name] for name in KEPT if name in data})
        return answer

    def told_by(self, answer: Any) -> bool:
        return bool(promise(self.answer) == promise(shortened(answer)))


def examples() -> Iterator[Example]:
    for command, answer in EXAMPLE.findall(text_of(PAGE)):
        yield Example(command, json.loads(answer))


def promise(answer: Any) -> Any:
    """What an app may rely on: the shape, and how it went."""
    return answer and (shape(answer), answer["code"], answer["message"])


def shortened(value: Any) -> Any:
    """Return what the page shows of an answer: of a list the first, of a long text the beginning."""
    if isinstance(value, dict):
        return {name: shortened(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shortened(inner) for inner in value[:1]]
    if isinstance(value, str) and len(value) > LONG:
        return f"{value[:BEGINNING]}…"
    return value


def is_upload(answer: Any) -> bool:
    data = answer["data"]
    return isinstance(data, dict) and {"videoId", "uploadAddress"} <= data.keys()


def upload(credential: dict[str, str], session: oss2.Session) -> None:
    """Upload a clip with the unmodified OSS SDK."""
    address, keys = (
        json.loads(base64.b64decode(credential[name])) for name in ("uploadAddress", "uploadAuth")
    )
    auth = oss2.StsAuth(keys["AccessKeyId"], keys["AccessKeySecret"], keys["SecurityToken"])
    bucket = oss2.Bucket(auth, address["Endpoint"], address["Bucket"], session=session)
    bucket.put_object(address["FileName"], CLIP.read_bytes())


def play_through(names: dict[str, str], settle: Callable[[Any], None]) -> Iterator[tuple[Example, Any]]:
    """Run the page from its beginning; `settle` does what has to happen before the next command."""
    for example in examples():
        answer = example.run(names)
        yield example, answer
        settle(answer)


def main() -> None:
    url = os.environ.get("API", "http://127.0.0.1:8000")
    session = oss2.Session()

    def settle(answer: Any) -> None:
        if is_upload(answer):
            upload(answer["data"], session)
        if is_upload(answer) or '"onCensor"' in json.dumps(answer):
            time.sleep(10)  # the cloud and the worker are at it

    page = text_of(PAGE)
    for example, answer in play_through({"API": url}, settle):
        if not example.told_by(answer):
            sys.stdout.write(example.command)
            text = json.dumps(shortened(answer), ensure_ascii=False, indent=2).replace(
                url, "http://127.0.0.1:8000"
            )
            place = page.index("```json\n", page.index(f"```sh\n{example.command}```")) + len("```json\n")
            page = page[:place] + text + page[page.index("\n```", place) :]
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
