"""How gunicorn serves Sala: `gunicorn wsgi:app`. Its command line goes before this file."""

from __future__ import annotations

import os
from typing import Any

from gunicorn.glogging import Logger


class AccessLogger(Logger):
    """An access log, where one is wished for, that holds no secret of a card, no number and no search."""

    def setup(self, cfg: Any) -> None:
        """Also where gunicorn itself tells of a request that broke."""
        from lms.web import log_redaction

        super().setup(cfg)
        self.error_log.addFilter(log_redaction.without_secrets)

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        """What a line can be made of."""
        from lms.web import log_redaction

        return log_redaction.redacted_atoms(super().atoms(resp, req, environ, request_time))


logger_class = AccessLogger
bind = "127.0.0.1:8000"
# Threads that get a request when all of it is there: slow clients hold none (see lms/gunicorn_worker.py).
worker_class = "lms.gunicorn_worker.PatientWorker"
workers = 2
# More than what is expensive may take (lms/work_limits.py): lessons always find a free one.
threads = 12
worker_connections = 1000
# gunicorn would let who connects from this machine, and so every visitor whom a proxy here passes on, say below which
# address the site stands. Sala stands at the root; what a proxy says of addresses is read by SALA_PROXIES alone.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
# The content is read once, before the fork, and its memory is shared.
preload_app = True
# Between two requests a phone on a slow line may take its time.
keepalive = 15
timeout = 60
# It would put a socket into the operator's home folder, which not every account has.
control_socket_disable = True


def post_fork(server: Any, worker: Any) -> None:
    """In each new process: connections of its own, and the threads that work on jobs."""
    from lms import db, workers

    # Whatever is written from here on is for our own account alone.
    os.umask(0o077)
    app = worker.app.wsgi()
    with app.app_context():
        # Not closed: an open connection still belongs to the process that made it.
        db.db.engine.dispose(close=False)
    if app.extensions["sala.settings"].jobs_embedded:
        workers.start(app)


def worker_exit(server: Any, worker: Any) -> None:
    """A process that ends finishes the unit of work it is at; others take up the rest."""
    from lms import workers

    workers.stop(worker.app.wsgi())
