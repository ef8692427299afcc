"""Codes and file names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import ALPHABET, LENGTH, in_groups, new_code, normalised
from certificates.naming import filename
from certificates.samples import sample_certificate


def test_a_code_has_a_hundred_bits_and_no_lookalikes():
    assert len(set(ALPHABET)) ** LENGTH >= 2**100
    assert not set("OIL") & set(ALPHABET)
    assert len({new_code() for _ in range(1000)}) == 1000


@given(st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH))
def test_a_code_survives_being_printed_and_typed(code):
    assert normalised(in_groups(code)) == code
    assert normalised(f"  {in_groups(code).lower().replace('-', ' ')} ") == code
    assert normalised(code.replace("0", "O").replace("1", "l")) == code


@given(st.text(max_size=200))
def test_a_file_name_is_plain_whatever_the_name(name):
    made = filename(sample_certificate(name=name))
    assert made.isascii()
    assert made.startswith("FT-2026-000000")
    assert made.endswith(".pdf")
    assert not set(made) & set('/\\:*?"<>|\n\r ')


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Amara Okafor", "FT-2026-000000-amara-okafor.pdf"),
        ("Łukasz Żółć", "FT-2026-000000-lukasz-zolc.pdf"),
        ("陳大文", "FT-2026-000000.pdf"),
        ("../../etc/passwd", "FT-2026-000000-etcpasswd.pdf"),
    ],
)
def test_a_file_is_called_after_its_person(name, made):
    assert filename(sample_certificate(name=name)) == made
