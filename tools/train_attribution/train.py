"""Train the tagger: `python train.py DATA OUT` with train.jsonl and dev.jsonl in DATA; writes OUT/epoch-N.pt."""

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from corpus import NOTHING, Labels, load, windows_of
from network import Tagger, from_minilm, keep_memory, packaged
from torch.nn import functional as F

from communique.models.windows import Window, batch

ROWS = 1600  # pieces a batch holds


def batches(windows: list[tuple[Window, Labels]], dice: random.Random) -> list[list[tuple[Window, Labels]]]:
    """Windows of like length together, `ROWS` pieces each, in a shuffled order."""
    ordered = sorted(windows, key=lambda w: (len(w[0]) // 8, dice.random()))
    found: list[list] = [[]]
    for w in ordered:
        if found[-1] and (len(found[-1]) + 1) * len(w[0]) > ROWS:
            found.append([])
        found[-1].append(w)
    dice.shuffle(found)
    return found


def tensors(group: list[tuple[Window, Labels]]) -> tuple[torch.Tensor, ...]:
    """Ids, shapes, tags [b, 3, n] and pointers' targets [b, n] of a batch."""
    ids, shapes = batch([w for w, _ in group])
    b, n = ids.shape
    tags = np.full((b, 3, n), NOTHING)
    cue, source = np.full((b, n), NOTHING), np.full((b, n), NOTHING)
    for i, (w, labels) in enumerate(group):
        tags[i, :, : len(w)] = labels.tags
        cue[i, : len(w)] = labels.to_cue
        source[i, : len(w)] = labels.to_source
    return tuple(torch.from_numpy(x) for x in (ids, shapes, tags, cue, source))


def loss_of(net: Tagger, group: list[tuple[Window, Labels]], hidden_words: float) -> torch.Tensor:
    """The sum of the tags' and the pointers' cross entropies."""
    ids, shapes, tags, cue, source = tensors(group)
    if hidden_words:
        hide = (torch.rand(ids.shape) < hidden_words) & (ids > 102)
        ids = torch.where(hide, torch.full_like(ids, 103), ids)
    logits, to_cue, to_source = net(ids, shapes)
    b, n, _ = logits.shape
    per_role = logits.view(b, n, 3, 3).permute(0, 3, 2, 1)  # [b, tag, role, n]
    loss = F.cross_entropy(per_role, tags, ignore_index=NOTHING) * 3
    return loss + 0.3 * led(to_cue, cue) + 0.3 * led(to_source, source)


def led(pointer: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """The mean cross entropy of a pointer; a batch may hold nothing to lead anywhere."""
    lost = F.cross_entropy(pointer.transpose(1, 2), target, ignore_index=NOTHING, reduction="sum")
    return lost / (target != NOTHING).sum().clamp(min=1)


def main() -> None:
    """Train and write a checkpoint after every epoch."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("data", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument(
        "--minilm", type=Path, help="model.safetensors of all-MiniLM-L6-v2; default: the installed package's"
    )
    ask.add_argument("--epochs", type=int, default=4)
    ask.add_argument("--rate", type=float, default=3e-4)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--resume", type=Path)
    asked = ask.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(asked.threads)
    torch.manual_seed(asked.seed)
    dice = random.Random(asked.seed)
    train, dev = load(asked.data / "train.jsonl"), load(asked.data / "dev.jsonl")
    net = from_minilm(asked.minilm or packaged())
    net.dropout = 0.1
    heads = [p for n, p in net.named_parameters() if n.split(".")[0] in ("tags", "pointers", "shapes")]
    body = [
        p
        for n, p in net.named_parameters()
        if n.split(".")[0] not in ("tags", "pointers", "shapes") and p.requires_grad
    ]
    rates = [asked.rate, asked.rate * 4]
    adam = torch.optim.AdamW(
        [{"params": body}, {"params": heads}], lr=asked.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    start_epoch, step = 0, 0
    if asked.resume:
        state = torch.load(asked.resume, weights_only=False)
        net.load_state_dict(state["net"])
        adam.load_state_dict(state["adam"])
        start_epoch, step = state["epoch"], state["step"]
        dice.setstate(state["dice"])
    total = 0
    for epoch in range(start_epoch, asked.epochs):
        packed = [w for a in train for w in windows_of(a, dice.choice((128, 160, 192, 224)), dice, 0.6)]
        groups = batches(packed, dice)
        total = total or step + len(groups) * (asked.epochs - epoch)
        net.train()
        began, seen, lost = time.time(), 0, 0.0
        for i, group in enumerate(groups):
            done = min(step / total, 1.0)
            scale = min(step / (0.08 * total), (1 - done) / 0.92 + 1e-3)
            for part, rate in zip(adam.param_groups, rates, strict=True):
                part["lr"] = rate * scale
            loss = loss_of(net, group, 0.05)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
            adam.step()
            step += 1
            seen += sum(len(w) for w, _ in group)
            lost += loss.item()
            if (i + 1) % 50 == 0:
                print(
                    f"epoch {epoch} batch {i + 1}/{len(groups)} loss {lost / 50:.4f} {seen / (time.time() - began):.0f} pieces/s",
                    flush=True,
                )
                lost = 0.0
        net.eval()
        with torch.no_grad():
            losses = [
                loss_of(net, g, 0).item()
                for g in batches([w for a in dev for w in windows_of(a, 192)], random.Random(0))
            ]
        print(f"epoch {epoch} done, dev loss {np.mean(losses):.4f}, {time.time() - began:.0f} s", flush=True)
        torch.save(
            {
                "net": net.state_dict(),
                "adam": adam.state_dict(),
                "epoch": epoch + 1,
                "step": step,
                "dice": dice.getstate(),
            },
            asked.out / f"epoch-{epoch + 1}.pt",
        )


if __name__ == "__main__":
    keep_memory()
    main()
