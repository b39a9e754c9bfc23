import { plainWords } from '../util/plainWords.ts';
import { words } from './phrasing.ts';

/* How people tell the bot, or the council, that it is no good, in Catalan, Spanish and English. Of the languages, not of the council. */

const bad = words(
  'useless stupid dumb idiot idiots rubbish shit crap terrible awful hopeless pathetic bad worst joke waste inutil inutils inutiles tonto tonta tontos idiota idiotes idiotas imbecil imbecils imbeciles malo malos dolent dolents desastre merda mierda porqueria basura fatal penosos patetic patetico patetics pateticos incompetent incompetents incompetente incompetentes',
);
const lead = `(?:(?:${words('pero but i y and ok vale pues doncs bah buf uf es que hey ey')}) )*`;
const ofUs = words(
  'bot chat xat chatbot assistent asistente assistant servei servicio service maquina machine ajuntament ayuntamiento council',
);
const last = `(?: (?:${words('tu vosotros vosaltres ustedes you tots todos de veritat verdad really bot tio tia')}))*$`;
const scolding = [
  `^${lead}(?:you re|youre|you are|ur|u r|u|ets|eres|sou|sois|(?:this|the|este|aquest|el) (?:${ofUs}) (?:is|es)) (?:\\S+ ){0,2}(?:${bad})(?: (?:bot|machine|maquina))?${last}`,
  `^${lead}(?:you re|youre|you are|ur|u r) (?:no|not any|of no) (?:help|use|good)${last}`,
  `^${lead}(?:you|u) (?:don t|dont|do not|can t|cannot) (?:help|work|serve)(?: (?:me|at all|for anything))*${last}`,
  `^${lead}no (?:(?:em|me|ens|nos) )?(?:serveixes|serviu|sirves|servis|serveis|ajudes|ajudeu|ayudas|ayudais)(?: (?:de|per|para|per a))?(?: (?:res|nada|re))?${last}`,
  `^${lead}(?:que|q|k) (?:be que |bien que )?(?:mal|malament) (?:que )?(?:(?:ho|lo|us|os|em|me) )?(?:funcioneu|funcionais|funciones|funcionas|funcionan|feu|haceis|treballeu|trabajais|ateneu|atendeis|aneu|vais)${last}`,
  `^${lead}(?:funcioneu|funcionais|funciones|funcionas|ho feu|lo haceis|treballeu|trabajais|ateneu|atendeis) (?:\\S+ )?(?:mal|malament|fatal)${last}`,
  `^${lead}(?:que|q|quin|quina|menuda|menudo|vaya|what a|such a|what) (?:\\S+ )?(?:${bad})(?: (?:de|of an?|of) (?:${ofUs}))?$`,
].map((pattern) => new RegExp(pattern, 'u'));

/** Whether a text scolds the bot or the council, and tells nothing else: "no me sirves de nada". */
export const scolds = (text: string): boolean => scolding.some((pattern) => pattern.test(plainWords(text)));
