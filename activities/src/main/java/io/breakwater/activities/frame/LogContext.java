package io.breakwater.activities.frame;

import io.breakwater.step.StepCall;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Names operation, VM, step and attempt in every log line written meanwhile. */
final class LogContext {
  private LogContext() {}

  static <T> T during(StepContext step, Supplier<T> what) {
    return during(step.call(), step.number(), what);
  }

  static <T> T during(StepCall call, int attempt, Supplier<T> what) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    MDC.put("operation", call.operation().id().value());
    MDC.put("context", call.operation().context().value());
    MDC.put("vm", call.operation().vmName());
    MDC.put("step", call.step().id());
    MDC.put("attempt", Integer.toString(attempt));
    try {
      return what.get();
    } finally {
      if (before == null) {
        MDC.clear();
      } else {
        MDC.setContextMap(before);
      }
    }
  }
}
