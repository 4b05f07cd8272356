"""Tests read the tables of the package alone, whatever tables of their own a developer keeps."""

import os

os.environ["COMMUNIQUE_KNOWLEDGE"] = ""
