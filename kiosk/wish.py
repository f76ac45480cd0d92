"""A visitor's wish for a ticket, as it goes to the server. Whole and plain, so that an outbox can keep it one day."""

from dataclasses import dataclass, field
from typing import TypedDict

from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import Priority

from .visit import Visit, declared


class Told(TypedDict):
    """The arguments of CounterClient.issue."""

    request_id: str
    service: str
    language: str
    documents: dict[str, list[str]]
    answers: dict[str, str]
    priority: str
    nik: str | None
    kk: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One `POST /tickets`. `repr` shows no number of a person."""

    request_id: str
    service: str
    language: str
    documents: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    priority: str = Priority.NONE
    nik: str | None = field(default=None, repr=False)
    kk: str | None = field(default=None, repr=False)

    def bare(self) -> "Wish":
        """The same without anything that was said: staff will ask."""
        return Wish(request_id=self.request_id, service=self.service, language=self.language)

    def told(self) -> Told:
        return Told(
            request_id=self.request_id,
            service=self.service,
            language=self.language,
            documents=self.documents,
            answers=self.answers,
            priority=self.priority,
            nik=self.nik,
            kk=self.kk,
        )


def wish_of(visit: Visit, service: ServiceFace) -> Wish:
    """What this visitor asks for."""
    said = declared(visit, service)
    return Wish(
        request_id=visit.request_id,
        service=service.letter,
        language=visit.language,
        documents={paper: [str(form) for form in forms] for paper, forms in said.papers.items()},
        answers=dict(said.answers),
        priority=str(visit.priority or Priority.NONE),
        nik=said.numbers.get("nik"),
        kk=said.numbers.get("kk"),
    )
