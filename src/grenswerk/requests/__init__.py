"""What another program may ask for, as data: the same questions, answers and errors as the command line's.

Nothing here reads or writes a file that the asker names: a worker, a reform and a letter come as data or text.
"""
