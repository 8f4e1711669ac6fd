"""A certificate for HTTPS at home, and the authority of this machine that signs it, kept in DATA/tls.

A phone that is told once to trust the authority trusts the certificates it signs, and it signs for this machine alone:
it is constrained to the machine's names and to the networks it is in, and may make no authority below it. Its key never
leaves the folder. The certificate is made anew at a start when it nears its end or the addresses are others; the
authority lasts ten years, unless the machine is called or reached by what it may not sign for.
"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kinwell.server.names import ITSELF, Ip, Names

type Network = IPv4Network | IPv6Network

FOLDER = "tls"
AUTHORITY_LASTS = timedelta(days=3652)  # ten years
CERTIFICATE_LASTS = timedelta(days=397)  # what browsers take at most
NEAR = timedelta(days=30)  # before its end a certificate is made anew
SKEW = timedelta(days=1)  # by which a phone's clock may be behind
HOME_BITS = {4: 24, 6: 64}  # of an address at home: a router gives another in the same network from time to time
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the keys and certificates lie."""

    folder: Path

    @property
    def authority(self) -> Path:
        """Return where the authority's certificate lies: what phones are given."""
        return self.folder / "authority.crt"

    @property
    def authority_key(self) -> Path:
        """Return where the authority's key lies."""
        return self.folder / "authority.key"

    @property
    def certificate(self) -> Path:
        """Return where the server's certificate lies."""
        return self.folder / "server.crt"

    @property
    def key(self) -> Path:
        """Return where the server's key lies."""
        return self.folder / "server.key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A certificate and the key to it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def name(self) -> str:
        """Return what the certificate calls itself."""
        return str(self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)

    @property
    def fingerprint(self) -> str:
        """Return its SHA-256, as phones show it."""
        return self.certificate.fingerprint(SHA256()).hex(":").upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What to serve with, and whether the authority took another's place: phones have to be told to trust it, too."""

    paths: Paths
    authority: Pair
    server: Pair
    is_new: bool


def ready(data: Path, names: Names, now: datetime) -> Ready:
    """Return the certificate to serve with, after making anew what is missing, nears its end, or no longer fits."""
    paths = Paths(data / FOLDER)
    paths.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    paths.folder.chmod(PRIVATE_FOLDER)
    authority, is_new = _kept(paths.authority, paths.authority_key), False
    if authority is None or not _lasts(authority, now) or not _may_sign_for(authority, names):
        is_new = paths.authority.exists()
        authority = _new_authority(names, now, [] if authority is None else permitted(authority.certificate))
        _keep(authority, paths.authority, paths.authority_key)
    server = _kept(paths.certificate, paths.key)
    if server is None or not _lasts(server, now) or not _is_for(server, names) or not _signed(authority, server):
        server = _new_certificate(authority, names, now)
        _keep(server, paths.certificate, paths.key)
    return Ready(paths=paths, authority=authority, server=server, is_new=is_new)


def kept(data: Path) -> tuple[Pair, Pair] | None:
    """Return the authority and the certificate that are kept; None where there are none, or they cannot be read."""
    paths = Paths(data / FOLDER)
    authority, server = _kept(paths.authority, paths.authority_key), _kept(paths.certificate, paths.key)
    return None if authority is None or server is None else (authority, server)


def permitted(authority: x509.Certificate) -> list[x509.GeneralName]:
    """Return the names and networks for which an authority may sign."""
    found = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees
    return list(found or [])


def network(ip: Ip) -> Network:
    """Return the network of an address at home; of any other address itself alone."""
    if not ip.is_private or ip in ITSELF:
        return ip_network(ip)
    return ip_network((ip, HOME_BITS[ip.version]), strict=False)


def _new_authority(names: Names, now: datetime, before: list[x509.GeneralName]) -> Pair:
    """Return an authority for these names, and for those that one before it had: a laptop that comes back to a network
    needs no third one."""
    subject = _subject(f"Kinwell on {names.machine}, {now:%Y-%m-%d}")
    names_and_networks = dict.fromkeys([*before, *_subtrees(names)])
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        _builder(subject, subject, key, now, now + AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.NameConstraints([*names_and_networks], excluded_subtrees=None), critical=True)
    )
    return Pair(certificate=builder.sign(key, SHA256()), key=key)


def _new_certificate(authority: Pair, names: Names, now: datetime) -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    begins = now - SKEW
    ends = min(begins + CERTIFICATE_LASTS, authority.certificate.not_valid_after_utc)
    issuer = authority.certificate.subject
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = (
        _builder(_subject(names.dns[0]), issuer, key, now, ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
        .add_extension(identifier, critical=False)
    )
    return Pair(certificate=builder.sign(authority.key, SHA256()), key=key)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _subject(name: str) -> x509.Name:
    most = 64  # characters that the standard allows
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:most])])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _alternatives(names: Names) -> list[x509.GeneralName]:
    return [*map(x509.DNSName, names.dns), *map(x509.IPAddress, names.ips)]


def _subtrees(names: Names) -> list[x509.GeneralName]:
    return [*map(x509.DNSName, names.dns), *(x509.IPAddress(network(ip)) for ip in names.ips)]


def _lasts(pair: Pair, now: datetime) -> bool:
    return pair.certificate.not_valid_before_utc <= now < pair.certificate.not_valid_after_utc - NEAR


def _may_sign_for(authority: Pair, names: Names) -> bool:
    return set(_subtrees(names)) <= set(permitted(authority.certificate))


def _is_for(server: Pair, names: Names) -> bool:
    said = server.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(said) == set(_alternatives(names))


def _signed(authority: Pair, server: Pair) -> bool:
    try:
        server.certificate.verify_directly_issued_by(authority.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _kept(certificate: Path, key: Path) -> Pair | None:
    """Return a pair that is kept; None when it is not whole, and is made anew."""
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        opens = load_pem_private_key(key.read_bytes(), password=None)
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(opens, ec.EllipticCurvePrivateKey) or opens.public_key() != found.public_key():
        return None
    return Pair(certificate=found, key=opens)


def _keep(pair: Pair, certificate: Path, key: Path) -> None:
    _write(key, pair.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _write(certificate, pair.certificate.public_bytes(Encoding.PEM))


def _write(path: Path, text: bytes) -> None:
    """Put a file in place at once, and never readable by others on the way."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
        file.write(text)
    fresh.replace(path)
