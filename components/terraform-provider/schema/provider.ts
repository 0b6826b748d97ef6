import type { ObjectSchema } from "./schema";

/** The provider's own settings, named as the AWS provider names them. */
export const providerSchema: ObjectSchema = {
  description:
    "What no AWS provider does in few calls for the DNS of an enterprise: PTR records that follow from addresses, and " +
    "batches of records. Settings are named as the AWS provider names them; what is not set comes from the environment " +
    "and the shared configuration files.",
  attributes: {
    region: {
      type: "string",
      optional: true,
      description:
        "The region of the VPCs. Where there are only records, any of the partition: Route 53 is one service for all.",
    },
    profile: { type: "string", optional: true, description: "A profile of the shared configuration files." },
    max_retries: {
      type: "number",
      optional: true,
      description:
        "How often a call is made again after a broken connection or an error of the server. 7 where nothing is said. Throttling is sat out.",
    },
  },
  blocks: {
    assume_role: {
      description: "Roles to assume, each with the credentials of the one before it.",
      mostItems: 10,
      attributes: {
        role_arn: { type: "string", required: true, description: "e.g. `arn:aws:iam::111122223333:role/dns`" },
        external_id: { type: "string", optional: true, description: "What the role's owner asks for." },
        session_name: { type: "string", optional: true, description: "`hybrid-dns` where nothing is said." },
      },
    },
    endpoints: {
      description: "Addresses of the services, where they are not AWS's own.",
      mostItems: 1,
      attributes: {
        ec2: { type: "string", optional: true, description: "e.g. `http://localhost:4566`" },
        route53: { type: "string", optional: true, description: "e.g. `http://localhost:4566`" },
        sts: { type: "string", optional: true, description: "e.g. `http://localhost:4566`" },
      },
    },
  },
};
