"""Where a joint comes to lie: arms and legs of two bones that reach for a point, so that nothing hangs loose."""

from __future__ import annotations

from math import hypot, sqrt

from tools.drawing.shapes import Point


def reach(root: Point, goal: Point, upper: float, lower: float) -> Point:
    """The goal, or the farthest point towards it that the two bones reach."""
    dx, dy = goal[0] - root[0], goal[1] - root[1]
    distance = hypot(dx, dy)
    longest = upper + lower - 0.2
    if distance <= longest:
        return goal
    return root[0] + dx * longest / distance, root[1] + dy * longest / distance


def joint(root: Point, goal: Point, upper: float, lower: float, way: Point) -> Point:
    """Elbow or knee between root and goal; of the two that are possible, the one that lies further that way."""
    dx, dy = goal[0] - root[0], goal[1] - root[1]
    distance = max(hypot(dx, dy), abs(upper - lower) + 0.1)
    along = (upper**2 - lower**2 + distance**2) / (2 * distance)
    aside = sqrt(max(0.0, upper**2 - along**2))
    middle = (root[0] + dx * along / distance, root[1] + dy * along / distance)
    normal = (-dy / distance, dx / distance)
    sign = 1 if normal[0] * way[0] + normal[1] * way[1] >= 0 else -1
    return middle[0] + sign * aside * normal[0], middle[1] + sign * aside * normal[1]


def foreshorten(root: Point, goal: Point, upper: float, lower: float) -> tuple[float, float]:
    """The lengths that are seen of two bones whose goal is near: the arm then comes towards the reader."""
    distance = hypot(goal[0] - root[0], goal[1] - root[1])
    share = min(1.0, max(0.3, distance * 1.2 / (upper + lower)))
    return upper * share, lower * share
