"""sladsl: Service Level Agreements that run. In: a contract and events. Out: what was promised, what happened, what is owed.

>>> import sladsl
>>> contract = sladsl.load("contracts/furybit.sla")
>>> contract.tree.frame.provider
'FuryBit, UAB'
"""

from .api import Contract, Statement, compile, load
from .base.diagnostics import Diagnostic, SlaError

__version__ = "0.1.0"
__all__ = ["Contract", "Diagnostic", "SlaError", "Statement", "compile", "load"]
