// The example of a user's unit test is one, so it runs here as it stands.
import "../../examples/unit-test/pulumi/network.spec";
