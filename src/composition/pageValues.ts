/** Addresses of our own pages, as phrases name them. */
export function pageValues(publicUrl: string): { readonly privacyUrl: string; readonly caseUrl: string } {
  return { privacyUrl: `${publicUrl}/privacitat`, caseUrl: `${publicUrl}/cas` };
}
