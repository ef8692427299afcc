"""HTML in, accessible PDF out."""

import io
import logging
from concurrent.futures import ThreadPoolExecutor

import page
import pypdf
import pytest

from training import pdf

NAMES = {
    "English": "Amara Okafor",
    "Polish": "Łukasz Żółć-Kowalczyk",
    "Vietnamese": "Nguyễn Thị Ánh Tuyết",
    "Welsh": "Siân Ŵyn ap Llŷr",
    "Hausa and Azeri": "Ɓala Ƙauna Səkinə",
    "Romanian": "Ștefan Țăran",
    "Turkish": "Işıl Güneş",
    "Greek": "Ελένη Παπαδοπούλου",
    "Ukrainian": "Дмитро Ґудзь",
    "Arabic": "محمد علی",
    "Hebrew": "שרה לוי",
    "Chinese": "陳大文 欧阳",
    "Tamil": "தமிழ்செல்வி",
    "Bengali": "প্রিয়া",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ",
    "Gujarati": "શ્રેયા",
    "Hindi": "अमृता",
    "Amharic": "ሰላም",
    "Georgian": "ნინო",
    "Armenian": "Անի",
    "Sinhala": "නිමල්",
    "Thai": "สมชาย",
}


def document(body, head="", style="font-family: var(--serif)"):
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>A document</title>{head}</head>'
        f'<body style="{style}">{body}</body></html>'
    )


def failures(data, tmp_path):
    path = tmp_path / "made.pdf"
    path.write_bytes(data)
    return [line for line in str(page.validate_pdf(path, profile="ua1")).splitlines() if line.startswith("[")]


def text_of(data):
    text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    return text.replace("\N{WORD JOINER}", "")


def forget_everything():
    for cached in (pdf._font_configuration, pdf._fetcher, pdf._style_sheet, pdf._subsets, pdf._load):
        cached.cache_clear()


@pytest.mark.parametrize("language", NAMES)
def test_a_name_in_any_script_makes_an_accessible_pdf(language, tmp_path):
    name = NAMES[language]
    made = pdf.render(document(f'<h1 style="font-weight: 600">{name}</h1><p>{name}</p>'))
    assert failures(made, tmp_path) == []
    fonts = pypdf.PdfReader(io.BytesIO(made)).pages[0]["/Resources"]["/Font"].values()
    ours = ("source-serif", "noto-sans")
    assert all(any(name in str(font.get_object()["/BaseFont"]) for name in ours) for font in fonts)


@pytest.mark.parametrize("language", ["Polish", "Vietnamese", "Greek", "Ukrainian", "Chinese"])
def test_a_name_can_be_copied_from_the_pdf(language):
    # Two files of one typeface taken for one font would print the right shapes and say the wrong letters.
    assert NAMES[language] in text_of(pdf.render(document(f"<h1>{NAMES[language]}</h1>")))


def test_a_character_that_no_font_has_is_printed_as_a_mark_and_logged(tmp_path, caplog):
    with caplog.at_level(logging.WARNING, logger="training.pdf"):
        made = pdf.render(document("<h1>Ada \U00013000</h1>"))
    assert failures(made, tmp_path) == []
    assert "Ada \N{REPLACEMENT CHARACTER}" in text_of(made)
    assert "U+13000" in caplog.text


def test_the_same_document_gives_the_same_bytes_in_a_new_process():
    html = document("<h1>Łukasz</h1><p style='font-family: var(--sans)'>陳大文</p>")
    first = pdf.render(html)
    forget_everything()
    assert pdf.render(html) == first


def test_threads_do_not_disturb_each_other():
    pages = [document(f"<h1>{name}</h1>") for name in NAMES.values()]
    alone = [pdf.render(html) for html in pages]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(pdf.render, pages)) == alone


@pytest.mark.parametrize(
    "asking",
    [
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<div style="background: url(file:///etc/hostname)">x</div>',
        '<object data="file:///etc/hostname"></object>',
    ],
)
def test_nothing_outside_the_document_is_fetched(asking):
    with pytest.raises(pdf.PdfError):
        pdf.render(document(asking))


def test_a_style_sheet_from_elsewhere_is_refused():
    with pytest.raises(pdf.PdfError):
        pdf.render(document("x", head='<link rel="stylesheet" href="file:///etc/hostname">'))


def test_a_document_that_is_too_long_is_refused():
    long = document('<p style="page-break-after: always">One</p><p>Two</p>')
    with pytest.raises(pdf.TooLong):
        pdf.render(long, pages=1)
    assert pdf.render(long, pages=2)


def test_missing_fonts_are_named(settings, tmp_path):
    forget_everything()
    settings.FONTS_DIR = tmp_path
    with pytest.raises(pdf.PdfError, match="npm run fonts"):
        pdf.render(document("x"))
    forget_everything()


def test_missing_libraries_are_named(monkeypatch):
    assert pdf.missing_libraries() == []
    monkeypatch.setattr(pdf, "_loads", lambda *names: False)
    assert pdf.missing_libraries() == ["libpango-1.0", "libpangoft2-1.0"]
