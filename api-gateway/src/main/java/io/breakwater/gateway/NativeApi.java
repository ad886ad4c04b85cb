package io.breakwater.gateway;

import io.breakwater.gateway.audit.AuditEndpoints;
import io.breakwater.gateway.batch.BatchEndpoints;
import io.breakwater.gateway.batch.BatchViews;
import io.breakwater.gateway.events.EventEndpoints;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.operation.Batches;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Inspections;
import io.breakwater.gateway.operation.RunningOperations;
import io.breakwater.gateway.operation.Steering;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.operations.OperationsApi;
import io.breakwater.gateway.operations.TemporalUi;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.gateway.vms.ReadinessEndpoint;
import io.breakwater.gateway.vms.VmEndpoints;
import io.breakwater.gateway.vms.VmList;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.audit.AuditTrail;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.history.OperationHistory;
import io.breakwater.inventory.history.VmFacts;
import io.breakwater.inventory.request.StartRecords;
import io.breakwater.inventory.site.Sites;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The native API, {@code /api/v2}. */
record NativeApi(
    GatewayConfig config,
    Database database,
    WorkflowClient client,
    VmLookup vms,
    TemporalOperations temporal,
    Inspections inspections,
    Steering steering,
    Clock clock) {

  List<Endpoints> endpoints() {
    Contexts contexts = new Contexts(database.jdbi());
    RunningOperations running = new RunningOperations(client);
    OperationHistory history = new OperationHistory(database.jdbi());
    VmList list = new VmList(contexts, new VmFacts(database.jdbi()), running, history, clock);
    OperationsApi operations =
        new OperationsApi(
            database,
            new OperationsApi.Connections(
                vms,
                temporal,
                running,
                inspections,
                steering,
                new TemporalUi(config.temporalUi(), client.getOptions().getNamespace())),
            clock,
            list::forget);
    List<Endpoints> all = new ArrayList<>(operations.endpoints());
    all.add(
        new VmEndpoints(
            list,
            contexts,
            new Disks(database.jdbi()),
            new Sites(database.jdbi()),
            operations.views()));
    all.add(new AuditEndpoints(new AuditTrail(database.jdbi()), clock));
    all.add(new ReadinessEndpoint(contexts, inspections, clock));
    all.add(
        new BatchEndpoints(
            new Batches(client, steering, new Ends(client)),
            new StartRecords(database.jdbi()),
            new BatchViews(running, history),
            clock));
    all.add(new EventEndpoints(operations.views(), () -> NativeJson.bytes(list.everything())));
    return all;
  }
}
