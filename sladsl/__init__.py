"""Service Level Agreements that run. In: a contract and events. Out: what was promised, what happened, what is owed.

>>> import sladsl
>>> contract = sladsl.load("contracts/furybit.sla")
>>> contract.readings["claim_hour"]
('24', '17')
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Contract, Statement, compile, format, lint, load, mend, message, sources
    from .base.diagnostics import Diagnostic, SlaError

__version__ = "0.1.0"
__all__ = ["Contract", "Diagnostic", "SlaError", "Statement", "compile", "format", "lint", "load", "mend", "message", "sources"]
_HOMES = {"Diagnostic": "sladsl.base.diagnostics", "SlaError": "sladsl.base.diagnostics"}


def __getattr__(name: str) -> Any:
    """The names above, imported when they are first asked for: `sladsl --help` needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module 'sladsl' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "sladsl.api")), name)


class _Face(ModuleType):
    """What `import sladsl` shows: `sladsl.lint` stays the function when the folder of that name is imported.

    What is in such a folder is imported with `from sladsl.lint import run`.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
