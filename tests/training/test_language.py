"""The language of a page is the language of its words."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("preferred", ["cy", "cy-GB,cy;q=0.9,en;q=0.5", "fr", "en-US", "", "en-gb"])
@pytest.mark.parametrize("address", ["/", "/whom-do-i-call/", "/account/login/", "/nowhere/"])
def test_a_page_says_the_language_it_is_written_in(client, preferred, address):
    page = client.get(address, headers={"accept-language": preferred})
    assert '<html lang="en-gb"' in page.content.decode()
