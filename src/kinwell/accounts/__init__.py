"""Who is asking: users, which family they belong to, invitations, and the seat from which they see."""
