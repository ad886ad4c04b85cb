package io.breakwater.gateway;

import io.breakwater.gateway.failover.AwaitedStarts;
import io.breakwater.gateway.failover.CleanupEndpoints;
import io.breakwater.gateway.failover.CommitEndpoints;
import io.breakwater.gateway.failover.DryRuns;
import io.breakwater.gateway.failover.FailoverJobEndpoints;
import io.breakwater.gateway.failover.OlderStartEndpoints;
import io.breakwater.gateway.failover.PreflightEndpoints;
import io.breakwater.gateway.failover.ReadinessEndpoints;
import io.breakwater.gateway.failover.RecoveryEndpoints;
import io.breakwater.gateway.failover.RollbackDecision;
import io.breakwater.gateway.failover.RollbackEndpoints;
import io.breakwater.gateway.failover.StatusEndpoints;
import io.breakwater.gateway.failover.SteeringEndpoints;
import io.breakwater.gateway.failover.UnifiedEndpoints;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.old.GoneEndpoints;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Inspections;
import io.breakwater.gateway.operation.Steering;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmContextEndpoints;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.gateway.vm.VmStatusEndpoints;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.failover.FailoverList;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.inventory.replication.Replications;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.List;

/** The API of the old appliance. */
record OldApi(
    Database database,
    WorkflowClient client,
    VmLookup vms,
    TemporalOperations temporal,
    Inspections inspections,
    Steering steering,
    Clock clock) {

  List<Endpoints> endpoints() {
    Ends ends = new Ends(client);
    DryRuns dryRuns = new DryRuns(inspections);
    AwaitedStarts starts = new AwaitedStarts(temporal, ends, dryRuns, clock);
    Operations records = new Operations(database.jdbi());
    return List.of(
        new PreflightEndpoints(vms, dryRuns, clock),
        new UnifiedEndpoints(vms, temporal, dryRuns, clock),
        new OlderStartEndpoints(vms, temporal, dryRuns, clock),
        new CleanupEndpoints(vms, starts),
        new RollbackEndpoints(vms, temporal, dryRuns, clock),
        new RollbackDecision(vms, inspections),
        new CommitEndpoints(vms, starts),
        new RecoveryEndpoints(vms, starts, clock),
        new SteeringEndpoints(records, temporal, ends, vms, steering),
        new ReadinessEndpoints(vms, temporal, new Replications(database.jdbi()), dryRuns, clock),
        new StatusEndpoints(records, temporal, ends, vms, clock),
        new FailoverJobEndpoints(new FailoverList(database.jdbi()), vms, starts, clock),
        new VmContextEndpoints(database, vms, clock),
        new VmStatusEndpoints(database, vms, clock),
        new GoneEndpoints());
  }
}
