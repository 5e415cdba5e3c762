"""All rules, in the order in which they are listed.

A rule is a module here: its docstring is the manual, `META` says what it is, `check` finds.
"""

from __future__ import annotations

import inspect
from types import MappingProxyType, ModuleType

from . import (
    cloze_count,
    cloze_long,
    cloze_ratio,
    cloze_trivial,
    def_length,
    leak_context,
    leak_hint,
    leak_sibling,
    leak_term,
    orphan_deictic,
    readability,
    sentence_length,
    source_missing,
    stigma_language,
    yes_no_prompt,
)
from .rule import Rule

_MODULES: tuple[ModuleType, ...] = (
    leak_term,
    leak_sibling,
    leak_context,
    leak_hint,
    cloze_long,
    cloze_trivial,
    cloze_ratio,
    cloze_count,
    orphan_deictic,
    yes_no_prompt,
    def_length,
    sentence_length,
    readability,
    source_missing,
    stigma_language,
)


def _rule(module: ModuleType) -> Rule:
    return Rule(module.META, module.check, inspect.cleandoc(module.__doc__ or ""))


RULES = tuple(_rule(module) for module in _MODULES)
BY_CODE = MappingProxyType({rule.code: rule for rule in RULES})
