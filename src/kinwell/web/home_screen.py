"""What a phone keeps of Kinwell on its home screen: a name that tells nothing, a mark, and two colours of the look."""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET

PAPER = "#faf6ef"  # --paper by day, in tokens.css
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable"))


@require_GET
def manifest(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  (every view is given it)
    """Return the web app manifest. It is the same for everyone: no family or person is named on a locked screen."""
    return JsonResponse(
        {
            "id": reverse("home"),
            "name": "Kinwell",
            "short_name": "Kinwell",
            "start_url": reverse("home"),
            "scope": reverse("home"),
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                {"src": static(f"web/{file}"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
                for file, size, purpose in ICONS
            ],
        },
        content_type="application/manifest+json",
    )
