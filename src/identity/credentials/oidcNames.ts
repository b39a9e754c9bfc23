/** The name of the city's identity provider among those of the library. */
export const oidcProvider = 'city';
/** Base path of the library's own routes; only the return from the identity provider is served. */
export const oidcPath = '/console/oidc';
