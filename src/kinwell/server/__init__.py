"""The server: settings, addresses, ASGI."""
