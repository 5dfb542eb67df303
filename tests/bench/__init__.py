"""The bench: every row of the architecture's table of budgets, each figure beside a reference that was taken in the same run."""
