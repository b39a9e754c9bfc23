import type { AgentId } from '../../model/agent.ts';

/** Links by which somebody ends the figures that come by e-mail, without signing in. */
export interface BoardLinks {
  endLink(agent: AgentId): string;
  /** Whose link it is; null: it is none of ours. */
  readEnd(token: string): AgentId | null;
}

/** `mac`: returns bytes that only this installation can derive from a text; `url`: the base address of the pages. */
export function createBoardLinks({ mac, url }: { mac: (text: string) => Uint8Array; url: string }): BoardLinks {
  const signatureOf = (agent: AgentId) =>
    Array.from(mac(`board mail end ${agent}`).subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return {
    endLink: (agent) => `${url}/tauler/prou/${agent}.${signatureOf(agent)}`,
    readEnd(token) {
      const [, agent = '', given = ''] = /^([\w-]{1,100})\.([0-9a-f]{32})$/.exec(token) ?? [];
      if (agent === '') return null;
      const right = signatureOf(agent);
      let difference = 0;
      for (let index = 0; index < right.length; index++)
        difference |= right.charCodeAt(index) ^ given.charCodeAt(index);
      return difference === 0 ? agent : null;
    },
  };
}
