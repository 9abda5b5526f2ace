"""Why a schema refuses a document: each error of jsonschema as diagnostics at the key or value that is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from living_manifesto.core.diagnostics import Diagnostic, Edit
from living_manifesto.core.ids import is_node_id, is_proposal_id
from living_manifesto.core.values import value
from living_manifesto.documents.nearest import is_sure, nearest
from living_manifesto.documents.reader import Document
from living_manifesto.documents.vocabulary import CITIZENS_KEYS

Path = tuple[str | int, ...]
"""Where a value stands: keys, and places in lists from 0."""

_EXPECTED = {"string": "text", "object": "entries", "array": "list", "integer": "number", "boolean": "yesno"}
_FOUND = {str: "text", dict: "entries", list: "list", int: "number", bool: "yesno"}
_VARIANTS = ("node_id", "proposal_id", "digest", "url", "terms", "handle", "commit")
# Of several complaints about one value the first of these is told; the others follow from it.
_RANK = ("LM210", "LM202", "LM203", "LM204", "LM206", "LM207", "LM208", "LM205", "LM209", "LM201")
# A complaint of these is about a value with all that stands inside.
_WHOLE = ("LM210", "LM202", "LM203")
# The keys of a mapping that decide which others belong there, the strongest first.
_DECIDING = ("op", "outcome", "sections", "items", "vision", "preface", "number", "title", "text")
_SPOKEN_WITH_VALUE = ("op", "outcome")
_BARRED = "barred"

Told = tuple[Path, Diagnostic]


@value
class _Refusal:
    """One error of jsonschema: the keyword with what it demands, the value that failed it, and where both stand."""

    keyword: str
    demand: Any
    value: Any
    path: Path
    schema: Mapping[str, Any]
    of_key: bool

    @staticmethod
    def of(error: ValidationError) -> _Refusal:
        of_key = "propertyNames" in error.schema_path
        place = tuple(error.absolute_path)
        path = (*place, str(error.instance)) if of_key else place
        schema = cast("Mapping[str, Any]", error.schema)
        return _Refusal(str(error.validator), error.validator_value, error.instance, path, schema, of_key)


class Refusals:
    """What one schema refuses in documents, explained; dates are looked at as well."""

    __slots__ = ("_forms", "_validator")

    def __init__(self, schema: Mapping[str, Any]) -> None:
        judge = extend(Draft202012Validator, {"properties": _properties})  # type: ignore[no-untyped-call]
        self._validator = judge(schema, format_checker=FormatChecker(formats=["date"]))
        definitions = schema.get("$defs", {})
        self._forms = {definitions[name]["pattern"]: name for name in _VARIANTS if name in definitions}

    def explain(self, document: Document) -> list[Diagnostic]:
        """Everything that the schema refuses in the document, in reading order, each fault once."""
        told: dict[Path, Diagnostic] = {}
        for error in self._validator.iter_errors(document.value):
            for path, fault in self._told(document, _Refusal.of(error)):
                if path not in told or _RANK.index(fault.code) < _RANK.index(told[path].code):
                    told[path] = fault
        return [fault for _, fault in sorted(_without_echoes(told), key=_reading_order)]

    def _told(self, document: Document, refusal: _Refusal) -> Iterator[Told]:
        match refusal.keyword:
            case keyword if refusal.value is None and keyword != _BARRED:
                return  # the reader has said that a value is missing
            case "required":
                yield from _missing(document, refusal)
            case "additionalProperties":
                yield from self._unknown(document, refusal)
            case "pattern" if refusal.schema.get("format") != "date":
                variant = self._forms.get(refusal.demand, "")
                yield refusal.path, _form(document, refusal.path, variant, of_key=refusal.of_key)
            case _:
                yield refusal.path, _of_value(document, refusal)

    def _unknown(self, document: Document, refusal: _Refusal) -> Iterator[Told]:
        allowed = self._belonging(refusal)
        free = [key for key in allowed if key not in refusal.value]
        titles = {key: held["title"] for key, held in refusal.schema["properties"].items() if "title" in held}
        for key in refusal.value:
            if key not in refusal.schema["properties"]:
                path = (*refusal.path, key)
                close, span = nearest(key, free, titles), document.span(path, of="key")
                file, label, usable = document.file, dotted(path), tuple(allowed)
                fault = Diagnostic.of("LM202", file, span, key=label, nearest=close, allowed=usable)
                sure = is_sure(key, close)
                yield path, fault.but(fixes=_instead(document, path, close[0], of="key")) if sure else fault

    def _belonging(self, refusal: _Refusal) -> list[str]:
        """The keys that a mapping may have, given what its other keys say (``op``, ``outcome``)."""
        barred: set[str] = set()
        for branch in refusal.schema.get("allOf", ()):
            if self._validator.evolve(schema=branch["if"]).is_valid(refusal.value):
                then = branch.get("then", {}).get("properties", {})
                barred.update(key for key, held in then.items() if held is False)
        return [key for key in refusal.schema["properties"] if key not in barred]


def wrong_form(document: Document, path: Path) -> Diagnostic:
    """The diagnostic that the value at the path is not written in the form that it needs."""
    return _form(document, path, "")


def dotted(path: Path) -> str:
    """The path as a person finds it, counting from 1: ``changes › 1 › op``."""
    return " › ".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _properties(
    validator: Any, properties: Mapping[str, Any], instance: Any, _schema: object
) -> Iterator[ValidationError]:
    """The keyword ``properties``; jsonschema's own does not say which key a ``false`` bars."""
    held = [key for key in properties if isinstance(instance, dict) and key in instance]
    for key in held:
        if properties[key] is False:
            yield ValidationError("barred", validator=_BARRED, path=[key])
        else:
            yield from validator.descend(instance[key], properties[key], path=key, schema_path=key)


def _missing(document: Document, refusal: _Refusal) -> Iterator[Told]:
    first = next(iter(refusal.value), None)
    span = document.span(refusal.path) if first is None else document.span((*refusal.path, first), of="key")
    for key in refusal.demand:
        if key not in refusal.value:
            path = (*refusal.path, key)
            yield path, Diagnostic.of("LM201", document.file, span, key=dotted(path))


def _form(document: Document, path: Path, variant: str, *, of_key: bool = False) -> Diagnostic:
    span = document.span(path, of="key" if of_key else "value")
    value = path[-1] if of_key else _at(document.value, path)
    fault = Diagnostic.of("LM205", document.file, span, key=dotted(path), value=str(value)).but(variant=variant)
    meant = str(value).lower().replace("_", "-")
    if variant not in _SPELT_ALIKE or of_key or meant == value or not _SPELT_ALIKE[variant](meant):
        return fault
    return fault.but(fixes=_instead(document, path, meant))


_SPELT_ALIKE = {"node_id": is_node_id, "proposal_id": is_proposal_id}
"""Ids in capitals or with low lines can only be meant in one way."""


def _instead(document: Document, path: Path, word: str, *, of: Literal["value", "key"] = "value") -> tuple[Edit, ...]:
    """The edit that puts a word in place of a value or key; none where the document has no places."""
    try:
        return (Edit(*(document.offsets(path) if of == "value" else document.key_offsets(path)), word),)
    except KeyError:
        return ()


def _of_value(document: Document, refusal: _Refusal) -> Diagnostic:
    """The diagnostic of an error that is about one value as a whole."""
    file, key, value, limit = document.file, dotted(refusal.path) or document.file, refusal.value, refusal.demand
    span = document.span(refusal.path)
    match refusal.keyword:
        case "barred":
            context = _context(_at(document.value, refusal.path[:-1]), refusal.path[-1])
            return Diagnostic.of("LM210", file, document.span(refusal.path, of="key"), key=key, context=context)
        case "type":
            wanted = limit if isinstance(limit, str) else limit[0]
            fault = Diagnostic.of("LM203", file, span, key=key, found=_FOUND[type(value)], expected=_EXPECTED[wanted])
            plain = _plainly(value, wanted)
            return fault.but(fixes=_instead(document, refusal.path, plain)) if plain else fault
        case "enum":
            close = nearest(
                str(value), limit, dict(zip(limit, refusal.schema.get("enumDescriptions", ()), strict=False))
            )
            words = tuple(word for word in limit if word)
            fault = Diagnostic.of("LM204", file, span, key=key, value=str(value), nearest=close, allowed=words)
            sure = is_sure(str(value), close) and refusal.path[-1] not in CITIZENS_KEYS
            return fault.but(fixes=_instead(document, refusal.path, close[0])) if sure else fault
        case "maxLength" | "maxItems" | "maxProperties":
            return Diagnostic.of("LM206", file, span, key=key, length=len(value), limit=limit)
        case "minLength":
            return Diagnostic.of("LM207", file, span, key=key, length=len(value), limit=limit)
        case "minItems":
            return Diagnostic.of("LM207", file, span, key=key, length=len(value), limit=limit).but(variant="empty_list")
        case "format" | "pattern":
            return Diagnostic.of("LM208", file, span, key=key, value=value)
        case "minimum" | "maximum":
            least, most = refusal.schema.get("minimum", ""), refusal.schema.get("maximum", "")
            return Diagnostic.of("LM209", file, span, key=key, value=value, least=least, most=most)
        case _:
            return wrong_form(document, refusal.path)


_YES_AND_NO = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def _plainly(value: object, wanted: str) -> str:
    """How a number or a yes and no is written that was typed as a text; empty if that cannot be told."""
    if not isinstance(value, str):
        return ""
    if wanted == "boolean":
        return _YES_AND_NO.get(value.lower(), "")
    return value if wanted == "integer" and value.isascii() and value.isdecimal() and str(int(value)) == value else ""


def _context(mapping: Mapping[str, Any], key: str | int) -> str:
    """What in the mapping keeps the key from belonging there: ``op: add``."""
    decider = next((name for name in _DECIDING if name in mapping and name != key), "")
    return f"{decider}: {mapping[decider]}" if decider in _SPOKEN_WITH_VALUE else decider


def _without_echoes(told: Mapping[Path, Diagnostic]) -> Iterator[Told]:
    """The faults without those that only follow from another one."""
    whole = {path for path, fault in told.items() if fault.code in _WHOLE}
    meant = {(*path[:-1], _first(fault.args["nearest"])) for path, fault in told.items() if fault.code == "LM202"}
    for path, fault in told.items():
        misspelt = fault.code == "LM201" and path in meant
        if not misspelt and not any(path[:length] in whole for length in range(len(path))):
            yield path, fault


def _first(words: object) -> str:
    return words[0] if isinstance(words, tuple) and words else ""


def _reading_order(told: Told) -> tuple[int, int, str]:
    _, fault = told
    return (fault.span.line, fault.span.column, str(fault.args["key"])) if fault.span else (0, 0, "")


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value
