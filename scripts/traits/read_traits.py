"""Prints the configurable traits of classes as JSON: python read_traits.py MODULE.CLASS[,OTHER.CLASS] …

The paths after a comma are other ways to import the same class. A class that this generation does not have is null.
"""

import inspect
import json
import os
import re
import socket
import sys
from typing import Any

import traitlets
from jupyterhub import traitlets as hub_traitlets
from traitlets.config import Configurable, LoggingConfigurable, SingletonConfigurable
from traitlets.utils.importstring import import_item

UNSET = object()
GENERAL = (SingletonConfigurable, LoggingConfigurable, Configurable)
PLAIN = (str, int, float, bool, type(None))


def type_of(trait: Any) -> str:
    """The values that a trait accepts, in the notation of ``src/model/traits/trait-type.ts``."""
    plain = _type_of(trait)
    return f"{plain}|null" if trait.allow_none and not {"any", "null"} & set(plain.split("|")) else plain


def _type_of(trait: Any) -> str:
    named = {
        hub_traitlets.Command: "command",
        hub_traitlets.ByteSpecification: "size",
        hub_traitlets.Callable: "function",
        traitlets.Callable: "function",
        hub_traitlets.EntryPointType: "class",
        traitlets.Type: "class",
        traitlets.Bool: "bool",
        traitlets.Float: "float",
        traitlets.Int: "int",
        traitlets.Unicode: "text",
        traitlets.Bytes: "bytes",
    }
    for known, name in named.items():
        if isinstance(trait, known):
            # DockerSpawner has a text that may also be False.
            return f"{name}|false" if name == "text" and trait.default_value is False else name
    if isinstance(trait, traitlets.Union):
        return "|".join(dict.fromkeys(type_of(each) for each in trait.trait_types))
    if isinstance(trait, traitlets.UseEnum):
        return "|".join(json.dumps(name) for name in trait.enum_class.__members__)
    if isinstance(trait, traitlets.Enum):
        values = sorted(trait.values, key=str) if isinstance(trait.values, set) else trait.values
        return "|".join(json.dumps(value) for value in values)
    if isinstance(trait, traitlets.Dict):
        key, value = trait._key_trait, trait._value_trait
        each = {name: type_of(one) for name, one in (trait._per_key_traits or {}).items()}
        if each:
            raise SystemExit(f"{trait.name} has a type for each key; read_traits.py cannot write it yet.")
        return f"dict<{type_of(key) if key else 'any'},{type_of(value) if value else 'any'}>"
    if isinstance(trait, traitlets.Tuple):
        parts = ",".join(type_of(each) for each in trait._traits or ())
        return f"tuple<{parts}>" if parts else "list<any>"
    if isinstance(trait, traitlets.Container):
        kind = "set" if isinstance(trait, traitlets.Set) else "list"
        return f"{kind}<{type_of(trait._trait) if trait._trait else 'any'}>"
    if isinstance(trait, traitlets.Instance):
        return "dict<any,any>" if trait.klass is dict else "object"
    if type(trait) in (traitlets.Any, traitlets.TraitType):
        return "any"
    raise SystemExit(f"{trait.this_class.__name__}.{trait.name} is a {type(trait).__name__}, which has no notation yet.")


def default_of(cls: type[Configurable], trait: Any) -> Any:
    """The default as plain data, or UNSET if it is computed."""
    if trait.name in _with_computed_default(cls):
        return UNSET
    value = trait.default()
    if isinstance(value, traitlets.utils.sentinel.Sentinel) or value is traitlets.Undefined:
        return UNSET
    if isinstance(value, set | frozenset):
        value = sorted(value)
    if isinstance(value, tuple):
        value = list(value)
    return value if _is_plain(value) and not _is_of_machine(value) else UNSET


def _with_computed_default(cls: type[Configurable]) -> set[str]:
    computed: set[str] = set()
    for each in cls.__mro__:
        for name, member in vars(each).items():
            if isinstance(member, traitlets.DefaultHandler):
                computed.add(member.trait_name)
            elif name.startswith("_") and name.endswith("_default") and inspect.isfunction(member):
                computed.add(name[1 : -len("_default")])
    return computed


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(_is_plain(item) for item in value)
    return isinstance(value, PLAIN)


def _is_of_machine(value: Any) -> bool:
    """Whether a default comes from this machine, so that it would be another one elsewhere."""
    paths = {sys.prefix, sys.base_prefix, sys.executable, os.getcwd(), os.path.expanduser("~")}
    texts = paths | {socket.gethostname()}
    written = json.dumps(value)
    return any(text in written for text in texts if len(text) > 1)


def facts_of(cls: type[Configurable], known: set[type]) -> dict[str, Any]:
    """A class: its known bases, and the traits that it defines or changes in comparison with them."""
    bases = [each for each in cls.__mro__[1:] if each in known]
    inherited: dict[str, Any] = {}
    for base in reversed(bases):
        inherited.update({name: _fact(base, trait) for name, trait in base.class_traits(config=True).items()})
    own = {name: _fact(cls, trait) for name, trait in sorted(cls.class_traits(config=True).items())}
    return {
        "bases": [each.__name__ for each in cls.__mro__[1:] if each in known or each in GENERAL],
        "traits": {name: fact for name, fact in own.items() if inherited.get(name) != fact},
        # A class may stop an inherited trait from being configured.
        "without": sorted(set(inherited) - set(own)),
        "count": len(own),
    }


def _fact(cls: type[Configurable], trait: Any) -> dict[str, Any]:
    default = default_of(cls, trait)
    fact = {"type": type_of(trait), "definedBy": trait.this_class.__name__}
    fact |= {"computed": True} if default is UNSET else {"default": default}
    return fact | ({"deprecated": True} if _is_deprecated(trait) else {})


def _is_deprecated(trait: Any) -> bool:
    # A help text that only mentions another, deprecated setting does not begin a line like this.
    said = re.compile(r"^\W*(?:\w+\W+is )?(?:deprecated|removed in)\b", re.IGNORECASE | re.MULTILINE)
    return any(key.startswith("deprecated") for key in trait.metadata) or bool(said.search(trait.help))


def imported(paths: str) -> type[Configurable] | None:
    first, *others = paths.split(",")
    try:
        cls: type[Configurable] = import_item(first)
    except ImportError:
        return None
    different = [path for path in others if import_item(path) is not cls]
    if different:
        raise SystemExit(f"{different[0]} is not {first}.")
    return cls


def main() -> None:
    classes = {paths.split(",")[0]: imported(paths) for paths in sys.argv[1:]}
    known = {cls for cls in classes.values() if cls is not None}
    print(json.dumps({path: None if cls is None else facts_of(cls, known) for path, cls in classes.items()}))


if __name__ == "__main__":
    main()
