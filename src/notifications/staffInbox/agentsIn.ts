import type { Agent } from '../../core/model/agent.ts';
import type { EmailDepartmentNames } from '../email/emailSender.ts';

/** Normalised: without accents, capitals, and anything but letters and digits. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Colleagues mentioned in a text with an `@`: by id, by the local part of their e-mail address, or by name without
 * spaces.
 */
export function agentsIn(text: string, agents: readonly Agent[]): readonly Agent[] {
  const named = Array.from(text.matchAll(/(?<![\p{L}\p{N}])@([\p{L}\p{N}._-]+)/gu), ([, name = '']) => fold(name));
  return agents.filter(
    ({ active, id, email, name }) =>
      active && [id, email.split('@')[0] ?? '', name].some((each) => each !== '' && named.includes(fold(each))),
  );
}

/** The id of a department, by its id or by its name in any language; null: there is none of this name. */
export function departmentNamed(text: string, departments: readonly EmailDepartmentNames[]): string | null {
  const wanted = fold(text);
  const found = departments.find(({ id, name }) => [id, ...Object.values(name)].some((each) => fold(each) === wanted));
  return found?.id ?? null;
}
