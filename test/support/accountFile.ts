/** The file of an account, as an administrator writes it; `own` are the lines in which one differs from another. */
export const accountFile = (own: string) => `${own.trim()}
area: Oficina d'atenció ciutadana
department: oiac
owner: Nom de qui n'és responsable
administrators: [Nom de la primera, Nom de la segona]
hours:
  periods: [{ days: [mon, tue, wed, thu, fri], from: 9:00, until: 13:30 }]
description: Oficina d'atenció ciutadana. Atenem de dilluns a divendres de 9 a 13.30 h.
request:
  objectives: Respondre les consultes sobre tràmits.
  audience: Qui fa un tràmit.
  content: Les respostes de les preguntes freqüents.
  signedBy: Nom de qui signa
`;
