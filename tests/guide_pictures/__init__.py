"""The pictures of the guides, taken of the running programs: `python -m tests.guide_pictures docs/guides/images`."""

PICTURES = (
    "verifikator-masuk", "verifikator-dipanggil", "verifikator-melayani", "verifikator-hasil", "verifikator-tunda",
    "verifikator-tidak-hadir", "verifikator-jeda",
    "petugas-bantuan-mesin-antrean", "petugas-bantuan-melayani", "petugas-bantuan-teruskan",
    "petugas-bantuan-nomor-baru", "petugas-bantuan-cari",
    "penanggung-jawab-ruang", "penanggung-jawab-peringatan", "penanggung-jawab-pindah", "penanggung-jawab-layanan",
    "penanggung-jawab-pengumuman", "penanggung-jawab-pengaturan", "penanggung-jawab-riwayat",
    "penanggung-jawab-laporan", "penanggung-jawab-rencana", "penanggung-jawab-survei",
    "teknisi-kode", "teknisi-pasangkan", "teknisi-perangkat", "teknisi-pin", "teknisi-pojok", "teknisi-masalah",
    "teknisi-cetak-uji",
)  # fmt: skip
"""All there are, each named by the guide it belongs to and what it shows."""
