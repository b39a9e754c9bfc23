import type { Router } from 'express';
import { ticketsNow } from './commands.ts';

/** What oversees and connects: who read what, e-mail, ticket systems and web hooks, always the same. */
export function addOverseen(api: Router, now: number): void {
  api.get('/readings', (request, response) => {
    const what = ['glass', 'case', 'file', 'search', 'list'] as const;
    const readings = what.map((each, at) => ({
      ...{ at: now - at * 60_000, by: at === 4 ? null : 'marc', what: each, file: null },
      code: at < 3 ? 'C004-TEST' : null,
      reason: each === 'glass' ? 'Diu que ja ens ho va explicar.' : null,
      odd: at === 1 ? ['closed', 'many'] : [],
    }));
    const isFirst = request.query.before === undefined;
    response.json({ day: '2026-08-07', readings: isFirst ? readings : readings.slice(1, 3), next: isFirst ? 7 : null });
  });
  const comments = [{ code: 'C004-TEST', rating: 1, at: now - 90_000, text: 'Vaig haver d’escriure tres vegades.' }];
  api.get('/board/comments', (_, response) => void response.json({ comments, isPart: true }));
  const smsGateway = { server: 'sms.example.cat', sender: 'Ajuntament', countries: ['34'] };
  api.post('/connections/sms/test', (_, response) => void response.json({ code: null, detail: null }));
  api.get('/connections', (_, response) => {
    response.json({ mail: null, sms: smsGateway, signIn: null, secondFactor: 'required' });
  });
  api.get('/tickets', (_, response) => void response.json(ticketsNow));
  api.get('/hooks', (_, response) => {
    const deliveries = [
      { id: '2', at: now - 60_000, reason: 'opened', state: 'sent', attempts: 1, status: 200 },
      { id: '1', at: now - 600_000, reason: 'breached', state: 'failed', attempts: 8, status: 503 },
    ];
    response.json([
      { id: 'crm', url: 'https://crm.example.cat/finestreta', reasons: ['opened', 'breached'], deliveries },
    ]);
  });
}
