/** The name of the city's identity provider among those of the library. */
export const oidcProvider = 'city';
/** Where the library's own routes would stand; only the way back from the identity provider is served. */
export const oidcPath = '/console/oidc';
