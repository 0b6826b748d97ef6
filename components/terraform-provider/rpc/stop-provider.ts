import { one } from "../codec/message";
import { rpc } from "./rpc";

/** Terraform was interrupted. */
export const stopProvider = rpc({
  request: {},
  response: { error: one(1, "string") },
  handle: (_request, provider) => {
    provider.stop();
    return {};
  },
});
