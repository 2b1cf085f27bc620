"""The pictures of Sala, drawn by a script: `python -m tools.drawing` writes them; the server never draws."""
