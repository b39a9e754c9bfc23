/** By which confidence of its topics a question is answered. */
export interface TopicThresholds {
  /** The best entry is shown from here on. */
  readonly answer: number;
  /** It is shown already from here on, where it is `times` as likely as the next. */
  readonly clear: number;
  readonly times: number;
  /** It needs nothing more from here on: no tie, no other side and no bare word makes it doubtful. */
  readonly sure: number;
  /** Nothing is shown beside it from here on. */
  readonly alone: number;
  /** The best entries are offered from here on. */
  readonly clarify: number;
  /** Two entries that are nearer than this are as likely. */
  readonly lead: number;
  /** A choice has at least this share of the best one's confidence. */
  readonly choice: number;
  /** What may have been meant, too, is at least as likely as this: it is kept for who says so. */
  readonly near: number;
  /** It is shown below the first answer of a conversation from here on … */
  readonly beside: number;
  /** … below one in the middle, where a few words resemble much by chance … */
  readonly besideLater: number;
  /** … and where nothing is known. */
  readonly nearest: number;
}

/** All that decides between readings of a message: confidences, 0 to 1. The values: `core/dialogue/thresholds.ts`. */
export interface TurnThresholds {
  readonly topics: { readonly meaning: TopicThresholds; readonly words: TopicThresholds };
  /** A text is taken to be outside the council's business, where no entry answers it. */
  readonly outside: number;
  /** The same of a text that is like a report, with which somebody begins, where it is rather outside than one. */
  readonly outsideReport: number;
  /** A text with which somebody begins, and that asks for a person, asks for nobody of the council's. */
  readonly outsidePerson: number;
  /** Neither counts where a danger is as likely as this. */
  readonly openingDanger: number;
  /** A text with which somebody begins reports something, whatever entry it names. */
  readonly openingReport: number;
  /** Unless it asks, or asks on, with this confidence together: its words are those of reports, and it reports nothing. */
  readonly openingAsking: number;
  /** Such a report is of the likeliest kind of report, if it is at least so likely; otherwise something is broken. */
  readonly openingKind: number;
  /** A complaint with which somebody begins, and that names an entry, reports less likely than this: it tells why they ask. */
  readonly openingReason: number;
  /** A text that asks, or goes on, as surely as this opens no case by what its words are like. */
  readonly plainAsking: number;
  /** How much being certainly outside takes from the confidence of an entry, in log-odds. */
  readonly outsideWeight: number;
  /** How much of asking the council something speaks against being outside. */
  readonly askingShare: number;
  /** Where no service was spoken of yet: times that the odds of an entry are those of being outside, to be answered and not offered. */
  readonly opening: number;
  /** A text that names another town is about that town, unless an entry is as sure as this … */
  readonly elsewhere: number;
  /** … and the text is less likely than this to be outside. */
  readonly elsewhereDoubt: number;
  /** A text has a separate topic, and leaves the one in focus. */
  readonly ownTopic: number;
  /** The same of a part of a message, which names its topic in few words. */
  readonly partTopic: number;
  /** A correction means another service, by all that a conversation tells. */
  readonly correctedSubject: number;
  /** A correction means another service … */
  readonly correctedTopic: number;
  /** … or another side of the one spoken of … */
  readonly correctedSide: number;
  /** … or the whole of that one … */
  readonly sameTopic: number;
  /** … or, at least, the likeliest other. */
  readonly guessedTopic: number;
  /** Small talk is answered where the conversation expects some. */
  readonly expectedTalk: number;
  /** An ambiguous text is taken for small talk. */
  readonly talk: number;
  /** What a message does is believed; asking, and asking on, need none. */
  readonly move: number;
  /** An act below which nobody has said no to a menu. */
  readonly statedNo: number;
  /** An act below which a question does not ask how a case is going, though one was spoken of last. */
  readonly leastStatus: number;
  /** A correction that the person states in so many words. */
  readonly statedCorrection: number;
  /** Asking on: the bot stays on the topic where the text names no other clearly. */
  readonly stay: number;
  /** A service is meant, by all that a conversation tells. */
  readonly subject: number;
  /** The same where a text that asks names another. */
  readonly ownSubject: number;
  /** The same where nothing else answers. */
  readonly likelySubject: number;
  /** A text says that it goes back to something. */
  readonly goneBackAct: number;
  /** An earlier service is gone back to: it is so likely named, has so much more of the words, or the latest was in such doubt. */
  readonly goneBackTopic: number;
  readonly goneBackWords: number;
  readonly goneBackDoubt: number;
  /** A message with two parts that ask asks two questions. */
  readonly likelyTwo: number;
  /** The likeliest service of one of two questions and the next, together, from which on the likeliest is answered. */
  readonly nearPart: number;
  /** Services not spoken of are so many times likelier, together, than those that were. */
  readonly leaving: number;
  /** A text that names another service, asks at least so likely and follows up less likely than that, leaves the one spoken of. */
  readonly ownAsking: number;
  readonly asideFollow: number;
  /** A statement that names another service, and is less likely to go on or to add something, leaves the one spoken of. */
  readonly remark: number;
  /** A topic of before is meant again. */
  readonly earlierTopic: number;
  /** The text of an aspect answers; and it answers although the topic is new. */
  readonly aspect: number;
  /** Share of the likeliest aspect's confidence at which one with a text answers instead, where that has none. */
  readonly knownSide: number;
  /** A side or special case that may be asked for as well, so likely, is told below the likeliest one. */
  readonly besideDetail: number;
  /** The same instead of nothing, where a detail is asked for of which nothing is written. */
  readonly nearDetail: number;
  /** How much it counts for a service that a text of it tells what is asked: the power to which that likelihood is taken. */
  readonly untoldWeight: number;
  /** That no text tells what is asked, so likely, is said before what is told all the same. */
  readonly unsureDetail: number;
  /** The same of two texts, one of which may tell it. */
  readonly unsureBoth: number;
  /** What is asked for so surely is told, though a sentence of the whole has a word of it that this has not. */
  readonly plainDetail: number;
  readonly ownAspect: number;
  /** The same, from which a side that nobody wrote down is named, and nothing else is guessed. */
  readonly plainSide: number;
  /** A few words ask the same of a service beside the one spoken of: it is so likely, and no special case of that one is so near. */
  readonly siblingTopic: number;
  readonly siblingCase: number;
  /** Share of the likeliest service's confidence that it needs; the one spoken of has at most what is left of its own. */
  readonly siblingShare: number;
  /** Likeness to a special case at which its text answers; and where something else is as likely. */
  readonly exception: number;
  readonly clearException: number;
  /** The same from which on a question is put in the very words of the special case. */
  readonly ownWords: number;
  /** The same from which on it is told below an answer about its service, whatever else it resembles. */
  readonly statedCase: number;
  /** An entry determines the department, even if it does not answer the question. */
  readonly department: number;
  /** Confidence in a command for one's own data from which on a request may mean what was written here. */
  readonly ownData: number;
  /** The same for incidents: people do not put a report as a question, so that confidence is lower. */
  readonly reportDepartment: number;
  /** Least likelihood, by all that the conversation tells, that a message reports something or wants a person, to pass it on as such. */
  readonly leastReport: number;
  /** A guess of a kind decides; anything less certain counts as a question. */
  readonly kind: number;
  /** Kinds that get no answer need more certainty: silence towards a concern is worse than an unnecessary reply. */
  readonly silentKind: number;
  /** A kind wins over a matching answer. */
  readonly overridingKind: number;
  /** A request about the sender's own data wins where no entry is near. */
  readonly dataKind: number;
  /** An entry is near: it may well be the answer, but is not certain enough to give. */
  readonly nearEntry: number;
  /** A kind that the dialogue expects. */
  readonly expectedKind: number;
  /** A kind that outweighs an answer which is less than sure. */
  readonly proposal: number;
  /** A kind that people state rather than ask outweighs any answer. */
  readonly statedKind: number;
  /** A kind that counts, where it may be reported, whatever entry or move is likely. */
  readonly plainKind: number;
  /** A kind that counts whatever else is likely. */
  readonly certainKind: number;
  /** A message tells of something broken, rather than asks about it. */
  readonly reported: number;
  /** The same where it says that something is so, and that is what the form of its entry is for. */
  readonly reportHint: number;
  /** Minimum probability at which a message adds to what was told, although it names another service as well. */
  readonly added: number;
  /** Kinds that win over a menu of guesses already where they are likelier than not. */
  readonly unclearKind: number;
  /** A message goes on about what is spoken of. */
  readonly aside: number;
  /** A report is plainly about a service: one about another is another matter. */
  readonly plainReport: number;
  /** A message plainly asks, and neither adds to a report nor makes one. */
  readonly plainQuestion: number;
  /** Probability of a danger from which on a number is named before what goes on about something harmless. */
  readonly dangerBesides: number;
  /** Doubt of a danger below which no number is said before a complaint that as good as names something harmless. */
  readonly dangerNamed: number;
}
