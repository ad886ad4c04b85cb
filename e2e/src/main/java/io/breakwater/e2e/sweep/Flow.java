package io.breakwater.e2e.sweep;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationRequestBuilder;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import java.util.Locale;

/** What is swept: a kind of operation, from where it starts and where it is to lead. */
enum Flow {
  TEST_FAILOVER(OperationKind.TEST_FAILOVER, Place.READY, Place.TEST),
  CLEANUP(OperationKind.CLEANUP, Place.TEST, Place.READY),
  ROLLBACK_OF_TEST(OperationKind.ROLLBACK, Place.TEST, Place.READY),
  LIVE_FAILOVER(OperationKind.LIVE_FAILOVER, Place.READY, Place.LIVE),
  ROLLBACK_OF_LIVE(OperationKind.ROLLBACK, Place.LIVE, Place.READY),
  COMMIT(OperationKind.COMMIT, Place.LIVE, Place.COMMITTED),
  RECOVERY(OperationKind.RECOVERY, Place.MIXED, Place.READY);

  private final OperationKind kind;
  private final Place from;
  private final Place to;

  Flow(OperationKind kind, Place from, Place to) {
    this.kind = kind;
    this.from = from;
    this.to = to;
  }

  OperationKind kind() {
    return kind;
  }

  Place from() {
    return from;
  }

  Place to() {
    return to;
  }

  /** Whether a single fault may end it where it began. */
  boolean mayRollBack() {
    return from == Place.READY;
  }

  OperationRequest request(ProtectedContext vm) {
    OperationRequestBuilder request =
        OperationRequest.builder(new ContextId(vm.contextId())).askedBy("sweep", title());
    if (this == ROLLBACK_OF_LIVE) {
      request.confirmDiscard(true).powerOnSource(true);
    }
    return request.build();
  }

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
