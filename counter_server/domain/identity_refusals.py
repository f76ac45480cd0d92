"""What is said against numbers of people: never the number itself."""

from .refusal import Refusal


class NikMalformed(Refusal):
    """A NIK that cannot exist. Facts: part, found (what is wrong, never the number)."""

    status = 422


class KkMalformed(Refusal):
    """A family card number that cannot exist. Facts: part, found (as for a NIK)."""

    status = 422


class IdentityInText(Refusal):
    """Free text, or a name, that holds what may be somebody's NIK or KK number. Says nothing of it."""

    status = 422
