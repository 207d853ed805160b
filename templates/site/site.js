// What makes the pages quicker to use; each works without it.
