import type { StaffMember } from '../../../../src/http/api/wireStaff.ts';
import { finds } from '../fold.ts';

/** Whether somebody can come in: they have, they were invited and have not, they have not for another reason, they may not. */
export type StaffState = 'in' | 'invited' | 'unseen' | 'off';

/** The people whom the list shows. Empty: all. */
export interface StaffFilter {
  readonly search: string;
  readonly role: string;
  readonly state: StaffState | '';
}

export const anyStaff: StaffFilter = { search: '', role: '', state: '' };

export function stateOfMember({ active, signedInAt, invitation }: StaffMember): StaffState {
  if (!active) return 'off';
  if (invitation !== null) return 'invited';
  return signedInAt === null ? 'unseen' : 'in';
}

/** Whether somebody has never come in, so that an invitation is what they need. */
export function isNewcomer({ active, signedInAt, invitation }: StaffMember): boolean {
  return signedInAt === null && (invitation !== null || !active);
}

export function shownStaff(list: readonly StaffMember[], filter: StaffFilter): readonly StaffMember[] {
  return list.filter(
    (each) =>
      finds(`${each.name} ${each.email}`, filter.search) &&
      (filter.role === '' || each.roles.some((role) => role === filter.role)) &&
      (filter.state === '' || stateOfMember(each) === filter.state),
  );
}
