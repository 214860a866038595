"""In: a contract. Out: it as plain English, in Markdown, HTML or JSON; or, `--back`, the contract that a rendering shows."""

from __future__ import annotations

import sys

import click

from .says import as_json, formats, loudness, put, says
from .source import STDIN, contract


@click.command()
@click.argument("file", metavar="CONTRACT")
@click.option("--back", is_flag=True, default=False, help="Read a rendering instead, and print the contract that it shows.")
@click.option("-o", "--output", metavar="FILE", default=None, help="Write to a file, at once and whole.")
@formats("md", "html", "json")
@loudness
def render(file: str, back: bool, output: str | None, format: str) -> int:
    """Write a contract as plain English that can be read back.

    Every sentence and every number comes from the rules that the contract was compiled to. With --back a rendering, in
    Markdown or HTML, becomes the text of a contract again, which compiles to the same rules. `-` is standard input.

    \b
    sladsl render contracts/furybit.sla
    sladsl render contracts/furybit.sla --format html -o furybit.html
    sladsl render --back furybit.html
    """
    from .. import api

    if back:
        text = api.contract_of(sys.stdin.buffer.read() if file == STDIN else api.read(file), file)
        text = as_json({"file": file, "text": text}) if format == "json" else text
    elif format == "json":
        from ..render.english import document

        shown = document(contract(file).tree)
        lines = [{"number": x.number, "text": x.text, "table": x.table} for x in shown.blocks]
        text = as_json([{"number": "", "text": shown.title, "table": ()}, *lines])
    else:
        text = api.render(contract(file), format)
    if output is None:
        put(text)
    else:
        from ..base.files import write

        write(output, text)
        says().narrate(f"{output}: written")
    return 0
