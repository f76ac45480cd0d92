"""The office's font with digits of one width, so that figures stand below one another. The font has them, as a feature
(`tnum`) that only a shaping library would ask for: here the digits' places in its character map are given to them."""

from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FEATURE = "tnum"


def tabular_copy(font: Path, copy: Path) -> None:
    """Writes a copy whose every digit is as wide as the others."""
    with TTFont(font, recalcTimestamp=False) as face:
        instead = _instead(face)
        for table in face["cmap"].tables:
            table.cmap = {point: instead.get(glyph, glyph) for point, glyph in table.cmap.items()}
        face.save(copy)


def _instead(face: TTFont) -> dict[str, str]:
    substitution = face["GSUB"].table
    lookups = {
        number
        for record in substitution.FeatureList.FeatureRecord
        if record.FeatureTag == FEATURE
        for number in record.Feature.LookupListIndex
    }
    return {
        glyph: other
        for number in lookups
        for part in substitution.LookupList.Lookup[number].SubTable
        for glyph, other in part.mapping.items()
    }
