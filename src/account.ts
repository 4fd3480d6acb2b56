/** Which account a client calls: a journal of one account must not be used for another. */

/** Where a client keeps a function that returns it, so that no logger shows it. */
const accountKey = Symbol.for("rapyd-customers.account");

/** Base URL and access key. */
export type Account = readonly [baseUrl: string, accessKey: string];

/** Returns the client, with its account. */
export function withAccount<Client extends object>(client: Client, account: Account): Client {
  return Object.defineProperty(client, accountKey, { value: () => account });
}

/** Account of a client; undefined for an object that `createClient` did not make. */
export function accountOf(client: object): Account | undefined {
  return (Reflect.get(client, accountKey) as (() => Account) | undefined)?.();
}
