"""The right course.xml among decoys, and clear words where there is none."""

from __future__ import annotations

from luban_lms.olx.api import read_course

REAL = '<course url_name="R" org="O" course="C"/>'
PARTS = {"course/R.xml": '<course display_name="real"/>'}


def below(folder, files):
    return {f"{folder}/{name}": content for name, content in files.items()}


def error(lay, store, files):
    read = read_course(lay(files), store)
    assert read.course is None
    return read.findings


def test_any_top_folder_will_do(lay, store):
    for folder in ("a", "a/b/c", "été 图"):
        read = read_course(lay(below(folder, {"course.xml": REAL, **PARTS})), store)
        assert read.course.root.attributes == {"display_name": "real"}
        assert read.course.files == {}


def test_the_shallowest_real_course_is_read_and_the_other_is_named(lay, store):
    files = {
        "a/course.xml": "<course id='3' contextid='4'/>",
        **below("b/c", {"course.xml": REAL, **PARTS}),
        "b/c/old/course.xml": '<course url_name="R2" org="O" course="C"/>',
    }
    read = read_course(lay(files), store)
    assert read.course.run == "R"
    assert [(one.level, one.code, one.place.file) for one in read.findings] == [
        ("warning", "second-course-xml", "a/course.xml"),
        ("warning", "second-course-xml", "b/c/old/course.xml"),
        ("info", "outside", ""),
    ]
    assert set(read.course.files) == {"old/course.xml"}


def test_a_run_that_is_called_course_is_no_decoy(lay, store):
    files = {
        "course.xml": '<course url_name="course" org="O" course="C"/>',
        "course/course.xml": "<course a='1'/>",
    }
    read = read_course(lay(files), store)
    assert read.findings == ()
    assert read.course.root.attributes == {"a": "1"}


def test_a_moodle_backup_is_called_by_its_name(lay, store):
    (found,) = error(
        lay, store, {"course/course.xml": "<course id='3' contextid='4'/>", "moodle_backup.xml": ""}
    )
    assert (found.code, found.place.file, found.place.line) == ("moodle-backup", "course/course.xml", 1)
    assert error(lay, store, {"moodle_backup.xml": "<x/>"})[0].code == "moodle-backup"


def test_a_template_is_called_a_template(lay, store):
    (found,) = error(lay, store, {"course.xml": '<course url_name="${run}" org="O" course="C"/>'})
    assert found.code == "template"
    (found,) = error(lay, store, {"course.xml": '<%! import x %><course url_name="r"/>'})
    assert found.code == "broken-xml"


def test_what_a_course_xml_lacks_is_named(lay, store):
    (found,) = error(lay, store, {"course.xml": '<course url_name="R"/>'})
    assert found.code == "course-incomplete"
    assert "org, course" in found.text()


def test_parts_of_the_key_must_fit_into_a_key(lay, store):
    (found,) = error(lay, store, {"course.xml": '<course url_name="R 1" org="O+O" course="C"/>'})
    assert found.code == "course-key"
    assert "url_name, org" in found.text()


def test_other_packages_are_told_apart(lay, store):
    assert error(lay, store, {"library.xml": "<library/>"})[0].code == "library"
    assert error(lay, store, {"imsmanifest.xml": "<manifest/>"})[0].code == "ims-package"
    assert error(lay, store, {"readme.txt": ""})[0].code == "no-course-xml"
    assert error(lay, store, {"course.xml": "<html/>"})[0].code == "not-a-course"


def test_a_course_without_its_definition_is_refused(lay, store):
    (found,) = error(lay, store, {"course.xml": REAL})
    assert (found.code, found.place.file) == ("missing-file", "course.xml")
