package io.breakwater.gateway.operation;

import io.breakwater.gateway.http.Refused;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** What a failed call of Temporal means to a caller of the gateway. */
public final class TemporalTrouble {
  private TemporalTrouble() {}

  /**
   * A failure as 503, naming Temporal and what came back; null when it did not come from Temporal.
   */
  public static Refused of(Throwable failure, String address) {
    Status status = statusOf(failure);
    if (status == null) {
      return null;
    }
    String what =
        "Temporal at " + address + " " + said(status) + " (" + status.getCode() + detail(status);
    return Refused.unavailable("Temporal is not available", what + "); try again later");
  }

  private static Status statusOf(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof StatusRuntimeException status) {
        return status.getStatus();
      }
    }
    return null;
  }

  private static String said(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED -> "does not answer";
      case RESOURCE_EXHAUSTED -> "is overloaded";
      default -> "refused the call";
    };
  }

  private static String detail(Status status) {
    return status.getDescription() == null ? "" : ": " + status.getDescription();
  }
}
