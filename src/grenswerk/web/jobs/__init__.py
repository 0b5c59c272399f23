"""Background jobs: what takes longer than a page may take, with progress, cancel, limits, and no job lost.

A room registers what it can do (`kinds.kind`), submits it (`submission.submit`) and shows the `Job` it gets. A
worker (`python -m grenswerk.web jobs`) takes jobs through django-tasks, each in a process of its own.
"""
