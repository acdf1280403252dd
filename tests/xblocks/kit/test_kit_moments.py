"""Times that a page prints without a script: the reader's when the host tells a zone, else UTC and said so."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from luban_xblocks.kit.moments import PREFERENCES, day_and_hour, hour, zone_named, zone_of
from xblock.reference.user_service import XBlockUser

AT = datetime(2026, 11, 24, 23, 42, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def user(**attributes) -> XBlockUser:
    made = XBlockUser()
    made.opt_attrs.update(attributes)
    return made


def test_a_known_zone_is_printed_without_its_name():
    assert hour(AT, SHANGHAI) == "07:42"
    assert day_and_hour(AT, SHANGHAI) == "2026-11-25 07:42"


def test_without_a_zone_the_time_says_that_it_is_utc():
    assert hour(AT, None) == "23:42 UTC"
    assert day_and_hour(AT, None) == "2026-11-24 23:42 UTC"


@pytest.mark.parametrize(
    "text",
    ["2026-11-24T23:42:00+00:00", "2026-11-24T23:42:00Z", "2026-11-24T23:42:00", "2026-11-25T00:42+01:00"],
)
def test_the_text_that_blocks_keep_is_read_and_means_utc_when_it_names_no_zone(text):
    assert day_and_hour(text, SHANGHAI) == "2026-11-25 07:42"


def test_what_is_no_moment_stays_as_it_is():
    assert hour("yesterday", SHANGHAI) == "yesterday"


@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_time_are_printed(moment):
    for zone in ("Asia/Shanghai", "America/New_York"):
        assert day_and_hour(moment, ZoneInfo(zone)).count(":") == 1


@pytest.mark.parametrize("name", ["Mars/Base", "", "Africa", "../../etc/passwd", "a\0b", None, 7, ["UTC"]])
def test_a_name_that_no_zone_has_is_none(name):
    assert zone_named(name) is None


def test_the_zone_is_the_preference_by_which_hosts_tell_it():
    assert zone_of(user(**{PREFERENCES: {"time_zone": "Asia/Shanghai"}})) == SHANGHAI


@pytest.mark.parametrize("attributes", [{}, {PREFERENCES: None}, {PREFERENCES: {"time_zone": None}}])
def test_a_host_that_tells_none_has_none(attributes):
    assert zone_of(user(**attributes)) is None
    assert zone_of(None) is None
