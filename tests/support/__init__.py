"""Tests of app.support."""
