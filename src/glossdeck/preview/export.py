"""The whole preview as one HTML file, for somebody who has neither the deck nor Anki."""

from __future__ import annotations

from collections.abc import Iterable

from ..studyscreen import ShownCard
from .dataurl import data_urls
from .mathjax import find_mathjax, formula_page, has_formula
from .page import exported_page
from .session import Session
from .state import cards_state, state


def export_html(session: Session) -> str:
    """The page with every card and picture in it; needs nothing and asks for nothing.

    A deck with formulas gets MathJax and its fonts along, once: they are typeset where the file
    is read, at the size and in the window that the reader chooses.
    """
    view = session.view
    indices = range(len(view.catalogue.cards))
    values = state(view, session.anki)
    shown = session.cards(view.revision, indices) or ()
    values["rendered"] = cards_state(shown)
    values["places"] = [_place(session, at) for at in indices]
    values["media"] = data_urls(view.media)
    mathjax = find_mathjax() if _have_formulas(shown) else None
    if mathjax is None:
        return exported_page(values, None, {})
    return exported_page(values, formula_page(mathjax), data_urls(mathjax.fonts))


def _have_formulas(cards: Iterable[ShownCard]) -> bool:
    return any(has_formula(card.front + card.back) for card in cards)


def _place(session: Session, index: int) -> str:
    where = session.location(index)
    return f"{where.path}:{where.line}" if where else ""
