"""A small language for audience segments: rule files in git become exact audiences.

Importing this package costs nothing: no data engine and no terminal library is loaded until one is needed.
"""
