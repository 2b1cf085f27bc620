"""The door for servers and for the command line: `gunicorn wsgi:app`, `flask --app wsgi …`."""

from lms.app import create_app

app = create_app()
