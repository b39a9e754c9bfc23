import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';

/** What the adapter takes from the Bot Framework SDK. */
export type Sdk = Awaited<ReturnType<typeof load>>;

let loading: Promise<Sdk> | null = null;

/** Loads the SDK once, when the first account is opened: it takes a third of a second and 28 MB. */
export function loadSdk(): Promise<Sdk> {
  loading ??= load();
  return loading;
}

async function load() {
  const { CloudAdapter, ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } =
    await import('botbuilder');

  /**
   * Hands each activity to the logic and its outcome back to the caller. The SDK's own `process` answers HTTP by
   * itself: it writes errors, which may hold what people said, to the console and into the response.
   */
  class SilentAdapter extends CloudAdapter {
    take(authorization: string, activity: Activity, logic: (context: TurnContext) => Promise<void>) {
      return this.processActivity(authorization, activity, logic) as Promise<InvokeResponse | undefined>;
    }
  }

  return { SilentAdapter, ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory };
}
