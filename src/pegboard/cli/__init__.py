"""The engine's commands: plan, check, diff and promise. What they need is loaded when one of them is called."""

# Planning loads compilers and kernels that `pegboard --help` must not wait for: each command imports its own module.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pegboard import __version__

app = typer.Typer(
    name="pegboard",
    help="Plan a make-to-order factory: who gets what, when, and why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

Factory = Annotated[Path, typer.Argument(metavar="FOLDER", help="A factory folder, or a zip of one.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output, nothing else.")]


def _say_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"pegboard {__version__}")
        raise typer.Exit


@app.callback()
def pegboard(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Plan a make-to-order factory: who gets what, when, and why."""


@app.command()
def plan(
    folder: Factory,
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the plan goes; an older plan there is replaced.")],
    infinite: Annotated[
        bool, typer.Option("--infinite", help="Plan whole days by lead times alone, without capacity.")
    ] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="Print the summary even where standard output is no terminal.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Plan a factory and write the plan as a folder."""
    from pegboard.cli.planning import plan_folder

    plan_folder(folder, out, infinite=infinite, with_summary=summary, as_json=as_json)


@app.command()
def check(folder: Factory, *, as_json: AsJson = False) -> None:
    """Read a factory and name every fault, without planning it."""
    from pegboard.cli.checking import check_folder

    check_folder(folder, as_json=as_json)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan folder.")],
    after: Annotated[Path, typer.Argument(metavar="PLAN", help="Another plan folder.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Say what moved from one plan to another, by how much and why."""
    from pegboard.cli.comparing import compare_folders

    compare_folders(before, after, as_json=as_json)


@app.command()
def promise(
    folder: Factory,
    *,
    item: Annotated[str, typer.Option(metavar="CODE", help="What is asked for.")],
    quantity: Annotated[str, typer.Option(metavar="N", help="How much of it, in its unit.")],
    requested_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="By when it is wanted, YYYY-MM-DD; as soon as possible if not said."),
    ] = None,
    structure: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The bill and routing of its own, order_boms.csv and order_routings.csv."),
    ] = None,
    plan_dir: Annotated[
        Path | None, typer.Option("--plan", metavar="DIR", help="A plan of this factory, instead of planning it now.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say when one more order could be promised, on top of the plan, and why not earlier."""
    from pegboard.cli.promising import Asked, answer_inquiry

    answer_inquiry(Asked(folder, item, quantity, requested_on, structure, plan_dir), as_json=as_json)
