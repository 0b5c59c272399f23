"""One worker: facts in, an explained assessment out."""
