export { console as texts, protocol } from '../../../locales/es.json';
