"""Every shape of OLX that is read."""

from __future__ import annotations

from luban_lms.olx.api import read_course
from luban_lms.olx.data import Place


def page(course):
    return course.root.children[0].children[0].children[0]


def block(course, key):
    return next(one for one in course.root.walk() if one.key == key)


def codes(reading, level=None):
    return [one.code for one in reading.findings if level in {None, one.level}]


def only(reading, code):
    (found,) = [one for one in reading.findings if one.code == code]
    return found


def test_a_course_of_pointers_is_read_down_to_the_page(course):
    read = course('<html url_name="h"/>', {"html/h.xml": "<html>x</html>"})
    assert read.key == "course-v1:Luban+T1+R1"
    assert [one.key for one in read.root.walk()] == [
        "course/R1",
        "chapter/c1",
        "sequential/s1",
        "vertical/v1",
        "html/h",
    ]
    assert read.root.attributes == {"display_name": "T"}


def test_a_course_that_stands_inline_in_course_xml_is_read(lay, store):
    inline = (
        '<course url_name="R1" org="L" course="T" display_name="D"><chapter url_name="c">'
        '<sequential url_name="s"><vertical url_name="v"><problem url_name="p"><p>?</p></problem>'
        "</vertical></sequential></chapter></course>"
    )
    read = read_course(lay({"course.xml": inline}), store).course
    assert [one.key for one in read.root.walk()][-1] == "problem/p"
    assert read.root.attributes == {"display_name": "D"}


def test_an_inline_definition_wins_over_a_file_of_the_same_name(course):
    read = course(
        '<problem url_name="p" weight="2">in</problem>', {"problem/p.xml": "<problem>out</problem>"}
    )
    assert block(read, "problem/p").body == "in"
    assert "problem/p.xml" in read.files


def test_a_colon_in_a_url_name_is_a_folder(course):
    read = course('<problem url_name="week1:q1"/>', {"problem/week1/q1.xml": "<problem>q</problem>"})
    assert block(read, "problem/week1:q1").body == "q"


def test_an_html_body_lies_beside_its_definition(course):
    files = {"html/a/b.xml": '<html filename="text" display_name="D"/>', "html/a/text.html": "<p>نصّ<br>"}
    found = block(course('<html url_name="a:b"/>', files), "html/a:b")
    assert found.body == "<p>نصّ<br>"
    assert found.attributes == {"display_name": "D"}
    assert found.place == Place("html/a/b.xml", 1)


def test_an_html_body_may_stand_inline_as_markup_or_as_escaped_text(course):
    read = course(
        '<html url_name="a" editor="raw"><p>x<i/></p><br/></html>'
        '<html url_name="b" editor="raw">&lt;p&gt;y</html>'
        '<html url_name="c" editor="raw"><![CDATA[<p>z&nbsp;</p>]]></html>'
    )
    bodies = [one.body for one in page(read).children]
    assert bodies == ["<p>x<i></i></p><br/>", "<p>y", "<p>z&nbsp;</p>"]


def test_old_html_without_a_definition_file_is_read(course):
    assert block(course('<html url_name="a"/>', {"html/a.html": "old"}), "html/a").body == "old"


def test_a_problem_may_name_another_file_and_its_own_attributes_win(course):
    read = course(
        '<problem url_name="a"/>',
        {
            "problem/a.xml": '<problem filename="deep" weight="2"/>',
            "problem/deep.xml": '<problem weight="1" display_name="D"><p>?</p></problem>',
        },
    )
    found = block(read, "problem/a")
    assert found.body == "<p>?</p>"
    assert found.attributes == {"weight": "2", "display_name": "D"}
    assert read.files == {}


def test_a_container_may_name_another_file(course):
    read = course(
        '<sequential url_name="x" filename="y"/>', {"sequential/y.xml": "<sequential><html/></sequential>"}
    )
    assert [one.type for one in block(read, "sequential/x").children] == ["html"]


def test_unknown_tags_and_attributes_are_kept(course):
    read = course(
        '<luban_new url_name="n" zebra="1" ant="2" xblock-family="xblock.v1"><a>1</a><!--c--></luban_new>'
    )
    found = block(read, "luban_new/n")
    assert list(found.attributes.items()) == [("zebra", "1"), ("ant", "2")]
    assert found.body == "<a>1</a><!--c-->"


def test_namespaces_and_prefixed_attributes_are_kept(course):
    read = course(
        '<problem url_name="n" xml:lang="fr" xmlns:x="http://www.w3.org/1999/xlink"><a x:href="#"/></problem>'
    )
    found = block(read, "problem/n")
    assert found.attributes == {"xml:lang": "fr", "xmlns:x": "http://www.w3.org/1999/xlink"}
    assert found.body == '<a x:href="#"/>'


def test_an_external_block_without_a_file_stands_at_its_defaults(course):
    assert block(course('<done url_name="d"/>'), "done/d").body == ""


def test_what_is_not_a_block_in_a_container_becomes_its_body(course):
    files = {"course/R1.xml": '<course>\n<!-- hi -->\n<wiki slug="w"/><textbook title="t"/>loose</course>'}
    root = course(more=files).root
    assert root.children == ()
    assert root.body == '<!-- hi -->\n<wiki slug="w"/>\n<textbook title="t"/>\nloose'


def test_html_entities_are_read_and_xml_entities_left(course):
    found = page(
        course('<problem url_name="p" t="&eacute;">a&nbsp;&amp;&hellip;<!--&nbsp;--></problem>')
    ).children[0]
    assert found.body == "a\xa0&amp;…<!--&nbsp;-->"
    assert found.attributes["t"] == "é"


def test_a_block_without_url_name_gets_a_name_from_its_content(reading):
    first = reading("<problem>a</problem><problem>a</problem><problem>b</problem>")
    again = reading("<problem>b</problem><problem>a</problem><problem>a</problem>")
    names = [one.name for one in page(first.course).children]
    assert names[1] == f"{names[0]}_2"
    assert sorted(names) == sorted(one.name for one in page(again.course).children)
    assert codes(first, "warning") == ["no-url-name"] * 3
    assert first.findings[0].place == Place("vertical/v1.xml", 2)


def test_an_old_slug_is_a_name(course):
    assert page(course('<problem slug="old">a</problem>')).children[0].name == "old"


def test_characters_that_a_name_may_not_hold_are_replaced_and_named(reading):
    read = reading('<problem url_name="a b/c" w="1"/>')
    assert page(read.course).children[0].name == "a_b_c"
    assert only(read, "name-changed").level == "warning"


def test_policies_are_read_from_the_folder_of_the_run_first(course):
    read = course(
        more={
            "policies/R1/policy.json": '{"course/R1": {"start": "2026-01-01"}}',
            "policies/R1.json": '{"old": {}}',
            "policies/R1/grading_policy.json": '{"GRADER": []}',
            "grading_policy.json": '{"GRADER": [1]}',
        }
    )
    assert read.policy == {"course/R1": {"start": "2026-01-01"}}
    assert read.grading_policy == {"GRADER": []}
    assert sorted(read.files) == ["grading_policy.json", "policies/R1.json"]


def test_old_places_of_policies_are_read_when_there_is_no_other(course):
    read = course(more={"policies/R1.json": '{"a": {}}', "grading_policy.json": '{"GRADER": []}'})
    assert (read.policy, read.grading_policy, read.files) == ({"a": {}}, {"GRADER": []}, {})


def test_a_course_without_policies_has_none(course):
    assert (course().policy, course().grading_policy) == ({}, None)


def test_what_lies_beside_the_tree_goes_to_its_place(course, store):
    read = course(
        more={
            "about/overview.html": "<p>o",
            "info/handouts.html": "h",
            "info/updates.items.json": "[]",
            "tabs/x.html": "t",
            "static/ملف 图.png": b"\x89PNG",
            "static/sub/a.srt": "1",
            "locale/ar/c1.po": 'msgid "a"',
            "locale/zh_HANS/course.po": "",
            "locale/README": "r",
            "tags.csv": "a,b",
        }
    )
    assert set(read.pages) == {"about/overview.html", "info/handouts.html", "tabs/x.html"}
    assert set(read.static) == {"ملف 图.png", "sub/a.srt"}
    assert read.static["sub/a.srt"].mimetype == "application/x-subrip"
    picture = read.static["ملف 图.png"]
    assert (picture.size, picture.mimetype, store.get(picture.digest)) == (4, "image/png", b"\x89PNG")
    assert read.catalogues == {"ar": {"c1": 'msgid "a"'}, "zh_HANS": {"course": ""}}
    assert set(read.files) == {"info/updates.items.json", "locale/README", "tags.csv"}


def test_a_page_that_is_not_utf8_is_kept_as_a_file_and_named(reading):
    read = reading(more={"about/x.html": b"\xff"})
    assert "about/x.html" in read.course.files
    assert only(read, "not-utf8").level == "warning"


def test_what_operating_systems_leave_is_left_out_and_named(reading):
    read = reading(
        more={".DS_Store": "x", "html/._a.xml": "x", "vertical/v1.xml~": "x", "__MACOSX/course.xml": "x"}
    )
    assert read.ok
    assert read.course.files == {}
    assert only(read, "junk").values["count"] == 4 - 1  # a folder of junk is not even entered


DRAFT = (
    '<vertical display_name="new" parent_url="{}" index_in_children_list="2"><html url_name="h"/></vertical>'
)


def test_a_draft_knows_where_it_belongs(course):
    address = "block-v1:Luban+T1+R1+type@sequential+block@s1"
    read = course(
        '<html url_name="h"/>',
        {
            "html/h.xml": "<html>old</html>",
            "drafts/vertical/v1.xml": DRAFT.format(address),
            "drafts/html/h.xml": '<html filename="h"/>',
            "drafts/html/h.html": "new",
        },
    )
    (draft,) = read.drafts
    assert (draft.parent, draft.index, draft.block.key) == ("sequential/s1", 2, "vertical/v1")
    assert draft.block.attributes == {"display_name": "new"}
    assert draft.block.children[0].body == "new"
    assert block(read, "html/h").body == "old"
    assert read.files == {}


def test_a_draft_may_have_an_old_address_and_use_a_published_file(course):
    files = {
        "html/h.xml": "<html>old</html>",
        "drafts/vertical/n.xml": DRAFT.format("i4x://L/T/sequential/s1"),
    }
    (draft,) = course('<html url_name="h"/>', files).drafts
    assert (draft.parent, draft.block.name, draft.block.children[0].body) == ("sequential/s1", "n", "old")


def test_a_draft_that_cannot_be_read_is_kept_as_files_with_a_warning(reading):
    read = reading(
        more={
            "drafts/vertical/a.xml": DRAFT.format("i4x://L/T/sequential/s1"),
            "drafts/vertical/b.xml": "<vertical index_in_children_list='1'",
            "drafts/vertical/c.xml": DRAFT.format("nowhere"),
        }
    )
    assert read.ok
    assert read.course.drafts == ()
    assert set(read.course.files) == {f"drafts/vertical/{name}.xml" for name in "abc"}
    assert codes(read).count("draft-kept") == 3


# Refusals


def test_a_missing_file_is_named_with_the_line_that_points_at_it(reading):
    read = reading('<html url_name="gone"/>\n<problem url_name="gone2"/>')
    assert read.course is None
    assert [(one.code, one.place) for one in read.findings] == [
        ("missing-file", Place("vertical/v1.xml", 2)),
        ("missing-file", Place("vertical/v1.xml", 3)),
    ]
    assert "html/gone.xml" in read.findings[0].text()


def test_a_missing_body_is_named(reading):
    read = reading('<html url_name="h"/>', {"html/h.xml": '\n<html filename="nope"/>'})
    assert only(read, "missing-body").place == Place("html/h.xml", 1 + 1)
    assert only(reading('<problem url_name="p" filename="nope"/>'), "missing-body").level == "error"


def test_broken_xml_is_named_with_file_line_and_reason(reading):
    read = reading('<problem url_name="p"/>', {"problem/p.xml": "<problem>\n<p>\n</problem>"})
    found = only(read, "broken-xml")
    assert found.place == Place("problem/p.xml", 3)
    assert "tag mismatch" in found.text()


def test_a_doctype_is_refused(reading):
    bomb = (
        '<?xml version="1.0"?>\n<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<problem>&b;</problem>'
    )
    found = only(reading('<problem url_name="p"/>', {"problem/p.xml": bomb}), "broken-xml")
    assert found.place == Place("problem/p.xml", 2)
    assert "DOCTYPE" in found.text()


def test_two_blocks_of_one_name_are_refused_naming_both_places(reading):
    found = only(reading('<problem url_name="p" w="1"/>\n<problem url_name="p" w="2"/>'), "duplicate")
    assert found.level == "error"
    assert "vertical/v1.xml:2" in found.text()
    assert "vertical/v1.xml:3" in found.text()


def test_two_parents_of_one_child_are_refused_naming_both_places(reading):
    files = {
        "sequential/s1.xml": '<sequential><vertical url_name="v1"/>\n<vertical url_name="v2"/></sequential>',
        "vertical/v2.xml": '<vertical>\n\n\n<html url_name="h"/></vertical>',
        "html/h.xml": "<html/>",
    }
    text = only(reading('<html url_name="h"/>', files), "duplicate").text()
    assert "vertical/v1.xml:2" in text
    assert "vertical/v2.xml:4" in text


def test_the_same_name_with_another_type_is_no_duplicate(reading):
    assert reading('<problem url_name="p" w="1"/><poll url_name="p" w="1"/>').ok


def test_a_block_that_contains_itself_is_refused(reading):
    files = {"vertical/v2.xml": '<vertical><vertical url_name="v1"/></vertical>'}
    assert "cycle" in codes(reading('<vertical url_name="v2"/>', files), "error")
    assert "cycle" in codes(reading('<vertical url_name="v1"/>'), "error")


def test_a_definition_that_only_points_is_refused(reading):
    assert codes(reading('<problem url_name="p"/>', {"problem/p.xml": '<problem url_name="p"/>'})) == [
        "self-pointer"
    ]


def test_a_file_with_another_block_is_refused(reading):
    assert codes(reading('<problem url_name="p"/>', {"problem/p.xml": "<html>a</html>"})) == ["tag-mismatch"]


def test_a_pointer_cannot_leave_the_course(reading):
    read = reading('<problem url_name="../../secret"/>')
    assert "missing-file" in codes(read, "error")
    read = reading('<html url_name="h" filename="../../../etc/passwd"/>')
    assert "missing-body" in codes(read, "error")


def test_a_long_chain_of_blocks_is_refused(reading):
    deep = "".join(f'<vertical url_name="d{n}">' for n in range(60)) + "</vertical>" * 60
    assert "too-deep" in codes(reading(deep), "error")


def test_broken_policies_are_refused_with_their_line(reading):
    found = only(reading(more={"policies/R1/policy.json": '{\n"a": ,}'}), "broken-json")
    assert found.place == Place("policies/R1/policy.json", 2)
    for bad in ("[]", '{"a": NaN}', "[" * 100_000, b"\xff", '{"a": 1' + "0" * 5000 + "}"):
        read = reading(more={"policies/R1/grading_policy.json": bad})
        assert codes(read, "error") == ["broken-json"]


def test_every_error_of_a_course_is_told_at_once(reading):
    read = reading('<html url_name="x"/><problem url_name="y"/>', {"policies/R1/policy.json": "?"})
    assert codes(read, "error") == ["missing-file", "missing-file", "broken-json"]


def test_a_name_inside_the_file_that_differs_is_told(reading):
    read = reading('<video url_name="v"/>', {"video/v.xml": '<video url_name="other" sub=""/>'})
    assert page(read.course).children[0].name == "v"
    assert codes(read) == ["name-differs"]
