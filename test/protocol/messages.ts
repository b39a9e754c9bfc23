import type { Localised } from '../../src/core/model/locale.ts';

/** The same in every language. */
export type Messages = Localised;

export const complaint: Messages = {
  ca: 'fa tres setmanes que espero que em respongueu i ningú no em diu res, és una vergonya de servei',
  es: 'llevo tres semanas esperando que me contestéis y nadie me dice nada, vaya vergüenza de servicio',
  en: 'I have been waiting three weeks for an answer and nobody tells me anything, what a disgraceful service',
};

export const constructive: Messages = {
  ca: "l'exposició estava bé, però aniria millor amb més explicacions als panells",
  es: 'la exposición estaba bien, pero iría mejor con más explicaciones en los paneles',
  en: 'the exhibition was good, but it would be better with more explanations on the panels',
};

export const insult: Messages = {
  ca: 'sou uns imbècils i uns inútils',
  es: 'sois unos imbéciles y unos inútiles',
  en: 'you are stupid idiots',
};

export const spam: Messages = {
  ca: 'guanya diners ràpid amb criptomonedes, entra a www.diners-facils.example',
  es: 'gana dinero rápido con criptomonedas, entra en www.dinero-facil.example',
  en: 'earn money fast with crypto, visit www.easy-money.example',
};

export const identity: Messages = {
  ca: 'el meu DNI és 12345678Z',
  es: 'os envío mi DNI, que es 12345678Z, para el padrón',
  en: 'my DNI is 12345678Z',
};

export const person: Messages = {
  ca: 'vull parlar amb una persona',
  es: 'quiero hablar con una persona',
  en: 'I want to talk to a person',
};

export const request: Messages = {
  ca: 'demano per la llei de transparència una còpia dels contractes de neteja dels últims dos anys',
  es: 'solicito al amparo de la ley de transparencia copia de los contratos de limpieza de los últimos dos años',
  en: 'under the transparency law I request a copy of the cleaning contracts of the last two years',
};

export const ownData: Messages = {
  ca: "vull saber quines dades personals meves teniu i que me n'envieu una còpia",
  es: 'quiero que borréis mis datos personales de vuestros archivos',
  en: 'I want a copy of everything you hold about me',
};
