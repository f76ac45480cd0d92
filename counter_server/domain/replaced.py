"""`dataclasses.replace` for records that every command replaces: it copies the old one's fields as they are, where the
standard one has the frozen constructor set each by `object.__setattr__`. A sixth of the time; hence they have no slots.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import replace as replace  # so that every name and type is checked
else:

    def replace(one: Any, /, **changed: Any) -> Any:
        """Another like `one`, a frozen dataclass without slots, but for what is named. Raises TypeError for a field it
        has not."""
        other = object.__new__(type(one))
        fields = vars(other)
        fields.update(vars(one), **changed)
        if len(fields) != len(vars(one)):
            raise TypeError(f"{type(one).__name__} has no {', '.join(changed.keys() - vars(one).keys())}")
        return other
