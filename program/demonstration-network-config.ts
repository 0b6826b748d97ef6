/**
 * A network to try a hybrid DNS in, made by the program itself: the VPCs of `dns.vpcs` with subnets and application
 * hosts, joined to each other and to the sites.
 *
 * It takes ranges from `dns.vpcs` and `dns.sites`, and fills in there what is known only when it is made: the ids of
 * VPCs and of the forwarders' subnets, and the records of hosts, load balancer and file system.
 */
export interface DemonstrationNetworkConfig {
  /** VPCs to make, by their names in `dns.vpcs`; the first of `cidrBlocks` there is the VPC's range. */
  vpcs: { [name: string]: DemonstrationVpcConfig };
  /**
   * VPC that the others are peered with, and that a VPN gateway joins to the ranges of the sites; load balancer and file
   * system stand in its subnets. e.g. `hub`
   */
  hub: string;
  /** Further ranges behind the VPN gateway, whose hosts may not ask: they get routes and nothing else. @default - none */
  routedCidrBlocks?: string[] | undefined;
  /** Zone of `dns.privateZones` that gets the records: one a host, `web`, `files`, and the big TXT record `large`. */
  zoneName: string;
  /** Image of the hosts. @default - the forwarders' one, `imageId` in `dns.backend`; must be said where that one is built */
  imageId?: string | undefined;
  /** @default t4g.nano */
  instanceType?: string | undefined;
}

/** A VPC to make. */
export interface DemonstrationVpcConfig {
  /** Subnets by a name of yours. A forwarder of `dns.vpcs` stands in the subnet that has its name. */
  subnets: { [name: string]: DemonstrationSubnetConfig };
  /** Application hosts by name, e.g. `app1`; the name is also that of the record. */
  hosts?: { [name: string]: DemonstrationHostConfig } | undefined;
}

export interface DemonstrationSubnetConfig {
  /** e.g. `10.20.1.0/24` */
  cidrBlock: string;
  /** e.g. `eu-west-1a` */
  availabilityZone: string;
}

export interface DemonstrationHostConfig {
  /** One of the VPC's `subnets`. */
  subnet: string;
  /** e.g. `10.20.1.10` */
  address: string;
}
