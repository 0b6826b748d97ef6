/**
 * Who makes in the emulator what the lab environment describes: Pulumi or Terraform, each by its own front end, from one
 * description.
 */
export interface Applier {
  /** What its user types, for progress lines; e.g. `pulumi up`. */
  readonly commands: { readonly preview: string; readonly up: string; readonly destroy: string };
  preview(): Promise<readonly ResourceChange[]>;
  up(): Promise<Applied>;
  destroy(): Promise<readonly ResourceChange[]>;
  /**
   * Sets a value of the configuration by its path; the next operation sees it.
   *
   * @param path - e.g. `hybrid-dns:dns.privateZones["cloud.acmecorp.com"].records.printer.a[0]`
   * @param value - `undefined` takes away what is there
   */
  set(path: string, value: Setting | undefined): Promise<void>;
}

/** A value of the configuration. */
export type Setting = string | number | boolean;

export interface Applied {
  readonly changes: readonly ResourceChange[];
  /** Of the program; both front ends call them alike. */
  readonly outputs: { readonly [name: string]: unknown };
}

/** One resource that an update changes, or would change. */
export interface ResourceChange {
  /** `create`, `update`, `replace` or `delete` */
  readonly operation: string;
  /** The applier's own, e.g. `aws:route53/record:Record` or `aws_route53_record` */
  readonly type: string;
  /** The logical name, which both front ends give alike, e.g. `acme-cloud.acmecorp.com-app1-A` */
  readonly name: string;
  /**
   * Paths of the properties that differ, e.g. `records[0]`; of PTR records a line for each record, e.g.
   * `+ 21.10.in-addr.arpa 11.1.21.10.in-addr.arpa app2.cloud.acmecorp.com`.
   */
  readonly properties: readonly string[];
}
