package io.breakwater.gateway.batch;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.Batches;
import io.breakwater.gateway.operations.IdempotencyKey;
import io.breakwater.gateway.security.Caller;
import io.breakwater.gateway.security.Callers;
import io.breakwater.gateway.security.Permissions;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.inventory.request.StartRecords;
import io.breakwater.inventory.request.StartRow;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.Queues;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /api/v2/batches}: to start one, the list of them, and one with all its VMs. */
public final class BatchEndpoints implements Endpoints {
  private static final int SHOWN = 100;

  private final Batches batches;
  private final StartRecords records;
  private final BatchViews views;
  private final Clock clock;

  /** Starts and shows batches. */
  public BatchEndpoints(Batches batches, StartRecords records, BatchViews views, Clock clock) {
    this.batches = batches;
    this.records = records;
    this.views = views;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v2/batches", this::start);
    routes.get("/api/v2/batches", this::list);
    routes.get("/api/v2/batches/{id}", this::show);
  }

  private void start(Context ctx) {
    RequestBody body = RequestBody.of(ctx, BatchStart.REFUSED);
    Caller caller = Callers.of(ctx);
    BatchStart wanted = BatchStart.of(body, caller.name());
    Permissions.require(
        caller,
        Permissions.roleFor(wanted.request().operation(), false, wanted.request().options()),
        wanted.request().operation().title());
    String id = reserve(ctx, caller, wanted, body);
    String run = batches.start(id, wanted.request());
    records.started(id, Queues.batchId(id), run);
    ctx.header("Location", "/api/v2/batches/" + id);
    NativeJson.answer(ctx, 202, view(id));
  }

  /** The batch's id is the start's own: sent again with the same key it is the same batch. */
  private String reserve(Context ctx, Caller caller, BatchStart wanted, RequestBody body) {
    String id = UUID.randomUUID().toString();
    IdempotencyKey key = IdempotencyKey.of(ctx, caller, body);
    StartRow held =
        records.reserve(
            new StartRow(
                id,
                key.hash(),
                key.bodyHash(),
                "BATCH",
                null,
                null,
                null,
                caller.name(),
                wanted.reason(),
                Queues.batchId(id),
                null,
                clock.instant()));
    if (!held.startId().equals(id)) {
      IdempotencyKey.requireSame(held, key);
    }
    return held.startId();
  }

  private void list(Context ctx) {
    Map<String, StartRow> starts =
        records.newest("BATCH", SHOWN).stream()
            .collect(Collectors.toMap(StartRow::startId, Function.identity()));
    List<ListedView> items =
        batches.newest(SHOWN).stream()
            .map(batch -> ListedView.of(batch, starts.get(batch.id())))
            .toList();
    NativeJson.answer(ctx, Map.of("items", items));
  }

  private void show(Context ctx) {
    NativeJson.answer(ctx, view(ctx.pathParam("id")));
  }

  private BatchView view(String id) {
    return batches
        .find(id)
        .map(found -> views.of(id, found))
        .orElseThrow(() -> Refused.notFound("Batch not found", "no batch has the id '" + id + "'"));
  }

  /** A batch in the list as JSON; see openapi.yaml. */
  private record ListedView(
      String id,
      OperationKind kind,
      State state,
      Instant startedAt,
      Instant finishedAt,
      String startedBy,
      String reason) {
    /** The start is null for one that did not come through the gateway. */
    static ListedView of(Batches.Listed batch, StartRow start) {
      return new ListedView(
          batch.id(),
          batch.kind(),
          batch.state(),
          batch.startedAt(),
          batch.endedAt(),
          start == null ? null : start.actor(),
          start == null ? null : start.reason());
    }
  }
}
