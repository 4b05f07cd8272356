"""Pages and the day they were written, made before the program was run on them; they are scored, not tuned on.

Each row: what the case is about, the page (HTML where it begins with "<"), its address, and the day; None where the
page does not tell; two days where it can only be an interval ("" for an end that is open).
"""

from communique.language.analysis import analyse
from communique.language.reference import Reference, reference_of
from communique.pages import extract, open_page
from communique.records import Article

SURE = 0.8
"""Confidence from which on a day may be relied on."""
TALKS = (
    "Foreign Minister Ilse Aru of Kestria and her Valdorian counterpart Tomas Benet discussed trade, border crossings "
    "and the repair of the Lenna bridge, the ministry said. The two sides will set up a working group that reports "
    "to both governments. Aru thanked Valdor for its help after the floods and invited Benet to visit her country."
)
MORE = (
    "The working group is to look at customs, rail links and student exchanges. Officials from both sides described "
    "the talks as open. The opposition in Valdor has criticised the plan, saying that it gives away too much for too "
    "little. Benet rejected that view and said that both peoples would gain from an open border."
)


def html(body: str, head: str = "", furniture: str = "") -> str:
    """A page with a head, some furniture, and an article of the two paragraphs above around `body`."""
    return (
        f"<!doctype html><html lang='en'><head><title>Ministers meet in Lenna</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>{furniture}<main><article>"
        f"<h1>Ministers of Kestria and Valdor meet in Lenna</h1>{body}<p>{MORE}</p></article></main>"
        "<footer><p>Copyright 2011-2026. All rights reserved.</p></footer></body></html>"
    )


def meta(name: str, content: str, key: str = "property") -> str:
    """A meta element."""
    return f"<meta {key}='{name}' content='{content}'>"


P = f"<p>{TALKS}</p>"

CHECK = [
    ("article:published_time", html(P, meta("article:published_time", "2023-04-18T09:12:00+02:00")), None, "2023-04-18"),
    ("published and modified", html(P, meta("article:modified_time", "2023-05-02T08:00:00Z") + meta("article:published_time", "2023-04-18T23:12:00Z")), None, "2023-04-18"),
    ("only modified", html(P, meta("article:modified_time", "2023-05-02T08:00:00Z")), None, ("", "2023-05-02")),
    ("JSON-LD of a news article", html(P, '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","dateModified":"2022-03-09T10:00:00Z","datePublished":"2022-03-04T10:00:00Z"}</script>'), None, "2022-03-04"),
    ("JSON-LD in a graph, with the site's own date", html(P, '<script type="application/ld+json">{"@graph":[{"@type":"WebSite","datePublished":"2011-01-01"},{"@type":"Article","datePublished":"2022-03-04T10:00:00+00:00"}]}</script>'), None, "2022-03-04"),
    ("broken JSON-LD", html(P, '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-03-04T10:00:00Z",}</script>'), None, "2022-03-04"),
    ("time element with pubdate", html("<p><time pubdate datetime='2021-11-30'>30 November 2021</time></p>" + P), None, "2021-11-30"),
    ("time element of other stories first", html("<p class='date'><time datetime='2021-11-30T10:00'>30 November 2021</time></p>" + P, "", "<aside><ul><li><a href='/a'>Floods</a> <time datetime='2024-02-02'>2 Feb</time></li></ul></aside>"), None, "2021-11-30"),
    ("time element last updated", html(P + "<p>Updated <time datetime='2021-12-09'>9 December 2021</time></p><p>Published <time datetime='2021-11-30'>30 November 2021</time></p>"), None, "2021-11-30"),
    ("a div of class date", html("<div class='article-date'>14 June 2019</div>" + P), None, "2019-06-14"),
    ("a span of class post-meta", html("<span class='post-meta'>By Staff | Posted on June 14, 2019</span>" + P), None, "2019-06-14"),
    ("Release date: in words", html("<div>Release date: June 14, 2019</div>" + P), None, "2019-06-14"),
    ("day first with dots", html("<div class='published'>14.06.2019 18:20</div>" + P), None, "2019-06-14"),
    ("ambiguous slashes stay out", html("<div class='published'>05/06/2019</div>" + P), None, None),
    ("slashes settled", html("<div class='published'>25/06/2019</div>" + P), None, "2019-06-25"),
    ("Dublin Core", html(P, meta("DC.date.issued", "2018-09-03", "name")), None, "2018-09-03"),
    ("parsely", html(P, meta("parsely-pub-date", "2018-09-03T10:00:00Z", "name")), None, "2018-09-03"),
    ("publishdate", html(P, meta("publishdate", "2018-09-03", "name")), None, "2018-09-03"),
    ("address with folders", html(P), "https://news.example/world/2017/08/21/ministers-meet", "2017-08-21"),
    ("address run together", html(P), "https://news.example/n1/20170821/c90000-9258.html", "2017-08-21"),
    ("address with a name of the month", html(P), "https://news.example/2017/aug/21/ministers-meet", "2017-08-21"),
    ("address with folders, declared later by the crawler", html(P, meta("date", "2024-01-31", "name")), "https://news.example/2017/08/21/ministers-meet", "2017-08-21"),
    ("address with a day that is no date", html(P), "https://news.example/item/20177721/a.html", None),
    ("address of month only", html(P), "https://news.example/2017/08/ministers-meet", ("2017-08-01", "2017-08-31")),
    ("dateline beats a false declared time", html(f"<p>LENNA, May 4, 2020 (KNA) -- {TALKS}</p>", meta("article:published_time", "2023-10-01T00:00:00Z")), None, "2020-05-04"),
    ("dateline later than a template's date", html(f"<p>LENNA, May 4, 2020 (KNA) -- {TALKS}</p>", meta("date", "2011-01-01", "name")), None, "2020-05-04"),
    ("a time stamp of 1970", html(f"<p>LENNA, May 4, 2020 (KNA) -- {TALKS}</p>", meta("article:published_time", "1970-01-01T00:00:00Z")), None, "2020-05-04"),
    ("a time stamp of 1970 and nothing else", html(P, meta("article:published_time", "1970-01-01T00:00:00Z")), None, None),
    ("an anniversary's date in the text is not the writing", html(P + "<p>The two states signed their first treaty on 3 March 1994.</p>", meta("article:published_time", "2024-03-03T10:00:00Z")), None, "2024-03-03"),
    ("nothing but an old treaty", html(P + "<p>The two states signed their first treaty on 3 March 1994.</p>"), None, None),
    ("text: dateline of an agency", f"Ministers meet in Lenna\n\nLENNA, Kestria, 4 May 2020 (KNA) - {TALKS}\n\n{MORE}", None, "2020-05-04"),
    ("text: stamp above", f"Ministers meet in Lenna\n\nPublished: May 4, 2020\n\n{TALKS}\n\n{MORE}", None, "2020-05-04"),
    ("text: a bare date under the title", f"Ministers meet in Lenna\n\n4 May 2020\n\n{TALKS}\n\n{MORE}", None, "2020-05-04"),
    ("text: weekday and date", f"Ministers meet in Lenna\n\nThe ministers met in Lenna on Monday, 4 May 2020. {TALKS}\n\n{MORE}", None, "2020-05-04"),
    ("text: nothing", f"Ministers meet in Lenna\n\nThe ministers met on Monday. {TALKS}\n\n{MORE}", None, None),
    ("text: month only", f"Ministers meet in Lenna\n\nMay 2020\n\n{TALKS}\n\n{MORE}", None, ("2020-05-01", "2020-05-31")),
    ("comments dated later", html("<p class='date'>14 June 2019</p>" + P + "<div class='comments'><p>Anna, <time datetime='2019-07-02'>2 July 2019</time>: well said.</p></div>"), None, "2019-06-14"),
    ("an event's date is not the page's", html("<div class='event-date'>Summit: 20 September 2019</div><div class='posted'>14 June 2019</div>" + P), None, "2019-06-14"),
]  # fmt: skip

LATER = [
    ("false: the declared time is the crawl's, the address tells", html(P, meta("article:published_time", "2025-06-01T03:00:00Z")), "https://mirror.example/2019/03/07/7781.html", "2019-03-07"),
    ("false: declared years after a dateline without a year, weekday fits", html(f"<p>LENNA, March 7 (Reuters) - {TALKS} The ministers met on Thursday.</p>", meta("article:published_time", "2019-03-08T03:00:00Z")), None, "2019-03-07"),
    ("false: a copyright year and a build date", html(P, meta("build-date", "2024-11-11", "name")), None, None),
    ("false: the date of a picture", html("<figure itemscope itemtype='https://schema.org/ImageObject'><img src='a.jpg' alt=''><meta itemprop='datePublished' content='2010-02-02'></figure><p class='date'>7 March 2019</p>" + P), None, "2019-03-07"),
    ("false: an event announced for a day to come", html("<p>The next round will be held on 12 September 2019.</p>" + P, meta("article:published_time", "2019-03-07T08:00:00Z")), None, "2019-03-07"),
    ("false: a widget with today's date", html(P, meta("article:published_time", "2019-03-07T08:00:00Z"), "<div id='widget-today' class='date'>24 November 2026</div>"), None, "2019-03-07"),
    ("false: a header with today's date and a dateline", html(f"<p>LENNA, 7 March 2019 (KNA) -- {TALKS}</p>", "", "<div class='topbar-date'>24 November 2026</div>"), None, "2019-03-07"),
    ("false: a date of zeros", html("<p class='date'>7 March 2019</p>" + P, meta("article:published_time", "0000-00-00T00:00:00Z")), None, "2019-03-07"),
    ("Chinese form of a date", html("<div class='pubtime'>2019年3月7日 18:20</div>" + P), None, "2019-03-07"),
    ("RFC 822", html(P, meta("pubdate", "Thu, 07 Mar 2019 09:00:00 GMT", "name")), None, "2019-03-07"),
    ("compact metadata", html(P, meta("publishdate", "20190307", "name")), None, "2019-03-07"),
    ("an ordinal day", html("<div class='entry-date'>Thursday, 7th March 2019</div>" + P), None, "2019-03-07"),
    ("stamp in a line with source and author", html("<p>Source: KNA | Author: M. Orban | Time: 2019-03-07 10:15</p>" + P), None, "2019-03-07"),
    ("text: markdown matter is plain, with a city, day and year", f"Joint readout\n\nLenna, 7 March 2019\n\n{TALKS}\n\n{MORE}", None, "2019-03-07"),
    ("text: done at", f"Joint statement\n\n{TALKS}\n\n{MORE}\n\nDone at Lenna on 7 March 2019 in two originals.", None, "2019-03-07"),
    ("text: a future date only", f"Ministers to meet\n\nThe ministers will meet in Lenna on 7 March 2019. {MORE}", None, None),
    ("text: two dates, past and future", f"Ministers meet\n\nThe ministers met in Lenna on 7 March 2019 and will meet again on 9 May 2019. {TALKS}\n\n{MORE}", None, "2019-03-07"),
    ("text: TASS", f"Ministers meet\n\nLENNA, March 7, 2019. /TASS/. {TALKS}\n\n{MORE}", None, "2019-03-07"),
    ("address: a number that looks like a day", html(P), "https://news.example/article/20195512-ministers", None),
    ("address: year and month in one, then an id", html(P), "https://ministry.example/201903/t20190307_553.shtml", "2019-03-07"),
    ("address against metadata one day on (time zones)", html(P, meta("article:published_time", "2019-03-08T01:00:00Z")), "https://news.example/2019/03/07/x", "2019-03-07"),
    ("modified long after, dateline", html(f"<p>LENNA, 7 March 2019 (KNA) -- {TALKS}</p>", meta("article:modified_time", "2023-01-01T01:00:00Z")), None, "2019-03-07"),
]  # fmt: skip
"""A second lot, made after the first had been scored, before it was run."""


def told(source: str, url: str | None) -> Reference:
    """What the whole way from bytes on tells of a page's day."""
    name = "page.html" if source.startswith("<") else "page.txt"
    return reference_of(extract(open_page(source.encode(), name=name, url=url)))


def as_expected(found: Reference) -> object:
    """The day, the interval, or None, as the table writes them."""
    if found.day:
        return found.day.isoformat()
    if found.since or found.until:
        return (found.since.isoformat() if found.since else "", found.until.isoformat() if found.until else "")
    return None


def test_pages_that_are_only_scored() -> None:
    found = [(name, want, told(source, url)) for name, source, url, want in CHECK + LATER]
    wrong = [(name, want, one) for name, want, one in found if as_expected(one) != want]
    assert len(wrong) <= 0.05 * len(found), wrong
    assert [(name, want, one) for name, want, one in wrong if one.day and one.confidence >= SURE] == []


def test_there_are_enough_cases() -> None:
    assert len(CHECK + LATER) >= 60
    assert len({name for name, *_ in CHECK + LATER}) == len(CHECK + LATER)


def test_a_reading_says_how_sure_its_day_is_and_gives_an_interval_where_it_has_none() -> None:
    text = "Ministers meet in Lenna\n\nThe two ministers met on Monday and spoke of trade."
    article = analyse(Article(text=text, url="https://news.example/2017/08/ministers-meet")).article
    assert (article.reference, article.reference_since, article.reference_until) == (None, "2017-08-01", "2017-08-31")
    assert article.reference_reason and "month" in article.reference_reason
