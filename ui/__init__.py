"""Every way in: the command line and the page in the browser."""
