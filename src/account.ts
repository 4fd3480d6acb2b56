/** Identifies a client's account, so that an import's journal is never used with another account. */

/** Key of a client property. The property is a function that returns the account, so that a logger does not show the access key. */
const accountKey = Symbol.for("rapyd-customers.account");

/** Base URL and access key. */
export type Account = readonly [baseUrl: string, accessKey: string];

/** Attaches the account to a client, and returns the client. */
export function withAccount<Client extends object>(client: Client, account: Account): Client {
  return Object.defineProperty(client, accountKey, { value: () => account });
}

/** Account of a client; undefined for an object that `createClient` did not return. */
export function accountOf(client: object): Account | undefined {
  return (Reflect.get(client, accountKey) as (() => Account) | undefined)?.();
}
