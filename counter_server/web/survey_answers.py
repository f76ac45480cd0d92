"""What a survey's page sends: nine marks or fewer, in a form."""

from starlette.datastructures import FormData

from counter_server.domain.refusals import Malformed
from counter_server.domain.survey import HIGHEST, LOWEST, Element, Marks

MARKS = {str(mark): mark for mark in range(LOWEST, HIGHEST + 1)}


def marks_of(form: FormData) -> Marks:
    """The marks by element; those passed over are not in it. Refuses a mark there is not."""
    given = {element: str(form[element]) for element in Element if form.get(element)}
    wrong = [str(element) for element, mark in given.items() if mark not in MARKS]
    if wrong:
        raise Malformed(problems=[{"where": element, "why": "mark"} for element in wrong])
    return {element: MARKS[mark] for element, mark in given.items()}
