"""A second adult joins: a code on one phone, a yes on the other, and the first one says that it is them."""

import re

from playwright.sync_api import expect

from tests.e2e.phone import Phone


def invite(phone: Phone, whom: str = "Cares for Iris with me") -> str:
    """Return the link of a new invitation."""
    phone.go(f"{phone.family}family")
    phone.button(whom).click()
    expect(phone.page.get_by_role("heading", name="Let them scan this")).to_be_visible()
    link = phone.page.locator(".link").inner_text()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/join/[\w-]{22}", link)
    return link


def confirm(phone: Phone, name: str) -> None:
    """Say yes to who has opened the code."""
    phone.go(f"{phone.family}family")
    expect(phone.page.locator("main")).to_contain_text(f"{name} has opened your code. Is it them?")
    phone.button("Yes, it is").click()
    expect(phone.page.locator("main")).not_to_contain_text("has opened your code")


def joined(inviter: Phone, phone: Phone, name: str = "Sam") -> Phone:
    """Return the phone, now of somebody of this name in the inviter's family."""
    phone.join(invite(inviter), name)
    confirm(inviter, name)
    return phone
