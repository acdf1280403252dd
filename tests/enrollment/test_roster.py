"""Enrolling a cohort from CSV: all or nothing, with a message per row; out and in again is no change."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from luban_lms.accounts import api as accounts
from luban_lms.db.unit_of_work import session
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.data import RosterReport, RowResult
from luban_lms.enrollment.errors import CohortClosed, OtherOrganisation
from luban_lms.orgs import api as orgs

LIST = """username,name,email,phone,language,extra_time,extension
amina,Amina Benali,amina@example.ma,0612345678,ar,25%,2 days
ali,علي,,,fr,,
李明,李明,,+86 138 0013 8000,zh,0,
evil,"=HYPERLINK(""x"")",,,,,
"""
TABLES = ("account", "role_grant", "enrolment", "audit_entry")


def bring(centre, data: str, **more) -> RosterReport:
    return enrollment.import_roster(centre.spring, centre.course, data.encode(), by=None, **more)


def stored() -> list[object]:
    return [session().execute(text(f"SELECT * FROM {table} ORDER BY 1, 2")).all() for table in TABLES]


def results(report: RosterReport) -> list[str]:
    return [str(row.result) for row in report.rows]


def test_a_list_makes_accounts_with_pins_that_work(centre):
    report = bring(centre, LIST)
    assert report.written
    assert results(report) == ["created"] * 4
    assert [row.row for row in report.rows] == [2, 3, 4, 5]
    amina = report.rows[0]
    assert amina.pin is not None
    signed = accounts.sign_in("0612345678", amina.pin)
    assert signed.person.must_change
    access = enrollment.access_to(centre.course.key, signed.person)
    assert access.enrolment is not None
    assert (access.enrolment.extra_time_percent, access.extension.days) == (25, 2)
    assert access.enrolment.cohort_id == centre.spring.id
    assert len({row.pin for row in report.rows}) > 1
    assert amina.pin not in repr(report)
    assert amina.pin not in str(accounts.audit_of(None))


def test_out_and_in_again_changes_nothing(centre):
    bring(centre, LIST)
    before = stored()[:3]
    exported = enrollment.export_roster(centre.spring, centre.course)
    report = bring(centre, exported)
    assert results(report) == ["unchanged"] * 4
    assert all(row.pin is None for row in report.rows)
    assert stored()[:3] == before
    assert enrollment.export_roster(centre.spring, centre.course) == exported
    assert "\"'=HYPERLINK" in exported


def test_a_dry_run_tells_all_and_writes_nothing(centre):
    before = stored()
    report = bring(centre, LIST, dry_run=True)
    assert results(report) == ["created"] * 4
    assert (report.written, report.dry_run, report.ok) == (False, True, True)
    assert all(row.pin is None for row in report.rows)
    assert stored() == before


def test_one_wrong_row_and_nothing_is_written(centre):
    before = stored()
    report = bring(
        centre,
        LIST
        + "omar,Omar,not an address,,,,\nb,B,,,,,\nnoname,,,,,,\nx1,X,,12,,,\nx2,X,,,de,,\nx3,X,,,,400,\nx4,X,,,,,soon\n",
    )
    wrong = [(row.row, row.column) for row in report.rows if row.result is RowResult.ERROR]
    assert wrong == [
        (6, "email"),
        (7, "username"),
        (8, "name"),
        (9, "phone"),
        (10, "language"),
        (11, "extra_time"),
        (12, "extension"),
    ]
    assert report.count(RowResult.CREATED) == 4
    assert all(row.text() for row in report.rows)
    assert not report.written
    assert not report.ok
    assert stored() == before


@pytest.mark.parametrize(
    ("second", "column"),
    [("AMINA,A,,", "username"), ("b1,B,AMINA@example.ma,", "email"), ("b1,B,,+212612345678", "phone")],
)
def test_what_is_twice_in_a_file_is_an_error_that_names_the_other_row(centre, second, column):
    report = bring(centre, f"username,name,email,phone\namina,Amina,amina@example.ma,0612345678\n{second}\n")
    [wrong] = [row for row in report.rows if row.result is RowResult.ERROR]
    assert (wrong.row, wrong.column, wrong.text()) == (3, column, "The same is in row 2.")


def test_only_what_differs_is_changed_and_empty_cells_change_nothing(centre):
    bring(centre, LIST)
    report = bring(centre, "username,name,email,extra_time,extension\namina,Amina B,,,\nali,,,10,0\n")
    assert [row.text() for row in report.rows] == ["Changed: name.", "Changed: extra_time."]
    profile = accounts.find_profiles(["amina"])["amina"]
    assert (profile.person.display_name, profile.email, profile.phone) == (
        "Amina B",
        "amina@example.ma",
        "+212612345678",
    )
    assert len(enrollment.learners_of(cohort_id=centre.spring.id)) == 4


def test_known_trainees_of_the_centre_are_enrolled_and_ended_ones_come_back(centre):
    amina, ali = centre.person("amina", "trainee"), centre.person("ali", "trainee")
    enrollment.enrol(centre.course.id, ali.id, cohort_id=centre.spring.id)
    enrollment.end_enrolment(centre.course.id, ali.id, by=None)
    report = bring(centre, "username\namina\nali\n")
    assert [row.text() for row in report.rows] == ["Enrolled.", "Enrolled."]
    for person in (amina, ali):
        assert enrollment.access_to(centre.course.key, person).enrolment is not None


def test_a_list_reaches_no_account_that_is_not_the_centre_s_alone(centre):
    other = orgs.create_organisation("Other")
    stranger, both, boss = (centre.person(name) for name in ("stranger", "both", "boss"))
    orgs.grant(None, stranger.id, "trainee", organisation_id=other.id)
    for organisation in (other, centre.organisation):
        orgs.grant(None, both.id, "trainee", organisation_id=organisation.id)
    orgs.grant(None, boss.id, "trainer", organisation_id=centre.organisation.id)
    closed = centre.person("closed", "trainee")
    accounts.disable_user(closed.id, by=None)
    before = stored()
    report = bring(
        centre,
        "username,name,email\nstranger,,\nboth,,me@evil.example\nboss,,me2@evil.example\nclosed,,\nnobody1,N,\n",
    )
    assert results(report) == ["error"] * 4 + ["created"]
    assert stored() == before
    assert results(bring(centre, "username\nboth\nboss\n")) == ["updated"] * 2


def test_an_address_of_somebody_else_is_refused(centre):
    accounts.create_user("omar", "Omar", email="omar@example.ma", phone="0611111111")
    report = bring(centre, "username,name,email,phone\nx1,X,omar@example.ma,\nx2,X,,0611111111\n")
    assert [(row.result, row.column) for row in report.rows] == [
        (RowResult.ERROR, "email"),
        (RowResult.ERROR, "phone"),
    ]


def test_who_learns_the_course_in_another_cohort_is_not_moved(centre):
    amina = centre.person("amina", "trainee")
    enrollment.enrol(centre.course.id, amina.id, cohort_id=centre.autumn.id)
    assert results(bring(centre, "username\namina\n")) == ["error"]


def test_a_name_that_cannot_be_seen_is_an_error_of_its_row(centre):
    before = stored()
    report = bring(centre, "username,name\namina,\u2068\u200f\u2069\nbrahim,Brahim\n")
    assert not report.written
    [fault] = [row for row in report.rows if row.result == "error"]
    assert (fault.row, fault.column) == (2, "name")
    assert stored() == before


def test_a_role_column_gives_no_role(centre):
    report = bring(centre, "username,name,role\namina,Amina,administrator\n")
    assert results(report) == ["error"]
    assert accounts.find_by_identifier("amina") is None


def test_pins_may_be_made_before_the_transaction(centre):
    pins = accounts.prepare_pins(2)
    report = bring(centre, LIST, pins=pins)
    assert [row.pin for row in report.rows[:2]] == [pin.text for pin in pins]
    assert report.rows[3].pin is not None


def test_columns_that_mean_nothing_are_named(centre):
    assert bring(centre, "username,name,CIN\namina,Amina,AB1\n").ignored_columns == ("CIN",)


def test_accounts_of_a_demonstration_are_marked(centre, make_course):
    demo = orgs.create_organisation("Demo", is_demo=True)
    cohort = orgs.create_cohort(demo.id, "Demo")
    course = make_course(demo.id, "2030")
    enrollment.import_roster(cohort, course, b"username,name\namina,Amina\n", by=None)
    found = accounts.find_by_identifier("amina")
    assert found is not None
    assert found.is_demo


def test_a_list_costs_the_same_statements_for_ten_rows_and_for_a_hundred(centre, statements):
    def cost(prefix: str, rows: int) -> int:
        data = "username,name\n" + "".join(f"{prefix}{n},Name\n" for n in range(rows))
        with statements() as sent:
            assert bring(centre, data).written
        return len(sent)

    assert cost("small", 10) == cost("large", 100) <= 16


def test_cohort_and_course_must_fit(centre):
    foreign = orgs.create_cohort(orgs.create_organisation("Other").id, "Foreign")
    with pytest.raises(OtherOrganisation):
        enrollment.import_roster(foreign, centre.course, LIST.encode(), by=None)
    orgs.close_cohort(centre.spring.id, by=None)
    with pytest.raises(CohortClosed):
        bring(centre, LIST)
