from collections import Counter
from pathlib import Path

import pytest

from counter_server.domain.identity import BANDAR_LAMPUNG, Region, district_name, districts_from_csv

TABLE = Path(__file__).parents[2] / "assets" / "wilayah_1871.csv"


@pytest.fixture(scope="module")
def regions() -> dict[str, Region]:
    return districts_from_csv(TABLE.read_text(encoding="utf-8"))


def test_the_city_has_twenty_districts_and_their_126_villages(regions: dict[str, Region]) -> None:
    assert Counter(region.level for region in regions.values()) == {"kota": 1, "kecamatan": 20, "kelurahan": 126}
    assert district_name(BANDAR_LAMPUNG, regions) == "Kota Bandar Lampung"


def test_the_numbers_are_the_registrys_and_not_the_alphabets(regions: dict[str, Region]) -> None:
    names = [district_name(f"18.71.{n:02d}", regions) for n in range(1, 21)]
    assert None not in names
    assert names[0] == "Kedaton"
    assert names != sorted(names, key=str)


def test_every_village_lies_in_the_district_of_its_number(regions: dict[str, Region]) -> None:
    for region in regions.values():
        if region.level == "kelurahan":
            assert district_name(region.code[:8], regions) == region.district
