"""Sources: published files and services, bytes to raw frames and nothing else."""
