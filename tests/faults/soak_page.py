"""A soak as one small page without anything from elsewhere: the verdict, the curves, what grew."""

from collections.abc import Mapping, Sequence
from html import escape

from tests.faults.soak_watch import BOUNDS, WARM_UP, Sample, Verdict

_WIDE, _HIGH = 460, 120
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:1000px;margin:2em auto;padding:0 1em;color:#1d1c1d}"
    "table{border-collapse:collapse}td,th{padding:.2em .8em;text-align:right;border-bottom:1px solid #ddd}"
    "td:first-child,th:first-child{text-align:left}.bad{color:#b00020;font-weight:600}"
    "figure{display:inline-block;margin:.5em 1em .5em 0}figcaption{font-weight:600}svg{background:#fafafa}"
)


def page(
    title: str,
    facts: Sequence[str],
    samples: Sequence[Sample],
    found: Sequence[Verdict],
    grown: Mapping[str, int],
    caches: Mapping[str, tuple[int, int]],
) -> str:
    """The page. `grown`: how many more there are of a kind than after the warm-up; `caches`: how much each holds, and may."""
    said = "Everything is flat." if all(one.flat for one in found) else "Something grows."
    lines = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    more = "".join(f"<tr><td>{escape(name)}</td><td>{many:+}</td></tr>" for name, many in grown.items())
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
        f"<h1>{escape(title)}</h1><p><strong>{said}</strong></p><ul>{lines}</ul>"
        "<table><tr><th>curve</th><th>after the warm-up</th><th>at the end</th><th>rise by its slope</th>"
        f"<th>allowed</th><th></th></tr>{''.join(map(_row, found))}</table>"
        f"<p>The first {WARM_UP:.0%} (grey) warm up and are not judged; after it the moments at rest are, which are dots.</p>"
        f"{''.join(_curve(curve, samples) for curve in BOUNDS)}"
        "<h2>Caches: what they hold, and at most</h2>"
        f"<table>{''.join(_cache(name, *one) for name, one in caches.items())}</table>"
        f"<h2>Keys, descriptors, tasks, containers, objects: more than after the warm-up</h2><table>{more}</table></html>"
    )


def _row(one: Verdict) -> str:
    unit = BOUNDS[one.curve].unit
    word = "flat" if one.flat else '<span class="bad">grows</span>'
    figures = (one.before, one.after, one.rise, one.allowed)
    cells = "".join(f"<td>{figure:.1f} {unit}</td>" for figure in figures)
    return f"<tr><td>{escape(one.curve)}</td>{cells}<td>{word}</td></tr>"


def _cache(name: str, held: int, most: int) -> str:
    return f"<tr><td>{escape(name)}</td><td>{held}</td><td>{most}</td></tr>"


def _curve(name: str, samples: Sequence[Sample]) -> str:
    values = [sample.held[name] for sample in samples]
    most, last = max(values, default=0.0), max(samples[-1].at if samples else 0.0, 1.0)
    high = most * 1.1 or 1.0
    places = [
        (sample.at / last * _WIDE, _HIGH - value / high * _HIGH)
        for sample, value in zip(samples, values, strict=True)
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1264a3"/>'
        for (x, y), sample in zip(places, samples, strict=True)
        if sample.at_rest
    )
    return (
        f"<figure><figcaption>{escape(name)}, up to {most:.0f} {BOUNDS[name].unit}</figcaption>"
        f'<svg width="{_WIDE}" height="{_HIGH}" viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-label="{escape(name)}">'
        f'<rect width="{_WIDE * WARM_UP:.0f}" height="{_HIGH}" fill="#e8e8e8"/>'
        f'<polyline points="{points}" fill="none" stroke="#1264a3" stroke-width="1"/>{dots}</svg></figure>'
    )
