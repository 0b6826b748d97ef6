// The examples of users' unit tests are some, so they run here as they stand.
import "../../examples/unit-test/cdktf/network.spec";
import "../../examples/unit-test/pulumi/network.spec";
