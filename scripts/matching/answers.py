"""What turns the texts of services into the vectors that messages are compared with."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from encoder import SIZE, Encoder
from lessons import ACTS, KINDS, LOCALES, QUESTIONS, Texts, plain

OF_KIND = 64
HIDDEN = 256
# A text is described by five vectors: its service's title, answer and wordings, its own words, and its own wordings.
GIVEN = 5


def describe(encoder: Encoder, texts: Texts) -> dict[str, Tensor]:
    """The five vectors of each text, by language: [texts, 5 * SIZE]."""
    services = texts.services.values()
    all_texts = {
        text
        for service in services
        for locale in LOCALES
        for text in (
            service['title'][locale],
            plain(service['whole'][locale]),
            *service['questions'][locale][:QUESTIONS],
            *(plain(detail['answer'][locale]) for detail in service['details']),
            *(text for detail in service['details'] for text in detail['questions'][locale]),
        )
    }
    ordered = sorted(all_texts)
    vectors = dict(zip(ordered, encoder.vectors(ordered)))
    none = torch.zeros(SIZE)

    def mean(found: list[str]) -> Tensor:
        return F.normalize(torch.stack([vectors[text] for text in found]).mean(0), dim=0) if found else none

    described = {}
    for locale in LOCALES:
        rows = []
        for service in services:
            whole = plain(service['whole'][locale])
            known = [vectors[service['title'][locale]], vectors[whole], mean(service['questions'][locale][:QUESTIONS])]
            rows.append(torch.cat([*known, vectors[whole], none]))
            for detail in service['details']:
                own = [vectors[plain(detail['answer'][locale])], mean(detail['questions'][locale])]
                rows.append(torch.cat([*known, *own]))
            rows.append(torch.cat([*known, none, none]))
        described[locale] = torch.stack(rows)
    return described


class Answers(nn.Module):
    """The same network as `createAnswerLayer` in src/language/matching/answerVectors.ts."""

    def __init__(self, texts: Texts):
        super().__init__()
        names = ['exceptions' if name.startswith('exceptions:') else name for _, name in texts.all]
        self.kind_of = torch.tensor([KINDS.index(name) for name in names])
        self.kinds = nn.Embedding(len(KINDS), OF_KIND)
        self.shares = nn.Parameter(torch.tensor([0.3, 0.1, 0.4, 0.5, 0.4])[:, None].repeat(1, SIZE))
        self.hidden = nn.Linear(GIVEN * SIZE + OF_KIND, HIDDEN)
        self.output = nn.Linear(HIDDEN, SIZE)
        nn.init.zeros_(self.output.weight)
        nn.init.zeros_(self.output.bias)
        self.acts = nn.Parameter(torch.randn(len(ACTS), SIZE) * 0.05)
        self.scale = nn.Parameter(torch.tensor(3.0))

    def forward(self, described: Tensor) -> Tensor:
        given = F.dropout(described, 0.1, self.training)
        inner = F.gelu(self.hidden(torch.cat([given, self.kinds(self.kind_of)], -1)))
        answers = (given.view(-1, GIVEN, SIZE) * self.shares).sum(1) + self.output(F.dropout(inner, 0.1, self.training))
        return F.normalize(torch.cat([answers, self.acts]), dim=-1)
