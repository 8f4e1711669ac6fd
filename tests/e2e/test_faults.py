"""What goes wrong on a page is noticed, so that a green run says something."""

import re

import pytest

from tests.e2e.phone import Phone


@pytest.mark.parametrize(
    ("planted", "noticed"),
    [
        ("() => console.error('planted')", "console: planted"),
        ("() => { Promise.reject(new Error('planted')) }", "script: .*planted"),
        ("() => document.body.setAttribute('style', 'color: red')", "content security policy: style-src"),
        ("() => { fetch('http://elsewhere.invalid/').catch(() => 0) }", "content security policy: connect-src"),
        ("() => { fetch('/nothing-here') }", "404: GET /nothing-here"),
    ],
)
def test_a_planted_fault_is_noticed(phone: Phone, planted: str, noticed: str) -> None:
    phone.go("/")
    phone.page.evaluate(planted)
    phone.until(lambda: any(re.search(noticed, fault) for fault in phone.faults))
    assert phone.unforgiven()
    phone.forgive(noticed)
    phone.forgive("^console: .*(Content Security Policy|404|elsewhere)|^failed: ")
    assert not phone.unforgiven()
