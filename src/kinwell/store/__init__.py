"""What was written: the only place that knows SQL. Everything of a family is reached inside `within(family)`."""
