"""Trained networks run by ONNX Runtime, each loaded once a process."""

from functools import cache
from pathlib import Path
from typing import Any


class ModelMissing(FileNotFoundError):
    """A model's file isn't where it should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the model {path} is missing: install the package whole, or read with rules only")


@cache
def session(path: Path, threads: int = 1) -> Any:
    """The network of a file. `threads` 1 leaves the other cores to other pages. Raises `ModelMissing` where there is no file."""
    if not path.exists():
        raise ModelMissing(path)
    import onnxruntime  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
