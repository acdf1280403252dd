"""Who of a group has more time: seen by its staff, changed by a coordinator, and who changed it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from world import build_world

from luban_lms.accounts import api as accounts
from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment
from luban_lms.orgs import api as orgs
from luban_lms.teach.figures import period_in_words, whole_number
from luban_lms.teach.more_time import asked_extension


@pytest.fixture
def time_of(world):
    """`time_of(person)`: the address of a trainee's form."""
    return lambda person: f"/teach/cohorts/{world.cohort.id}/trainees/{person.id}/time/{world.key}"


def rows(page: str) -> list[str]:
    """The rows of the trainees, in their order."""
    people = page.partition('id="people-title"')[2].partition("</section>")[0]
    return people.split('<li class="row">')[1:]


def test_more_time_is_given_and_the_page_says_how_much_by_whom_and_when(
    karim, world, place, time_of, enrolment
):
    amina, zineb = world.trainee("amina"), world.trainee("zineb", display_name="Zineb Alaoui")
    answer = karim.post(time_of(zineb), {"percent": "50", "days": "3"})
    assert (answer.status_code, answer.location) == (303, place("people"))
    kept = enrolment(zineb)
    assert (kept.extra_time_percent, kept.due_extension) == (50, timedelta(days=3))
    page = karim.get(place("people")).text
    assert "Saved for \u2068Zineb Alaoui\u2069." in page
    first, second = rows(page)
    assert "Zineb Alaoui" in first  # who has more time comes first
    assert "extra time 50%" in first
    assert "dates later by 3 days" in first
    assert "given by <bdi>karim</bdi> on " in first
    assert amina.username in second
    assert "extra time" not in second
    assert "given" not in second


def test_the_act_is_in_the_audit_log(karim, world, time_of):
    zineb = world.trainee("zineb")
    karim.post(time_of(zineb), {"percent": "25", "days": ""})
    with world.app.database.unit_of_work(write=False):
        [line] = [one for one in accounts.audit_of(world.organisation.id) if one.action == "accommodated"]
    assert (line.actor, line.subject) == ("karim", f"user:{zineb.id}")
    assert line.data == {"course": world.key, "percent": 25, "seconds": 0}


def test_who_gave_it_is_not_told_when_the_log_tells_of_something_else(karim, world, place):
    zineb = world.trainee("zineb")
    with world.app.database.unit_of_work() as work:
        session = work.session
        course = courses.find_course(world.key)
        enrollment.set_accommodation(
            course.id, zineb.id, extra_time_percent=10, due_extension=timedelta(), by=karim.person.id
        )
        session.connection().exec_driver_sql("UPDATE enrolment SET extra_time_percent = 20")
    [row] = rows(karim.get(place("people")).text)
    assert "extra time 20%" in row
    assert "karim" not in row


def test_taking_it_back_leaves_the_same_time_as_everybody(karim, world, place, time_of, enrolment):
    zineb = world.trainee("zineb")
    karim.post(time_of(zineb), {"percent": "50%", "days": "3"})
    form = karim.get(time_of(zineb)).text
    assert "Now: extra time 50% · dates later by 3 days" in form
    assert 'name="percent" type="text" value="50"' in form
    assert 'name="days" type="text" value="3"' in form
    karim.post(time_of(zineb), {"percent": "0", "days": ""})
    kept = enrolment(zineb)
    assert (kept.extra_time_percent, kept.due_extension) == (0, timedelta())
    assert "Now: the same time as everybody." in karim.get(time_of(zineb)).text


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"percent": "301"}, {"percent"}),
        ({"percent": "half"}, {"percent"}),
        ({"days": "367"}, {"days"}),
        ({"days": "-1"}, {"days"}),
        ({"days": "1.5"}, {"days"}),
        ({"percent": "-5", "days": "9" * 400}, {"percent", "days"}),
    ],
)
def test_what_cannot_be_given_is_said_at_its_field_and_what_was_typed_stays(
    karim, world, time_of, enrolment, given, wrong
):
    zineb = world.trainee("zineb")
    typed = {"percent": "50", "days": "3", **given}
    answer = karim.post(time_of(zineb), typed)
    assert answer.status_code == 422
    for name in ("percent", "days"):
        assert (f'id="field-{name}-error"' in answer.text) is (name in wrong)
        assert f'value="{typed[name][:12]}"' in answer.text
    assert enrolment(zineb).extra_time_percent == 0


def test_hours_that_a_list_gave_stay_when_the_days_are_not_touched(karim, world, time_of, enrolment):
    zineb = world.trainee("zineb")
    with world.app.database.unit_of_work():
        enrollment.set_accommodation(
            courses.find_course(world.key).id,
            zineb.id,
            extra_time_percent=0,
            due_extension=timedelta(days=1, hours=2),
            by=None,
        )
    assert "dates later by 1 day, 2 hours" in karim.get(time_of(zineb)).text
    karim.post(time_of(zineb), {"percent": "20", "days": "1"})
    assert enrolment(zineb).due_extension == timedelta(days=1, hours=2)
    karim.post(time_of(zineb), {"percent": "20", "days": "2"})
    assert enrolment(zineb).due_extension == timedelta(days=2)
    assert asked_extension(0, timedelta(hours=3)) == timedelta(hours=3)


def test_nobody_outside_the_group_is_reached_through_it(karim, world, time_of, enrolment):
    """Not a trainee of the group beside, of another centre, one whose enrolment ended, nor nobody at all."""
    with world.app.database.unit_of_work():
        beside = orgs.create_cohort(world.organisation.id, "Group two")
        leila = accounts.create_user("leila", "Leila", secret="seven-blue-donkeys-in-Tangier")
        course = courses.find_course(world.key)
        enrollment.enrol(course.id, leila.id, cohort_id=beside.id)
    gone = world.trainee("gone")
    with world.app.database.unit_of_work():
        enrollment.end_enrolment(course.id, gone.id, by=None)
    for person in (leila, gone, karim.person):
        assert karim.get(time_of(person)).status_code == 404
        assert karim.post(time_of(person), {"percent": "50", "days": "0"}).status_code == 404
    assert enrolment(leila).extra_time_percent == 0
    elsewhere = build_world(world.app, None, name="Atelier du nord")
    nadia = elsewhere.browser(elsewhere.person("nadia", role="coordinator"))
    zineb = world.trainee("zineb")
    assert nadia.post(time_of(zineb), {"percent": "50", "days": "0"}).status_code == 404
    assert enrolment(zineb).extra_time_percent == 0


def test_a_trainer_sees_who_has_more_time_and_neither_changes_it_nor_reads_the_log(
    karim, sana, world, place, time_of, enrolment
):
    zineb = world.trainee("zineb")
    karim.post(time_of(zineb), {"percent": "50", "days": "0"})
    [row] = rows(sana.get(place("people")).text)
    assert "extra time 50%" in row
    assert "karim" not in row
    assert "href=" not in row
    assert sana.get(time_of(zineb)).status_code == 403
    assert sana.post(time_of(zineb), {"percent": "0", "days": "0"}).status_code == 403
    assert enrolment(zineb).extra_time_percent == 50


def test_a_name_is_found_and_a_wild_card_is_a_letter_like_any_other(karim, world, place):
    world.trainee("amina", display_name="أمينة بنعلي")
    world.trainee("zineb", display_name="Zineb 100%")
    for query, found in (
        ("بنعلي", ["amina"]),
        ("ZINEB", ["zineb"]),
        ("0%", ["zineb"]),
        ("%", ["zineb"]),
        ("_", []),
    ):
        page = karim.get(place("people"), query_string={"q": query}).text
        assert [name for name in ("amina", "zineb") if f">{name}<" in page] == found, query
    assert "Nobody here has this name or number." in page


def test_a_list_longer_than_a_page_goes_on_on_the_next(karim, world, place, monkeypatch):
    monkeypatch.setattr("luban_lms.teach.people.PAGE", 2)
    for name in ("aa", "bb", "cc"):
        world.trainee(name)
    first, second = (karim.get(f"{place('people')}?page={page}").text for page in (1, 2))
    assert len(rows(first)) == 2
    assert 'rel="next"' in first
    assert [row for row in rows(second) if ">cc<" in row]
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    for odd in ("0", "x", "999999", "-1"):
        assert karim.get(f"{place('people')}?page={odd}").status_code == 200


def test_a_hundred_and_twenty_trainees_cost_as_many_statements_as_three(
    karim, world, place, invite, statements
):
    def cost() -> int:
        with statements() as sent:
            page = karim.get(place("people"))
        assert page.status_code == 200
        assert sent.writes == []
        assert sent.commits == 0
        return len(sent)

    def add(names: range) -> None:
        with world.app.database.unit_of_work():
            course = courses.find_course(world.key)
            for n in names:
                made = accounts.create_user(f"t{n:03}", f"Trainee {n}")
                enrollment.enrol(course.id, made.id, cohort_id=world.cohort.id)
                enrollment.set_accommodation(
                    course.id, made.id, extra_time_percent=5, due_extension=timedelta(), by=karim.person.id
                )

    add(range(3))
    invite()
    few = cost()
    add(range(3, 120))
    for _ in range(10):
        invite()
    assert cost() == few <= 6
    assert len(rows(karim.get(place("people")).text)) == 120


def test_figures_of_any_script_are_numbers_and_nothing_else_is():
    for text, number in (("12", 12), (" 50 % ", 50), ("٣٠", 30), ("\u200f7\u200f", 7), ("007", 7), ("0", 0)):
        assert whole_number(text) == number
    for text in ("", "-1", "1.5", "1e3", "²", "x", "9" * 7, "1 2", "%"):
        assert whole_number(text) is None


def test_a_period_is_said_down_to_minutes(world):
    with world.app.test_request_context("/?lang=en"):
        assert period_in_words(timedelta(days=2, hours=1, minutes=5)) == "2 days, 1 hour, 5 minutes"
        assert period_in_words(timedelta(seconds=20)) == "1 minute"
        assert period_in_words(timedelta()) == ""
    with world.app.test_request_context("/?lang=ar"):
        assert period_in_words(timedelta(days=2, hours=3)) == "يومان و3 ساعات"
