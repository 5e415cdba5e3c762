"""Validates and reviews a project without building it: what `glossdeck check` does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .decode import nearest
from .drafting import editions_of
from .load import Progress, load_project, quiet
from .lockfile import lock_of
from .planning import Planned, plan_project
from .problem import Problem, Severity, UserError, error
from .project import Project
from .review import EVERYTHING, Scope, review
from .rules import BY_CODE
from .rulesettings import unknown_rule
from .source import locate, paused_collector
from .summary import Summary, summaries


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found.

    Parameters:
        planned: the project as it would be built.
        problems: of validation and of the rules, in the order of the files.
        scope: what was reviewed.
    """

    planned: Planned
    problems: tuple[Problem, ...]
    scope: Scope = EVERYTHING

    def summaries(self) -> tuple[Summary, ...]:
        """Each deck in each edition at a glance."""
        return tuple(summaries(self.planned.loaded, self.planned.plan, self.scope.editions))

    def count(self, severity: Severity) -> int:
        """How many problems have a weight."""
        return sum(problem.severity is severity for problem in self.problems)


def check_project(
    project: Project,
    now_s: int,
    scope: Scope = EVERYTHING,
    progress: Progress = quiet,
    processes: int = 1,
) -> CheckResult:
    """All that is wrong with a project; writes nothing.

    Parameters:
        now_s: whole seconds since 1970; retired notes leave a deck with time.
        processes: copies of this process that may be at work at once.

    Raises:
        UserError: the lock is broken, or the scope names a rule or edition that there is not.
    """
    check_rules((*scope.rules, *scope.without))
    with paused_collector():
        loaded = load_project(project, progress)
        known = [edition.name for edition in editions_of(loaded)]
        for name in sorted(scope.editions.difference(known)):
            if not loaded.has_errors:
                message = f"there is no edition `{name}`"
                raise UserError(error("unknown-edition", message, nearest(name, known)))
        lock, _ = lock_of(loaded)
        planned = plan_project(loaded, lock, now_s, progress)
        progress("reviewing")
        found = review(loaded, planned.plan, scope, lock, processes)
    return CheckResult(planned, locate((*planned.problems, *found), loaded.files), scope)


def check_rules(codes: Iterable[str]) -> None:
    """Raises UserError when there is no rule of one of these names."""
    wrong = [unknown_rule(code) for code in codes if code not in BY_CODE]
    if wrong:
        raise UserError(*wrong)
