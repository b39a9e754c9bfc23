"""What bench/matchingLessons.ts writes, as training takes it: texts that answer, and messages with those that answer them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LOCALES = ('ca', 'es', 'en')
KINDS = (
    'whole', 'what', 'how', 'where', 'hours', 'cost', 'documents', 'deadline', 'duration', 'eligibility', 'online',
    'appointment', 'contact', 'refusal', 'legal-basis', 'exceptions', 'unclear',
)  # fmt: skip
# What messages do that ask for no text; `nothing`: they reject one, and name none.
ACTS = (
    'ack', 'smalltalk', 'outside', 'person', 'status', 'incident', 'complaint', 'suggestion', 'addition', 'simpler',
    'repeat', 'more', 'yes', 'no', 'nothing',
)  # fmt: skip
QUESTIONS = 12
# How much a message counts, by the series of its conversation (test/data/dialogues/README.md).
WEIGHTS = {'usual': 5.0, 'n': 4.0, 'p': 3.5, 'm': 2.5, 'b': 1.5, 'rare': 1.5}
FIRST_RARE = 200
OF_WORDING = 2.0


@dataclass
class Message:
    locale: str
    text: str
    # Numbers of the texts that answer it; from len(texts) on, acts.
    right: list[int]
    weight: float
    # Whether it says by itself which service it is about, and whether it asks for a text of one.
    names: bool
    asks: bool = True
    # Where it only names the service, any of its texts is right.
    any_text: bool = False
    # Services spoken of before in its conversation, where it names others: none of their texts answers it.
    left: list[str] = field(default_factory=list)
    fold: int | None = None
    pieces: list[int] = field(default_factory=list)


class Texts:
    """All texts that answer, by number."""

    def __init__(self, services: list[dict]):
        self.services = {service['entry']: service for service in services}
        self.all = [
            (service['entry'], name)
            for service in services
            for name in ('whole', *(detail['name'] for detail in service['details']), 'unclear')
        ]
        self.numbers = {text: number for number, text in enumerate(self.all)}
        self.of = {entry: [n for n, (own, _) in enumerate(self.all) if own == entry] for entry in self.services}

    def right(self, entry: str, aspect: str | None, texts: list[str] | None) -> list[int]:
        """The texts that answer what somebody labelled; an unknown service has none."""
        if entry not in self.services:
            return []
        number = lambda name: self.numbers.get((entry, name))  # noqa: E731
        if texts is not None:
            found = [n for n in map(number, texts) if n is not None]
            exact = [n for n in found if self.all[n][1] != 'whole']
            return (exact if exact and texts[0] != 'whole' else found) or [number('unclear')]
        if aspect == 'exceptions':
            return [n for n in self.of[entry] if self.all[n][1].startswith('exceptions:')] or [number('unclear')]
        known = number(aspect or 'whole')
        return [number('unclear') if known is None else known]


def plain(text: str) -> str:
    """A text without its markup: as `plainText` in src/language/matching/answerVectors.ts."""
    return re.sub(r'\]\([^)]*\)', ']', text).replace('**', '').replace('\n', ' ')


def weight_of(dialogue: str) -> float:
    series = dialogue.split('-')[1]
    if series[0] in WEIGHTS:
        return WEIGHTS[series[0]]
    return WEIGHTS['usual' if series.isdigit() and int(series) < FIRST_RARE else 'rare']


def messages(dialogues: list[dict], texts: Texts) -> Iterator[Message]:
    """What people say in conversations; each conversation belongs to a fold by its place."""
    for place, dialogue in enumerate(dialogues):
        spoken: list[str] = []
        for turn in dialogue['turns']:
            act = turn['act']
            named = [each['topic'] for each in turn.get('topics', [turn]) if each.get('topic') in texts.services]
            names = act in ('topic', 'back', 'two')
            left = [entry for entry in spoken if entry not in named] if names and named else []
            spoken += [entry for entry in named if entry not in spoken]
            asks = act not in ACTS
            if not asks:
                right = [len(texts.all) + ACTS.index(act)]
            elif act == 'two':
                right = [n for each in turn.get('topics', []) for n in texts.right(each['topic'], each.get('aspect'), None)]
            elif turn.get('topic'):
                right = texts.right(turn['topic'], turn.get('aspect'), turn.get('texts'))
            else:
                right, asks = [len(texts.all) + ACTS.index('nothing')], False
            if right:
                yield Message(
                    dialogue['locale'], turn['user'], right, weight_of(dialogue['id']),
                    names=names, asks=asks, any_text=act == 'back', left=left, fold=place % 3,
                )  # fmt: skip


def wordings(texts: Texts) -> Iterator[Message]:
    """How editors say that people ask: for a service as a whole, and for its special cases."""
    for entry, service in texts.services.items():
        for locale in LOCALES:
            for text in service['questions'][locale]:
                yield Message(locale, text, texts.of[entry], OF_WORDING, names=True, asks=False)
            for detail in service['details']:
                for text in detail['questions'][locale]:
                    yield Message(locale, text, [texts.numbers[entry, detail['name']]], OF_WORDING, names=False)
