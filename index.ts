// The program that `pulumi up` runs for each environment; Pulumi.<environment>.yaml says what it declares.
import { declareHybridDns } from "./program/hybrid-dns-program";

export const { forwarders, siteConfiguration, zoneIds, ptrRecords, associations, demonstration } = declareHybridDns();
