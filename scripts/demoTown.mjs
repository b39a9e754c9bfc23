/** Staff of the demo town: one person per role. The agent sees the cases of these departments. */
export const people = [
  { role: 'administrator', name: 'Aina Administradora', departments: [] },
  { role: 'supervisor', name: 'Sergi Supervisor', departments: ['oiac'] },
  {
    role: 'agent',
    name: 'Gemma Gestora',
    departments: ['oiac', 'via-publica', 'medi-ambient', 'transit', 'participacio'],
  },
  { role: 'editor', name: 'Enric Editor', departments: [] },
  { role: 'auditor', name: 'Alba Auditora', departments: [] },
].map((person) => ({ ...person, email: `${person.role}@demo.example` }));

/**
 * What citizens of the demo town write, and what the agent does with the resulting case. Where the agent acts, the last
 * message asks for a person, so that there is a case whatever the bot understands of the others. All of it is made up.
 */
export const stories = [
  { locale: 'ca', says: ['Com em puc empadronar?', 'Gràcies!'], commands: [] },
  {
    locale: 'ca',
    says: ['El contenidor del meu carrer vessa des de fa una setmana i ningú el buida.', 'Vull parlar amb una persona'],
    commands: [{ kind: 'take' }, { kind: 'reply', text: 'Bon dia! Avui mateix hi passarà la brigada.', files: [] }],
  },
  {
    locale: 'ca',
    says: ['Proposo que poseu més bancs a l’ombra al passeig.', 'Vull parlar amb una persona'],
    commands: [{ kind: 'note', text: 'Parlar-ne amb la tècnica de via pública.', mentions: [] }],
  },
  { locale: 'es', says: ['¿Dónde puedo tirar un sofá viejo?'], commands: [] },
  {
    locale: 'es',
    says: ['La farola de delante de mi casa lleva tres días apagada.', 'Quiero hablar con una persona'],
    commands: [
      { kind: 'take' },
      { kind: 'reply', text: 'Buenos días. La hemos reparado esta mañana. Gracias por avisar.', files: [] },
      { kind: 'close', reason: 'resolved' },
    ],
  },
  { locale: 'es', says: ['Quiero hablar con una persona'], commands: [] },
  { locale: 'en', says: ['What are the opening hours of the library?'], commands: [] },
  {
    locale: 'en',
    says: ['The new playground is far too small. I want to complain.', 'I want to talk to a person'],
    commands: [{ kind: 'set-priority', priority: 'high' }],
  },
];
