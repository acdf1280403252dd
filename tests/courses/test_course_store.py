"""Drafts, versions, the pointer and its log; compiled courses opened without a database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from luban_lms.courses import compiled as compiled_files
from luban_lms.courses.api import (
    current_draft,
    export_course,
    find_course,
    get_compiled,
    get_version,
    import_course,
    list_courses,
    list_versions,
    live_courses,
    open_version,
    publish_course,
    publish_log,
)
from luban_lms.courses.data import CompiledCourse
from luban_lms.courses.errors import (
    BadCourseKey,
    CourseNotFound,
    KeyTaken,
    NoSuchLanguage,
    NoSuchVersion,
    NotACourse,
    NothingToPublish,
    UnreadableVersion,
)
from luban_lms.courses.models import CourseContent, CourseDraft, CourseVersion
from luban_lms.courses.signals import course_published
from luban_lms.db.counting import Statements
from luban_lms.db.unit_of_work import Database, session
from luban_lms.lib.clock import FixedClock
from luban_lms.olx.api import equal_courses
from luban_lms.olx.data import Course, Draft
from luban_lms.orgs.api import create_organisation

KEY = "course-v1:Luban+T1+2026"
Changed = Callable[..., Course]
Po = Callable[[dict[str, tuple[str, ...]]], str]


def count(table: type) -> int:
    return session().execute(select(func.count()).select_from(table)).scalar_one()


@pytest.fixture
def live(course: Course, organisation: int) -> Course:
    """The course, imported and published once."""
    import_course(course, organisation_id=organisation)
    publish_course(KEY, note="first")
    return course


def test_an_import_is_a_draft_and_nothing_is_live(course: Course, organisation: int):
    draft = import_course(course, organisation_id=organisation, note="from the workshop")
    assert (draft.number, draft.key, draft.note) == (1, KEY, "from the workshop")
    found = find_course(KEY)
    assert (found.organisation_id, found.live_version_id, found.live_hash) == (organisation, None, None)
    assert current_draft(KEY) == draft


def test_publishing_makes_the_draft_live(live: Course):
    found = find_course(KEY)
    assert found.live_hash
    compiled = get_compiled(found.live_hash, "en")
    assert compiled.hash == found.live_hash
    assert compiled.nodes["course/2026"].title == "Cross-border trade"
    assert found.live_version_id
    assert get_version(found.live_version_id).number == 1
    assert open_version(found.live_version_id, "en") is compiled


def test_an_import_under_a_known_key_is_the_next_draft_and_leaves_what_is_live(
    live: Course, changed: Changed, organisation: int
):
    before = find_course(KEY)
    assert (
        import_course(changed(live, "html/h1", body="<p>New</p>"), organisation_id=organisation).number == 2
    )
    assert find_course(KEY) == before


def test_a_version_never_changes(live: Course, changed: Changed, organisation: int):
    first = find_course(KEY)
    import_course(changed(live, "html/h1", body="<p>New</p>"), organisation_id=organisation)
    publish_course(KEY)
    second = find_course(KEY)
    assert first.live_hash
    assert second.live_hash not in (None, first.live_hash)
    assert "Incoterms" in get_compiled(first.live_hash, "en").nodes["html/h1"].body
    assert get_compiled(second.live_hash, "en").nodes["html/h1"].body == "<p>New</p>"
    assert [v.number for v in list_versions(KEY)] == [2, 1]


def test_versions_share_what_did_not_change(live: Course, changed: Changed, organisation: int):
    before = count(CourseContent)
    import_course(changed(live, "html/h1", body="<p>New</p>"), organisation_id=organisation)
    assert count(CourseContent) == before + 1


def test_publishing_what_is_live_already_is_refused_or_quietly_nothing(live: Course, organisation: int):
    import_course(live, organisation_id=organisation)
    with pytest.raises(NothingToPublish):
        publish_course(KEY)
    assert publish_course(KEY, unchanged_ok=True).number == 1
    assert count(CourseVersion) == 1


def test_moved_lines_in_the_files_are_not_a_change(live: Course, organisation: int):
    moved = replace(live, root=replace(live.root, place=replace(live.root.place, line=99)))
    import_course(moved, organisation_id=organisation)
    assert publish_course(KEY, unchanged_ok=True).number == 1


def test_an_equal_import_can_be_kept_from_making_a_draft(live: Course, organisation: int):
    assert import_course(live, organisation_id=organisation, keep_same=True).number == 1
    assert count(CourseDraft) == 1


def test_every_publishing_is_in_the_log(
    course: Course, changed: Changed, organisation: int, clock: FixedClock
):
    import_course(course, organisation_id=organisation)
    publish_course(KEY, by=7, note="first")
    import_course(changed(course, "html/h1", body="<p>New</p>"), organisation_id=organisation)
    publish_course(KEY, note="second")
    log = publish_log(KEY)
    assert [(p.before, p.after, p.by, p.note) for p in log] == [(1, 2, None, "second"), (None, 1, 7, "first")]
    assert log[0].at == clock.at


def test_publishing_is_news_and_a_raising_receiver_undoes_it(course: Course, database: Database):
    heard: list[tuple[Any, ...]] = []

    def listen(version: Any, *, course: Any, before: Any) -> None:
        heard.append((version.number, before.live_hash, course.live_version_id))
        raise RuntimeError("stop")

    with database.unit_of_work():
        import_course(course, organisation_id=create_organisation("Centre").id)
    with course_published.connected_to(listen), pytest.raises(RuntimeError), database.unit_of_work():
        publish_course(KEY)
    assert heard[0][:2] == (1, None)
    with database.unit_of_work(write=False):
        assert find_course(KEY).live_hash is None


def test_a_key_belongs_to_one_organisation(live: Course):
    other = create_organisation("Another").id
    with pytest.raises(KeyTaken):
        import_course(live, organisation_id=other)
    import_course(live, key="course-v1:Luban+T1+2027", organisation_id=other)
    assert [c.key for c in list_courses(other)] == ["course-v1:Luban+T1+2027"]
    assert len(list_courses()) == 2


@pytest.mark.parametrize(
    "key",
    [
        "T1",
        "course-v1:a+b",
        "course-v1:a+b+c d",
        "course-v1:a+b/c+d",
        "a" * 300,
        "course-v1:a+b+..",
        "course-v1:a+.+c",
        "course-v1:...+b+c",
    ],
)
def test_a_key_that_is_none_is_refused_and_nothing_is_made(course: Course, organisation: int, key: str):
    with pytest.raises(BadCourseKey):
        import_course(course, key=key, organisation_id=organisation)
    assert list_courses() == []
    assert count(CourseContent) == 0


def test_what_is_not_a_course_is_refused(course: Course, organisation: int):
    with pytest.raises(NotACourse):
        import_course(replace(course, root=course.root.children[0]), organisation_id=organisation)


def test_what_is_not_there_is_said_so(unit: Database):
    for verb in (find_course, publish_course, export_course, current_draft, list_versions, publish_log):
        with pytest.raises(CourseNotFound):
            verb(KEY)
    with pytest.raises(NoSuchVersion):
        get_version(5)


def test_all_that_came_in_goes_out(course: Course, organisation: int, po: Po):
    whole = replace(
        course,
        drafts=(Draft(course.root.children[0].children[0].children[0], "sequential/l1", 1),),
        catalogues={"ar": {"m01": po({"html/h1#h2[1]": ("Incoterms", "شروط")})}},
    )
    import_course(whole, organisation_id=organisation)
    out = export_course(KEY)
    assert equal_courses(whole, out) == []
    assert out.root == whole.root
    publish_course(KEY)
    assert equal_courses(whole, export_course(KEY, published=True)) == []


def test_another_key_changes_the_key_alone(course: Course, organisation: int):
    import_course(course, key="course-v1:Nador+T9+fall", organisation_id=organisation)
    out = export_course("course-v1:Nador+T9+fall")
    assert (out.key, out.root.key) == ("course-v1:Nador+T9+fall", "course/fall")
    publish_course(out.key)
    live_hash = find_course(out.key).live_hash
    assert live_hash
    assert get_compiled(live_hash, "en").nodes["course/fall"].title == "Cross-border trade"


def test_a_run_in_one_language_has_the_same_names_and_no_catalogues(
    course: Course, organisation: int, po: Po
):
    catalogue = po(
        {
            "html/h1#h2[1]": ("Incoterms", "国际贸易术语"),
            "sequential/quiz#display_name": ("Quiz", "测验"),
            "course/2026#display_name": ("Cross-border trade", "跨境贸易"),
            "course/2026#tabs[x].name": ("Home", "主页"),
            "static/film.vtt#cue[1]": ("Welcome to the port", "欢迎"),
        }
    )
    import_course(replace(course, catalogues={"zh": {"m01": catalogue}}), organisation_id=organisation)
    run = export_course(KEY, language="zh")
    blocks = {block.key: block for block in run.root.walk()}
    assert list(blocks) == [block.key for block in course.root.walk()]
    assert "<h2>国际贸易术语</h2>" in blocks["html/h1"].body
    assert blocks["sequential/quiz"].attributes["display_name"] == "测验"
    assert run.root.attributes["language"] == "zh_HANS"
    assert run.policy["course/2026"]["display_name"] == "跨境贸易"
    assert run.policy["course/2026"]["tabs"][0]["name"] == "主页"
    assert 'src="film.zh.vtt"' in blocks["video/film"].body
    assert "film.zh.vtt" in run.static
    assert run.grading_policy == course.grading_policy
    assert not run.catalogues
    with pytest.raises(NoSuchLanguage):
        export_course(KEY, language="fr")


def test_the_published_relation_can_be_joined(live: Course, organisation: int):
    relation = live_courses()
    row = session().execute(select(relation).where(relation.c.key == KEY)).one()
    found = find_course(KEY)
    assert tuple(row) == (found.id, KEY, organisation, found.live_version_id, found.live_hash)


def test_a_compiled_course_needs_no_database(
    course: Course, database: Database, statements: Callable[[], AbstractContextManager[Statements]]
):
    with database.unit_of_work():
        import_course(course, organisation_id=create_organisation("Centre").id)
        publish_course(KEY)
        live_hash = find_course(KEY).live_hash
    database.engine.dispose()
    assert live_hash
    with statements() as sent:
        assert get_compiled(live_hash, "en").nodes
    assert len(sent) == 0


def test_a_language_that_is_not_there_is_the_source(live: Course):
    live_hash = find_course(KEY).live_hash
    assert live_hash
    assert get_compiled(live_hash, "fr") is get_compiled(live_hash, "en")


@pytest.fixture
def small_cache(monkeypatch: pytest.MonkeyPatch) -> compiled_files._Cache[CompiledCourse]:
    cache: compiled_files._Cache[CompiledCourse] = compiled_files._Cache(2)
    monkeypatch.setattr(compiled_files, "_courses", cache)
    return cache


def test_the_cache_is_bounded_and_the_least_recently_used_leaves(
    course: Course, organisation: int, small_cache: compiled_files._Cache[CompiledCourse]
):
    catalogue = {"m01": 'msgid ""\nmsgstr ""\n'}
    whole = replace(course, catalogues={"ar": catalogue, "fr": catalogue})
    import_course(whole, organisation_id=organisation)
    publish_course(KEY)
    live_hash = find_course(KEY).live_hash
    assert live_hash
    english, arabic = get_compiled(live_hash, "en"), get_compiled(live_hash, "ar")
    assert get_compiled(live_hash, "en") is english
    assert get_compiled(live_hash, "fr").language == "fr"
    assert len(small_cache) == 2
    assert get_compiled(live_hash, "en") is english
    assert get_compiled(live_hash, "ar") is not arabic


def test_asking_for_languages_that_are_not_there_fills_no_cache(
    live: Course, small_cache: compiled_files._Cache[CompiledCourse]
):
    live_hash = find_course(KEY).live_hash
    assert live_hash
    for number in range(5):
        get_compiled(live_hash, f"x{number}")
    assert len(small_cache) == 1


def test_a_version_of_another_release_is_published_anew(
    live: Course, organisation: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(compiled_files, "FORMAT", 99)
    monkeypatch.setattr(compiled_files, "_indexes", compiled_files._Cache(2))
    live_hash = find_course(KEY).live_hash
    assert live_hash
    with pytest.raises(UnreadableVersion):
        get_compiled(live_hash, "en")
    assert publish_course(KEY, unchanged_ok=True).number == 2
    live_hash = find_course(KEY).live_hash
    assert live_hash
    assert get_compiled(live_hash, "en").nodes


def test_a_large_import_and_publishing_cost_a_bounded_number_of_statements(
    course: Course,
    organisation: int,
    statements: Callable[[], AbstractContextManager[Statements]],
):
    page = course.root.children[0].children[0].children[0]
    many = tuple(replace(page, name=f"p{n}", children=()) for n in range(900))
    unit = replace(course.root.children[1].children[0], children=many)
    root = replace(course.root, children=(replace(course.root.children[1], children=(unit,)),))
    with statements() as sent:
        import_course(replace(course, root=root), organisation_id=organisation)
    assert len(sent) <= 6
    with statements() as sent:
        publish_course(KEY)
    assert len(sent) <= 14
