"""Parts of the counter that know what they show: their inputs are the frozen rows of views.py, their acts are signals."""
