"""All rules, in the order in which they are listed.

A rule is a module here: its docstring is the manual, `META` says what it is, `check` finds.
"""

from __future__ import annotations

import inspect
from types import MappingProxyType, ModuleType

from . import (
    acronym,
    ambiguous_prompt,
    boilerplate,
    cloze_count,
    cloze_index,
    cloze_long,
    cloze_nesting,
    cloze_ratio,
    cloze_syntax,
    cloze_trivial,
    contrast_missing,
    coverage,
    def_length,
    duplicate_answer,
    enumeration,
    img_alt,
    leak_context,
    leak_grammar,
    leak_hint,
    leak_sibling,
    leak_term,
    multi_fact,
    near_duplicate,
    negative_prompt,
    not_a_definition,
    orphan_deictic,
    readability,
    sentence_length,
    source_missing,
    stigma_language,
    typography,
    unsupported_claim,
    yes_no_prompt,
)
from .rule import Rule

_MODULES: tuple[ModuleType, ...] = (
    leak_term,
    leak_sibling,
    leak_context,
    leak_hint,
    leak_grammar,
    cloze_syntax,
    cloze_index,
    cloze_long,
    cloze_trivial,
    cloze_ratio,
    cloze_count,
    cloze_nesting,
    not_a_definition,
    orphan_deictic,
    yes_no_prompt,
    negative_prompt,
    acronym,
    def_length,
    sentence_length,
    readability,
    enumeration,
    multi_fact,
    ambiguous_prompt,
    near_duplicate,
    contrast_missing,
    duplicate_answer,
    boilerplate,
    coverage,
    source_missing,
    unsupported_claim,
    stigma_language,
    img_alt,
    typography,
)


def _rule(module: ModuleType) -> Rule:
    manual = inspect.cleandoc(module.__doc__ or "")
    return Rule(module.META, module.check, manual, getattr(module, "conclude", None))


RULES = tuple(_rule(module) for module in _MODULES)
BY_CODE = MappingProxyType({rule.code: rule for rule in RULES})
