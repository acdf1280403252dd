"""Video: the browser's own player, choices for a slow line, captions and words."""

from __future__ import annotations

from webob import Request

from luban_lms.blocks.video.block import VideoBlock
from luban_lms.blocks.video.sources import as_vtt, playable, spoken, youtube_id

SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\nHello <i>there</i>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nsecond\r\nline\r\n"


class Assets:
    def read_text(self, path):
        return SRT if path == "a.srt" else None


def test_a_video_is_a_native_player_that_waits_to_be_asked(world):
    html = world.load(
        '<video url_name="v" display_name="Port" html5_sources="[&quot;/static/a.mp4&quot;, &quot;https://x.example/a.webm&quot;]"'
        ' poster="p.jpg" transcripts="{&quot;fr&quot;: &quot;a.vtt&quot;}"/>'
    ).html()
    assert '<video controls preload="none"' in html
    assert "autoplay" not in html
    assert '<source src="/course/files/a.mp4" type="video/mp4">' in html
    assert '<source src="https://x.example/a.webm" type="video/webm">' in html
    assert 'poster="/course/files/p.jpg"' in html
    assert '<track kind="captions" src="/course/files/a.vtt" srclang="fr" label="Français" default>' in html


def test_a_slow_line_has_a_choice_with_its_size_in_words(world):
    html = world.load(
        '<video url_name="v" html5_sources="[&quot;/static/a.mp4&quot;]" luban_size="12582912"'
        ' luban_low_source="/static/low.mp4" luban_low_size="3145728" luban_audio_source="/static/a.m4a"/>'
    ).html()
    assert "Full video · 12 MB" in html
    assert "Smaller video · 3 MB" in html
    assert "Sound only</a>" in html
    assert 'href="/course/files/low.mp4"' in html


def test_a_video_elsewhere_is_a_card_with_a_link_and_embeds_nothing(world):
    html = world.load('<video url_name="v" youtube="1.00:3_yD_cEKoCk"/>').html()
    assert 'href="https://www.youtube.com/watch?v=3_yD_cEKoCk"' in html
    assert "<iframe" not in html
    assert "<video" not in html


def test_a_video_without_a_file_says_so(world):
    assert "no file here" in world.load('<video url_name="v"/>').html()


def test_elements_inside_speak_where_attributes_are_silent():
    body = '<source src="/static/b.mp4"/><track src="t.srt"/><transcript language="ar" src="b.srt"/>'
    values = VideoBlock.authored({"transcripts": '{"fr": "a.srt"}'}, body)
    assert values["html5_sources"] == ["/static/b.mp4"]
    assert values["transcripts"] == {"fr": "a.srt", "ar": "b.srt"}
    assert values["track"] == "t.srt"
    assert VideoBlock.authored({"html5_sources": "[1, null]"}, "<a")["data"] == "<a"


def test_spoken_words_stand_below_and_captions_are_made_for_the_player(world):
    world.services["assets"] = Assets()
    world.load(
        '<video url_name="v" html5_sources="[&quot;/static/a.mp4&quot;]" transcripts="{&quot;fr&quot;: &quot;a.srt&quot;, &quot;ar&quot;: &quot;gone.srt&quot;}"/>'
    )
    html = world.html()
    assert "<p>Hello there</p>" in html
    assert "<p>second line</p>" in html
    assert 'src="/handler/v/captions_file/fr"' in html
    assert "gone.srt" not in html
    block = world.block()
    served = block.runtime.handle(block, "captions_file", Request.blank("/"), "fr")
    assert served.content_type == "text/vtt"
    assert served.text.startswith("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\n")
    assert block.runtime.handle(block, "captions_file", Request.blank("/"), "ar").status_int == 404


def test_the_readers_language_comes_first(world, words):
    world.services["i18n"] = words("ar", {})
    html = world.load(
        '<video url_name="v" html5_sources="[&quot;/static/a.mp4&quot;]" transcripts="{&quot;fr&quot;: &quot;a.vtt&quot;, &quot;ar&quot;: &quot;b.vtt&quot;}"/>'
    ).html()
    assert html.index('srclang="ar"') < html.index('srclang="fr"')


def test_only_what_can_be_played_is_offered():
    assert playable(
        ["a.mp4", "/static/a.mp4", "javascript:alert(1)", "https://youtu.be/x", "//evil.example/a", 3, ""]
    ) == ["/static/a.mp4"]
    assert youtube_id("", "0.75:aaaaaaaaaaa,1.00:bbbbbbbbbbb") == "bbbbbbbbbbb"
    assert youtube_id('"><script>', None) == ""


def test_captions_in_either_form_give_the_same_words():
    assert spoken(SRT) == spoken(as_vtt(SRT)) == ["Hello there", "second line"]
    assert as_vtt("\ufeffWEBVTT\n\nx") == "WEBVTT\n\nx"
