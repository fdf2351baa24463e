"""The pictures of the documentation, drawn anew from what the commands really say.

    .venv/bin/python docs/pictures/make_pictures.py

Run it when the summary of a plan or the demo factory has changed, and look at what came out.
"""

from __future__ import annotations

import html
import io
import re
import sys
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from pegboard.archive import read_factory
from pegboard.cli.summary import plan_summary
from pegboard.cli.summary_text import print_summary
from pegboard.engine.pipeline import make_plan
from pegboard.engine.plan.naming import Names

PICTURES: Final = Path(__file__).resolve().parent
FACTORY: Final = "examples/alder-and-loom"
PLAN: Final = "build/alder-and-loom"
COLUMNS: Final = 100

# Red has to be read on the dark background, also where a page shows the picture at half its size.
THEME: Final = TerminalTheme(
    background=(24, 28, 33),
    foreground=(226, 230, 234),
    normal=[
        (60, 66, 74),
        (255, 128, 118),
        (126, 210, 140),
        (240, 200, 110),
        (130, 180, 255),
        (215, 160, 245),
        (110, 210, 215),
        (226, 230, 234),
    ],
)

# A picture fetches nothing: no font by address, no clip by reference, only fonts that are there.
FRAME: Final = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>The plan of the demo factory, as the terminal shows it</title>
<style>
.{unique_id}-matrix, .{unique_id}-title {{
  font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
}}
.{unique_id}-matrix {{ font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 16px; }}
{styles}
</style>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
CLIP: Final = re.compile(r' clip-path="[^"]*"')
# Letters that are blocks show seams between them; a bar is drawn as one.
BAR: Final = re.compile(r'<text class="([\w-]+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+">(█+)([^<]*)</text>')
LETTER_WIDTH: Final = 12.2
BAR_HEIGHT: Final = 16


def plan_picture(root: Path) -> str:
    """Return the summary of the demo factory's plan as a picture of a terminal."""
    snapshot = read_factory(root / FACTORY).snapshot
    plan = make_plan(snapshot)
    console = Console(
        record=True,
        file=io.StringIO(),
        width=COLUMNS,
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        emoji=False,
        markup=False,
    )
    print_summary(console, plan_summary(snapshot, plan, Names(snapshot, plan)), PLAN)
    command = f"pegboard plan {FACTORY} --out {PLAN} --summary"
    drawn = console.export_svg(title=command, theme=THEME, code_format=FRAME, unique_id="plan")
    return BAR.sub(_drawn_bar, CLIP.sub("", drawn)).replace("</text><", "</text>\n<")


def _drawn_bar(text: re.Match[str]) -> str:
    style, left, line, full, rest = text[1], float(text[2]), float(text[3]), len(text[4]), text[5]
    width = full * LETTER_WIDTH
    bar = f'<rect class="{style}" x="{left:g}" y="{line - BAR_HEIGHT + 1:g}" width="{width:g}" height="{BAR_HEIGHT}"/>'
    length = len(html.unescape(rest)) * LETTER_WIDTH
    after = f'<text class="{style}" x="{left + width:g}" y="{line:g}" textLength="{length:g}">{rest}</text>'
    return bar + (after if rest else "")


def main() -> int:
    """Draw every picture into the folder of this script."""
    (PICTURES / "plan.svg").write_text(plan_picture(PICTURES.parents[1]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
