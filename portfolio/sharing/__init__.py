"""How a page looks where it is mentioned: preview image, badge, card, citation, machine-readable data."""
