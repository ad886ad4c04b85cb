package io.breakwater.gateway.operations;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.operation.Inspections;
import io.breakwater.gateway.operation.RunningOperations;
import io.breakwater.gateway.operation.Steering;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.history.OperationHistory;
import io.breakwater.inventory.history.StepTimes;
import io.breakwater.inventory.live.LiveFailovers;
import io.breakwater.inventory.request.StartRecords;
import java.time.Clock;
import java.util.List;

/** The operations of the native API, put together. */
public final class OperationsApi {
  private final OperationViews views;
  private final List<Endpoints> endpoints;

  /**
   * Over these.
   *
   * @param changed called when something was started, decided or cancelled
   */
  public OperationsApi(Database database, Connections connections, Clock clock, Runnable changed) {
    OperationHistory history = new OperationHistory(database.jdbi());
    Disks disks = new Disks(database.jdbi());
    LiveFailovers live = new LiveFailovers(database.jdbi());
    Expectations expectations = new Expectations(new StepTimes(database.jdbi()));
    Starts starts =
        new Starts(
            new StartRecords(database.jdbi()),
            connections.temporal(),
            connections.running(),
            clock);
    OperationLookup lookup = new OperationLookup(history, connections.running(), starts, clock);
    this.views =
        new OperationViews(
            lookup,
            new OperationViews.Sources(
                history, disks, live, expectations, starts, connections.temporalUi()),
            new LiveProgress(connections.steering()),
            clock);
    this.endpoints =
        List.of(
            new OperationEndpoints(views, history),
            new StartEndpoints(
                new StartEndpoints.Parts(
                    connections.vms(), live, disks, connections.inspections(), expectations),
                starts,
                views,
                clock),
            new DecisionEndpoints(views, connections.temporal(), connections.steering(), changed));
  }

  /** Operations as they are shown. */
  public OperationViews views() {
    return views;
  }

  /** What is served. */
  public List<Endpoints> endpoints() {
    return endpoints;
  }

  /** What operations are found, asked and started through. */
  public record Connections(
      VmLookup vms,
      TemporalOperations temporal,
      RunningOperations running,
      Inspections inspections,
      Steering steering,
      TemporalUi temporalUi) {}
}
