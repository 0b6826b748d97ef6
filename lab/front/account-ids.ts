import type { MotoClient } from "./moto-client";

/** Tells which account an access key belongs to, as moto does; asked once for each key. */
export function accountIds(moto: MotoClient): (accessKey: string | undefined) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (accessKey = "unsigned") => {
    // moto answers the same default for every key that it has not made: far fewer than this are in use at a time.
    if (known.size > 1_000) known.clear();
    const account =
      known.get(accessKey) ??
      moto
        .query(
          { service: "sts", region: "us-east-1", accessKey },
          { Action: "GetCallerIdentity", Version: "2011-06-15" },
        )
        .then(({ body }) => /<Account>(\d{12})<\/Account>/.exec(body)?.[1] ?? "123456789012");
    known.set(accessKey, account);
    account.catch(() => known.delete(accessKey));
    return account;
  };
}
