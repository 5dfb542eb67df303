"""The program as a whole: started as a process, driven from outside, judged by its books and its paper."""
