"""The blocks of a course file, turned into what a StreamField keeps."""

import uuid

from markdown import markdown
from wagtail.documents import get_document_model

from training.content.models import Contact, Fact

from .files import BadCourseFile
from .pictures import picture


def html(text):
    """Markdown as the HTML that rich text keeps. Templates put its headings where they stand."""
    return markdown(text or "", output_format="html")


def stream(blocks, seed):
    """Turn a list of one-key mappings into StreamField data. `seed` gives blocks the same ids at every load."""
    return [_block(item, uuid.uuid5(seed, str(place))) for place, item in enumerate(blocks or [])]


def _block(item, key):
    if not isinstance(item, dict) or len(item) != 1:
        raise BadCourseFile(f"a block must be one kind with its content, not {item!r}")
    ((kind, value),) = item.items()
    if kind not in MAKERS:
        raise BadCourseFile(f"no block is called {kind!r}; there are {', '.join(sorted(MAKERS))}")
    return {"type": kind, "value": MAKERS[kind](value, key), "id": str(key)}


def _text(value, _key):
    return {"text": html(value)}


def _callout(value, _key):
    return {"title": value.get("title", ""), "text": html(value["text"])}


def _case_study(value, _key):
    return {
        "title": value["title"],
        "text": html(value["text"]),
        "questions": value.get("questions", []),
    }


def _accordion(value, _key):
    return {"sections": [{"heading": part["heading"], "text": html(part["text"])} for part in value]}


def _picture(value, _key):
    return {"image": picture(value["file"]).pk, "alt": value["alt"], "caption": value.get("caption", "")}


def _download(value, _key):
    document = get_document_model().objects.get(title=value["title"])
    return {"document": document.pk, "title": value["title"]}


def _contact(value, _key):
    return {"contact": _known(Contact, value).pk}


def _fact(value, _key):
    return {"fact": _known(Fact, value).pk}


def _known(model, key):
    found = model.objects.filter(key=key).first()
    if found is None:
        raise BadCourseFile(f"no {model._meta.verbose_name} has the key {key!r}")
    return found


def _role_variant(value, key):
    return {
        "default": stream(value["default"], key),
        "variants": [
            {"roles": part["roles"], "body": stream(part["body"], uuid.uuid5(key, str(place)))}
            for place, part in enumerate(value["variants"])
        ],
    }


def _as_it_is(value, _key):
    return value


MAKERS = {
    "text": _text,
    "callout": _callout,
    "case_study": _case_study,
    "accordion": _accordion,
    "picture": _picture,
    "download": _download,
    "contact": _contact,
    "fact": _fact,
    "role_variant": _role_variant,
    "do_do_not": _as_it_is,
    "quotation": _as_it_is,
    "pause": _as_it_is,
    "content_note": _as_it_is,
}
