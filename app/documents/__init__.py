"""Receipts, slips and other papers: built from ready values, laid out once, rendered to text, ESC/POS bytes, picture and PDF."""
