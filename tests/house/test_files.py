"""No committed file tells where a package came from or on whose machine it was written."""

import re

from tests.house.sources import in_repository, name

REGISTRY = re.compile(r"\b(pypi|pythonhosted|npmjs|yarnpkg|debian|ubuntu)\.(org|com)\b|(?m:^--(extra-)?index-url)")
MACHINE = re.compile(r"(?<![\w./:*>}-])/(root|home|Users|work|tmp|var/folders)/\w|\b[A-Z]:\\Users\\")


def found(pattern: re.Pattern[str]) -> list[str]:
    lines = []
    for path in in_repository():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        lines += [f"{name(path)}:{text.count('\n', 0, hit.start()) + 1}: {hit[0]}" for hit in pattern.finditer(text)]
    return lines


def test_no_file_names_the_host_of_a_registry() -> None:
    assert not found(REGISTRY)


def test_no_file_names_a_path_of_a_machine() -> None:
    assert not found(MACHINE)


def test_the_patterns_find_what_they_should() -> None:
    assert REGISTRY.search("https://files.pythonhosted" + ".org/x")
    assert REGISTRY.search("a==1\n--index-" + "url https://example.org\n")
    assert MACHINE.search('open("/home' + '/ada/kinwell")')
    assert not MACHINE.search("/f/<family>/home/now")
