from collections.abc import Iterable
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from django.http import HttpResponse

from sandbox.oss.errors import OssError

Element = tuple[str, "str | Iterable[Element]"]


def response(root: str, elements: Iterable[Element], status: int = 200) -> HttpResponse:
    """Answer an XML document: names with texts, or with further elements."""
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n{_written((root, elements))}'
    return HttpResponse(document, content_type="application/xml", status=status)


def completed_parts(document: bytes) -> list[tuple[int, str]]:
    """Read number and ETag of each part from the body that completes an upload."""
    # No such body has a document type, and entities are all that could be dangerous here.
    if b"<!" in document:
        raise OssError("MalformedXML")
    try:
        root = ElementTree.fromstring(document)  # noqa: S314 - see above
        return [
            (int(part.findtext("PartNumber", "")), part.findtext("ETag", "").strip('"'))
            for part in root.iter("Part")
        ]
    except (ElementTree.ParseError, ValueError):
        raise OssError("MalformedXML") from None


def _written(element: Element) -> str:
    name, content = element
    inner = escape(content) if isinstance(content, str) else "".join(map(_written, content))
    return f"<{name}>{inner}</{name}>"
