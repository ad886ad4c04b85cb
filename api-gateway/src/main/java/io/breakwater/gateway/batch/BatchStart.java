package io.breakwater.gateway.batch;

import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operations.StartRequest;
import io.breakwater.operation.Batch;
import io.breakwater.operation.Batch.BatchRequest;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationRequestBuilder;
import io.breakwater.operation.VmFilter;
import io.breakwater.vm.ContextStatus;
import java.util.List;
import java.util.stream.Stream;

/** What a batch is to be started with. */
record BatchStart(BatchRequest request, String reason) {
  static final String REFUSED = "Batch not started";
  private static final List<String> FIELDS =
      List.of(
          "kind",
          "contextIds",
          "groups",
          "filter",
          "concurrency",
          "stopOnFailure",
          "reason",
          "confirmDiscard",
          "options");

  /** Reads a body; refuses it as a whole with all that is wrong. */
  static BatchStart of(RequestBody body, String actor) {
    body.allow(FIELDS);
    OperationKind kind = StartRequest.kind(body);
    String reason = StartRequest.reason(body);
    List<String> vms = body.listOfTexts("contextIds");
    List<List<String>> groups = body.listsOfTexts("groups");
    RequestBody filter = body.object("filter");
    if (Stream.of("contextIds", "groups", "filter").filter(body::isPresent).count() != 1) {
      body.problem("contextIds", "give exactly one of contextIds, groups and filter");
    }
    Integer concurrency = body.number("concurrency");
    if (concurrency != null && (concurrency < 1 || concurrency > Batch.MAX_CONCURRENCY)) {
      body.problem("concurrency", "must be 1 to " + Batch.MAX_CONCURRENCY);
    }
    OperationRequest options = options(body, actor, reason);
    boolean stop = body.isSet("stopOnFailure");
    VmFilter meant = filter == null ? null : filter(filter);
    body.check(REFUSED);
    return new BatchStart(
        new BatchRequest(kind, vms, meant, groups, concurrency, stop, options), reason);
  }

  private static OperationRequest options(RequestBody body, String actor, String reason) {
    RequestBody given = body.object("options");
    boolean confirmed = body.isSet("confirmDiscard");
    OperationRequestBuilder options =
        StartRequest.options(given == null ? RequestBody.none() : given).askedBy(actor, reason);
    return confirmed ? options.confirmDiscard(true).build() : options.build();
  }

  private static VmFilter filter(RequestBody body) {
    body.allow(List.of("status", "vcenterHost", "nameContains"));
    List<String> words = Stream.of(ContextStatus.values()).map(Enum::name).toList();
    String status = body.oneOf("status", words);
    return new VmFilter(
        status == null ? null : ContextStatus.valueOf(status),
        body.text("vcenterHost"),
        body.text("nameContains"));
  }
}
