"""A strict reader of Prometheus' text format 0.0.4: what a scraper would trip over is an error here."""

import math
import re
from dataclasses import dataclass, field

NAME, LABEL = r"[a-zA-Z_:][a-zA-Z0-9_:]*", r"[a-zA-Z_][a-zA-Z0-9_]*"
PAIR = re.compile(rf'({LABEL})="((?:[^"\\\n]|\\["\\n])*)"')
SAMPLE = re.compile(rf"({NAME})(?:\{{(.*)\}})? (\S+)")
KINDS = ("counter", "gauge", "histogram", "summary", "untyped")
Labels = tuple[tuple[str, str], ...]


@dataclass
class Family:
    """One metric."""

    name: str
    about: str
    kind: str = ""
    samples: dict[tuple[str, Labels], float] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """What its samples may be called."""
        return {self.name + end for end in ("_bucket", "_sum", "_count")} if self.kind == "histogram" else {self.name}

    @property
    def labels(self) -> set[str]:
        """Every label one of its samples has."""
        return {name for _, labels in self.samples for name, _ in labels}


def families(text: str) -> dict[str, Family]:
    """By name. Raises ValueError with the line."""
    found: dict[str, Family] = {}
    if not text.endswith("\n"):
        raise ValueError("the last line does not end")
    current: Family | None = None
    for line in text[:-1].split("\n"):
        if line.startswith("# HELP "):
            name, _, about = line.removeprefix("# HELP ").partition(" ")
            if name in found or not re.fullmatch(NAME, name) or not about:
                raise ValueError(line)
            current = found[name] = Family(name, about)
        elif line.startswith("# TYPE "):
            name, _, kind = line.removeprefix("# TYPE ").partition(" ")
            if current is None or name != current.name or current.kind or kind not in KINDS:
                raise ValueError(line)
            current.kind = kind
        else:
            _sample(line, current)
    for family in found.values():
        if not family.kind:
            raise ValueError(f"{family.name} has no type")
        if family.kind == "histogram":
            _whole(family)
    return found


def _sample(line: str, family: Family | None) -> None:
    read = SAMPLE.fullmatch(line)
    if read is None or family is None or read[1] not in family.names:
        raise ValueError(line)
    pairs = tuple(PAIR.findall(read[2] or ""))
    if read[2] is not None and ",".join(f'{name}="{value}"' for name, value in pairs) != read[2]:
        raise ValueError(line)
    key = (read[1], pairs)
    if key in family.samples or len({name for name, _ in pairs}) < len(pairs):
        raise ValueError(f"twice: {line}")
    value = float(read[3])
    if family.kind == "counter" and not value >= 0:
        raise ValueError(line)
    family.samples[key] = value


def _whole(family: Family) -> None:
    series: dict[Labels, list[tuple[float, float]]] = {}
    for (name, labels), value in family.samples.items():
        if name.endswith("_bucket"):
            bound = float(dict(labels)["le"])
            series.setdefault(tuple(one for one in labels if one[0] != "le"), []).append((bound, value))
    for labels, buckets in series.items():
        counts = [count for _, count in buckets]
        if buckets != sorted(buckets) or counts != sorted(counts) or buckets[-1][0] != math.inf:
            raise ValueError(f"{family.name}{labels}: buckets out of order")
        if (
            family.samples[f"{family.name}_count", labels] != counts[-1]
            or (f"{family.name}_sum", labels) not in family.samples
        ):
            raise ValueError(f"{family.name}{labels}: count and buckets differ")
