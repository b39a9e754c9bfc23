"""Chooses the pieces that the bot needs of the 250,002 that multilingual-e5-small has."""

import unicodedata

from wordfreq import get_frequency_dict

from source import Source, Tokenizer

# The languages whose words are read, and how much each weighs in the choice.
LANGUAGES = {
    **dict.fromkeys(['ca', 'es', 'en'], 4.0),
    **dict.fromkeys(['fr', 'pt', 'it', 'ro', 'ar', 'zh', 'ur', 'ru', 'uk', 'de'], 2.0),
    **dict.fromkeys(['hi', 'bn', 'pl', 'nl', 'tr', 'fil'], 1.0),
}

# How many of a language's most frequent words are read.
WORDS = 60_000

# Scripts that are kept whole: Punjabi has no list of words.
WHOLE_SCRIPTS = ('GURMUKHI',)


def plain(word: str) -> str:
    """The word without accents, as many people type it."""
    return ''.join(c for c in unicodedata.normalize('NFD', word) if not unicodedata.combining(c))


def always_kept(source: Source) -> set[int]:
    """The marks, single characters (also repeated) with or without a space before them, digits, and whole scripts."""
    kept = {source.bos, source.eos, source.pad, source.unknown}
    for index, piece in enumerate(source.pieces):
        bare = piece.lstrip('\u2581')
        script = unicodedata.name(bare[0], '?').split()[0] if bare else ''
        if len(set(bare)) <= 1 or script in WHOLE_SCRIPTS or not any(c.isalnum() for c in bare):
            kept.add(index)
        elif bare.isdigit():
            kept.add(index)
    return kept


def choose(source: Source, size: int) -> list[int]:
    """Up to `size` pieces, by number: what is always kept, then what the most frequent words need most."""
    tokenizer = Tokenizer(source)
    need: dict[int, float] = {}
    for language, weight in LANGUAGES.items():
        share: dict[int, float] = {}
        words = get_frequency_dict(language, 'best')
        for word in sorted(words, key=lambda word: (-words[word], word))[:WORDS]:
            frequency = words[word]
            spellings = {word.upper(): 0.02, plain(word): 0.1, word.capitalize(): 0.3, word: 1.0}
            for spelling, part in spellings.items():
                # After a space, or after an apostrophe, a hyphen or another word.
                for start, often in ('\u2581', 1.0), ('', 1.0 if language == 'zh' else 0.2):
                    for piece in tokenizer.split(start + tokenizer.normalise(spelling)):
                        share[piece] = share.get(piece, 0.0) + frequency * part * often
        for piece, much in share.items():
            need[piece] = max(need.get(piece, 0.0), much * weight)
    kept = always_kept(source)
    for piece in sorted(need, key=lambda piece: (-need[piece], piece)):
        if len(kept) >= size:
            break
        kept.add(piece)
    return sorted(kept)
