package io.breakwater.simulator.fault;

import io.breakwater.simulator.host.Interceptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that wait for their requests. Of several that match, the one added first hits. */
public final class Faults {

  private static final class Armed {
    private final Fault fault;
    private final Predicate<Map<String, String>> which;
    private int skip;
    private int times;

    private Armed(Fault fault, Predicate<Map<String, String>> which) {
      this.fault = fault;
      this.which = which;
      this.skip = fault.skip();
      this.times = fault.times();
    }
  }

  private final List<Armed> armed = new ArrayList<>();
  private volatile Interceptor interceptor = Interceptor.NONE;

  /** Puts somebody between all callers and the API; {@link Interceptor#NONE} ends that. */
  public void intercept(Interceptor between) {
    interceptor = between;
  }

  /** Who stands between the callers and the API. */
  public Interceptor interceptor() {
    return interceptor;
  }

  /** Arms a fault. */
  public void add(Fault fault) {
    add(fault, parameters -> true);
  }

  /** Arms a fault for requests whose parameters the test likes; asked when the request comes in. */
  public synchronized void add(Fault fault, Predicate<Map<String, String>> which) {
    armed.add(new Armed(fault, which));
  }

  /** Disarms all faults. */
  public synchronized void clear() {
    armed.clear();
  }

  /** Disarms the faults for this command. */
  public synchronized void clear(String command) {
    armed.removeIf(each -> each.fault.command().equals(command));
  }

  /** The faults that may still hit. */
  public synchronized List<Fault> armed() {
    return armed.stream().map(each -> each.fault).toList();
  }

  /** The fault that hits this request, if any; counts it. */
  public synchronized Optional<Fault> next(
      String command, Map<String, String> parameters, String caller) {
    for (Iterator<Armed> each = armed.iterator(); each.hasNext(); ) {
      Armed candidate = each.next();
      if (!candidate.fault.matches(command, parameters, caller)
          || !candidate.which.test(parameters)) {
        continue;
      }
      if (candidate.skip > 0) {
        candidate.skip--;
        continue;
      }
      if (candidate.times > 0 && --candidate.times == 0) {
        each.remove();
      }
      return Optional.of(candidate.fault);
    }
    return Optional.empty();
  }
}
