"""Presenters over the real database, without a QApplication."""
