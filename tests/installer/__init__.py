"""Tests of the two commands a stranger starts with."""
