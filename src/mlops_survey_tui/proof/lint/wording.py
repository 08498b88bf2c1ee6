"""Rules for the wording of questions and items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .language import (
    any_of,
    first_match,
    joining,
    negates_clause,
    negation,
    plain,
    reading_grade,
    sentences,
    short,
    un_word,
)
from .language import words as words_of
from .names import brand_in, is_of_names
from .offers import Label, Offer, offers
from .rules import Found, Level, rule, told_by_faults
from .scale_words import family_of
from .subject import Asked, Subject, Written

LONGEST_QUESTION = 25
LONGEST_INSTRUCTION = 12
LONGEST_SENTENCE = 20.0
HARDEST_GRADE = 11.0
_ENOUGH_TO_GRADE = 10

_LOADED = any_of(
    (
        "obviously", "clearly", "surely", "of course", "finally", "modern", "leading", "advanced", "simply",
        "suffer(?:s|ed|ing)?",
        "struggl(?:e|es|ed|ing)", "best-in-class", "state-of-the-art", "cutting-edge", "world-class", "undoubtedly",
        "everybody knows", "as we all know",
    )
)  # fmt: skip
_LEADING = re.compile(
    r"(?:^|[.!?:]\s+)(?:Do|Would|Is|Are|Should|Have|Has|Did|Does|Could|Ca|Wo)n['’]t (?:you|it|we|they|there)\b",
    re.IGNORECASE,
)
_ABSOLUTES = any_of(("always", "never", "all", "every", "only", "nobody", "everybody", "none"))
_VAGUE = any_of(("usually", "regularly", "recently", "frequently", "several", "large", "occasionally"))
_BEHAVIOUR = re.compile(
    r"\b(?:did|do|does|have|has)\b[^.?]{0,40}?\b(?:you|your team|your organi[sz]ation|your company"
    r"|your employer|your department)\b"
    r"[^.?]{0,40}?\b(?:used?|using|work(?:ed)? (?!for\b|in\b|at\b)\w+|spend|spent|take part|taken part"
    r"|took part|releas(?:e|ed))\b",
    re.IGNORECASE,
)
_FRAME = any_of(
    (
        r"(?:last|past|previous|next|coming|first|recent) (?:\w+ )?(?:second|minute|hour|day|week|month"
        r"|quarter|year|decade)s?",
        r"(?:last|past) (?:\w+ )?(?:visit|purchase|project|time|order)s?", "today", "now", "nowadays", "currently",
        "current",
        "at present", "at the moment", "so far", "ever", "yesterday", "this (?:week|month|quarter|year|season)",
        "since",
        r"(?:per|each|every|a|an|one|typical|average|normal|usual|working|week) (?:hour|day|week|month"
        r"|quarter|year|working day)",
        r"\w+ (?:hours|days|weeks|months|years) ago", r"for how (?:long|many years)", r"in \d{4}", "in the past",
        "daily",
        "weekly", "monthly", "yearly", r"(?:this|that|the|one|these|those) use cases?", "from the start",
    )
)  # fmt: skip
_SHORT_FORM = re.compile(r"(?<![\w/.-])(?:[A-Z]{2,6}s?|[A-Z]{1,4}/[A-Z]{1,4})(?![\w/-])")
_COMMON = frozenset(
    ("AI", "API", "CD", "CEO", "CPU", "CV", "DIY", "EU", "EUR", "FAQ", "GB", "GBP", "GPU", "HR", "ID", "II", "III",
    "IT",
     "KB", "MB", "ML", "PB", "N/A", "OK", "PC", "PDF", "PIN", "SMS", "TB", "TV", "UK", "UN", "URL", "US", "USA",
     "USB", "USD",
     "A/B", "CI/CD", "COVID", "PM", "AM", "DNA", "GPS", "VAT", "YES", "NO", "NOT", "AND", "OR", "ALL", "ONE")
)  # fmt: skip
_PRESUPPOSED = re.compile(
    r"\byour (?:\w+ )?(?:teams?|models?|employers?|company|organi[sz]ation|department|manager|boss|colleagues|customers"
    r"|clients|staff|employees|children|partner|spouse|husband|wife|car|pets?|dog|cat|doctor|school|teacher)\b",
    re.IGNORECASE,
)


def rated_labels(subject: Subject) -> Iterator[tuple[Offer, Label]]:
    """Yield the items that are judged one by one: rows of matrices and items of MaxDiff questions."""
    for offer in offers(subject):
        if offer.is_rated() and not is_of_names(offer):
            for label in offer.labels:
                yield offer, label


def wordings(subject: Subject) -> Iterator[tuple[Asked, Written]]:
    """Yield every wording of every question; what only informs is none."""
    for asked in subject.questions:
        if asked.is_question:
            for written in asked.texts:
                yield asked, written


@rule(
    "W1", Level.STOP, "Question too long",
    what=f"More than {LONGEST_QUESTION} words in a question; its help is not counted.",
    why="Long questions are skimmed, and people answer what they think was asked.",
    remedy="Keep what is asked, and move explanations into the help.",
)  # fmt: skip
def too_long(subject: Subject) -> Iterator[Found]:
    """Yield wordings with too many words."""
    for asked, written in wordings(subject):
        count = len(words_of(written.text))
        if count > LONGEST_QUESTION:
            yield Found(asked.part, f"{count} words, at most {LONGEST_QUESTION}", written.steps)


@rule(
    "W2", Level.WARN, "Two things in one",
    what='"and", "or", "/" or "as well as" in a question, a row or an item.',
    why="Whoever thinks differently of the two cannot answer, and nobody knows which one was meant.",
    remedy="Ask about one, or ask twice. Where the words join synonyms or the ends of a scale, accept it.",
)  # fmt: skip
def double_barrelled(subject: Subject) -> Iterator[Found]:
    """Yield questions and items that join two things."""
    for asked, written in wordings(subject):
        if word := joining(written.text):
            yield Found(asked.part, f'"{word}" in: {short(written.text)}', written.steps)
    for _, label in rated_labels(subject):
        if word := joining(label.text):
            yield Found(label.part, f'"{word}" in: {label.text}', ("label",))


@rule(
    "W3", Level.WARN, "Negation",
    what="not, never, no, without in a question or in an item rated on agreement; un-... in such an item. A stop where "
    "to disagree with the item is a double negation.",
    why="Negations are overlooked, and to disagree with one needs a second thought that many do not give.",
    remedy="Say it the positive way round.",
)  # fmt: skip
def negated(subject: Subject) -> Iterator[Found]:
    """Yield negated questions, and negated items of agreement."""
    for asked, written in wordings(subject):
        if word := negation(written.text):
            yield Found(asked.part, f'"{word}" in: {short(written.text)}', written.steps)
    for _, label in agreement_items(subject):
        word = negation(label.text) or un_word(label.text)
        if word:
            level = Level.STOP if negates_clause(label.text) else Level.WARN
            yield Found(label.part, f'"{word}" in an item rated on agreement: {label.text}', ("label",), level)


def agreement_items(subject: Subject) -> Iterator[tuple[Offer, Label]]:
    """Yield the rows that are rated on agreement."""
    scales = {
        use.asked.spec.id
        for offer in offers(subject)
        if family_of(offer.texts) == "agreement"
        for use in offer.uses
        if use.field not in ("rows", "options")
    }
    for offer in offers(subject):
        if any(use.asked.spec.id in scales for use in offer.in_field("rows")):
            for label in offer.labels:
                yield offer, label


@rule(
    "W4", Level.WARN, "Leading or loaded",
    what='A word that judges (obviously, clearly, modern, leading, suffer ...), a beginning such as '
    '"Don\'t you", or the name '
    "of a product that the respondent did not give first.",
    why="It says which answer is wanted.",
    remedy="Use a neutral word, ask openly, and insert what the respondent named.",
)  # fmt: skip
def loaded(subject: Subject) -> Iterator[Found]:
    """Yield texts and items that lead."""
    for asked in subject.questions:
        for written in (*asked.texts, *asked.helps):
            word = first_match(_LOADED, written.text)
            if asked.is_question and written in asked.texts:
                word = word or first_match(_LEADING, written.text).lstrip(".!?: ") or brand_in(subject, written.text)
            if word:
                yield Found(asked.part, f'"{word}" in: {short(written.text)}', written.steps)
    for _, label in rated_labels(subject):
        if word := first_match(_LOADED, label.text):
            yield Found(label.part, f'"{word}" in: {label.text}', ("label",))


@rule(
    "W5", Level.INFORM, "Absolutes",
    what="always, never, all, every, only in an item.",
    why="Few things hold always, so that people who nearly agree have to disagree.",
    remedy="Say how far it goes, or leave the word out.",
)  # fmt: skip
def absolutes(subject: Subject) -> Iterator[Found]:
    """Yield items with words that allow no exception."""
    for _, label in rated_labels(subject):
        if word := first_match(_ABSOLUTES, label.text):
            yield Found(label.part, f'"{word}" in: {label.text}', ("label",))


@rule(
    "W6", Level.WARN, "Vague amount",
    what="usually, regularly, recently, frequently, several, large in a question or an answer that "
    "gives no number and no help.",
    why="One person's large is another's small.",
    remedy="Give a number, a time, or a definition in the help.",
)  # fmt: skip
def vague(subject: Subject) -> Iterator[Found]:
    """Yield questions and answers with vague amounts."""
    for asked, written in wordings(subject):
        word = first_match(_VAGUE, written.text)
        if word and not asked.helps and not re.search(r"\d", written.text):
            yield Found(asked.part, f'"{word}" in: {short(written.text)}', written.steps)
    for offer in offers(subject):
        for label in offer.labels if not is_of_names(offer) else ():
            word = first_match(_VAGUE, label.text)
            if word and not label.option.help and not re.search(r"\d", label.text):
                yield Found(label.part, f'"{word}" in: {label.text}', ("label",))


@rule(
    "W7", Level.WARN, "No time frame",
    what='use, work, spend, take part or release, without "last 12 months", "today", "per year", and without a frame '
    "that the section, or the question that the answers are carried from, has set.",
    why="Everybody remembers another span of time.",
    remedy="Say which time is meant.",
)  # fmt: skip
def no_time_frame(subject: Subject) -> Iterator[Found]:
    """Yield questions about behaviour without a time."""
    for asked, written in wordings(subject):
        is_consent = asked.spec.id == subject.draft.manifest.spec.consent
        if not is_consent and _BEHAVIOUR.search(plain(written.text)) and not _is_framed(subject, asked, set()):
            yield Found(asked.part, f"no time in: {short(written.text)}", written.steps)


def _is_framed(subject: Subject, asked: Asked, seen: set[str]) -> bool:
    """Whether a question, its section, its scale, or what it carries forward says which time is meant."""
    seen.add(asked.spec.id)
    said = [asked.said(), asked.section.spec.title]
    said += [before.said() for before in subject.in_section(asked.section) if not before.is_question]
    uses = [(offer, use) for offer in offers(subject) for use in offer.uses if use.asked is asked]
    said += [offer.spec.title for offer, use in uses if offer.spec is not None and use.direct]
    said += [text for offer, use in uses if use.field != "rows" for text in offer.texts]
    if any(_FRAME.search(plain(text)) for text in said):
        return True
    carried = [subject.by_id[name] for name in carried_from(subject, asked) - seen if name in subject.by_id]
    return any(_is_framed(subject, earlier, seen) for earlier in carried)


def carried_from(subject: Subject, asked: Asked) -> set[str]:
    """Return the questions from which the options, rows or loop items of a question come."""
    if asked.compiled is None or subject.questionnaire is None:
        return set()
    section = subject.questionnaire.section_by_id[asked.compiled.section]
    sources = [*asked.compiled.options, *asked.compiled.rows]
    for loop in (asked.compiled.loop, section.loop):
        sources += loop.sources if loop else ()
    found: set[str] = set()
    for source in sources:
        if source.origin == "from":
            found.add(source.name)
        elif source.origin == "draw":
            found |= set(subject.questionnaire.draw_by_id[source.name].reads)
    return found


@rule(
    "W8", Level.WARN, "Unknown term",
    what="A capitalised short form before it is explained: in brackets, in the help, or under "
    "known_terms in survey.yaml.",
    why="People do not ask what it means; they guess, or leave.",
    remedy='Write it out, "annual recurring revenue (ARR)", or list it under known_terms if everybody asked knows it.',
)  # fmt: skip
def unknown_term(subject: Subject) -> Iterator[Found]:
    """Yield the first use of each short form that nothing before it explains."""
    known = {*_COMMON, *subject.draft.manifest.spec.known_terms}
    for asked in subject.questions:
        known |= _explained(asked.said())
        for written in (*asked.texts, *asked.helps):
            yield from _unknown(subject, Found(asked.part, short(written.text), written.steps), written.text, known)
    for offer in offers(subject):
        if offer.uses and not is_of_names(offer):
            for label in offer.labels:
                known |= _explained(f"{label.text} {label.option.help}")
                yield from _unknown(subject, Found(label.part, label.text, ("label",)), label.text, known)


def _unknown(subject: Subject, place: Found, text: str, known: set[str]) -> Iterator[Found]:
    for match in _SHORT_FORM.finditer(plain(text)):
        word = match.group(0)
        if not {word, word.removesuffix("s")} & known and not brand_in(subject, word):
            known.add(word)
            yield Found(place.part, f'"{word}" is not explained: {place.message}', place.steps)


def _explained(text: str) -> set[str]:
    """Return the short forms that a text explains, in brackets after the words, before them, or with an equals sign."""
    found = re.findall(r"\(([A-Z]{2,6})s?\)", text) + re.findall(r"\b([A-Z]{2,6}) (?:\(|=|: |means )", text)
    return set(found)


@rule(
    "W9", Level.INFORM, "Hard to read",
    what=f"Sentences above {LONGEST_SENTENCE:g} words on average, or a reading grade above {HARDEST_GRADE:g}.",
    why="Not everybody reads in their first language, and nobody reads twice.",
    remedy="Shorter sentences, shorter words.",
)  # fmt: skip
def hard_to_read(subject: Subject) -> Iterator[Found]:
    """Yield texts that are hard to read."""
    for asked in subject.questions:
        for written in (*asked.texts, *asked.helps):
            count, parts = len(words_of(written.text)), len(sentences(written.text))
            grade = reading_grade(written.text)
            if parts and count >= _ENOUGH_TO_GRADE and (count / parts > LONGEST_SENTENCE or grade > HARDEST_GRADE):
                message = f"{count / parts:.0f} words a sentence, grade {grade:.0f}: {short(written.text)}"
                yield Found(asked.part, message, written.steps)


told_by_faults(
    "W10", Level.STOP, "Broken placeholder",
    what="A {name} that does not exist, or that may be empty for somebody without a fallback.",
    why="Respondents would see a hole or a brace in the sentence.",
    remedy="Correct the name, or add what to show then: {name|your team}.",
    faults=("T401", "T402"),
)  # fmt: skip


@rule(
    "W11", Level.WARN, "Two questions",
    what=f"More than one question mark, or more than {LONGEST_INSTRUCTION} words of instruction before the question.",
    why="People answer the first of two, and forget a long instruction before they reach the question.",
    remedy="Ask one thing, and move the instruction into the help.",
)  # fmt: skip
def two_questions(subject: Subject) -> Iterator[Found]:
    """Yield wordings that ask twice or explain too long."""
    for asked, written in wordings(subject):
        parts = sentences(written.text)
        asking = [index for index, part in enumerate(parts) if "?" in part]
        before = len(words_of(" ".join(parts[: asking[0]]))) if asking else 0
        if plain(written.text).count("?") > 1:
            yield Found(asked.part, f"two question marks in: {short(written.text)}", written.steps)
        elif before > LONGEST_INSTRUCTION:
            yield Found(asked.part, f"{before} words before the question: {short(written.text)}", written.steps)


@rule(
    "W12", Level.WARN, "Presupposes",
    what='"your team", "your employer", "your models" and the like, asked of everybody, with no way to say that there '
    "is none.",
    why="Who has none must skip, or answers about something else.",
    remedy="Ask first whether there is one and give the question a condition, or offer a special answer.",
)  # fmt: skip
def presupposes(subject: Subject) -> Iterator[Found]:
    """Yield questions that take something for granted."""
    for asked, written in wordings(subject):
        word = first_match(_PRESUPPOSED, written.text)
        conditional = asked.spec.when is not None or asked.section.spec.when is not None
        ways_out = {*subject.specials(asked), *subject.row_specials(asked)} - {"other", "in_house"}
        if word and not conditional and not ways_out:
            yield Found(asked.part, f'"{word}" in: {short(written.text)}', written.steps)
