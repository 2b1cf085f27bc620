"""The part of WeasyPrint that lms.pdf uses."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

class Page:
    anchors: dict[str, tuple[float, float]]
    _page_box: object

class DocumentMetadata:
    title: str | None

class Document:
    pages: list[Page]
    metadata: DocumentMetadata
    def copy(self, pages: list[Page]) -> Document: ...
    def write_pdf(
        self, *, pdf_variant: str, pdf_identifier: bytes, attachments: Sequence[Attachment] = ()
    ) -> bytes: ...

class Attachment:
    def __init__(
        self,
        *,
        string: str,
        name: str,
        description: str,
        relationship: str,
        created: datetime,
        modified: datetime,
    ) -> None: ...

class HTML:
    etree_element: Element
    def __init__(self, *, string: str, base_url: str, url_fetcher: URLFetcher) -> None: ...
    def render(
        self, *, font_config: FontConfiguration, stylesheets: Sequence[CSS], pdf_variant: str
    ) -> Document: ...

class CSS:
    def __init__(
        self,
        *,
        filename: Path | None = None,
        string: str | None = None,
        base_url: str | None = None,
        url_fetcher: URLFetcher,
        font_config: FontConfiguration,
    ) -> None: ...
