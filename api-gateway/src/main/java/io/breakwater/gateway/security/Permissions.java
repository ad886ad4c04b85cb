package io.breakwater.gateway.security;

import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;

/** Which role may start and steer which operation. */
public final class Permissions {
  private Permissions() {}

  /**
   * The least role that may start, cancel and decide an operation.
   *
   * @param live whether the VM is, or may be, failed over live
   */
  public static Role roleFor(OperationKind kind, boolean live) {
    return switch (kind) {
      case LIVE_FAILOVER, COMMIT -> Role.ADMIN;
      case ROLLBACK, RECOVERY -> live ? Role.ADMIN : Role.OPERATOR;
      case TEST_FAILOVER, CLEANUP -> Role.OPERATOR;
    };
  }

  /** The same with what the request declares or agrees to. */
  public static Role roleFor(OperationKind kind, boolean live, OperationRequest request) {
    boolean gives =
        request.unplanned()
            || request.skipFinalSync()
            || request.confirmDiscard()
            || request.powerOnSource()
            || request.endOldWork();
    return gives ? Role.ADMIN : roleFor(kind, live);
  }

  /**
   * Lets pass who may.
   *
   * @throws Refused 403 naming the role it takes
   */
  public static void require(Caller caller, Role needed, String what) {
    if (!caller.role().covers(needed)) {
      throw new Refused(
          403,
          Envelope.failed(
              "Not allowed",
              what
                  + " takes the role "
                  + needed.wire()
                  + "; "
                  + caller.name()
                  + " is "
                  + caller.role().wire()));
    }
  }
}
