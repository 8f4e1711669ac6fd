"""Addresses of the screens. Everything of a family lies under its id."""

from allauth.account.views import login, logout
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from kinwell.web import (
    family,
    favours,
    handover,
    history,
    home_screen,
    links,
    log,
    now,
    own_needs,
    own_people,
    people,
    see,
    support,
    tonight,
    welcome,
)

in_family: list[URLPattern] = [
    path("", now.now, name="now"),
    path("fresh", now.fresh, name="fresh"),
    path("log", log.log, name="log"),
    path("withdraw/<uuid:entry>", log.withdraw, name="withdraw"),
    path("days", history.history, name="history"),
    path("days/<uuid:entry>", history.edit, name="edit"),
    path("days/<uuid:entry>/remove", history.remove, name="remove"),
    path("days/<uuid:entry>/restore", history.restore, name="restore"),
    path("tonight", tonight.tonight, name="tonight"),
    path("ask", favours.favour, name="favour"),
    path("needs", own_needs.own_needs, name="own_needs"),
    path("needs/<slug:need>", own_needs.own_need, name="own_need"),
    path("people", own_people.own_people, name="own_people"),
    path("people/<uuid:friend>", own_people.own_person, name="own_person"),
    path("people/<uuid:friend>/remove", own_people.remove, name="own_person_removed"),
    path("family", family.family, name="family"),
    path("family/<uuid:person>", people.person, name="person"),
    path("see/<uuid:person>", see.see, name="see"),
    path("family/child", family.add_child, name="add_child"),
    path("family/zone", family.move, name="move"),
    path("handover/<uuid:child>", handover.card, name="handover"),
    path("handover/<uuid:child>/edit", handover.edit, name="card_edit"),
    path("handover/<uuid:child>/link", links.make, name="link"),
    path("link/back", links.give_back, name="give_back"),
    path("link/<uuid:link>/end", links.end, name="end_link"),
    path("family/invite", family.invite, name="invite"),
    path("family/invite/<int:invited>", family.answer, name="answer"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", welcome.home, name="home"),
    path("welcome", welcome.welcome, name="welcome"),
    path("sample", welcome.sample, name="sample"),
    path("join/<str:code>", welcome.join, name="join"),
    path("link/<str:code>", links.open_, name="open_link"),
    path("theme", welcome.theme, name="theme"),
    path("manifest.webmanifest", home_screen.manifest, name="manifest"),
    path("help", support.help_, name="help"),
    path("help/together", support.together, name="together"),
    path("help/sleep", support.safe_sleep, name="safe_sleep"),
    path("sign-in", login, name="account_login"),
    path("sign-out", logout, name="account_logout"),
    path("sign-up", RedirectView.as_view(pattern_name="welcome"), name="account_signup"),
    path("sign-in/again", RedirectView.as_view(pattern_name="account_login"), name="account_reset_password"),
    path("f/<uuid:family>/", include(in_family)),
]
