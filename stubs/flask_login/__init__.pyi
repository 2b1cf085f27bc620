# The part of Flask-Login 0.6 that Sala uses; the package ships no types.
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response

_Loader = TypeVar("_Loader", bound=Callable[[str], Any])

class LoginManager:
    session_protection: str | None
    def init_app(self, app: Flask, add_context_processor: bool = True) -> None: ...
    def user_loader(self, callback: _Loader) -> _Loader: ...
    def _update_remember_cookie(self, response: Response) -> Response: ...

current_user: Any

def login_user(user: object) -> bool: ...
def logout_user() -> bool: ...
