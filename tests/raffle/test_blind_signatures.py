"""Blind signatures are those of RFC 9474, and a ticket cannot be had twice, forged or linked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mlops_survey_tui.raffle.failures import RaffleError
from mlops_survey_tui.raffle.tickets.blinding import (
    Blinded,
    BlindingError,
    ask_for_ticket,
    blind,
    finalize,
    ticket_from,
)
from mlops_survey_tui.raffle.tickets.files import read_ticket_file, write_ticket
from mlops_survey_tui.raffle.tickets.issuer import AlreadyIssuedError, TicketIssuer
from mlops_survey_tui.raffle.tickets.public import TicketKey, read_ticket_key
from mlops_survey_tui.raffle.tickets.signing import SigningError, SigningKey, make_ticket_key, read_signing_key
from mlops_survey_tui.raffle.tickets.variants import VARIANTS

from .organiser import PASSPHRASE, signing_key

RFC: dict[str, Any] = json.loads((Path(__file__).parent / "rfc9474.json").read_text())
NUMBERS = {name: int(text, 16) for name, text in RFC["key"].items()}
PUBLIC = TicketKey("rfc", NUMBERS["n"], NUMBERS["e"])


@pytest.mark.parametrize("vector", RFC["vectors"], ids=lambda vector: vector["name"])
def test_the_vectors_of_the_rfc_come_out_at_every_step(vector: dict[str, str]) -> None:
    variant = VARIANTS[vector["name"]]
    message = variant.prepare(bytes.fromhex(RFC["msg"]), lambda size: bytes.fromhex(vector["msg_prefix"]))
    assert message.hex() == vector["msg_prefix"] + RFC["msg"]
    factor = pow(int(vector["inv"], 16), -1, PUBLIC.n)
    blinded = blind(PUBLIC, message, variant, lambda size: bytes.fromhex(vector["salt"]), factor)
    assert blinded.sent.hex() == vector["blinded_msg"]
    assert blinded.inverse == int(vector["inv"], 16)
    answer = SigningKey(PUBLIC, NUMBERS["d"]).sign(blinded.sent)
    assert answer.hex() == vector["blind_sig"]
    assert finalize(PUBLIC, blinded, answer, variant).hex() == vector["sig"]
    assert PUBLIC.verifies(message, bytes.fromhex(vector["sig"]), variant)


def test_the_key_of_the_rfc_is_the_product_of_its_primes() -> None:
    assert NUMBERS["p"] * NUMBERS["q"] == NUMBERS["n"]


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_signs_what_it_did_not_see(name: str) -> None:
    key, variant = signing_key(), VARIANTS[name]
    message = variant.prepare(b"some message")
    blinded = blind(key.public, message, variant)
    signature = finalize(key.public, blinded, key.sign(blinded.sent), variant)
    assert key.public.verifies(message, signature, variant)
    assert not key.public.verifies(message + b".", signature, variant)
    assert not key.public.verifies(message, signature[:-1] + bytes([signature[-1] ^ 1]), variant)
    assert not key.public.verifies(message, b"", variant)


def test_one_message_blinded_twice_looks_different_each_time() -> None:
    key = signing_key().public
    assert blind(key, b"the same").sent != blind(key, b"the same").sent


def test_an_answer_that_is_no_signature_is_noticed() -> None:
    key = signing_key()
    asked = ask_for_ticket(key.public)
    for answer in (b"", asked.sent, key.sign(asked.sent)[:-1] + b"\0"):
        with pytest.raises(BlindingError):
            ticket_from(key.public, asked, answer)


def test_a_key_that_shares_a_factor_with_the_message_is_refused() -> None:
    with pytest.raises(BlindingError):
        blind(signing_key().public, b"message", factor=signing_key().public.n)


def test_what_is_no_blinded_message_is_not_signed() -> None:
    key = signing_key()
    size = key.public.size
    for sent in (bytes(size), key.public.n.to_bytes(size, "big"), b"\x01" * (size - 1), b"\0" + b"\x01" * size):
        with pytest.raises(SigningError):
            key.sign(sent)


def test_a_result_that_came_out_wrong_never_leaves_the_signer() -> None:
    good = signing_key()
    with pytest.raises(SigningError, match="came out wrong"):
        SigningKey(good.public, good.d + 2).sign(blind(good.public, b"message").sent)


class _Ledger:
    def __init__(self) -> None:
        self.claims: dict[str, bytes] = {}

    def claim(self, bundle_id: str, request: bytes) -> bytes:
        return self.claims.setdefault(bundle_id, request)


def test_an_accepted_bundle_has_one_ticket_and_a_retry_has_the_same() -> None:
    key, ledger = signing_key(), _Ledger()
    issuer = TicketIssuer(key, ledger)
    first, second = ask_for_ticket(key.public), ask_for_ticket(key.public)
    answer = issuer.issue("bundle", first.sent)
    assert issuer.issue("bundle", first.sent) == answer
    with pytest.raises(AlreadyIssuedError):
        issuer.issue("bundle", second.sent)
    ticket = ticket_from(key.public, first, answer)
    assert key.public.verifies(ticket.message, ticket.signature)


def test_a_message_that_cannot_be_signed_does_not_use_up_the_ticket() -> None:
    ledger = _Ledger()
    with pytest.raises(SigningError):
        TicketIssuer(signing_key(), ledger).issue("bundle", b"short")
    assert ledger.claims == {}


def test_nothing_of_what_the_issuer_saw_fits_one_ticket_better_than_another() -> None:
    """Every request explains every ticket by some factor, so a request says nothing about which ticket it became."""
    key = signing_key()
    asked = [ask_for_ticket(key.public) for _ in range(3)]
    tickets = [ticket_from(key.public, one, key.sign(one.sent)) for one in asked]
    for ticket in tickets:
        encoded = pow(int.from_bytes(ticket.signature, "big"), key.public.e, key.public.n)
        for one in asked:
            power = int.from_bytes(one.sent, "big") * pow(encoded, -1, key.public.n) % key.public.n
            factor = pow(power, key.d, key.public.n)
            again = Blinded(ticket.message, one.sent, pow(factor, -1, key.public.n))
            assert ticket_from(key.public, again, key.sign(one.sent)) == ticket


def test_keys_and_tickets_survive_being_written(tmp_path: Path) -> None:
    key = make_ticket_key(tmp_path / "private.pem", PASSPHRASE, "2026", bits=2048)
    assert read_signing_key(tmp_path / "private.pem", PASSPHRASE, "2026") == key
    (tmp_path / "public.json").write_text(key.public.text())
    assert read_ticket_key(tmp_path / "public.json") == key.public
    asked = ask_for_ticket(key.public)
    ticket = ticket_from(key.public, asked, key.sign(asked.sent))
    write_ticket(tmp_path / "ticket.json", ticket)
    assert read_ticket_file(tmp_path / "ticket.json") == ticket
    for wrong in ("{}", "[]", "nonsense", key.public.text().replace('"e": 65537', '"e": 3')):
        (tmp_path / "wrong.json").write_text(wrong)
        with pytest.raises(RaffleError):
            read_ticket_key(tmp_path / "wrong.json")
        with pytest.raises(RaffleError):
            read_ticket_file(tmp_path / "wrong.json")
