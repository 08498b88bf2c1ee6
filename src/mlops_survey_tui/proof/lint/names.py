"""Names of products: which lists hold them, and whether a text names one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .language import plain
from .offers import Label, Offer, offers
from .subject import Subject

_KNOWN = frozenset(
    (
        "Airflow", "Amazon", "Anthropic", "Apple", "AWS", "Azure", "BigQuery", "ChatGPT", "Claude",
        "Databricks", "Docker", "Facebook", "GitHub", "GitLab", "Google", "Grafana", "Hugging Face", "IBM",
        "Jenkins", "Jupyter", "Kubeflow", "Kubernetes", "LangChain", "LinkedIn", "Microsoft", "MLflow",
        "MongoDB", "Netflix", "NVIDIA", "OpenAI", "Oracle", "PostgreSQL", "PyTorch", "SageMaker", "Salesforce",
        "Slack", "Snowflake", "Spark", "TensorFlow", "Vertex AI",
    )
)  # fmt: skip
"""Brands that are recognised even where no list of the questionnaire has them."""

_NAME_FIELDS = frozenset(("product", "vendor", "brand", "maker", "frozen"))
_ODD = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]{2,}|\w\.\w|\d")
_BRAND_TITLE = re.compile(r"\b(?:products?|vendors?|brand(?:s|ed)?|software|apps)\b", re.IGNORECASE)
_TOOL_TITLE = re.compile(r"\b(?:tools?|software|products?|librar(?:y|ies)|frameworks?|vendors?|brand(?:s|ed)?)\b", re.I)
FEWEST_NAMES = 4
"""A shorter list of names is not judged as a list of products."""


def looks_like_name(label: str) -> bool:
    """Whether a label is written like the name of a product rather than like a kind of thing."""
    words = plain(re.sub(r"\([^)]*\)", "", label)).split()
    if any(_ODD.search(word) for word in words):
        return True
    return len(words) > 1 and all(
        word[0].isupper() or word in ("and", "or", "of", "for", "&") for word in words if word
    )


def _is_capitalised(label: str) -> bool:
    return all(not word[0].islower() for word in plain(label).split())


def is_of_names(offer: Offer) -> bool:
    """Whether an offer is a list of named products: it declares such fields, is for search, or most look like names."""
    spec = offer.spec
    if spec is not None and (_NAME_FIELDS.intersection(spec.fields) or spec.about.get("use") == "search"):
        return True
    if len(offer.labels) < FEWEST_NAMES or any(option.option.help for option in offer.labels):
        return False
    if spec is not None and _BRAND_TITLE.search(spec.title) and all(map(_is_capitalised, offer.texts)):
        return True
    known = sum(text in _KNOWN for text in offer.texts)
    like = sum(looks_like_name(text) or text in _KNOWN for text in offer.texts)
    return (like >= 0.5 * len(offer.labels) and known > 0) or known >= 0.4 * len(offer.labels)


def is_of_tools(offer: Offer) -> bool:
    """Whether an offer is a list of named tools, software or products."""
    title = offer.spec.title if offer.spec is not None else " ".join(use.asked.said() for use in offer.uses)
    declared = offer.spec is not None and bool(_NAME_FIELDS.intersection(offer.spec.fields))
    return is_of_names(offer) and (declared or bool(_TOOL_TITLE.search(title)))


def brands(subject: Subject) -> tuple[str, ...]:
    """Return the names of products that texts are searched for, the longest first: from lists, and well known ones."""
    if "brands" not in subject.memory:
        named = {text for offer in offers(subject) if is_of_names(offer) for text in _distinct(offer.labels)}
        subject.memory["brands"] = tuple(sorted(_KNOWN | named, key=lambda name: (-len(name), name)))
    found: tuple[str, ...] = subject.memory["brands"]
    return found


def _distinct(labels: Sequence[Label]) -> Iterable[str]:
    """Yield the labels and other names that cannot be taken for common words."""
    for label in labels:
        for name in (label.text, *label.option.aka):
            name = re.sub(r"\s*\([^)]*\)", "", name)
            if looks_like_name(name) and len(name) > 3:
                yield name


def brand_in(subject: Subject, text: str) -> str:
    """Return a brand that a text names, or ''."""
    without = plain(text)
    for name in brands(subject):
        if name in without and re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", without):
            return name
    return ""
