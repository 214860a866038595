"""In: the grammar's text. Out: lark's parser of it, its tables read back where they were made before.

Making the tables takes a third of a second, reading them back a tenth of that.
"""

from __future__ import annotations

import hashlib
import io
import sys
from contextlib import suppress
from typing import Any

from ..base import cache


def parser_of(grammar: str, options: dict[str, Any]) -> Any:
    """The parser of a grammar."""
    import lark

    made_by = f"{lark.__version__} {sys.version_info[:2]} {sorted(options.items())} {grammar}"
    name = f"grammar-{hashlib.sha256(made_by.encode()).hexdigest()[:24]}.bin"
    tables = cache.kept(name)
    if tables is not None:
        with suppress(Exception):  # a damaged file is made again, whatever is wrong with it
            return lark.Lark.load(io.BytesIO(tables))
    parser = lark.Lark(grammar, **options)
    out = io.BytesIO()
    parser.save(out)
    cache.keep(name, out.getvalue())
    return parser
