"""A gateway endpoint has a route in each of its route tables, also in those that it gets later.

moto adds routes when the endpoint is made, and cannot delete one whose tables have changed since.
"""

from moto.ec2.models.vpcs import VPCEndPoint

from .wrapping import wrap


def modify(original, self, *arguments, **named):
    before = set(self.route_table_ids or [])
    original(self, *arguments, **named)
    after = set(self.route_table_ids or [])
    destination = self.destination_prefix_list_id
    if not destination:
        return
    for table in before - after:
        self.ec2_backend.delete_route(table, None, destination_prefix_list_id=destination)
    for table in after - before:
        self.ec2_backend.create_route(table, None, gateway_id=self.id, destination_prefix_list_id=destination)


def apply():
    wrap(VPCEndPoint, "modify", modify)
