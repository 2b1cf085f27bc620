from collections import deque
from selectors import BaseSelector
from typing import Any

STOP_KEEPALIVE_LINGER: float

class TConn:
    cfg: Any
    sock: Any
    parser: Any
    initialized: bool
    data_ready: bool
    timeout: float | None
    def init(self) -> None: ...
    def close(self, graceful: bool = ...) -> None: ...

class ThreadWorker:
    alive: bool
    cfg: Any
    nr_conns: int
    pending_conns: deque[Any]
    poller: BaseSelector
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    def enqueue_req(self, conn: Any) -> None: ...
    def on_pending_socket_readable(self, conn: Any, client: Any) -> None: ...
    def murder_pending(self) -> None: ...
