/** Where hosts of a VPC find AWS's APIs: an address of the link, on HTTPS' port, so that security groups govern it as they do on AWS. */
export const endpointAddress = "169.254.170.10";
export const endpointPort = 443;
/** Plain HTTP: the lab has no certificates of AWS's. */
export const endpointUrl = `http://${endpointAddress}:${endpointPort}`;
/** Where a VPC's services pass it on, beside resolver and metadata. */
export const relayPort = 8443;
