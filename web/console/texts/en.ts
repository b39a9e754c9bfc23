export { console as texts, protocol } from '../../../locales/en.json';
