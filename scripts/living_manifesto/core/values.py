"""Frozen, slotted classes of values, as ``dataclass(frozen=True, slots=True)`` makes them, at a tenth of its cost.

``dataclass`` compiles half a dozen functions for every class. Under the commit hook, which needs fifty of
them and has the time of twelve empty Pythons, that alone took two. Here only ``__init__`` is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")

NOTHING: Mapping[str, Any] = {}
"""An empty mapping, shared as a default; nobody writes into it."""


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """Make a class of values out of annotated fields; defaults are shared, so they must not be changed."""
    fields = tuple(cls.__dict__["__annotations__"])  # noqa: RUF063 - inspect is slow to import
    namespace = {name: held for name, held in cls.__dict__.items() if name not in (*fields, "__dict__", "__weakref__")}
    defaults = {name: cls.__dict__[name] for name in fields if name in cls.__dict__}
    namespace |= {
        "__slots__": fields,
        "__match_args__": fields,
        "__init__": _init(fields, defaults),
        "__setattr__": _frozen,
        "__delattr__": _frozen,
        "__reduce__": _reduce,
    }
    for name, method in (("__eq__", _equal), ("__hash__", _hash), ("__repr__", _shown)):
        namespace.setdefault(name, method)
    namespace["_held"] = staticmethod(_getter(fields))
    made: Any = type(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    return cast("type[T]", made)


def replace(held: T, **fields: Any) -> T:
    """The same value with other fields."""
    cls = type(held)
    return cls(**{name: fields.pop(name) if name in fields else getattr(held, name) for name in _fields(cls)}, **fields)


def _fields(cls: type) -> tuple[str, ...]:
    names: tuple[str, ...] = cls.__match_args__  # type: ignore[attr-defined]
    return names


def _init(fields: tuple[str, ...], defaults: dict[str, object]) -> object:
    parameters = ", ".join(f"{name}=_d_{name}" if name in defaults else name for name in fields)
    body = "\n".join(f"    _set(self, {name!r}, {name})" for name in fields) or "    pass"
    made: dict[str, Any] = {"_set": object.__setattr__, **{f"_d_{name}": held for name, held in defaults.items()}}
    exec(f"def __init__(self, {parameters}):\n{body}", made)  # noqa: S102 - field names are our own
    return made["__init__"]


def _getter(fields: tuple[str, ...]) -> Callable[[object], Any]:
    if len(fields) > 1:
        return attrgetter(*fields)
    return lambda held: tuple(getattr(held, name) for name in fields)


def _equal(self: Any, other: Any) -> bool:
    if self is other:
        return True
    return self._held(self) == other._held(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._held(self))


def _shown(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in _fields(type(self)))})"


def as_dict(held: object) -> dict[str, object]:
    """The fields by name, in order."""
    return {name: getattr(held, name) for name in _fields(type(held))}


def _reduce(self: Any) -> tuple[type, tuple[object, ...]]:
    return type(self), self._held(self)


def _frozen(self: Any, name: str, _value: object = None) -> NoReturn:
    raise AttributeError(f"{type(self).__name__} is a value; {name} cannot be changed")
