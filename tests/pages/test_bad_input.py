"""Whatever comes in, one clear line and an exit code; what can be read beside it is read."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.pages import PageError, extract, open_page

BODY = "<p>The foreign ministers of Chile and Peru met in Lima on Thursday and spoke about the rivers that cross the border.</p>"


def run(*names: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "communique.cli", "read", *names], input=stdin, capture_output=True, check=False
    )


CASES = {
    "empty.txt": (b"", "empty"),
    "space.html": (b" \n\t ", "empty"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "PNG"),
    "report.pdf": (b"%PDF-1.7 ...", "PDF"),
    "binary.txt": (bytes(range(256)) * 20, "binary"),
    "menu.html": (b"<html><body><ul><li><a href='/'>Home</a></li></ul></body></html>", "no article"),
    "chinese.txt": (
        ("中国外交部长王毅星期三在北京同日本外务大臣岩屋毅举行会谈。双方就共同关心的问题交换意见。" * 6).encode(),
        "language (zh)",
    ),
    "french.txt": (
        (
            "Le ministre des affaires étrangères est à Paris pour une réunion avec les représentants de la région et du pays. "
            * 4
        ).encode(),
        "language (fr)",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_clear_line(name: str, tmp_path: Path) -> None:
    data, reason = CASES[name]
    path = tmp_path / name
    path.write_bytes(data)
    done = run(str(path))
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert len(lines) == 1
    assert name in lines[0]
    assert reason in lines[0]
    assert done.stdout == b""


def test_one_bad_page_of_two(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(f"<html><body><h1>Ministers of Chile and Peru meet</h1>{BODY}</body></html>")
    (tmp_path / "bad.html").write_bytes(b"")
    done = run(str(tmp_path))
    assert done.returncode == 3
    assert done.stdout.count(b'"format": "communique.reading/1"') == 1
    assert b"bad.html: empty" in done.stderr


def test_missing_file() -> None:
    done = run("/nowhere/page.html")
    assert done.returncode == 2
    assert b"no such file" in done.stderr


@pytest.mark.parametrize("depth", [300, 5_000, 100_000])
def test_nested_elements_lose_nothing_silently(depth: int) -> None:
    text = f"<html><body>{'<div>' * depth}{BODY * 3}{'</div>' * depth}</body></html>".encode()
    article = extract(open_page(text, name="deep.html"))
    assert "rivers that cross the border" in article.text


@pytest.mark.parametrize("deep", ["<div>so<b>", "<table><tr><td>"])
def test_what_nobody_nests_so_deep_is_read_or_told(deep: str) -> None:
    text = f"<html><body>{deep * 4_000}{BODY * 3}".encode()
    try:
        article = extract(open_page(text, name="deep.html"))
    except PageError as error:
        assert "deep.html" in str(error)
    else:
        assert "rivers that cross the border" in article.text


def test_truncated_markup() -> None:
    article = extract(
        open_page(f"<html><body><h1>Ministers meet in Lima</h1>{BODY}<p>The two si".encode(), name="cut.html")
    )
    assert "met in Lima on Thursday" in article.text


def test_wrong_declared_charset() -> None:
    page = f"<html><head><meta charset=ascii></head><body><p>Señor González met Ms Peña. {BODY}</p></body></html>"
    assert "González" in extract(open_page(page.encode(), name="x.html")).text


def test_latin_bytes() -> None:
    page = f"<html><head><meta charset=iso-8859-1></head><body><p>Mr González met Ms Peña.</p>{BODY}</body></html>"
    assert "González" in extract(open_page(page.encode("iso-8859-1"), name="x.html")).text


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=2_000), st.text(alphabet="<>/=\"' \n\tabAB.【】:-", max_size=800)))
def test_any_text_gives_sound_parts_or_a_reason(text: str) -> None:
    try:
        article = extract(open_page(text.encode("utf-8", "replace"), name="any.txt"))
    except PageError as error:
        assert str(error).startswith("any.txt: ")
        return
    for part in article.parts:
        assert 0 <= part.span[0] < part.span[1] <= len(article.text)
        assert article.cut(part.span).strip()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3_000))
def test_any_bytes(data: bytes) -> None:
    try:
        extract(open_page(b"<html>" + data, name="any.html"))
    except PageError as error:
        assert str(error).count("\n") == 0
