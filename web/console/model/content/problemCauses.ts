/** What the sentences of the checks say, by a word that the page translates; what is in brackets is its `{{limit}}`. */
export const problemCauses = [
  // Fields of services.
  ['missing', /^is missing\b/],
  ['empty', /^is empty\b/],
  ['long', /^is too long\b.*?([\d,]+) characters/],
  ['few', /^has too few questions: write at least (\d+)/],
  ['html', /^holds HTML\b/],
  ['address', /^is not a web address\b/],
  ['yearDay', /^is not a day of the year\b/],
  ['day', /^is not a day\b/],
  ['department', /is not a department\b/],
  // Rules of the protocol.
  ['forward', /^`forward` and `to` belong together/],
  ['silent', /^`do-not-engage` means no answer/],
  ['breaks', /^`breaks` is missing/],
  ['uncertain', /^an uncertain breach needs a person/],
  ['alert', /^`alert` notifies at once/],
  ['hidden', /is never reached: `([^`]*)` above it/],
  ['uncovered', /^no rule says what to do with (\S+)/],
  ['source', /^"([^"]*)" does not begin with a source/],
  // What is left of a service that is removed.
  ['goneFollowUp', /^follow-up `([^`]*)` does not exist/],
  ['goneQuestion', /^does not exist: correct the id, or remove the question/],
  ['unknown', /^`([^`]*)` (?:is not among|does not exist)/],
  ['twice', /occurs twice\b/],
  // Days and hours.
  ['otherYear', /^(\S+) is not in \d{4}/],
  ['tooManyDays', /^has too many days\b/],
  ['backwards', /^ends before it begins\b/],
  ['overlaps', /^overlaps another period\b/],
  ['noDays', /^names no day\b/],
  ['time', /^is not a time\b/],
  ['moment', /^is not a moment\b/],
  // Steps of flows.
  ['options', /^has (?:no|one) options?\b/],
  ['unasked', /is never asked for\b/],
  ['placeholder', /^\{\{([^}]*)\}\} has no value/],
  ['needs', /^`[^`]*` needs `([^`]*)`/],
  ['afterEnd', /^is never reached: the step before it/],
  ['condition', /^cannot be read: write it as in danger/],
  ['noSlot', /^`([^`]*)` is neither a slot/],
  ['never', /^`[^`]*` is never "([^"]*)"/],
  ['calls', /^calls `([^`]*)`, which does not exist/],
  ['noStart', /^nothing begins it\b/],
  ['rival', /^begins with the same messages as `([^`]*)`/],
  // Announcements.
  ['afterOver', /^comes after the end\b/],
  ['wentOut', /^an announcement that went out\b/],
  ['stillOut', /^went out several times\b/],
] as const satisfies readonly (readonly [string, RegExp])[];

export type ProblemCause = (typeof problemCauses)[number][0];
