import { CodedError } from '../../src/core/model/errors.ts';
import { type Locale, locales } from '../../src/core/model/locale.ts';
import type { MenuEntry } from '../../src/core/model/parsedCommand.ts';
import { appIdOf, type TeamsSettings } from './settings.ts';

/** Description of a Teams app. */
export interface AppDescription {
  readonly account: { readonly name: string; readonly description: string; readonly locale: Locale };
  readonly settings: TeamsSettings;
  /** The publisher: the council's name and pages, with https. */
  readonly council: { readonly name: string; readonly site: string; readonly privacy: string };
  readonly publicUrl: string;
  readonly menu: readonly MenuEntry[];
  /** Build time, milliseconds since 1970: Teams recognises a new package by its version only. */
  readonly now: number;
}

/** Version of the manifest's schema. */
const schema = '1.21';

/** Most commands that a menu may show. */
const maxCommands = 10;

const scopes = ['personal', 'team', 'groupChat'];

/**
 * Builds the manifest of a Teams app for the account's bot, and its strings in the other languages by file name.
 * @throws {CodedError} `config.invalid` where Teams would refuse it
 */
export function manifestOf(app: AppDescription): {
  manifest: Readonly<Record<string, unknown>>;
  languages: readonly { readonly file: string; readonly strings: Readonly<Record<string, unknown>> }[];
} {
  const { account, council, settings } = app;
  const appId = appIdOf(settings);
  if (appId === null) throw invalid('the account has no identity: set "identity", "appId" and "directoryId"');
  for (const url of [council.site, council.privacy, app.publicUrl]) {
    if (!url.startsWith('https://')) throw invalid(`Teams takes only addresses with https, not ${url}`);
  }
  const name = { short: cut(account.name, 30), full: cut(account.name, 100) };
  const description = { short: firstOf(account.description, 80), full: cut(account.description, 4_000) };
  const others = locales.filter((locale) => locale !== account.locale);
  const languages = others.map((locale) => ({
    file: `${locale}.json`,
    strings: {
      $schema: schemaOf('MicrosoftTeams.Localization'),
      'name.short': name.short,
      'name.full': name.full,
      'description.short': description.short,
      'description.full': description.full,
      ...Object.fromEntries(commandsIn(app.menu, locale).flatMap(stringsOf)),
    },
  }));
  const manifest = {
    $schema: schemaOf('MicrosoftTeams'),
    manifestVersion: schema,
    version: versionAt(app.now),
    id: appId,
    developer: {
      name: cut(council.name, 32),
      websiteUrl: council.site,
      privacyUrl: council.privacy,
      termsOfUseUrl: council.site,
    },
    name,
    description,
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#0B5A63',
    localizationInfo: {
      defaultLanguageTag: account.locale,
      additionalLanguages: others.map((languageTag) => ({ languageTag, file: `${languageTag}.json` })),
    },
    bots: [
      {
        botId: appId,
        scopes,
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [{ scopes, commands: commandsIn(app.menu, account.locale) }],
      },
    ],
    validDomains: [new URL(app.publicUrl).host],
    ...(settings.identity !== 'none' && settings.staff && readingChannels(appId)),
  };
  return { manifest, languages };
}

/** Requests consent to read all messages of a team's channels: staff need not mention the bot in every answer. */
function readingChannels(appId: string) {
  return {
    // Teams requires a URL here but does not open it.
    webApplicationInfo: { id: appId, resource: 'https://RscBasedStoreApp' },
    authorization: { permissions: { resourceSpecific: [{ name: 'ChannelMessage.Read.Group', type: 'Application' }] } },
  };
}

interface BotCommand {
  readonly title: string;
  readonly description: string;
}

/** Teams sends the title of the picked entry as it is, so the title is the word that the bot understands. */
function commandsIn(menu: readonly MenuEntry[], locale: Locale): readonly BotCommand[] {
  return menu.slice(0, maxCommands).map(({ name, description }) => ({
    title: cut(name[locale].replaceAll('_', ' '), 32),
    description: cut(description[locale], 128),
  }));
}

function stringsOf({ title, description }: BotCommand, index: number): readonly [string, string][] {
  const position = `bots[0].commandLists[0].commands[${index}]`;
  return [
    [`${position}.title`, title],
    [`${position}.description`, description],
  ];
}

function schemaOf(name: string): string {
  return `https://developer.microsoft.com/json-schemas/teams/v${schema}/${name}.schema.json`;
}

/** A version that grows with time: year, month and day, hour and minute (UTC). */
function versionAt(now: number): string {
  const at = new Date(now);
  const day = (at.getUTCMonth() + 1) * 100 + at.getUTCDate();
  return `${at.getUTCFullYear()}.${day}.${at.getUTCHours() * 100 + at.getUTCMinutes()}`;
}

/** The first sentences that fit into so many UTF-16 units, if they fill at least half of it. */
function firstOf(text: string, maxLength: number): string {
  const end = text.length <= maxLength ? -1 : text.lastIndexOf('. ', maxLength - 1);
  return end > maxLength / 2 ? text.slice(0, end + 1) : cut(text, maxLength);
}

/** Cuts to at most so many UTF-16 units, between words if that keeps most of the text. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const start = text
    .slice(0, maxLength - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const space = start.lastIndexOf(' ');
  return `${start.slice(0, space > maxLength / 2 ? space : undefined).replace(/[\s.,;:]+$/, '')}…`;
}

function invalid(what: string): CodedError {
  return new CodedError('config.invalid', `The Teams app cannot be made: ${what}.`);
}
