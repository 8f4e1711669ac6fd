"""Addresses. The family is in every one of its own; the session never holds a current family."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("kinwell.api.urls")),
    path("", include("kinwell.web.urls")),
]
handler403 = "kinwell.web.support.forbidden"
handler404 = "kinwell.web.support.not_found"
handler429 = "kinwell.web.support.too_many"  # of allauth's rate limits
