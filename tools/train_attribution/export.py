"""A trained network as an ONNX file, its graph written out by hand: `python export.py CHECKPOINT OUT.onnx --weights half`.

Word vectors are kept as one byte a number with a scale for each word. Matrices are kept as half floats and widened when the
file is loaded (`half`), or as bytes with a scale for each output, multiplied as bytes with each word piece on its own scale
(`bytes`): 1.4 times as fast. `full` keeps everything as it was trained, to compare with.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from network import EPS, HEADS, LAYERS, POINT, WIDTH
from onnx import TensorProto, helper, numpy_helper

WEIGHT_TOP = 63  # seven bits: without VNNI two eight-bit products overflow their sixteen-bit sum
SIZE = WIDTH // HEADS


class Graph:
    """Nodes and weights as they are added; every method returns the name of what it adds."""

    def __init__(self, weights: str) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.kept: list[onnx.TensorProto] = []
        self.constants: dict[tuple, str] = {}
        self.quantised: dict[str, tuple] = {}

    def op(self, kind: str, *inputs: str, outputs: int = 1, **attributes) -> str | list[str]:
        """One operator; its output, or several."""
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def keep(self, values: np.ndarray) -> str:
        """A weight as it is."""
        name = f"w{len(self.kept)}"
        self.kept.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def constant(self, *values: int) -> str:
        """Whole numbers, each kept once."""
        if values not in self.constants:
            self.constants[values] = self.keep(np.array(values, np.int64))
        return self.constants[values]

    def half(self, values: np.ndarray) -> str:
        """Kept as half floats, widened when loaded."""
        if self.weights == "full":
            return self.plain(values)
        return self.op("Cast", self.keep(values.astype(np.float16)), to=TensorProto.FLOAT)

    def plain(self, values: np.ndarray) -> str:
        """Kept as floats."""
        return self.keep(values.astype(np.float32))

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray, exact: bool = False) -> str:
        """x · weightᵀ + bias, the weight [out, in] as PyTorch keeps it."""
        if self.weights == "bytes" and not exact:
            scales = np.abs(weight).max(1) / WEIGHT_TOP
            whole = np.clip(np.rint(weight / scales[:, None]), -WEIGHT_TOP, WEIGHT_TOP).astype(np.int8)
            if x not in self.quantised:  # each piece by its own largest number: no neighbour changes its meaning
                top = self.op("ReduceMax", self.op("Abs", x), self.constant(-1), keepdims=1)
                unit = self.op("Mul", top, self.plain(np.array(1 / 127)))
                level = self.op("Div", x, unit)
                low = self.op("QuantizeLinear", level, self.plain(np.array(1.0)), self.keep(np.array(128, np.uint8)))
                self.quantised[x] = (low, unit)
            low, unit = self.quantised[x]
            product = self.op("MatMulInteger", low, self.keep(whole.T), self.keep(np.array(128, np.uint8)))
            product = self.op("Mul", self.op("Cast", product, to=TensorProto.FLOAT), self.plain(scales))
            product = self.op("Mul", product, unit)
        else:
            product = self.op("MatMul", x, self.half(weight.T))
        return self.op("Add", product, self.plain(bias))

    def norm(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """A layer norm over the last axis."""
        return self.op("LayerNormalization", x, self.plain(weight), self.plain(bias), axis=-1, epsilon=EPS)


def build(state: dict[str, np.ndarray], weights: str) -> onnx.ModelProto:
    """The network's graph with its weights."""
    g = Graph(weights)
    x, mask3, mask4 = embedded(g, state)
    for i in range(LAYERS):
        x = layer(g, x, mask4, {k.split(".", 2)[2]: v for k, v in state.items() if k.startswith(f"layers.{i}.")})
    g.op("Identity", g.linear(x, state["tags.weight"], state["tags.bias"], exact=True))
    g.nodes[-1].output[0] = "tags"
    points = g.linear(x, state["pointers.weight"], state["pointers.bias"], exact=True)
    a, b, c, d = g.op("Split", points, outputs=4, axis=-1, num_outputs=4)
    for name, left, right in (("to_cue", a, b), ("to_source", c, d)):
        scores = g.op("MatMul", left, g.op("Transpose", right, perm=[0, 2, 1]))
        g.op("Add", g.op("Mul", scores, g.plain(np.array(POINT**-0.5))), mask3)
        g.nodes[-1].output[0] = name
    graph = helper.make_graph(
        g.nodes,
        "attribution",
        [helper.make_tensor_value_info(n, TensorProto.INT64, ["windows", "pieces"]) for n in ("ids", "shapes")],
        [
            helper.make_tensor_value_info("tags", TensorProto.FLOAT, ["windows", "pieces", 9]),
            helper.make_tensor_value_info("to_cue", TensorProto.FLOAT, ["windows", "pieces", "pieces"]),
            helper.make_tensor_value_info("to_source", TensorProto.FLOAT, ["windows", "pieces", "pieces"]),
        ],
        g.kept,
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="communique")


def embedded(g: Graph, state: dict[str, np.ndarray], further: tuple[str, ...] = ()) -> tuple[str, str, str]:
    """Words, places and shapes as the first layer takes them, and the masks of what is only filled up, with one axis more each."""
    table = state["words.weight"]
    scale = np.abs(table).max(1, keepdims=True) / 127
    scale[scale == 0] = 1.0
    if g.weights == "full":
        words = g.op("Gather", g.plain(table), "ids")
    else:
        rows = g.op("Gather", g.keep(np.rint(table / scale).astype(np.int8)), "ids")
        words = g.op("Mul", g.op("Cast", rows, to=TensorProto.FLOAT), g.op("Gather", g.plain(scale), "ids"))
    length = g.op("Squeeze", g.op("Slice", g.op("Shape", "ids"), g.constant(1), g.constant(2)))
    here = g.op("Range", g.keep(np.array(0, np.int64)), length, g.keep(np.array(1, np.int64)))
    places = g.op("Gather", g.half(state["places.weight"]), here)
    shapes = g.op("Gather", g.plain(state["shapes.weight"]), "shapes")
    x = g.op("Add", g.op("Add", words, places), shapes)
    for kind in further:
        x = g.op("Add", x, g.op("Gather", g.plain(state[f"{kind}.weight"]), kind))
    x = g.norm(x, state["norm.weight"], state["norm.bias"])
    padded = g.op("Cast", g.op("Equal", "ids", g.keep(np.array(0, np.int64))), to=TensorProto.FLOAT)
    mask3 = g.op("Unsqueeze", g.op("Mul", padded, g.plain(np.array(-1e4))), g.constant(1))
    mask4 = g.op("Unsqueeze", mask3, g.constant(1))
    return x, mask3, mask4


def layer(g: Graph, x: str, mask: str, w: dict[str, np.ndarray]) -> str:
    """One BERT layer; the heads' scale is folded into the queries' weights."""
    qkv, bias = w["qkv.weight"].copy(), w["qkv.bias"].copy()
    qkv[:WIDTH] *= SIZE**-0.5
    bias[:WIDTH] *= SIZE**-0.5
    parts = g.op("Split", g.linear(x, qkv, bias), outputs=3, axis=-1, num_outputs=3)
    apart = [g.op("Reshape", p, g.constant(0, 0, HEADS, SIZE)) for p in parts]
    q = g.op("Transpose", apart[0], perm=[0, 2, 1, 3])
    k = g.op("Transpose", apart[1], perm=[0, 2, 3, 1])
    v = g.op("Transpose", apart[2], perm=[0, 2, 1, 3])
    chances = g.op("Softmax", g.op("Add", g.op("MatMul", q, k), mask), axis=-1)
    mixed = g.op("Transpose", g.op("MatMul", chances, v), perm=[0, 2, 1, 3])
    mixed = g.op("Reshape", mixed, g.constant(0, 0, WIDTH))
    x = g.norm(g.op("Add", x, g.linear(mixed, w["out.weight"], w["out.bias"])), w["norm1.weight"], w["norm1.bias"])
    inner = g.op("Gelu", g.linear(x, w["up.weight"], w["up.bias"]))
    return g.norm(g.op("Add", x, g.linear(inner, w["down.weight"], w["down.bias"])), w["norm2.weight"], w["norm2.bias"])


def write_out(build: Callable[[dict, str], onnx.ModelProto], says: str, weights: str) -> None:
    """Ask for a checkpoint and a file, and write the checkpoint's graph there; `weights` is how they are kept unless asked."""
    ask = argparse.ArgumentParser(description=says)
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--weights", choices=("half", "bytes", "full"), default=weights)
    asked = ask.parse_args()
    kept = torch.load(asked.checkpoint, weights_only=False)
    kept["net"] = {k: v.float().numpy() for k, v in kept["net"].items()}
    model = build(kept, asked.weights)
    onnx.checker.check_model(model)
    onnx.save(model, str(asked.out))
    print(f"{asked.out}: {asked.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    write_out(lambda kept, weights: build(kept["net"], weights), __doc__ or "", "half")
