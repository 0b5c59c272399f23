"""An application of the tests with jobs that sleep, grow, fail and leave a trace."""
