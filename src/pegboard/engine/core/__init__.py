"""What every part of the engine stands on: columns, whole numbers, local time, kernels, problems."""
