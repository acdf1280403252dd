"""Which service a block gets for which name."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from luban_lms.runtime.block_files import FileService
from luban_lms.runtime.services.cache import CacheService
from luban_lms.runtime.services.completion import CompletionService
from luban_lms.runtime.services.discussions import DiscussionConfigService
from luban_lms.runtime.services.files import StoredFilesService
from luban_lms.runtime.services.partitions import PartitionService
from luban_lms.runtime.services.publish import PublishService
from luban_lms.runtime.services.rebind import RebindUserService
from luban_lms.runtime.services.replace_urls import ReplaceUrlsService
from luban_lms.runtime.services.sandbox import SandboxService
from luban_lms.runtime.services.settings import SettingsService
from luban_lms.runtime.services.teams import TeamsConfigurationService, TeamsService
from luban_lms.runtime.services.templates import TemplateService
from luban_lms.runtime.services.user import HostUserService
from luban_lms.runtime.services.user_state import UserStateService
from luban_lms.runtime.visit import Visit

Maker = Callable[[Any], Any]
"""From a runtime to a service of it."""


def _visit(runtime: Any) -> Visit:
    visit: Visit = runtime.visit
    return visit


MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "cache": lambda _: CacheService(time.monotonic),
        "completion": lambda r: CompletionService(_visit(r).completions),
        "discussion_config_service": lambda _: DiscussionConfigService(),
        "fs": lambda r: FileService(_visit(r).learner, _visit(r).urls),
        "luban_files": lambda _: StoredFilesService(),
        "mako": lambda _: TemplateService(),
        "partitions": lambda r: PartitionService(_visit(r).groups),
        "publish": lambda r: PublishService(r.publish),
        "rebind_user": lambda r: RebindUserService(r.rebind),
        "replace_urls": lambda r: ReplaceUrlsService(
            _visit(r).urls.asset, _visit(r).urls.jump, _visit(r).urls.course()
        ),
        "sandbox": lambda _: SandboxService(),
        "settings": lambda r: SettingsService(_visit(r).block_settings),
        "teams": lambda _: TeamsService(),
        "teams_configuration": lambda _: TeamsConfigurationService(),
        "user": lambda r: HostUserService(_visit(r).learner, _visit(r).people),
        "user_state": lambda r: UserStateService(_visit(r).learner, _visit(r).people, _visit(r).state_of),
        "xqueue": lambda _: None,
    }
)
"""Name to maker. `field-data` and `i18n` are the runtime's own; `xqueue`
is None, which blocks take for a site without graders outside. Every other name is absent: a block that needs
one is told so, one that only wants it gets None."""
