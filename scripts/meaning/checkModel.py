"""Judges models/meaning/e5-small.bin against the whole model in full precision, and writes what the tests expect:
python3 checkModel.py WHEEL MODEL OUT.jsonl"""

import json
import struct
import sys

import numpy as np

from reference import Reference
from source import Source

SENTENCES = {
    'ca': [
        "Bon dia, voldria saber com m'he d'empadronar si visc en una habitació llogada",
        "quin horari té l'ajuntament els dissabtes?",
        'HI HA UN CONTENIDOR CREMANT AL CARRER MAJOR',
    ],
    'es': ['¿Dónde puedo pagar una multa de aparcamiento?', 'me e quedado sin luz en mi calle, k hago?'],
    'en': ['How do I register at the town hall if I have no rental contract?', 'my neighbour has fallen and is not breathing'],
    'fr': ["Comment inscrire mon fils à l'école maternelle ?", 'Le lampadaire devant chez moi ne fonctionne plus'],
    'pt': ['Preciso de renovar o meu cartão de estacionamento'],
    'it': ['Vorrei prendere un appuntamento per la carta di identità'],
    'ro': ['Unde pot depune o plângere pentru zgomot noaptea?'],
    'de': ['Wann wird der Sperrmüll in unserer Straße abgeholt?'],
    'ar': ['كيف يمكنني تسجيل عنواني في البلدية؟', 'أين أدفع ضريبة السيارة؟'],
    'zh': ['我想预约办理户口登记', '晚上楼上邻居太吵了怎么办？'],
    'ru': ['Как записать ребёнка в детский сад?', 'На улице не горит фонарь'],
    'uk': ['Де отримати довідку про місце проживання?'],
    'ur': ['میں اپنا پتہ کیسے رجسٹر کروا سکتا ہوں؟'],
    'hi': ['मैं अपना पता कैसे दर्ज कराऊँ?'],
    'bn': ['আমি কীভাবে আমার ঠিকানা নিবন্ধন করব?'],
    'pa': ['ਮੈਂ ਆਪਣਾ ਪਤਾ ਕਿਵੇਂ ਦਰਜ ਕਰਾਂ?'],
    'pl': ['Gdzie mogę zapłacić podatek od nieruchomości?'],
    'nl': ['Hoe laat gaat het gemeentehuis open?'],
    'tr': ['Belediyeye nasıl kayıt olabilirim?'],
    'tl': ['Saan ako magbabayad ng buwis sa lupa?'],
    'none': ['ok 👍🏽', '  12345   x@y.z\t\n½ ﬁn ', 'ⵣ ᚠ \U0001f9d1\u200d\U0001f692', 'a' * 500],
}


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
    cases = []
    for language, texts in SENTENCES.items():
        for text in texts:
            expected, here = whole.vector(text), pruned.vector(text)
            cosine = float(expected @ here)
            ids = pruned.pieces(text)
            print(f'{language:5} {cosine:.4f} {len(whole.pieces(text)):4} {len(ids):4}  {text.strip()[:60]!r}')
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
