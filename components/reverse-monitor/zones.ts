import type { ZoneStore } from "../lifecycle/zone-store";

/**
 * Zones of several accounts as one store: each zone is asked as the role that may.
 *
 * @param storeAs - zones as a role sees them; as the function's own without one
 */
export function zonesOfAccounts(
  roleArns: ReadonlyMap<string, string>,
  storeAs: (roleArn: string | undefined) => ZoneStore,
): ZoneStore {
  const stores = new Map<string | undefined, ZoneStore>();
  const storeOf = (zoneId: string): ZoneStore => {
    const role = roleArns.get(zoneId);
    const store = stores.get(role) ?? storeAs(role);
    stores.set(role, store);
    return store;
  };
  return {
    listRecordSets: (zoneId, names) => storeOf(zoneId).listRecordSets(zoneId, names),
    changeRecordSets: (zoneId, batch) => storeOf(zoneId).changeRecordSets(zoneId, batch),
  };
}
