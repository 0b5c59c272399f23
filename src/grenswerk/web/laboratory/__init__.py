"""The laboratory in the browser: choose or write a reform, run it on a border, keep and publish what it found."""
