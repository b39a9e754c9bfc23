export { webchatCapabilities } from './capabilities.ts';
export { createWebchat, type Webchat, type WebchatDeps } from './channel.ts';
export type { WebchatLimits } from './rateLimits.ts';
export { readWebchatSettings, type WebchatSettings } from './settings.ts';
export { readSiteSettings, type SiteSettings } from './siteSettings.ts';
export { siteKeysOf } from './sites.ts';
export { typingTopic } from './topics.ts';
