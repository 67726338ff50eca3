"""coachtui: capture live listening sessions and coach contact-centre agents."""

__version__ = "0.1.0"
