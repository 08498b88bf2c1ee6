"""What every face says before and after the questions, so that all of them promise the same."""

from __future__ import annotations

from ..language import _, mark, plural
from ..questionnaire.translation.languages import name_of
from .tui.start import Opened, Start, Survey

EDITION_NOTICES = {
    "draft": mark("This edition is a draft: questions may change, and answers are marked as given to a draft."),
    "closed": mark("This edition closed: you can still look at it and answer it for yourself."),
}
_CLOSED_ON = mark("This edition closed on {date}: you can still look at it and answer it for yourself.")
IN_MEMORY = mark("Nothing was kept: this sitting was in memory only.")
NOT_STARTED = mark("Nothing was kept: you had not started yet.")
_STAYS = mark("Your answers stay on this computer, in {place}. Nothing is sent without your yes.")
_NOT_KEPT = mark("Nothing is kept: what you answer is gone when you leave. Nothing is sent.")
_SAVED = mark("Each answer is saved as you give it. Leave whenever you like and come back to the same question.")
_DONE = {
    "complete": (mark("Thank you."), mark("Your answers are complete.")),
    "screened_out": (
        mark("Thank you for your time."),
        mark("The rest of this survey is not for you."),
    ),
    "discarded": (
        mark("Nothing was kept."),
        mark("You did not agree to take part, so nothing was written to this computer."),
    ),
}
_PLACE = mark("They are saved on this computer, in {place}.")
_COMMANDS = mark("To read them again: {command} responses show {name}. In place of show: export, or delete.")

Text = tuple[str, str]
"""A paragraph and the role it is drawn in; it may be empty."""


def survey_name(survey: Survey) -> str:
    """Return the title of a survey with its edition."""
    return survey.title if survey.edition in survey.title else f"{survey.title} {survey.edition}"


def welcome_texts(start: Start) -> list[Text]:
    """Return what a respondent reads before the first question."""
    place = start.data_location
    kept = f"{_(_STAYS).format(place=place)} {_(_SAVED)}" if place else _(_NOT_KEPT)
    return [
        ("" if start.introduction.startswith(start.survey.tagline) else start.survey.tagline, "heading"),
        (_edition_notice(start.survey), "warning"),
        *((notice, "warning") for notice in start.notices),
        (start.introduction, ""),
        (kept, "muted" if place else "warning"),
        (_languages(start.languages), "muted"),
    ]


def _languages(languages: tuple[str, ...]) -> str:
    """Return in which language the survey is shown, and how to have it in another one, if there are others."""
    if len(languages) < 2:
        return ""
    others = ", ".join(f"{name_of(code)} (--lang {code})" for code in languages[1:])
    shown = _("You read this in {language}. Other languages: {others}.")
    return shown.format(language=name_of(languages[0]), others=others)


def thanks_texts(start: Start, opened: Opened) -> list[Text]:
    """Return what a respondent reads when the interview has ended."""
    title, happened = map(_, _DONE.get(opened.session.ended, _DONE["complete"]))
    if opened.session.ended == "discarded":
        return [(title, "heading"), (happened, "")]
    return [
        (title, "heading"),
        (f"{happened} {_where(start, opened)}", ""),
        (_how(start, opened), "muted"),
        *_offers(opened.survey),
    ]


def _edition_notice(survey: Survey) -> str:
    if survey.status == "closed" and survey.closes:
        return _(_CLOSED_ON).format(date=survey.closes)
    return _(EDITION_NOTICES.get(survey.status, ""))


def _where(start: Start, opened: Opened) -> str:
    answered = sum(line.status in ("answered", "special") for line in opened.session.review())
    count = plural("You answered {count} question.", "You answered {count} questions.", answered)
    place = start.data_location
    return f"{count.format(count=answered)} {_(_PLACE).format(place=place) if place else _(IN_MEMORY)}"


def _how(start: Start, opened: Opened) -> str:
    name = opened.name()
    return _(_COMMANDS).format(command=start.command, name=name) if name and start.data_location else ""


def _offers(survey: Survey) -> list[Text]:
    offers = survey.offers
    if offers and survey.status != "open":
        named = " · ".join(offer.label for offer in offers)
        return [(_("When the edition is open, this page offers, apart from your answers:"), "strong"), (named, "")]
    texts: list[Text] = [(_("Also on offer, apart from your answers:"), "strong")] if offers else []
    for offer in offers:
        texts += [(offer.label, "accent"), (offer.consent, "muted")]
        texts += [(_("Command: {command}").format(command=offer.command), "strong")] if offer.command else []
    return texts
