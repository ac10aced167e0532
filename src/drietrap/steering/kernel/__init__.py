"""The compiled core: addressed draws, one month of one family, queues and counts."""
