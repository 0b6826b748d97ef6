// Three accounts, the third one's own stack: it joins its VPC to the DNS that ../network declares.
import * as pulumi from "@pulumi/pulumi";
import { VpcAssociation, type VpcAssociationOutput } from "hybrid-dns";

export = async () => {
  const config = new pulumi.Config();
  const network = new pulumi.StackReference(config.get("networkStack") ?? "acme/dns-network/production");
  // the details are plain values: how many zones there are decides how many associations are made
  const { value } = await network.getOutputDetails("associations");
  const associations = value as { [vpc: string]: VpcAssociationOutput };

  new VpcAssociation("acme", associations["development"]!);
};
