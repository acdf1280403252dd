"""The `teams` and `teams_configuration` services. A course here has no teams, and says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class TeamsService:
    """Nobody is in a team."""

    def get_team(self, user: Any, course_id: Any, topic_id: Any) -> None:
        return None

    def get_team_by_team_id(self, team_id: Any) -> None:
        return None

    def get_team_names(self, course_id: Any, topic_id: Any) -> dict[str, str]:
        return {}

    def get_anonymous_user_ids_for_team(self, user: Any, team: Any) -> list[str]:
        return []

    def get_team_detail_url(self, team: Any) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class TeamsConfiguration:
    """What a course plans for teams: no sets of them."""

    is_enabled: bool = False
    teamsets: tuple[Any, ...] = field(default=())


class TeamsConfigurationService:
    """The plan of a course."""

    def get_teams_configuration(self, course_id: Any) -> TeamsConfiguration:
        return TeamsConfiguration()
