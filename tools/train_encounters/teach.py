"""Train it: `python teach.py SENTENCES_DIR OUT.pt [--held NAME]`, files *.txt; one line in twelve is kept to choose the epoch by."""

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from marked import WHEN, WHERE, WHO, Sentence, load
from pairs import KINDS, STATUSES, TIES, encoder, from_minilm
from torch.nn import functional as F

from communique.models.encounters import seen_by

ROWS = 1400
NOTHING = -100


def example(s: Sentence) -> dict | None:
    """Arrays of one sentence: ids, shapes, shares, types and the targets of every pair; None where nothing can be learnt."""
    seen = seen_by(s.text, [((x.start, x.end), x.type) for x in s.mentions]) if s.mentions else None
    if seen is None:
        return None
    m = len(s.mentions)
    ties = np.full((m, m, len(TIES)), NOTHING, np.float32)
    status, kind = np.full((m, m), NOTHING), np.full((m, m), NOTHING)
    alone = {g for g in s.groups if sum(x.type == WHO and g in x.groups for x in s.mentions) == 1}
    for i, a in enumerate(s.mentions):
        if a.type != WHO:
            continue
        for j, b in enumerate(s.mentions):
            both = a.groups & b.groups
            visits = {g for g in both if s.groups[g][0] == "visit"}
            if b.type == WHO and j >= i:
                met = (both & alone if i == j else both) - visits
                ties[i, j, 0] = bool(met)
                told = met
            elif b.type == WHERE:
                ties[i, j, 1] = bool(visits)
                ties[i, j, 2] = bool(both - visits)
                told = visits
            elif b.type == WHEN:
                ties[i, j, 3] = bool(both)
                told = frozenset()
            else:
                continue
            if told:
                first = s.groups[min(told)]
                status[i, j] = STATUSES.index(first[1])
                if first[0] in KINDS:
                    kind[i, j] = KINDS.index(first[0])
    return {**seen, "ties": ties, "status": status, "kind": kind}


def collate(group: list[dict]) -> dict:
    """Padded tensors of a batch."""
    b, n, m = len(group), max(len(e["ids"]) for e in group), max(len(e["types"]) for e in group)
    out = {
        "ids": np.zeros((b, n), np.int64),
        "shapes": np.zeros((b, n), np.int64),
        "marks": np.zeros((b, n), np.int64),
        "shares": np.zeros((b, m, n), np.float32),
        "types": np.zeros((b, m), np.int64),
        "ties": np.full((b, m, m, len(TIES)), NOTHING, np.float32),
        "status": np.full((b, m, m), NOTHING, np.int64),
        "kind": np.full((b, m, m), NOTHING, np.int64),
    }
    for k, e in enumerate(group):
        p, q = len(e["ids"]), len(e["types"])
        out["ids"][k, :p], out["shapes"][k, :p], out["marks"][k, :p] = e["ids"], e["shapes"], e["marks"]
        out["shares"][k, :q, :p], out["types"][k, :q] = e["shares"], e["types"]
        out["ties"][k, :q, :q], out["status"][k, :q, :q], out["kind"][k, :q, :q] = e["ties"], e["status"], e["kind"]
    return {name: torch.from_numpy(v) for name, v in out.items()}


def batches(examples: list[dict], dice: random.Random) -> list[list[dict]]:
    """Sentences of like length together."""
    ordered = sorted(examples, key=lambda e: (len(e["ids"]) // 6, dice.random()))
    found: list[list[dict]] = [[]]
    for e in ordered:
        if found[-1] and (len(found[-1]) + 1) * len(e["ids"]) > ROWS:
            found.append([])
        found[-1].append(e)
    dice.shuffle(found)
    return found


def loss_of(net, t: dict, hidden_words: float) -> torch.Tensor:
    """Cross entropies of the ties, and of status and kind where there is one."""
    ids = t["ids"]
    if hidden_words:
        hide = (torch.rand(ids.shape) < hidden_words) & (ids > 103)
        ids = torch.where(hide, torch.full_like(ids, 103), ids)
    out = net(ids, t["shapes"], t["marks"], t["shares"], t["types"])
    known = t["ties"] != NOTHING
    ties = F.binary_cross_entropy_with_logits(out[..., : len(TIES)][known], t["ties"][known])
    status = F.cross_entropy(
        out[..., len(TIES) : len(TIES) + len(STATUSES)].flatten(0, 2),
        t["status"].flatten(),
        ignore_index=NOTHING,
        reduction="sum",
    )
    kind = F.cross_entropy(
        out[..., len(TIES) + len(STATUSES) :].flatten(0, 2), t["kind"].flatten(), ignore_index=NOTHING, reduction="sum"
    )
    return (
        ties * 4
        + 0.3 * status / (t["status"] != NOTHING).sum().clamp(min=1)
        + 0.2 * kind / (t["kind"] != NOTHING).sum().clamp(min=1)
    )


def judged(net, examples: list[dict]) -> str:
    """Precision, recall and F1 of each tie at .5 (and precision at .8), and how often status and kind are right."""
    net.eval()
    rows = {k: np.zeros(6) for k in TIES}
    right = np.zeros(4)
    with torch.no_grad():
        for group in batches(examples, random.Random(0)):
            t = collate(group)
            out = net(t["ids"], t["shapes"], t["marks"], t["shares"], t["types"])
            for k, name in enumerate(TIES):
                known = t["ties"][..., k] != NOTHING
                p, y = torch.sigmoid(out[..., k][known]).numpy(), t["ties"][..., k][known].numpy() > 0
                for at, cut in enumerate((0.5, 0.8)):
                    rows[name][3 * at : 3 * at + 3] += [(y & (p > cut)).sum(), (p > cut).sum(), y.sum()]
            s = t["status"] != NOTHING
            right[:2] += [(out[..., 4:8].argmax(-1)[s] == t["status"][s]).sum().item(), s.sum().item()]
            s = t["kind"] != NOTHING
            right[2:] += [(out[..., 8:].argmax(-1)[s] == t["kind"][s]).sum().item(), s.sum().item()]
    told = []
    for name, (h, f, g, h8, f8, _) in rows.items():
        p, r = h / max(f, 1), h / max(g, 1)
        told.append(
            f"{name} {p:.3f}/{r:.3f} F {2 * p * r / max(p + r, 1e-9):.3f} (.8: {h8 / max(f8, 1):.3f}/{h8 / max(g, 1):.3f})"
        )
    return "; ".join(told) + f"; status {right[0] / max(right[1], 1):.3f} kind {right[2] / max(right[3], 1):.3f}"


def main() -> None:
    """Train, print each epoch's figures on the lines kept back, write the last network."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("data", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--held", help="files that start so are kept back whole, to see how it does on another hand's")
    ask.add_argument("--all", action="store_true", help="keep nothing back")
    ask.add_argument("--layers", type=int, default=3)
    ask.add_argument("--epochs", type=int, default=7)
    ask.add_argument("--rate", type=float, default=5e-4)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--minilm", type=Path)
    asked = ask.parse_args()
    torch.set_num_threads(asked.threads)
    torch.manual_seed(asked.seed)
    dice = random.Random(asked.seed)
    files = sorted(asked.data.glob("*.txt"))
    kept = [f for f in files if asked.held and f.name.startswith(asked.held)]
    train = [e for s in load(*[f for f in files if f not in kept]) if (e := example(s))]
    held = [e for s in load(*kept) if (e := example(s))]
    if not held:
        held = train[::12]
        if not asked.all:
            train = [e for k, e in enumerate(train) if k % 12]
    print(f"{len(train)} sentences to learn, {len(held)} kept back", flush=True)
    net = from_minilm(asked.minilm or encoder.packaged(), asked.layers)
    net.dropout = 0.1
    new = ("types", "marks", "left", "right", "whole", "judge", "shapes")
    heads = [p for n, p in net.named_parameters() if n.split(".")[0] in new]
    body = [p for n, p in net.named_parameters() if n.split(".")[0] not in new and p.requires_grad]
    rates = [asked.rate, asked.rate * 5]
    adam = torch.optim.AdamW(
        [{"params": body}, {"params": heads}], lr=asked.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    step, total = 0, len(batches(train, random.Random(0))) * asked.epochs
    for epoch in range(asked.epochs):
        net.train()
        began, lost, groups = time.time(), 0.0, batches(train, dice)
        for group in groups:
            done = min(step / total, 1.0)
            for part, rate in zip(adam.param_groups, rates, strict=True):
                part["lr"] = rate * min(step / (0.08 * total), (1 - done) / 0.92 + 1e-3)
            loss = loss_of(net, collate(group), 0.08)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
            adam.step()
            step += 1
            lost += loss.item()
        print(
            f"epoch {epoch + 1} loss {lost / len(groups):.4f} {time.time() - began:.0f} s | {judged(net, held)}",
            flush=True,
        )
    torch.save({"net": net.state_dict(), "layers": asked.layers}, asked.out)


if __name__ == "__main__":
    encoder.keep_memory()
    main()
