// The rules of the house, checked: core is pure, components never reach the lab, SDKs only where they belong.
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
module.exports = {
  forbidden: [
    rule(
      "core-imports-only-core",
      "core owns every decision and knows no SDK, file, socket or clock",
      { path: "^components/core/" },
      { pathNot: "^components/core/" },
    ),
    rule(
      "lifecycle-imports-only-core",
      "lifecycles are written against ports",
      { path: "^components/lifecycle/" },
      { pathNot: "^components/(core|lifecycle)/" },
    ),
    rule(
      "components-never-import-the-lab",
      "the lab may import components, never the other way round",
      { path: "^components/" },
      { path: "^(lab|command|program|test|bench|examples)/" },
    ),
    rule(
      "aws-sdk-only-in-io",
      "calls to AWS are made in io/ (and the lab)",
      { path: "^(components|program|index)", pathNot: "^components/(io|functions)/" },
      { path: "node_modules/@(aws-sdk|smithy)/" },
    ),
    rule(
      "terraform-provider-over-lifecycles",
      "the Terraform provider adapts lifecycles; what they mean is not its own",
      { path: "^components/terraform-provider/", pathNot: "^components/terraform-provider/functions/topology/" },
      { path: "^components/", pathNot: "^components/(terraform-provider|core|lifecycle|io)/" },
    ),
    rule(
      "topology-of-constructs-without-cdk",
      "the module's topology is that of the constructs, over a kit that has no CDK",
      { path: "^components/terraform-provider/functions/topology/" },
      { path: "^components/(pulumi/|cdktf/cdkt[fn](-kit)?[.]ts$)" },
    ),
    rule(
      "agent-over-core",
      "the forwarders' agent is one small file without a package of its own: core, Node, and who signs",
      { path: "^components/forwarder-agent/" },
      {
        path: "(^components|node_modules)/",
        pathNot: "(^components/(forwarder-agent|core)|node_modules/(aws4fetch|@types/node))/",
      },
    ),
    rule(
      "agent-apart",
      "nobody but its bundle is the forwarders' agent",
      { path: "^components/", pathNot: "^components/forwarder-agent/" },
      { path: "^components/forwarder-agent/" },
    ),
    rule(
      "monitor-over-lifecycles",
      "the monitor's function is the engine with a queue in front: what it means to follow is not its own",
      { path: "^components/reverse-monitor/" },
      {
        path: "(^components|node_modules)/",
        pathNot: "(^components/(reverse-monitor|core|lifecycle|io)|node_modules/@types/node)/",
      },
    ),
    rule(
      "monitor-apart",
      "nobody but its bundle is the monitor's function",
      { path: "^components/", pathNot: "^components/reverse-monitor/" },
      { path: "^components/reverse-monitor/" },
    ),
    rule(
      "pulumi-only-in-pulumi",
      "other front ends and core know no Pulumi",
      { path: "^components/", pathNot: "^components/(pulumi/|index[.]ts$)" },
      { path: "node_modules/@pulumi/" },
    ),
    rule(
      "one-cdk-a-kit",
      "the constructs are written once, over a kit: never classes of one CDK in an app of the other",
      { path: "^components/", pathNot: "^components/cdktf/cdkt[fn](-kit)?[.]ts$" },
      { path: "node_modules/(@?cdkt[fn]|cdktf-provider-aws-20)/" },
    ),
    rule(
      "cdktf-kit-of-cdktf",
      "one entry point, one CDK",
      { path: "^components/cdktf/cdktf(-kit)?[.]ts$" },
      { path: "node_modules/@?cdktn/" },
    ),
    rule(
      "cdktn-kit-of-cdktn",
      "one entry point, one CDK",
      { path: "^components/cdktf/cdktn(-kit)?[.]ts$" },
      { path: "node_modules/@?cdktf/" },
    ),
    rule(
      "front-ends-apart",
      "Terraform's constructs never load Pulumi",
      { path: "^components/cdktf/" },
      { path: "^components/(pulumi|lifecycle)/" },
    ),
    rule(
      "deep-imports-of-aws",
      "the root of @pulumi/aws costs 147 MB and 1.4 s",
      // It takes the one or the other of two names, and the barrel loads only what is taken.
      { pathNot: "^components/pulumi/renamed-s3[.]ts$" },
      {
        path: [
          "node_modules/(@pulumi/aws|pulumi-aws-6)/index[.](d[.]ts|js)$",
          // The barrel of one service loads all its resources.
          "node_modules/(@pulumi/aws|pulumi-aws-6)/[^/]+/index[.](d[.]ts|js)$",
          "node_modules/@cdkt[fn]/provider-aws/lib/index[.](d[.]ts|js)$",
        ],
      },
    ),
    rule(
      "no-node-in-core",
      "core, lifecycles and Pulumi components run on plain data: files, sockets and processes are for io/",
      { path: "^components/(core|lifecycle|pulumi)/" },
      { dependencyTypes: ["core"] },
    ),
    rule("no-cycles", "data flows one way", { path: "^(components|lab|program|command)" }, { circular: true }),
    rule("no-unresolvable", "an import that is not there", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^dist/|^coverage/)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["types", "node", "require", "default"] },
  },
};
