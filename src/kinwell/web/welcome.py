"""The first page: four fields and in; a look around; and the door for those who were invited."""

from uuid import uuid4

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kinwell import ask
from kinwell.accounts import access, families, invites, samples
from kinwell.accounts.models import User
from kinwell.web import forms, links, pages


def home(request: HttpRequest) -> HttpResponse:
    """Lead to one's family; to the first page when there is none yet; else to the sign-in. Whoever took up an
    invitation waits here, also when it was declined: that they are not told."""
    mine = access.homes(request.user)
    if mine:
        return redirect("now", mine[0])
    if (lent := links.lent(request)) is not None:
        return lent
    is_open = families.signup_open()
    if isinstance(request.user, User) and (invites.waits(request.user) or not is_open):
        return pages.page(request, "web/waiting.html", {})
    return redirect("welcome" if is_open else "account_login")


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Ask for four things and make a family of them."""
    if not families.signup_open():
        return redirect("account_login")
    form = {name: request.POST.get(name, "").strip() for name in ("name", "passphrase", "child", "born", "zone")}
    if request.method == "GET":
        return pages.page(request, "web/welcome.html", {"form": form})
    try:
        family = families.create(
            name=form["child"] or form["name"],
            zone_name=form["zone"] or "UTC",
            adult=form["name"],
            passphrase=request.POST.get("passphrase", ""),
            email="",
            children=[families.NewChild(name=form["child"], born=forms.month(form["born"]), born_day_known=False)],
            now=pages.now(),
            new_id=uuid4,
            takes_over=False,
        )
    except families.Refused as refused:
        return pages.page(request, "web/welcome.html", {"form": form, "error": refused.code}, status=422)
    user = User.objects.get(username=families.sign_in_name(form["name"]))
    login(request, user)
    return redirect("now", family)


@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """Open a small sample family, in a row of its own that nobody else sees."""
    if not families.signup_open():
        return redirect("account_login")
    made = samples.make(now=pages.now(), new_id=uuid4, zone_name=request.POST.get("zone", "UTC"))
    login(request, made.user)
    return redirect("now", made.family)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Show who invites to what, and take a name and a passphrase; the inviter then says whether it is them."""
    invited = invites.find(code, now=pages.now())
    if invited is None:
        return pages.page(request, "web/join.html", {"invited": None}, status=404)
    people = ask.people(access.shared_seat(invited.family), pages.now())
    form = {"name": request.POST.get("name", "").strip()}
    context = {
        "invited": invited,
        "inviter": people.name(invited.inviter),
        "child": next(iter(people.children.values()), None),
        "form": form,
        "is_known": isinstance(request.user, User) and not samples.looks_around(request.user),
    }
    if request.method == "GET":
        return pages.page(request, "web/join.html", context)
    try:
        user = _takes_up(request, code, form["name"])
    except families.Refused as refused:
        return pages.page(request, "web/join.html", {**context, "error": refused.code}, status=422)
    login(request, user)
    return redirect("home")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep on this device by which light pages are read: day, night, or (anything else) by the hour."""
    reply = redirect(request.POST.get("back") or "home") if _own(request.POST.get("back")) else redirect("home")
    chosen = request.POST.get("theme")
    if chosen in pages.THEMES:
        reply.set_cookie("theme", chosen, max_age=pages.KEPT, samesite="Lax")  # still.js reads it
    else:
        reply.delete_cookie("theme")
    return reply


@transaction.atomic
def _takes_up(request: HttpRequest, code: str, name: str) -> User:
    """Return who took up the invitation; raise Refused, and leave no new account behind, when somebody was quicker.
    Whoever is of the family already leaves the code as it is."""
    user = _guest(request, name)
    opened = invites.open_(code, user, name or user.username, now=pages.now())
    if not opened and user != request.user:
        raise families.Refused("invite.spent")
    return user


def _guest(request: HttpRequest, name: str) -> User:
    """Return who takes up the invitation: whoever is signed in here, else a new user."""
    if isinstance(request.user, User) and not samples.looks_around(request.user):
        return request.user
    return families.make_user(name, request.POST.get("passphrase", ""))


def _own(back: str | None) -> bool:
    """Return whether an address to go back to is one of this server."""
    return back is not None and back.startswith("/") and not back.startswith("//")
