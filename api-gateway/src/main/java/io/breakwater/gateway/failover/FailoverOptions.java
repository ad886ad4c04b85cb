package io.breakwater.gateway.failover;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.vm.ContextId;

/** What a failover is asked to do. */
sealed interface FailoverOptions permits TestOptions, LiveOptions {
  OperationKind kind();

  /** {@code test} or {@code live}. */
  String type();

  CommonOptions common();

  OperationRequest toRequest(ContextId context, String jobId, String requestedBy);
}
