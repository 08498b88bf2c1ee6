"""What an entry is made of: hashes that cannot be confused, addresses in one form, records of one size."""

from __future__ import annotations

import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.raffle.contact import is_normalised, normalised, person
from mlops_survey_tui.raffle.entry import Entry
from mlops_survey_tui.raffle.failures import RaffleError
from mlops_survey_tui.raffle.hashing import digest
from mlops_survey_tui.raffle.record import SEALED_BYTES, Record, RecordError, Ticket, read_record
from mlops_survey_tui.raffle.sealing import seal, unseal

from .organiser import KEY, made

NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)
PARTS = st.lists(st.binary(max_size=12), max_size=4)


@given(PARTS, PARTS)
def test_different_lists_of_parts_have_different_hashes(one: list[bytes], other: list[bytes]) -> None:
    assert (digest("label", *one) == digest("label", *other)) == (one == other)
    assert digest("label", *one) != digest("labe", b"l", *one)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  ann@Example.ORG \n", "ann@example.org"),
        ("Ann.O@EXAMPLE.org.", "Ann.O@example.org"),
        ("ａｎｎ＠example.org", "ann@example.org"),
        ("ann@münchen.DE", "ann@münchen.de"),
    ],
)
def test_addresses_have_one_form(typed: str, expected: str) -> None:
    assert normalised(typed) == expected


@given(NAMES, NAMES)
def test_an_address_in_its_one_form_stays_as_it_is(name: str, host: str) -> None:
    try:
        once = normalised(f"{name}@{host}.org")
    except RaffleError:
        return
    assert normalised(once) == once
    assert is_normalised(once)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@org",
        "a b@example.org",
        "a@b@example.org",
        "a\x1b@example.org",
        "a\n@b.org",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(RaffleError, match="no mail address"):
        normalised(typed)


def test_an_address_that_fits_no_record_is_refused() -> None:
    with pytest.raises(RaffleError, match="too long"):
        normalised("a" * 250 + "@example.org")


def test_capital_letters_do_not_make_another_person() -> None:
    assert person(normalised("Ann@example.org")) == person(normalised("ann@EXAMPLE.org"))


def test_the_same_contact_is_another_entry_each_time_and_for_each_wish_and_edition() -> None:
    salt = bytes(32)
    entries = [Entry("2026", "raffle", "ann@example.org") for _ in range(3)]
    entries += [Entry(edition, wish, "ann@example.org", salt) for edition in ("2026", "2027") for wish in ("a", "b")]
    assert len({entry.hash for entry in entries}) == len(entries)


@given(NAMES)
def test_records_of_all_contacts_have_one_size_and_open_to_the_entry(name: str) -> None:
    entry = Entry("2026", "raffle", normalised(f"{name}@example.org"))
    sealed = seal(entry, KEY.public_key())
    assert len(sealed) == SEALED_BYTES
    assert unseal(sealed, entry.hash, KEY, "2026", "raffle") == entry


def test_a_record_is_sealed_as_rfc_9180_says() -> None:
    """Opened step by step from the text of the RFC: base mode, X25519, HKDF-SHA256, ChaCha20Poly1305."""
    entry, record = made("ann@example.org", salt=bytes(32))
    encapsulated, sealed = record.sealed[:32], record.sealed[32:]
    own = KEY.public_key().public_bytes_raw()
    kem, suite = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x03"
    exchanged = KEY.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    shared = _expand(_extract(b"", kem, b"eae_prk", exchanged), kem, b"shared_secret", encapsulated + own, 32)
    info = digest("mlops-survey raffle sealed record 1", entry)
    context = b"\0" + _extract(b"", suite, b"psk_id_hash", b"") + _extract(b"", suite, b"info_hash", info)
    secret = _extract(shared, suite, b"secret", b"")
    key, nonce = _expand(secret, suite, b"key", context, 32), _expand(secret, suite, b"base_nonce", context, 12)
    plain = ChaCha20Poly1305(key).decrypt(nonce, sealed, b"")
    assert plain == bytes(32) + bytes([15]) + b"ann@example.org".ljust(254, b"\0")


def _extract(salt: bytes, suite: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt, b"HPKE-v1" + suite + label + material, "sha256")


def _expand(secret: bytes, suite: bytes, label: bytes, info: bytes, size: int) -> bytes:
    """One block is enough for all sizes here."""
    return hmac.digest(secret, size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info + b"\x01", "sha256")[:size]


def test_a_record_opens_with_its_key_for_its_entry_alone() -> None:
    entry, record = made("ann@example.org")
    other, _ = made("ann@example.org")
    assert unseal(record.sealed, entry, X25519PrivateKey.generate(), "2026", "raffle") is None
    assert unseal(record.sealed, other, KEY, "2026", "raffle") is None
    assert unseal(record.sealed, entry, KEY, "2026", "results") is None
    assert unseal(record.sealed[:-1] + b"\0", entry, KEY, "2026", "raffle") is None
    assert unseal(b"", entry, KEY, "2026", "raffle") is None


def test_a_record_sealed_by_another_program_counts_only_if_its_hash_is_right() -> None:
    contact = "Ann@EXAMPLE.org"
    entry = Entry("2026", "raffle", contact)
    assert unseal(seal(entry, KEY.public_key()), entry.hash, KEY, "2026", "raffle") is None


@pytest.mark.parametrize("ticket", [None, Ticket(bytes(64), b"signature")])
def test_a_record_reads_as_it_was_written(ticket: Ticket | None) -> None:
    _, record = made("ann@example.org")
    whole = Record(record.edition, record.purpose, record.sealed, record.withdrawal, ticket)
    assert read_record(whole.body()) == whole
    assert b"example" not in whole.body()


GOOD = made("ann@example.org")[1].body().decode()
SEALED = GOOD.split('"sealed":"')[1].split('"')[0]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ("\ufeff" + GOOD, "not_json"),
        ("[" * 3000, "not_json"),
        ('{"a":NaN}', "not_json"),
        (GOOD.replace('{"', '{"edition":"2026","', 1), "not_json"),
        ("[]", "not_an_object"),
        ("{}", "wrong_fields"),
        (GOOD[:-1] + ',"more":1}', "wrong_fields"),
        (GOOD[:-1] + ',"ticket":{}}', "wrong_fields"),
        (GOOD[:-1] + ',"ticket":{"message":"AAAA","signature":"AAAA"}}', "wrong_size"),
        (GOOD.replace('"2026"', "2026"), "not_text"),
        (GOOD.replace(SEALED, SEALED[:-4]), "wrong_size"),
        (GOOD.replace(SEALED, "AAAA" + SEALED), "wrong_size"),
        (GOOD.replace(SEALED, "*" + SEALED[1:]), "not_base64"),
        (GOOD.replace(SEALED, "ä" + SEALED[1:]), "not_base64"),
        (GOOD.replace(SEALED, SEALED[:-2] + ("8=" if SEALED[-2] == "=" else "==")), None),
        (GOOD.replace('"withdrawal":"', '"withdrawal":"G'), "not_a_hash"),
    ],
)
def test_what_is_no_record_is_refused_with_a_code(body: str, code: str | None) -> None:
    with pytest.raises(RecordError) as refused:
        read_record(body.encode())
    assert code in (refused.value.code, None)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_bring_the_reading_down(body: bytes) -> None:
    with pytest.raises(RecordError):
        read_record(body)
