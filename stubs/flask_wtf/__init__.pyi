# The part of Flask-WTF 1.3 that Sala uses; the package ships no types.
from wtforms import Field, Form

class FlaskForm(Form):
    csrf_token: Field
    def validate_on_submit(self) -> bool: ...
