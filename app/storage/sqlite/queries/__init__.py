"""The read side, one file per subject. Every method is bounded; rows become the frozen values of the domain and the ports."""
