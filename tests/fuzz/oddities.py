"""What a browser never sends and somebody else will."""

import json

NUMBERS = ["0", "-1", "1.5", "00", "2147483648", str(2**63 - 1), str(2**63), "9" * 40, "٣", "1e9", "NaN", "0x10"]
TEXTS = [
    "",
    " ",
    "a",
    "é",
    "\0",
    "a\0b",
    "\ud800",
    "😀" * 50,
    "x" * 5000,
    "../../etc/passwd",
    "'; DROP TABLE people_user; --",
    '"><script>alert(1)</script>',
    "{{7*7}}",
    "%s%n",
    "\r\nSet-Cookie: x=1",
    "\u202e",
    "None",
    "null",
    "true",
    "[]",
    "{}",
    "on",
    "//evil.example",
    "javascript:alert(1)",
    "http://[::1",
    "2026-02-30",
    "9999-12-31",
    "0000-00-00",
    "2026-11-21T25:61",
    "00000000-0000-0000-0000-000000000000",
    "4cbb7d0c-9d5f-4f4e-8a4e-2d3a3a3a3a3a",
    "MQ-abc-def",
    "zzzzzzzzzzzzz-1",
    "content.contact",
    "wagtailcore",
    "page",
    "completion",
    "csv",
    "xlsx",
    "amara@northmere.example",
]
JSONS = ["{}", "[]", "null", "1", '"x"', '{"a":', "[" * 2000, '{"response": 5}', '{"answer": {"chosen": [[]]}}', "NaN"]
KINDS = [
    "application/x-www-form-urlencoded",
    "application/json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=nonsense",
    "image/png; charset=utf-16",
    "",
    "\xff",
]
HEADERS = [
    {"HTTP_ACCEPT_LANGUAGE": "xx-" + "y" * 600},
    {"HTTP_ACCEPT_LANGUAGE": "\xff\xfe;q=9"},
    {"HTTP_X_FORWARDED_FOR": "not an address"},
    {"HTTP_X_FORWARDED_FOR": ", ,"},
    {"HTTP_X_FORWARDED_PROTO": "gopher"},
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "test server"},
    {"HTTP_COOKIE": "sessionid=\xff; csrftoken=" + "a" * 4000},
    {"HTTP_COOKIE": "messages=x; sessionid='"},
    {"HTTP_IF_NONE_MATCH": '"'},
    {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
    {"HTTP_RANGE": "bytes=9-1,a-"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_ACCEPT": ";;;,"},
    {"HTTP_REFERER": "http://testserver/\xff"},
    {"HTTP_USER_AGENT": "\0" * 10 + "x" * 9000},
    {"HTTP_AUTHORIZATION": "Basic \xff"},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "many"},
    {"REMOTE_ADDR": ""},
    {"QUERY_STRING": "a=%zz&&=%00&%"},
]
FIELDS = ["q", "p", "page", "next", "ordering", "order", "password", "login", "code", "credential", "action", "type"]
METHODS = ["GET"] * 9 + ["POST"] * 8 + ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]


def value(random):
    """One odd value as text."""
    return random.choice(random.choice([NUMBERS, TEXTS, JSONS]))


def body(random, fields):
    """(bytes, content type) of what is sent: a form, JSON, a broken file, or noise."""
    shape = random.randrange(5)
    if shape == 0:
        return _bytes(random.choice(JSONS)), "application/json"
    if shape == 1:
        return random.randbytes(random.randrange(200)), random.choice(KINDS)
    if shape == 2:
        return _bytes(_parts(random, fields)), "multipart/form-data; boundary=x"
    if shape == 3:
        return _bytes(json.dumps({name: value(random) for name in some(random, fields)})), "application/json"
    return _bytes(_query(random, fields)), "application/x-www-form-urlencoded"


def query(random, fields):
    """A query string, most often none."""
    return _query(random, fields) if random.random() < 0.5 else ""


def some(random, fields):
    """A few names of fields."""
    known = [*fields, *FIELDS]
    return [random.choice(known) for _ in range(random.randrange(1, 12))]


def _query(random, fields):
    from urllib.parse import quote

    return "&".join(f"{quote(name)}={quote(_bytes(value(random)))}" for name in some(random, fields))


def _parts(random, fields):
    parts = [_part(random, name) for name in some(random, fields)]
    return "".join(parts) + random.choice(["--x--\r\n", "", "--x"])


def _part(random, name):
    file = random.choice(["", f'; filename="{random.choice(["a.png", "../a.svg", "a.exe", ""])}"'])
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n{value(random)}\r\n'


def _bytes(text):
    return text.encode("utf-8", "surrogatepass")
