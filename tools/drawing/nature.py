"""Sky, hills, water, plants and animals of the border world."""

from __future__ import annotations

from tools.drawing.shapes import SUN, WHITE, circle, line, path


def sun(x: float, y: float, radius: float = 22) -> str:
    """The one sun of a picture, with its haze."""
    return f'<circle cx="{x}" cy="{y}" r="{radius + 12}" fill="#fff" class="o" opacity=".45"/>' + circle(
        x, y, radius, SUN
    )


def cloud(x: float, y: float, k: float = 1) -> str:
    """A cloud; its lower left corner is at x, y."""
    d = (
        f"M{x} {y}h{44 * k}a{9 * k} {9 * k} 0 0 0 {-6 * k} {-17 * k}a{13 * k} {13 * k} 0 0 0 {-25 * k} {-4 * k}"
        f"a{10.5 * k} {10.5 * k} 0 0 0 {-13 * k} {21 * k}Z"
    )
    return f'<path class="o" opacity=".8" fill="#fff" d="{d}"/>'


def hills(y: float = 112) -> str:
    """Two rows of hills."""
    far = f"M0 {y}Q40 {y - 44} 92 {y - 20}T190 {y - 30}T290 {y - 22}T420 {y - 34}V{y + 40}H0Z"
    near = f"M0 {y + 4}Q60 {y - 22} 130 {y - 4}T250 {y - 8}T420 {y - 6}V{y + 40}H0Z"
    return path(far, ".f") + path(near, ".m")


def ground(y: float, fill: str = ".g") -> str:
    """Level ground from here down."""
    return path(f"M0 {y}H360V200H0Z", fill)


def ripples(*places: tuple[float, float, float]) -> str:
    """Light on water: x, y and length of each."""
    d = "".join(f"M{x} {y}h{length}" for x, y, length in places)
    return f'<path d="{d}" stroke="#fff" stroke-width="3" opacity=".4" class="l"/>'


def palm(x: float, y: float, k: float = 1, lean: float = 6) -> str:
    """A coconut palm."""
    top = (x + lean, y - 58 * k)

    def leaf(dx: float, dy: float, bow: float) -> str:
        tip = f"{top[0] + dx * k} {top[1] + dy * k}"
        first = f"Q{top[0] + dx * 0.5 * k} {top[1] + (dy - bow) * k} {tip}"
        back = f"Q{top[0] + dx * 0.45 * k} {top[1] + (dy * 0.3 - bow * 0.15) * k} {top[0]} {top[1]}Z"
        return f"M{top[0]} {top[1]}{first}{back}"

    leaves = (
        (-30, 12, 22),
        (30, 12, 22),
        (-24, -8, 12),
        (24, -8, 12),
        (-16, 24, 14),
        (16, 24, 14),
        (2, -20, 8),
    )
    stem = line(f"M{x} {y}q{lean * 0.3} {-30 * k} {lean} {-58 * k}", "#94724a", 5 * k)
    nuts = circle(top[0] - 3, top[1] + 4 * k, 3 * k, "#7a5a33") + circle(
        top[0] + 4, top[1] + 5 * k, 3 * k, "#7a5a33"
    )
    return stem + path("".join(leaf(*one) for one in leaves), "#4f9150") + nuts


def bush(x: float, y: float, k: float = 1, fill: str = "#6fa95a") -> str:
    """A bush."""
    d = (
        f"M{x - 20 * k} {y}a{11 * k} {11 * k} 0 0 1 {10 * k} {-15 * k}a{12 * k} {12 * k} 0 0 1 {22 * k} 0"
        f"a{10 * k} {10 * k} 0 0 1 {8 * k} {15 * k}Z"
    )
    return path(d, fill)


def tree(x: float, y: float, k: float = 1) -> str:
    """A broad tree that gives shade."""
    trunk = line(f"M{x} {y}V{y - 60 * k}M{x} {y - 34 * k}l{14 * k} {-16 * k}", "#8a6540", 8 * k)
    dark = circle(x - 22 * k, y - 76 * k, 24 * k, "#5f9e4b") + circle(
        x + 22 * k, y - 74 * k, 26 * k, "#5f9e4b"
    )
    return (
        trunk
        + dark
        + circle(x, y - 94 * k, 28 * k, "#6fae58")
        + circle(x + 8 * k, y - 70 * k, 22 * k, "#6fae58")
    )


def banana(x: float, y: float, k: float = 1) -> str:
    """A banana plant."""
    leaves = "".join(
        f"M{x} {y - 18 * k}Q{x + dx * 0.2 * k} {y - (18 + up) * k} {x + dx * k} {y - (up - 8) * k}"
        f"Q{x + dx * 0.7 * k} {y - (up - 14) * k} {x} {y - 18 * k}Z"
        for dx, up in ((-26, 34), (26, 36), (-14, 50), (15, 54), (-28, 16), (27, 14))
    )
    return line(f"M{x} {y}V{y - 22 * k}", "#8fae5c", 6 * k) + path(leaves, "#5f9e4b")


def reeds(x: float, y: float) -> str:
    """Reeds in front."""
    return line(f"M{x} {y}q-2 -16 -8 -24M{x + 3} {y}q0 -18 1 -30M{x + 6} {y}q3 -14 9 -20", "#4f9150", 3)


def pot_plant(x: float, y: float, k: float = 1) -> str:
    """A plant in a pot of clay."""
    pot = path(f"M{x - 10 * k} {y - 20 * k}H{x + 10 * k}L{x + 7 * k} {y}H{x - 7 * k}Z", "#b57b4a")
    d = (
        f"M{x} {y - 20 * k}q{-18 * k} {-10 * k} {-16 * k} {-30 * k}q{16 * k} {6 * k} {16 * k} {30 * k}"
        f"q0 {-30 * k} {16 * k} {-38 * k}q{6 * k} {22 * k} {-16 * k} {38 * k}Z"
    )
    return pot + path(d, "#5f9e4b")


def hen(x: float, y: float, k: float = 1) -> str:
    """A hen that looks for grains."""
    d = (
        f"M{x} {y - 4 * k}q{4 * k} {-10 * k} {12 * k} {-6 * k}q{2 * k} {-8 * k} {6 * k} {-6 * k}"
        f"q{2 * k} {6 * k} {-2 * k} {10 * k}q{-3 * k} {8 * k} {-12 * k} {6 * k}Z"
    )
    feet = line(f"M{x + 8 * k} {y - 3 * k}v{3 * k}M{x + 11 * k} {y - 3 * k}v{3 * k}", SUN, 1.4)
    return (
        feet
        + path(d, "#e8d3a4")
        + path(f"M{x + 17.5 * k} {y - 15 * k}l{4 * k} {2 * k}l{-4 * k} {2 * k}Z", SUN)
    )


def fish(x: float, y: float, k: float = 1, back: str = "#7fa9bd") -> str:
    """A fish that lies on its side, head to the left."""
    d = (
        f"M{x} {y}q{13 * k} {-11 * k} {28 * k} {-1 * k}q{5 * k} {-5 * k} {9 * k} {-5 * k}q{-3 * k} {6 * k} 0 {12 * k}"
        f"q{-5 * k} 0 {-9 * k} {-5 * k}q{-15 * k} {9 * k} {-28 * k} {-1 * k}Z"
    )
    belly = f"M{x + 2 * k} {y + 1.5 * k}q{12 * k} {7 * k} {24 * k} 0q{-12 * k} {1.5 * k} {-24 * k} 0Z"
    return path(d, back) + path(belly, "#d9e8ee") + circle(x + 6 * k, y - 1.5 * k, 1.3 * k, WHITE)
