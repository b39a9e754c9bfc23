import {
  type APIApplicationCommand,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { Locale, Localised } from '../../src/core/model/locale.ts';
import type { MenuEntry } from '../../src/core/model/parsedCommand.ts';
import type { Api } from './api.ts';
import { clientLocaleOf, discordLocales } from './locale.ts';

type ParsedCommand = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** The bot's commands as Discord shows them: in the language of the person's client, else in the account's. */
export function commandsOf(menu: readonly MenuEntry[], own: Locale): readonly ParsedCommand[] {
  return menu.map(({ name, description }) => ({
    type: ApplicationCommandType.ChatInput,
    name: name[own],
    name_localizations: localised(name),
    description: description[own],
    description_localizations: localised(description),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  }));
}

function localised(text: Localised): Record<string, string> {
  return Object.fromEntries(discordLocales.map(({ tag, locale }) => [tag, text[locale]]));
}

/** A command's name in a person's language; its own name when it is no longer in the menu. */
export function commandIn(menu: readonly MenuEntry[], own: Locale): (name: string, locale: string) => string {
  return (name, locale) => menu.find((entry) => entry.name[own] === name)?.name[clientLocaleOf(locale) ?? own] ?? name;
}

/** Registers the commands only where they differ from Discord's: it limits how often they may change. */
export async function registerCommands(api: Api, application: string, wanted: readonly ParsedCommand[]): Promise<void> {
  const path = Routes.applicationCommands(application);
  const known = await api.request<APIApplicationCommand[]>({
    method: 'GET',
    path,
    query: { with_localizations: 'true' },
  });
  if (known.length === wanted.length && wanted.every((command) => known.some((other) => isSame(other, command))))
    return;
  await api.request({ method: 'PUT', path, body: wanted });
}

function isSame(known: APIApplicationCommand, wanted: ParsedCommand): boolean {
  return pieces.every((part) => canonical(known[part]) === canonical(wanted[part]));
}

const pieces = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'contexts',
  'integration_types',
] as const;

/** Serialises a value independent of its key order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...value].sort());
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
