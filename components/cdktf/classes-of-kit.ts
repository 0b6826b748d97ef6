import type { Construct } from "constructs";
import * as dhcpOptions from "./dhcp-options";
import * as forwarderImage from "./forwarder-image";
import * as forwarders from "./forwarders";
import * as hybridDns from "./hybrid-dns";
import type { HybridDnsProps } from "./hybrid-dns-props";
import type { Kit } from "./kit";
import type * as part from "./part-props";
import * as privateZone from "./private-zone";
import * as ptrRecords from "./ptr-records";
import * as reverseMonitor from "./reverse-monitor";
import * as reverseZones from "./reverse-zones";

/** A hybrid DNS of any kit's classes. The entry points of the CDKs have classes with names of their own. */
export function hybridDnsOf<Provider>(
  kit: Kit<Provider>,
  scope: Construct,
  id: string,
  props: HybridDnsProps<Provider, Provider>,
): hybridDns.HybridDns<Provider, Provider> {
  class DhcpOptions extends dhcpOptions.DhcpOptions<Provider, Provider> {
    constructor(scope: Construct, id: string, props: part.DhcpOptionsProps<Provider, Provider>) {
      super(kit, scope, id, props);
    }
  }
  class ForwarderImage extends forwarderImage.ForwarderImage<Provider> {
    constructor(scope: Construct, id: string, props: part.ForwarderImageProps<Provider>) {
      super(kit, scope, id, props);
    }
  }
  class Forwarders extends forwarders.Forwarders<Provider> {
    constructor(scope: Construct, id: string, props: part.ForwardersProps<Provider>) {
      super(kit, ForwarderImage, scope, id, props);
    }
  }
  class PrivateZone extends privateZone.PrivateZone<Provider> {
    constructor(scope: Construct, id: string, props: part.PrivateZoneProps<Provider>) {
      super(kit, scope, id, props);
    }
  }
  class PtrRecords extends ptrRecords.PtrRecords<Provider, Provider> {
    constructor(scope: Construct, id: string, props: part.PtrRecordsProps<Provider>) {
      super(kit, scope, id, props);
    }
  }
  class ReverseMonitor extends reverseMonitor.ReverseMonitor<Provider> {
    constructor(scope: Construct, id: string, props: part.ReverseMonitorProps<Provider>) {
      super(kit, scope, id, props);
    }
  }
  class ReverseZones extends reverseZones.ReverseZones<Provider> {
    constructor(scope: Construct, id: string, props: part.ReverseZonesProps<Provider>) {
      super(kit, scope, id, props);
    }
  }
  const parts = { DhcpOptions, ForwarderImage, Forwarders, PrivateZone, PtrRecords, ReverseMonitor, ReverseZones };
  return new hybridDns.HybridDns(kit, parts, scope, id, props);
}
