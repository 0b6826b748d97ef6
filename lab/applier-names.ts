/** Those who can apply the lab environment. */
export const applierNames = ["pulumi", "terraform"] as const;
export type ApplierName = (typeof applierNames)[number];
