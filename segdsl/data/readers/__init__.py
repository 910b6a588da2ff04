"""One module per family of file formats: each turns files into parts and finds what is wrong with a file."""
