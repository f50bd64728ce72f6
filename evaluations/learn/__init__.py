"""Short notes on every idea, metric, model, figure and check: words in ``notes/``, drawn and shown here."""
