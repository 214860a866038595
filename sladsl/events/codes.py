"""In: nothing. Out: `CODES`, what each kind of fault in a stream of events means, and which of them end the run."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "SLA701": "a source of events cannot be read",
    "SLA702": "a compressed file is broken or cut short",
    "SLA703": "a line holds bytes that are not UTF-8",
    "SLA704": "a line is no JSON object",
    "SLA705": "an object names one key twice",
    "SLA706": "the header of a CSV file cannot be used",
    "SLA707": "a row of a CSV file does not fit its header or breaks the quoting",
    "SLA708": "an event does not say of which type it is",
    "SLA709": "an event is of a type that neither the vocabulary nor the contract knows",
    "SLA710": "an event has a field that its type does not know",
    "SLA711": "an event lacks a field that its type needs",
    "SLA712": "a value is not an instant with an offset from UTC",
    "SLA713": "a value is not a text",
    "SLA714": "a value is neither true nor false",
    "SLA715": "a value is not a whole number",
    "SLA716": "a value is not an exact number",
    "SLA717": "a value is not a period",
    "SLA718": "a value is not a list of texts",
    "SLA719": "a value is not a time zone of the IANA list",
    "SLA720": "a value is not a currency",
    "SLA721": "an amount or a count is negative",
    "SLA722": "an end lies before its start, or a later stage before an earlier one",
    "SLA723": "two unequal versions of one event were recorded at the same time, or do not say when",
    "SLA724": "an event does not say which of several subscriptions it belongs to",
    "SLA725": "the fees of one subscription are in two currencies",
}

# Not one line but a whole file, or the rest of it, is lost: leaving that out would make up a better history, so even a
# run that skips faulty lines stops.
FATAL = frozenset({"SLA701", "SLA702", "SLA706"})
