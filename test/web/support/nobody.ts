import type { PersonalDataDesk } from '../../../src/core/ports/rights/personalData.ts';
import type { Staff } from '../../../src/identity/identity.ts';
import { standIn } from '../../support/standIn.ts';

/** A council at whose console nobody is signed in. */
export const nobodyOfStaff = standIn<Staff>({ auth: { who: async () => ({ result: null, cookies: [] }) } });

/** Nobody's data. */
export const noPersonalData: PersonalDataDesk = {
  collect: async () => ({ madeAt: 0, conversations: [] }),
  openFile: async () => null,
  noteExport: async () => {},
  erase: async () => ({ conversations: 0, messages: 0, files: 0, readable: 0, filesLeft: 0, isCaseOpen: false }),
  state: async () => {},
  restrict: async () => {},
  unrestrict: async () => {},
};

/** Nothing can be asked for. */
export const refuse = () => Promise.reject(new Error('nobody asks for anything here'));
