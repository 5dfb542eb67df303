"""The real window over the real database: journeys by keys, taps and scans."""
