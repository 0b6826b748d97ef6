import type { Question } from "./client/client-settings";

/** Of cloud names that forwarders have in their caches once they were asked. */
export const cachedCloudQuestions: readonly Question[] = [
  { name: "app1.cloud.acmecorp.com", type: "A", expected: "NOERROR" },
  { name: "api.cloud.acmecorp.com", type: "A", expected: "NOERROR" },
  { name: "10.1.20.10.in-addr.arpa", type: "PTR", expected: "NOERROR" },
];

/** Only VPC+2 can answer it. */
export const newCloudQuestion: Question = { name: "{}.apps.cloud.acmecorp.com", type: "A", expected: "NOERROR" };

export const cachedSiteQuestions: readonly Question[] = [
  { name: "db1.acmecorp.com", type: "A", expected: "NOERROR" },
  { name: "www.acmecorp.com", type: "A", expected: "NOERROR" },
  { name: "20.0.1.10.in-addr.arpa", type: "PTR", expected: "NOERROR" },
];

/** Only the site's name servers can say that there is no such name. */
export const newSiteQuestion: Question = { name: "{}.acmecorp.com", type: "A", expected: "NXDOMAIN" };

/** Of everything that forwarders answer. */
export const allQuestions: readonly Question[] = [
  ...cachedCloudQuestions,
  newCloudQuestion,
  ...cachedSiteQuestions,
  newSiteQuestion,
];
