"""Learns which text answers a message: python3 train.py WHEEL LESSONS OUT [FOLD]

LESSONS: what `node bench/matchingLessons.ts` prints. FOLD, 0 to 2: the conversations of that fold are left out. Some 15 minutes
on two processors. The same machine and versions give the same file; others may round otherwise.
"""

import hashlib
import json
import random
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from answers import Answers, describe
from encoder import Encoder, Query
from lessons import ACTS, KINDS, LOCALES, Message, Texts, messages, wordings

EPOCHS = 4
BATCH = 48
# Wordings of editors that are shown in an epoch.
WORDINGS = 4_000
RATES = (8e-4, 1e-3)
WARM_UP = 100
# What it counts that a message names its service, and that it asks for no text, beside which text of its service answers.
NAMING = 0.5
ASKING_NOTHING = 0.3
# What it counts that no text answers of a service that the message leaves, and of others drawn at random.
LEAVING = 0.5
AT_RANDOM = 0.25
DRAWN = 2


def batches(shown: list[Message]) -> list[list[Message]]:
    """Messages of one language and of about the same length."""
    random.shuffle(shown)
    found = []
    for start in range(0, len(shown), BATCH * 40):
        chunk = sorted(shown[start : start + BATCH * 40], key=lambda message: len(message.pieces))
        for locale in LOCALES:
            own = [message for message in chunk if message.locale == locale]
            found += [own[at : at + BATCH] for at in range(0, len(own), BATCH)]
    random.shuffle(found)
    return found


def loss_of(batch: list[Message], scores: Tensor, texts: Texts) -> Tensor:
    """Cross-entropy: of the texts of the service that is meant, of all texts where the message says which service, and then that none
    answers of other services.
    """
    of_all = F.log_softmax(scores, -1)
    loss = scores.new_zeros(())
    for row, message in enumerate(batch):
        entries = {texts.all[number][0] for number in message.right if number < len(texts.all)}
        if message.asks:
            for entry in entries:
                own = set(texts.of[entry])
                right = torch.logsumexp(scores[row, [number for number in message.right if number in own]], 0)
                loss = loss - message.weight / len(entries) * (right - torch.logsumexp(scores[row, texts.of[entry]], 0))
        right = [number for entry in entries for number in texts.of[entry]] if message.any_text else message.right
        share = NAMING if message.names and entries else 0.0 if entries else ASKING_NOTHING
        if share > 0:
            loss = loss - message.weight * share * torch.logsumexp(of_all[row, right], 0)
        if message.names and entries:
            drawn = [entry for entry in random.sample(sorted(texts.services), DRAWN) if entry not in entries]
            for others, counts in ((message.left, LEAVING), (drawn, AT_RANDOM)):
                for entry in others:
                    own = texts.of[entry]
                    no_text = scores[row, texts.numbers[entry, 'unclear']] - torch.logsumexp(scores[row, own], 0)
                    loss = loss - message.weight * counts / len(others) * no_text
    return loss / sum(message.weight for message in batch)


def learn(encoder: Encoder, lessons: dict, fold: int | None) -> tuple[Query, Answers]:
    texts = Texts(lessons['services'])
    described = describe(encoder, texts)
    said = [message for message in messages(lessons['dialogues'], texts) if fold is None or message.fold != fold]
    worded = list(wordings(texts))
    for message in [*said, *worded]:
        message.pieces = encoder.pieces(message.text)
    query, answers = Query(encoder.source), Answers(texts)
    learnt = [[p for p in query.layers.parameters() if p.requires_grad], [*query.project.parameters(), *answers.parameters()]]
    optimizer = torch.optim.AdamW([{'params': part} for part in learnt], weight_decay=0.01)
    steps = EPOCHS * (len(said) + WORDINGS) / BATCH * 1.02
    step = 0
    for epoch in range(EPOCHS):
        total = []
        for batch in batches([*said, *random.sample(worded, min(WORDINGS, len(worded)))]):
            pace = step / WARM_UP if step < WARM_UP else max(0.03, 1 - (step - WARM_UP) / (steps - WARM_UP))
            for group, rate in zip(optimizer.param_groups, RATES):
                group['lr'] = rate * pace
            scores = query(*encoder.below([message.pieces for message in batch])) @ answers(described[batch[0].locale]).t()
            loss = loss_of(batch, scores * answers.scale.exp(), texts)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for part in learnt for p in part], 1.0)
            optimizer.step()
            total.append(loss.item())
            step += 1
        print(f'epoch {epoch + 1} of {EPOCHS}: loss {np.mean(total):.3f}', file=sys.stderr, flush=True)
    return query, answers


def halves(tensor: Tensor) -> bytes:
    """Numbers in half precision; those too small for a normal one are zero."""
    numbers = tensor.detach().numpy().astype('<f2')
    numbers[np.abs(numbers) < 2**-14] = 0
    return np.ascontiguousarray(numbers).tobytes()


def assemble(query: Query, answers: Answers) -> bytes:
    """The file that src/language/matching/matchingFile.ts reads. Adapters as raw bytes, columns first, as the graph takes them."""
    adapters = [
        halves(layer.down[name].t()) + halves(layer.up[name].t()) for layer in query.layers for name in ('qkv', 'ao', 'fi', 'fo')
    ]
    sections = {
        'adapters': b''.join(adapters),
        'query': halves(query.project.weight),
        'queryBias': halves(query.project.bias),
        'kinds': halves(answers.kinds.weight),
        'shares': halves(answers.shares),
        'hidden': halves(answers.hidden.weight),
        'hiddenBias': halves(answers.hidden.bias),
        'output': halves(answers.output.weight),
        'outputBias': halves(answers.output.bias),
        'acts': halves(answers.acts),
    }
    start = 4096
    places, at = {}, start
    for name, data in sections.items():
        places[name] = [at, len(data)]
        at += -(-len(data) // 64) * 64
    header = {
        'content': hashlib.sha256(b''.join(sections.values())).hexdigest()[:32],
        'kinds': KINDS,
        'acts': ACTS,
        'scale': answers.scale.exp().item(),
        'sections': places,
    }
    text = json.dumps(header, separators=(',', ':')).encode()
    assert len(text) <= start - 12
    out = bytearray(at)
    out[:12] = b'matching' + struct.pack('<I', len(text))
    out[12 : 12 + len(text)] = text
    for name, data in sections.items():
        out[places[name][0] : places[name][0] + len(data)] = data
    return bytes(out)


if __name__ == '__main__':
    if len(sys.argv) not in (4, 5):
        raise SystemExit('usage: python3 train.py WHEEL LESSONS OUT [FOLD]')
    torch.manual_seed(1)
    random.seed(1)
    with open(sys.argv[2]) as file:
        found = json.load(file)
    built = assemble(*learn(Encoder(sys.argv[1]), found, int(sys.argv[4]) if len(sys.argv) == 5 else None))
    with open(sys.argv[3], 'wb') as file:
        file.write(built)
    print(f'{hashlib.sha256(built).hexdigest()}  {sys.argv[3]}  {len(built):,} bytes')
