"""Files that go into a reproduce bundle as they are."""
