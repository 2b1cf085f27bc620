"""The wall of certificates: a tile for each module that is taught, what to renew first. Knows no web."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lms.certificates.domain import wall
from lms.certificates.domain.wall import Next
from lms.certificates.services.certificates import Certificate
from lms.certificates.services.verification import Worth
from lms.courses.services import Learning, ModuleProgress


@dataclass(frozen=True)
class Tile:
    """A module on the wall. `code`, ungrouped, is that of the certificate that counts, "" for none."""

    row: ModuleProgress
    code: str

    @property
    def held(self) -> bool:
        """Whether the certificate counts today."""
        return self.row.standing.in_force

    @property
    def next(self) -> Next:
        """Where the tile leads when it is not held."""
        return wall.next_of(self.row.state)


@dataclass(frozen=True)
class Wall:
    """All tiles in the order of the catalogue, and those that are to be renewed, what has ended first."""

    tiles: tuple[Tile, ...]
    renew: tuple[Tile, ...]

    @property
    def held(self) -> int:
        """How many certificates count today."""
        return sum(tile.held for tile in self.tiles)


def wall_of(learning: Learning, held: Sequence[tuple[Certificate, Worth]]) -> Wall:
    """The wall of somebody who has learnt so much and holds these certificates, the newest first."""
    codes: dict[str, str] = {}
    for certificate, worth in held:
        if worth.state == "valid":
            codes.setdefault(certificate.award, certificate.code)
    tiles = tuple(Tile(row, codes.get(row.module.id, "")) for row in learning.modules)
    due = wall.to_renew([tile.row.state for tile in tiles])
    return Wall(tiles, tuple(tiles[place] for place in due))
