"""The network that sees who meets whom: MiniLM's encoder, and a small judge of every two mentions of a sentence."""

import sys
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from communique.models.encounters import KINDS, STATUSES

sys.path.append(str(Path(__file__).resolve().parents[1] / "train_attribution"))
import network as encoder

WIDTH, EPS = encoder.WIDTH, encoder.EPS
JUDGE = 192
"""Width of the judge."""
TYPES = 3
"""Who, place, day."""
TIES = ("meets", "visits", "at", "on")
"""What ties two mentions: who and who, who and where to, who and where, who and when."""
OUT = len(TIES) + len(STATUSES) + len(KINDS)


class Encounters(nn.Module):
    """[sentences, pieces] ids, shapes and marks, [sentences, mentions, pieces] shares and [sentences, mentions] types →
    [sentences, mentions, mentions, OUT] logits."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(3, WIDTH)
        self.marks = nn.Embedding(1 + 2 * TYPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPS)
        self.layers = nn.ModuleList(encoder.Layer() for _ in range(layers))
        self.types = nn.Embedding(TYPES, WIDTH)
        self.left = nn.Linear(WIDTH, JUDGE)
        self.right = nn.Linear(WIDTH, JUDGE)
        self.whole = nn.Linear(WIDTH, JUDGE)
        self.judge = nn.Linear(JUDGE, OUT)
        self.dropout = 0.0
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.marks.weight)
        self.words.weight.requires_grad = False

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor, shares: Tensor, types: Tensor) -> Tensor:
        """`shares` is each mention's part in each piece: 1/n in its n pieces, 0 elsewhere; `marks` is 0 outside mentions, then
        1 + 2 × type in a mention's first piece and 2 + 2 × type in its others."""
        here = torch.arange(ids.shape[1], device=ids.device)
        mask = ((ids == 0).to(torch.float32) * -1e4)[:, None, None, :]
        x = self.norm(self.words(ids) + self.places(here)[None] + self.shapes(shapes) + self.marks(marks))
        for layer in self.layers:
            x = layer(x, mask)
        x = F.dropout(x, self.dropout, self.training)
        mentions = shares @ x + self.types(types)
        whole = self.whole(x[:, 0])[:, None, None, :]
        pairs = F.gelu(self.left(mentions)[:, :, None] + self.right(mentions)[:, None] + whole)
        return self.judge(F.dropout(pairs, self.dropout, self.training))


def from_minilm(path: Path, layers: int) -> Encounters:
    """The network with the first `layers` layers of all-MiniLM-L6-v2 and new heads."""
    whole = encoder.from_minilm(path)
    net = Encounters(layers)
    own = {
        k: v for k, v in whole.state_dict().items() if k in net.state_dict() and not k.startswith(("tags", "pointers"))
    }
    missing, odd = net.load_state_dict(own, strict=False)
    assert not odd and all(m.split(".")[0] in ("types", "marks", "left", "right", "whole", "judge") for m in missing), (
        missing,
        odd,
    )
    return net
