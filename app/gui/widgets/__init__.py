"""Widgets that know nothing of the shop: buttons, tiles, chips, fields, bars, sheets and paper, painted from a theme."""
