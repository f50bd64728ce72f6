"""What a learner takes along: exports that need no Firstfit to be read, and none to be believed."""
