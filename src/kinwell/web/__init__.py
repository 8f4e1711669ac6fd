"""The screens: views that take a seat, ask or record, and render; templates that show and do not decide."""
