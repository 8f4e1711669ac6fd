"""What two adults rely on each other for: the night, who has the children, small asks. Nothing here is ever counted."""
