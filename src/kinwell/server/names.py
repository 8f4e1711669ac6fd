"""What this machine is called at home: its names, and its addresses in the networks it is in. Nothing is sent."""

import re
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

type Ip = IPv4Address | IPv6Address

ITSELF = (IPv4Address("127.0.0.1"), IPv6Address("::1"))
LOCALHOST = "localhost"
NAME = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
UNIQUE_LOCAL = IPv6Network("fc00::/7")  # the IPv6 of a home; its other addresses change by the day
INSIDE = ("lo", "docker", "br-", "veth", "virbr")  # interfaces that lead to no other device
SIOCGIFADDR = 0x8915  # how Linux is asked for the IPv4 address of an interface
REQUEST, ANSWER = 40, slice(20, 24)  # bytes of its question, and where in it the address then stands
FAR = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))  # set apart for examples: nobody is there
PORT = 9  # named, and never reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names and addresses by which a machine is reached; what to type on a phone stands first."""

    dns: tuple[str, ...]
    ips: tuple[Ip, ...]
    first: str

    @property
    def machine(self) -> str:
        """Return what to call the machine in a sentence."""
        return next((name for name in self.dns if name != LOCALHOST), LOCALHOST)

    def hosts(self) -> list[str]:
        """Return all of them as they stand in an address."""
        return [*self.dns, *map(as_host, self.ips)]


def as_host(ip: Ip) -> str:
    """Return an address as it stands in a link."""
    return f"[{ip}]" if isinstance(ip, IPv6Address) else str(ip)


def of_this_machine(given: Sequence[str] = ()) -> Names:
    """Return the names and addresses of this machine, and those that were given. Raises ValueError for a given one that
    is neither a name nor an address."""
    names, ips = [], []
    for one in given:
        try:
            ips.append(ip_address(one.strip("[]")))
        except ValueError:
            names.append(_name(one))
    found = list(addresses())
    host = socket.gethostname().lower().rstrip(".")
    short = host.partition(".")[0]
    called = [name for name in (f"{short}.local", short, host, LOCALHOST) if NAME.fullmatch(name)]
    first = next(iter([*names, *map(as_host, [*ips, *found])]), called[0])
    dns = tuple(dict.fromkeys([*names, *called]))
    return Names(dns=dns, ips=tuple(dict.fromkeys([*ips, *found, *ITSELF])), first=first)


def addresses() -> Iterator[Ip]:
    """Yield the addresses by which other devices at home reach this machine; the one of the way out comes first."""
    for ip in [*_towards_others(), *_of_interfaces(), *_of_host()]:
        if ip.is_loopback or ip.is_link_local or ip.is_unspecified:
            continue
        if isinstance(ip, IPv4Address) or ip in UNIQUE_LOCAL:
            yield ip


def _name(given: str) -> str:
    """Return a name as it stands in a certificate; raise ValueError when it cannot."""
    try:
        name = given.strip().lower().rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not NAME.fullmatch(name):
        raise ValueError(f"{given!r} is neither a name nor an address")
    return name


def _towards_others() -> Iterator[Ip]:
    """Yield the address that would be the sender's; a datagram's socket that is connected sends nothing yet."""
    for family, far in FAR:
        with suppress(OSError), closing(socket.socket(family, socket.SOCK_DGRAM)) as way:
            way.connect((far, PORT))
            yield ip_address(way.getsockname()[0])


def _of_interfaces() -> Iterator[Ip]:
    if sys.platform != "linux":
        return
    from fcntl import ioctl

    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as asks:
        for _, name in socket.if_nameindex():
            if not name.startswith(INSIDE):
                with suppress(OSError):
                    answer = ioctl(asks.fileno(), SIOCGIFADDR, name.encode().ljust(REQUEST, b"\0"))
                    yield IPv4Address(answer[ANSWER])


def _of_host() -> Iterator[Ip]:
    with suppress(OSError):
        for *_, found in socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_DGRAM):
            yield ip_address(str(found[0]).partition("%")[0])
