"""The till's key, signatures and PIN hashes."""
