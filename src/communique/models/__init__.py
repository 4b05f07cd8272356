"""Trained weights as ONNX files, each beside the card that says how it was trained and how it scores.

Models take words and give numbers: nothing here knows of records. `minilm-tokenizer.json` is the WordPiece vocabulary of
all-MiniLM-L6-v2 (Apache-2.0), which every model here reads words with.
"""
