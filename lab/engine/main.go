//go:build tools

// Package engine pins the Pulumi CLI, so that `go build` makes it from its module where no `pulumi` is on PATH.
package engine

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
