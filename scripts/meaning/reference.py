"""A forward pass of multilingual-e5-small in full precision, to judge the rounded network by."""

from collections.abc import Callable

import numpy as np

from source import Source, Tokenizer


def erf(x: np.ndarray) -> np.ndarray:
    """Abramowitz and Stegun 7.1.26, in double precision: wrong by at most 1.5e-7."""
    z = np.abs(x.astype(np.float64))
    t = 1 / (1 + 0.3275911 * z)
    p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    return np.sign(x) * (1 - p * np.exp(-z * z))


class Reference:
    """Turns texts into vectors with all pieces (`keep` None) or with some of them only."""

    def __init__(self, source: Source, keep: set[int] | None = None):
        self.source = source
        self.tokenizer = Tokenizer(source, keep)
        self.rows = source.blocks('emb.word').reshape(-1, source.hidden // 32, 18)
        self.positions = source.floats('emb.pos').reshape(-1, source.hidden) + source.floats('emb.type')[: source.hidden]
        shapes = {'q': 384, 'k': 384, 'v': 384, 'ao': 384, 'fi': 384, 'fo': 1536}
        self.matrices = [
            {name: source.matrix(f'l{layer}.{name}.w', columns).T for name, columns in shapes.items()}
            for layer in range(source.layers)
        ]

    def pieces(self, text: str) -> list[int]:
        ids = self.tokenizer.encode('query: ' + text.strip()[:400].rstrip())[:126]
        return [self.source.bos, *ids, self.source.eos]

    def norm(self, x: np.ndarray, name: str) -> np.ndarray:
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + self.source.epsilon)
        return x * self.source.floats(f'{name}.w') + self.source.floats(f'{name}.b')

    def vector(self, text: str, seen: Callable[[str, np.ndarray], None] = lambda _name, _x: None) -> np.ndarray:
        """`seen` is called with what each matrix is given: `l0.qkv`, [pieces, columns]."""
        pieces = self.pieces(text)
        blocks = self.rows[pieces]
        numbers = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], -1).astype(np.float32) - 8
        scales = blocks[..., :2].copy().view('<f2').astype(np.float32)
        x = (numbers * scales).reshape(len(pieces), -1) + self.positions[: len(pieces)]
        x = self.norm(x, 'emb.ln')
        heads = self.source.heads
        for layer, matrix in enumerate(self.matrices):

            def dense(value: np.ndarray, name: str) -> np.ndarray:
                return value @ matrix[name] + self.source.floats(f'l{layer}.{name}.b')

            seen(f'l{layer}.qkv', x)
            query, key, value = (dense(x, n).reshape(len(pieces), heads, -1).transpose(1, 0, 2) for n in 'qkv')
            scores = query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(query.shape[-1]))
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            mixed = scores / scores.sum(-1, keepdims=True) @ value
            mixed = mixed.transpose(1, 0, 2).reshape(len(pieces), -1)
            seen(f'l{layer}.ao', mixed)
            x = self.norm(x + dense(mixed, 'ao'), f'l{layer}.aln')
            seen(f'l{layer}.fi', x)
            inner = dense(x, 'fi')
            inner = (0.5 * inner * (1 + erf(inner / np.sqrt(2)))).astype(np.float32)
            seen(f'l{layer}.fo', inner)
            x = self.norm(x + dense(inner, 'fo'), f'l{layer}.oln')
        mean = x.mean(0)
        return mean / np.linalg.norm(mean)
