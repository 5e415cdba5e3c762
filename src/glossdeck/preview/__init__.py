"""Every card as the real Anki renders it, in one page of the browser.

Nothing here knows how packages are made or how Anki is run: `session.Tools` brings both.
"""
