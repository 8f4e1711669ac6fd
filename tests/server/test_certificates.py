"""HTTPS at home: who may be vouched for, for how long, and who can read the keys."""

import socket
import ssl
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from kinwell.server.certificates import NEAR, Ready, network, permitted, ready
from kinwell.server.names import Names, of_this_machine

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ITSELF = (ip_address("127.0.0.1"), ip_address("::1"))
HOME = Names(dns=("nest.local", "nest", "localhost"), ips=(ip_address("192.168.7.20"), *ITSELF), first="192.168.7.20")
PATIENCE = 10  # seconds for a handshake on a busy machine


def at(*ips: str) -> Names:
    return replace(HOME, ips=(*map(ip_address, ips), *ITSELF))


def extension[T: x509.ExtensionType](certificate: x509.Certificate, kind: type[T]) -> x509.Extension[T]:
    return certificate.extensions.get_extension_for_class(kind)


@pytest.fixture
def made(tmp_path: Path) -> Ready:
    return ready(tmp_path, HOME, NOW)


# What is made.


def test_the_certificate_is_for_the_names_and_addresses_of_the_machine(made: Ready) -> None:
    said = extension(made.server.certificate, x509.SubjectAlternativeName).value
    assert said.get_values_for_type(x509.DNSName) == ["nest.local", "nest", "localhost"]
    assert said.get_values_for_type(x509.IPAddress) == list(HOME.ips)
    assert not extension(made.server.certificate, x509.BasicConstraints).value.ca


def test_the_authority_may_sign_for_the_house_alone_and_make_no_other(made: Ready) -> None:
    authority = made.authority.certificate
    basic = extension(authority, x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    constraints = extension(authority, x509.NameConstraints)
    assert constraints.critical
    assert {one.value for one in permitted(authority)} == {
        "nest.local",
        "nest",
        "localhost",
        ip_network("192.168.7.0/24"),
        ip_network("127.0.0.1/32"),
        ip_network("::1/128"),
    }


def test_a_certificate_lasts_a_year_and_a_month_and_an_authority_ten_years(made: Ready) -> None:
    server, authority = made.server.certificate, made.authority.certificate
    assert server.not_valid_after_utc - server.not_valid_before_utc <= timedelta(days=397)
    assert server.not_valid_before_utc < NOW < server.not_valid_after_utc
    assert authority.not_valid_after_utc.year == 2036


def test_nobody_else_on_the_machine_reads_the_keys(made: Ready) -> None:
    assert made.paths.folder.stat().st_mode & 0o777 == 0o700
    assert {file.name: oct(file.stat().st_mode & 0o777) for file in made.paths.folder.iterdir()} == dict.fromkeys(
        ("authority.crt", "authority.key", "server.crt", "server.key"), "0o600"
    )


def test_a_folder_that_others_could_open_is_closed(tmp_path: Path) -> None:
    (tmp_path / "tls").mkdir(mode=0o755)
    assert ready(tmp_path, HOME, NOW).paths.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("ip", "within"),
    [
        ("192.168.7.20", "192.168.7.0/24"),
        ("10.1.2.3", "10.1.2.0/24"),
        ("fd12:3456::9", "fd12:3456::/64"),
        ("127.0.0.1", "127.0.0.1/32"),
        ("8.8.8.8", "8.8.8.8/32"),
    ],
)
def test_at_home_a_network_is_meant_and_elsewhere_one_address(ip: str, within: str) -> None:
    assert network(ip_address(ip)) == ip_network(within)


# What is kept, and what is made anew.


def test_the_next_start_finds_all_as_it_was(made: Ready, tmp_path: Path) -> None:
    again = ready(tmp_path, HOME, NOW + timedelta(days=30))

    assert (made.is_new, again.is_new) == (False, False)
    assert again.server.certificate == made.server.certificate


def test_near_its_end_the_certificate_is_made_anew_and_phones_need_nothing(made: Ready, tmp_path: Path) -> None:
    ends = made.server.certificate.not_valid_after_utc
    before = ready(tmp_path, HOME, ends - NEAR - timedelta(minutes=1))
    assert before.server.certificate == made.server.certificate

    after = ready(tmp_path, HOME, ends - NEAR)

    assert after.server.certificate != made.server.certificate
    assert after.server.certificate.not_valid_after_utc > ends
    assert (after.is_new, after.authority.certificate) == (False, made.authority.certificate)


def test_another_address_in_the_same_network_needs_no_new_authority(made: Ready, tmp_path: Path) -> None:
    moved = ready(tmp_path, at("192.168.7.99"), NOW)

    assert not moved.is_new
    said = extension(moved.server.certificate, x509.SubjectAlternativeName).value
    assert IPv4Address("192.168.7.99") in said.get_values_for_type(x509.IPAddress)
    assert IPv4Address("192.168.7.20") not in said.get_values_for_type(x509.IPAddress)


def test_another_network_or_name_needs_one_and_coming_back_does_not(made: Ready, tmp_path: Path) -> None:
    assert ready(tmp_path, at("10.0.0.4"), NOW).is_new
    assert not ready(tmp_path, HOME, NOW).is_new
    assert ready(tmp_path, replace(HOME, dns=("kinwell.home", *HOME.dns)), NOW).is_new


def test_near_its_end_the_authority_is_made_anew(made: Ready, tmp_path: Path) -> None:
    later = ready(tmp_path, HOME, made.authority.certificate.not_valid_after_utc - NEAR)

    assert later.is_new
    assert later.authority.certificate != made.authority.certificate


def test_a_certificate_never_outlives_its_authority(made: Ready, tmp_path: Path) -> None:
    ends = made.authority.certificate.not_valid_after_utc
    late = ready(tmp_path, HOME, ends - NEAR - timedelta(days=100))

    assert not late.is_new
    assert late.server.certificate.not_valid_after_utc == ends


@pytest.mark.parametrize("name", ["server.key", "server.crt", "authority.key"])
def test_what_was_lost_or_spoilt_is_made_anew(made: Ready, tmp_path: Path, name: str) -> None:
    for spoils in (lambda path: path.unlink(), lambda path: path.write_bytes(b"not a key")):
        spoils(made.paths.folder / name)
        again = ready(tmp_path, HOME, NOW)
        assert again.is_new == (name == "authority.key")
        again.server.certificate.verify_directly_issued_by(again.authority.certificate)
        made = again


# What a phone takes.


def greeting(made: Ready, name: str, trusts: Path, server: tuple[Path, Path] | None = None) -> str:
    """Return which TLS a client that trusts an authority speaks with a server of this certificate, under this name."""
    certificate, key = server or (made.paths.certificate, made.paths.key)
    offers = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    offers.load_cert_chain(certificate, key)
    asks = ssl.create_default_context(cafile=str(trusts))
    with closing(socket.create_server(("127.0.0.1", 0))) as listens:
        listens.settimeout(PATIENCE)

        def serve() -> None:
            with closing(listens.accept()[0]) as met:
                met.settimeout(PATIENCE)
                try:
                    offers.wrap_socket(met, server_side=True).close()
                except OSError:
                    return

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            with (
                closing(socket.create_connection(listens.getsockname(), timeout=PATIENCE)) as plain,
                asks.wrap_socket(plain, server_hostname=name) as spoken,
            ):
                return str(spoken.version())
        finally:
            thread.join(PATIENCE)


@pytest.fixture
def today(tmp_path: Path) -> Ready:
    return ready(tmp_path, HOME, datetime.now(UTC))


@pytest.mark.parametrize("name", ["nest.local", "nest", "localhost", "192.168.7.20", "127.0.0.1"])
def test_a_phone_that_trusts_the_authority_takes_the_certificate(today: Ready, name: str) -> None:
    assert greeting(today, name, today.paths.authority) == "TLSv1.3"


def test_under_a_name_that_is_not_ours_it_does_not(today: Ready) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        greeting(today, "192.168.7.21", today.paths.authority)


def test_a_phone_that_trusts_another_does_not(today: Ready, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = ready(tmp_path_factory.mktemp("other"), HOME, datetime.now(UTC))
    with pytest.raises(ssl.SSLCertVerificationError):
        greeting(today, "nest.local", other.paths.authority)


@pytest.mark.parametrize("name", ["bank.example", "192.168.8.1", "9.9.9.9"])
def test_whoever_took_the_key_can_vouch_for_nothing_outside_the_house(today: Ready, tmp_path: Path, name: str) -> None:
    stolen = forged(today, name, tmp_path)
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        greeting(today, name, today.paths.authority, server=stolen)


def forged(made: Ready, name: str, folder: Path) -> tuple[Path, Path]:
    """Return a certificate for any name, signed by the authority's own key."""
    said: x509.GeneralName
    try:
        said = x509.IPAddress(ip_address(name))
    except ValueError:
        said = x509.DNSName(name)
    now, key = datetime.now(UTC), made.server.key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    signed = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(made.authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([said]), critical=True)
        .add_extension(extension(made.server.certificate, x509.AuthorityKeyIdentifier).value, critical=False)
        .sign(made.authority.key, SHA256())
    )
    path = folder / "forged.crt"
    path.write_bytes(signed.public_bytes(Encoding.PEM))
    return path, made.paths.key


# What the machine is called.


def test_what_is_given_comes_first_and_is_kept_as_certificates_write_it() -> None:
    names = of_this_machine(["Kinwell.Home.", "192.168.9.9", "[fd00::7]"])

    assert names.first == names.dns[0] == "kinwell.home"
    assert names.ips[:2] == (IPv4Address("192.168.9.9"), IPv6Address("fd00::7"))
    assert "[fd00::7]" in names.hosts()
    assert {"localhost", "127.0.0.1", "[::1]"} <= set(names.hosts())


@pytest.mark.parametrize("given", ["", "a b", "-x", "kin_well", "x" * 64, "https://kinwell.home"])
def test_what_is_no_name_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="neither a name nor an address"):
        of_this_machine([given])
