"""The list of what to bring, as it goes to the printer."""

from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import Paper

from .guide_page import chat, contact_name
from .office import Office, texts
from .paper_advice import cost, where
from .printed_matter import Item, RequirementList
from .summary import forms_named, missing_papers
from .visit import Page, Visit


def requirement_list(visit: Visit, office: Office, words: Locale, service: ServiceFace) -> RequirementList:
    """What is on the screen: after the questions what is missing, and where nothing is, or before them, all of it."""
    said = texts(service, words.language)
    lacking = missing_papers(visit, service) if visit.at.page is Page.SUMMARY else {}
    papers = tuple(_item(paper, tuple(forms), office, words) for paper, forms in (lacking or service.documents).items())
    others = () if lacking else tuple(Item(line) for line in beside_the_papers(service, words))
    contact = office.contact
    return RequirementList(
        service=said.name,
        items=papers + others,
        closing=(said.cost,) if said.cost else (),
        contact=chat(contact) if contact else "",
        contact_words=words.say("kiosk.list.contact", name=contact_name(contact, words)) if contact else "",
        large=visit.comfort.large,
    )


def beside_the_papers(service: ServiceFace, words: Locale) -> list[str]:
    """The requirements that are no papers; none where the branch has not said which line is a paper."""
    drawn = service.pictures.get("requirements", [])
    said = texts(service, words.language).requirements
    return [line for line, icon in zip(said, drawn, strict=False) if icon not in list(Paper)]


def _item(paper: str, forms: tuple[str, ...], office: Office, words: Locale) -> Item:
    gone = forms_named(forms)
    told = (where(paper, gone, office, words), cost(paper, gone, office, words))
    return Item(
        title=words.say(f"kiosk.paper.{paper}_family"),
        hint=" ".join(f"{sentence.rstrip('.')}." for sentence in told if sentence),
        forms=tuple(words.say(f"common.form.{form}") for form in forms),
    )
