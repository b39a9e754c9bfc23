import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';

/** The exports of the Bot Framework SDK that the adapter uses. */
export type Sdk = Awaited<ReturnType<typeof load>>;

/** The client through which the SDK sends its requests. */
export type HttpClient = NonNullable<
  NonNullable<ConstructorParameters<Sdk['ConfigurationBotFrameworkAuthentication']>[4]>['httpClient']
>;

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
   * Passes each activity to the logic and returns its result to the caller. The SDK's own `process` writes HTTP
   * responses itself: it puts errors, which may hold people's messages, into the console and the response.
   */
  class SilentAdapter extends CloudAdapter {
    take(authorization: string, activity: Activity, logic: (context: TurnContext) => Promise<void>) {
      return this.processActivity(authorization, activity, logic) as Promise<InvokeResponse | undefined>;
    }
  }

  return { SilentAdapter, ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory };
}
