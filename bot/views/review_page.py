"""A review as one HTML page that needs nothing else: no script, no font, no picture from anywhere.

Every plot stands beside its table, so that it can be read aloud, copied and printed. Everything that comes from the
files or from people is escaped here.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.domain.reader import Reader
from bot.domain.review import Review
from bot.services.handbook import Handbook
from bot.views.pictures.canvas import Ink
from bot.views.pictures.review import Panel, in_words, panels, plot
from bot.views.review_parts import Part, Table, left_out, parts
from bot.views.review_words import title
from bot.views.words import say

_DARK = {
    Ink.PAPER: "#12171d",
    Ink.CARD: "#1b232c",
    Ink.LINE: "#3d4a58",
    Ink.TEXT: "#e6ebf1",
    Ink.SOFT: "#b6c2cf",
    Ink.FAINT: "#a3afbc",
    Ink.NAVY: "#8db8ee",
}
"""What each ink of the plots becomes on a dark page; each text keeps a contrast of 4.5 or more (WCAG 2.2, 1.4.3)."""

_STYLE = f"""
:root {{ color-scheme: light dark; --paper: {Ink.PAPER}; --card: {Ink.CARD}; --line: {Ink.LINE};
  --text: {Ink.TEXT}; --soft: {Ink.SOFT}; --strong: {Ink.NAVY} }}
* {{ box-sizing: border-box }}
body {{ margin: 0; background: var(--paper); color: var(--text);
  font: 1rem/1.6 system-ui, -apple-system, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", sans-serif;
  word-break: keep-all; overflow-wrap: anywhere }}
main, header, footer {{ max-width: 48rem; margin: 0 auto; padding: 0 1rem }}
header {{ padding-top: 2rem }}
h1 {{ font-size: 1.6rem; line-height: 1.3; margin: 0 0 .25rem; color: var(--strong) }}
h2 {{ font-size: 1.15rem; margin: 0 0 .5rem }}
p {{ margin: .25rem 0 }}
.small, footer, figcaption {{ color: var(--soft); font-size: .9rem }}
section {{ background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.1rem 1.25rem;
  margin: 1rem 0; break-inside: avoid }}
figure {{ margin: 1rem 0 .5rem }}
svg {{ display: block; width: 100%; max-width: 36rem; height: auto; margin-top: .5rem }}
svg > rect {{ fill: none !important }}
.scroll {{ overflow-x: auto }}
table {{ border-collapse: collapse; width: 100%; margin-top: .75rem; font-size: .95rem; font-variant-numeric: tabular-nums }}
caption {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }}
th, td {{ text-align: right; padding: .35rem .5rem; border-top: 1px solid var(--line); vertical-align: top }}
th:first-child {{ text-align: left; font-weight: 600; padding-left: 0; min-width: 7rem }}
th, td {{ overflow-wrap: break-word }}
thead th {{ border-top: 0; font-weight: 600; color: var(--soft); font-size: .85rem }}
footer {{ padding-bottom: 3rem }}
"""


def page(review: Review, book: Handbook, reader: Reader, made: datetime) -> str:
    """The page for the lead of the team; `made` is when it was gathered (UTC)."""
    plots = {panel.key: panel for panel in panels(review, book, reader)}
    told = title(review, book, reader)
    body = "".join(
        _section(number, part, plots, reader)
        for number, part in enumerate(parts(review, book, reader), start=1)
    )
    return (
        f'<!doctype html>\n<html lang="{reader.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(told)}</title>\n<style>{_STYLE}{_dark()}{_printed()}</style>\n</head>\n<body>\n"
        f'<header><h1>{escape(told)}</h1>\n<p class="small">{escape(_made(review, reader, made))}</p></header>\n'
        f"<main>\n{body}</main>\n<footer><p>{escape(left_out(reader))}</p></footer>\n</body>\n</html>\n"
    )


def _made(review: Review, reader: Reader, made: datetime) -> str:
    """When, and whether the period was over by then."""
    zone = ZoneInfo(reader.zone)
    at = f"{made.astimezone(zone):%Y-%m-%d %H:%M} {made.astimezone(zone):%Z}"
    if made.astimezone(zone).date() <= review.period.last:
        return say(
            reader,
            ko=f"아직 끝나지 않은 기간입니다. {at} 까지의 내용입니다.",
            en=f"Not over yet: as it stood at {at}.",
        )
    return say(reader, ko=f"{at}에 정리했습니다.", en=f"Gathered at {at}.")


def _section(number: int, part: Part, plots: Mapping[str, Panel], reader: Reader) -> str:
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in part.lines)
    drawn = ""
    if panel := plots.get(part.key):
        drawn = f"<figure><figcaption>{escape(panel.under)}</figcaption>{plot(panel, in_words(part), reader)}</figure>\n"
    table = _table(part.table) if part.table else ""
    name = f"part-{number}"
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(part.title)}</h2>\n{lines}{drawn}{table}</section>\n'


def _table(table: Table) -> str:
    head = _row(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(
        _row((f'<th scope="row">{escape(name)}</th>', *(f"<td>{escape(cell)}</td>" for cell in cells)))
        for name, *cells in table.rows
    )
    return (
        f'<div class="scroll"><table>\n<caption>{escape(table.caption)}</caption>\n'
        f"<thead>{head}</thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>\n"


def _dark() -> str:
    """The page and its plots where the reader's system is dark; the plots' inks are attributes, which CSS overrules."""
    names = {"--paper": Ink.PAPER, "--card": Ink.CARD, "--line": Ink.LINE, "--text": Ink.TEXT, "--soft": Ink.SOFT,
             "--strong": Ink.NAVY}  # fmt: skip
    page_ = "; ".join(f"{name}: {_DARK[ink]}" for name, ink in names.items())
    plots = " ".join(
        f'svg [fill="{ink}"] {{ fill: {dark} }} svg [stroke="{ink}"] {{ stroke: {dark} }}'
        for ink, dark in _DARK.items()
    )
    return f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {page_} }} {plots} }}\n"


def _printed() -> str:
    return (
        "@media print { body { background: #fff; font-size: 10.5pt } section { border-color: #bbb } "
        "svg { max-width: 14cm } }\n"
    )
