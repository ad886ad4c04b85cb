package io.breakwater.activities.frame;

import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Names operation, VM, step and attempt in every log line written meanwhile. */
final class LogContext {
  private LogContext() {}

  static <T> T during(StepContext step, Supplier<T> what) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    MDC.put("operation", step.operation().id().value());
    MDC.put("context", step.operation().context().value());
    MDC.put("vm", step.operation().vmName());
    MDC.put("step", step.step().id());
    MDC.put("attempt", Integer.toString(step.number()));
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
