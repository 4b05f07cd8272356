"""The trained network as an ONNX file: `python write.py CHECKPOINT.pt OUT.onnx`. Matrices as bytes, as in the attribution tagger's."""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

sys.path.append(str(Path(__file__).resolve().parents[1] / "train_attribution"))
from export import Graph, embedded, layer, write_out


def build(state: dict[str, np.ndarray], layers: int, weights: str) -> onnx.ModelProto:
    """The network's graph with its weights."""
    g = Graph(weights)
    x, _, mask4 = embedded(g, state, ("marks",))
    for i in range(layers):
        x = layer(g, x, mask4, {k.split(".", 2)[2]: v for k, v in state.items() if k.startswith(f"layers.{i}.")})
    types = g.op("Gather", g.plain(state["types.weight"]), "types")
    mentions = g.op("Add", g.op("MatMul", "shares", x), types)
    first = g.op("Slice", x, g.constant(0), g.constant(1), g.constant(1))
    whole = g.op("Unsqueeze", g.linear(first, state["whole.weight"], state["whole.bias"], exact=True), g.constant(2))
    left = g.op("Unsqueeze", g.linear(mentions, state["left.weight"], state["left.bias"], exact=True), g.constant(2))
    right = g.op("Unsqueeze", g.linear(mentions, state["right.weight"], state["right.bias"], exact=True), g.constant(1))
    pairs = g.op("Gelu", g.op("Add", g.op("Add", left, right), whole))
    g.op("Identity", g.linear(pairs, state["judge.weight"], state["judge.bias"], exact=True))
    g.nodes[-1].output[0] = "judged"
    long, whole_numbers = ["sentences", "pieces"], TensorProto.INT64
    graph = helper.make_graph(
        g.nodes,
        "encounters",
        [
            helper.make_tensor_value_info("ids", whole_numbers, long),
            helper.make_tensor_value_info("shapes", whole_numbers, long),
            helper.make_tensor_value_info("marks", whole_numbers, long),
            helper.make_tensor_value_info("shares", TensorProto.FLOAT, ["sentences", "mentions", "pieces"]),
            helper.make_tensor_value_info("types", whole_numbers, ["sentences", "mentions"]),
        ],
        [
            helper.make_tensor_value_info(
                "judged", TensorProto.FLOAT, ["sentences", "mentions", "mentions", "judgements"]
            )
        ],
        g.kept,
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="communique")


if __name__ == "__main__":
    write_out(lambda kept, weights: build(kept["net"], kept["layers"], weights), __doc__ or "", "bytes")
