"""Pages of courses: the catalogue, and one's own learning."""

from __future__ import annotations

from flask import Flask

from lms.courses.views import cases, catalogue, components, own_learning, pictures


def init_app(app: Flask) -> None:
    """Open the pages of this feature."""
    cases.init_app(app)
    catalogue.init_app(app)
    components.init_app(app)
    own_learning.init_app(app)
    pictures.init_app(app)
