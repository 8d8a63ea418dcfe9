"""A calm colour for each person: light grounds that differ, all with room for dark letters."""

import colorsys

_GOLDEN = 0.381966
"""Each hue is this far round the wheel from the last: neighbours in the order stay far apart, however many."""

_FIRST = 0.58
_AFTER_RED = 0.07
"""Red is for where nobody is."""
_LIGHT, _RICH = 0.82, 0.55


def fill_of(index: int) -> str:
    """The ground of the person who comes up as the `index`th; the same on every run."""
    hue = _AFTER_RED + (1 - 2 * _AFTER_RED) * ((_FIRST + index * _GOLDEN) % 1)
    light = _LIGHT - 0.07 * (index // 8 % 2)
    red, green, blue = colorsys.hls_to_rgb(hue, light, _RICH)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
