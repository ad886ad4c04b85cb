package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.RequestBody;
import io.breakwater.vm.BootCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The checks that a request wants tried once the destination runs. */
public final class BootChecks {
  private static final List<String> KINDS =
      Stream.of(BootCheck.Kind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();

  private BootChecks() {}

  /** Null when the request names none; what is wrong is noted in the body. */
  public static List<BootCheck> of(RequestBody body, String field) {
    List<RequestBody> entries = body.objects(field);
    if (entries == null) {
      return null;
    }
    List<BootCheck> checks = new ArrayList<>();
    for (RequestBody entry : entries) {
      int problems = entry.problems().size();
      BootCheck check = read(entry, problems);
      if (check != null) {
        checks.add(check);
      }
    }
    return checks;
  }

  private static BootCheck read(RequestBody entry, int problems) {
    String kind = entry.text("kind");
    Integer port = entry.number("port");
    String path = entry.text("path");
    Integer status = entry.number("status");
    String command = entry.text("command");
    Integer within = entry.number("withinSeconds");
    if (kind == null || !KINDS.contains(kind.toLowerCase(Locale.ROOT))) {
      entry.problem("kind", "must be one of " + String.join(", ", KINDS));
    }
    if (entry.problems().size() > problems) {
      return null;
    }
    try {
      BootCheck.Kind what = BootCheck.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
      return new BootCheck(what, port, path, status, command, within);
    } catch (IllegalArgumentException e) {
      entry.problem("kind", e.getMessage());
      return null;
    }
  }
}
