from communique import read
from communique.records import Reading

PAGE = """<html><head><title>Ministers meet in Windhoek</title></head><body><article><h1>Ministers meet in Windhoek</h1>
<p>Namibian Foreign Minister Selma Ashipala-Musavyi received her Botswanan counterpart <a href="/p/7">Phenyo
Butale<span class="tip hidden">Butale Phenyo<span>Minister of International Relations</span></span></a> in Windhoek on
4 March 2025. {inside}</p><p>The two ministers agreed to open a third border post at Charles Hill by the end of the year, and
to let farmers on both sides cross with their cattle papers alone.</p>{foot}</article></body></html>"""


def page(inside: str = "", foot: str = "") -> Reading:
    return read(PAGE.format(inside=inside, foot=foot).encode())


def test_a_tooltip_is_no_part_of_a_name() -> None:
    reading = page()
    assert "Butale Phenyo" not in reading.article.text
    assert "Phenyo Butale in Windhoek" in " ".join(reading.article.text.split())
    assert [actor.name for actor in reading.actors if actor.kind == "person"].count("Phenyo Butale") == 1


def test_what_styles_or_attributes_hide_is_left_out() -> None:
    for how in ("hidden", 'style="display: none"', 'class="x sr-only"', 'style="visibility:HIDDEN"'):
        assert "unseen words" not in page(f"They smiled. <span {how}>unseen words here</span>").article.text
    assert "seen words" in page('They smiled. <span class="hiddenite">seen words here</span>').article.text


def test_lists_of_tags_are_left_out() -> None:
    foot = '<ul><li><a rel="tag" href="/t">Border posts of the south</a></li></ul>'
    assert "Border posts of the south" not in page(foot=foot).article.text


def test_an_article_shown_by_script_is_kept() -> None:
    whole = PAGE.format(inside="", foot="").replace("<article>", '<article class="hidden">')
    assert "third border post" in read(whole.encode()).article.text
