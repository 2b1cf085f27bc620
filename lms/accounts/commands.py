"""Commands: `flask people card` and `flask people admin`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from lms import web
from lms.accounts import rendering
from lms.accounts.auth import person_reference
from lms.accounts.domain import volunteer_numbers
from lms.accounts.queries import people as people_queries
from lms.accounts.services import bootstrap_admin, sign_in
from lms.config import current_settings
from lms.content import registry
from lms.db import session
from lms.errors import RuleBroken
from lms.files import atomic

group = AppGroup("people", help="People and their cards.")


@group.command("card")
@click.argument("number")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The PDF to write; otherwise in the instance folder.",
)
def people_card(number: str, output: Path | None) -> None:
    """Draw a sign-in card for the person with this NUMBER. Earlier cards and their PIN stop working.

    Where several Societies have the number, write the Society before it: tha:000123.
    """
    person = people_queries.person_by_number(number)
    if person is None:
        several = [person_reference.named(one) for one in people_queries.people_by_number(number)]
        known = f"several people have the number {number}: {', '.join(several)}"
        raise click.ClickException(known if several else f"nobody has the number {number}")
    # Whoever has the file can sign in: it goes where only our own account reads, not among the files of a checkout.
    target = output or current_settings().instance / f"card-{volunteer_numbers.in_address(person.number)}.pdf"
    if not target.parent.is_dir():  # before the earlier card stops working
        raise click.ClickException(f"there is no folder {target.parent}")
    card = rendering.card_of(person, sign_in.issue_card(person, actor=None), current_settings().base_url)
    session.commit()  # nobody waits for the drawing; if that fails the command is repeated
    atomic.write(target, rendering.card_pdf(card))
    click.echo(f"{target}: good for one sign-in, {card.address}\nDelete the file when it is printed.")


@group.command("admin")
@click.argument("number")
@click.argument("name")
@click.option(
    "--society", required=True, help="The code of the Society where the person is at home: khm, lao, tha."
)
@click.option("--latin", "latin_name", help="The name in Latin letters, where NAME is in another script.")
@click.option("--language", help="The language of the person; that of the Society where it is left out.")
@click.option("--another", is_flag=True, help="Although there is an administrator already.")
def people_admin(
    number: str, name: str, society: str, latin_name: str | None, language: str | None, another: bool
) -> None:
    """Settle the first administrator, called NAME, with a volunteer NUMBER. Prints a link that signs in once."""
    home = registry.current().societies.get(society)
    if home is None:
        raise click.ClickException(
            f"there is no Society {society}: {', '.join(registry.current().societies)}"
        )
    languages = [one.code for one in registry.current().languages]
    if language and language not in languages:
        raise click.ClickException(f"there is no language {language}: {', '.join(languages)}")
    try:
        person, token = bootstrap_admin.found(
            number=number,
            name=name,
            latin_name=latin_name or "",
            language=language or home.language,
            society=home,
            another=another,
        )
    except RuleBroken as broken:
        said = web.message_for(broken)
        if broken.code == "has-an-admin":
            said += (
                " For one more: --another. For a new card of somebody who is there: flask people card NUMBER"
            )
        raise click.ClickException(said) from None
    session.commit()
    click.echo(f"{person.number} is an administrator. The card is good for one sign-in, within 14 days:")
    click.echo(rendering.address(person, token, current_settings().base_url))
