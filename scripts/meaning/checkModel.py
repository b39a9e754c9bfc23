"""Judges the pieces of models/meaning/e5-small.bin and its network against the whole model in full precision, and writes what
the tests expect: python3 checkModel.py WHEEL MODEL OUT.jsonl"""

import json
import struct
import sys

import numpy as np
import onnxruntime

from reference import Reference
from sentences import SENTENCES
from source import Source

def main(wheel: str, model: str, out: str) -> None:
    source = Source(wheel)
    with open(model, 'rb') as file:
        data = file.read()
    header = json.loads(data[12 : 12 + struct.unpack_from('<I', data, 8)[0]])

    def section(name: str) -> bytes:
        at, length = header['sections'][name]
        return data[at : at + length]

    units = section('pieces')
    ends = [0, *np.frombuffer(section('pieceEnds'), '<u4').tolist()]
    pieces = [units[2 * a : 2 * b].decode('utf-16-le') for a, b in zip(ends, ends[1:])]
    numbers = {piece: index for index, piece in enumerate(source.pieces)}
    kept = [numbers[piece] for piece in pieces]
    ours = {number: index for index, number in enumerate(kept)}
    whole, pruned = Reference(source), Reference(source, set(kept))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    network = onnxruntime.InferenceSession(section('graph'), options)

    def rounded(ids: list[int]) -> np.ndarray:
        """The vector of a text by the network, from its numbers in the file."""
        blocks = np.frombuffer(section('rows'), np.uint8).reshape(len(pieces), -1, 18)[[ours[number] for number in ids]]
        numbers = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], -1).astype(np.float32) - 8
        rows = (numbers * blocks[..., :2].copy().view('<f2').astype(np.float32)).reshape(1, len(ids), -1)
        given = {'rows': rows, 'of': np.array([0], np.int32), 'adapted': np.array([0], np.float32)}
        return network.run(['vectors'], given)[0][0]

    cases = []
    for language, texts in SENTENCES.items():
        for text in texts:
            expected, here = whole.vector(text), pruned.vector(text)
            cosine = float(expected @ here)
            ids = pruned.pieces(text)
            network_cosine = float(here @ rounded(ids))
            print(f'{language:5} {cosine:.4f} {network_cosine:.4f} {len(whole.pieces(text)):4} {len(ids):4}  {text.strip()[:60]!r}')
            cases.append(
                {
                    'language': language,
                    'text': text,
                    'pieces': [ours[number] for number in ids],
                    'cosine': round(cosine, 5),
                    'vector': [round(float(number), 5) for number in expected],
                }
            )
    with open(out, 'w', encoding='utf-8') as file:
        for line in [{'content': header['content']}, *cases]:
            file.write(json.dumps(line, ensure_ascii=False, separators=(',', ':')) + '\n')


if __name__ == '__main__':
    if len(sys.argv) != 4:
        raise SystemExit('usage: python3 checkModel.py WHEEL MODEL OUT.jsonl')
    main(*sys.argv[1:])
