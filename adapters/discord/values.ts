import type { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';

// Values of the library's enumerations, which the compiler compares with them: messages are written without loading it,
// for it takes tens of megabytes.
export const actionRow: ComponentType.ActionRow = 1;
export const button: ComponentType.Button = 2;
export const stringSelect: ComponentType.StringSelect = 3;
export const primaryStyle: ButtonStyle.Primary = 1;
export const secondaryStyle: ButtonStyle.Secondary = 2;
export const suppressEmbeds: MessageFlags.SuppressEmbeds = 4;
