"""The one XML parser: what it reads, and what it refuses."""

from __future__ import annotations

import time

import pytest
from lxml import etree

from luban_lms.lib.xml_parsing import BrokenXml, name_free, parse_xml
from luban_lms.olx.api import read_block


def refused(data, **more):
    with pytest.raises(BrokenXml) as caught:
        parse_xml(data, "f.xml", **more)
    return caught.value


def test_comments_whitespace_and_cdata_survive():
    text = "<a>\n <!--c--> <![CDATA[<b>]]>\t</a>"
    assert etree.tostring(parse_xml(text.encode(), "f"), encoding="unicode") == text


def test_an_external_entity_is_never_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    for kind in (f'SYSTEM "file://{secret}"', '"inner"'):
        error = refused(f"<!DOCTYPE a [<!ENTITY x {kind}>]><a>&x;</a>".encode())
        assert "DOCTYPE" in error.reason


def test_a_billion_laughs_are_refused_at_once():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    error = refused(
        f'<?xml version="1.0"?><!-- x -->\n<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l29;</a>'.encode()
    )
    assert (error.file, error.line) == ("f.xml", 2)


def test_a_doctype_in_another_encoding_is_refused():
    assert (
        "DOCTYPE"
        in refused('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16")).reason
    )


def test_a_doctype_in_a_comment_or_in_text_is_no_doctype():
    parse_xml(b"<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE html>]]></a>", "f")


def test_an_error_has_file_line_and_reason():
    error = refused(b"<a>\n<b>\n</a>")
    assert (error.file, error.line) == ("f.xml", 3)
    assert "line" not in error.reason.rsplit("and", 1)[-1]
    assert str(error).startswith("The XML in f.xml cannot be read at line 3: ")


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"text", b"<a/><b/>", b"<a>\xff</a>", b"<a>\0</a>", b"<a>&nope;</a>"]
)
def test_what_is_not_xml_is_refused(data):
    refused(data)


def test_xml_that_is_too_deep_or_too_large_is_refused():
    refused(b"<a>" * 5000 + b"</a>" * 5000)
    refused(b"<a>xxxxxxxxxxxxxxxx</a>", limit=10)


def test_html_names_become_characters_outside_comments_and_cdata():
    assert name_free(b"&nbsp;&lt;<!--&nbsp;--><![CDATA[&nbsp;]]>&hearts;") == (
        b"&#160;&lt;<!--&nbsp;--><![CDATA[&nbsp;]]>&#9829;"
    )


def test_endless_openings_take_no_endless_time():
    before = time.process_time()
    refused(b"<a>&nbsp;" + b"<!--" * 200_000)
    assert time.process_time() - before < 5


def test_one_block_is_read_with_its_children():
    block = read_block(
        '<?xml version="1.0" encoding="latin-1"?><vertical url_name="v"><problem url_name="p" weight="é">a</problem>'
        '<html url_name="h"/><done/></vertical>'
    )
    assert [one.type for one in block.walk()] == ["vertical", "problem", "html", "done"]
    assert block.children[0].attributes == {"weight": "é"}
    assert block.children[1].name == "h"


def test_one_block_that_is_broken_is_an_error():
    for bad in ("<problem>", b"<!DOCTYPE a><problem/>", "", '<html filename="x"/>', "<wiki/>"):
        with pytest.raises(BrokenXml):
            read_block(bad)
    with pytest.raises(BrokenXml, match="own url_name"):
        read_block('<vertical><html url_name="h" a="1"/><html url_name="h" a="2"/></vertical>')
