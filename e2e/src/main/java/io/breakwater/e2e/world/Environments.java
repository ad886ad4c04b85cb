package io.breakwater.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables of worker and gateway processes. What is ours is set, what is given is inherited;
 * an empty value removes what would be inherited.
 */
final class Environments {
  private final World world;
  private final Path directory;

  Environments(World world) {
    this.world = world;
    this.directory = world.options().directory();
  }

  Map<String, String> gateway() {
    Map<String, String> variables = both();
    variables.put("BREAKWATER_GATEWAY_PORT", String.valueOf(world.options().ports().gateway()));
    keep(variables, "BREAKWATER_GATEWAY_TOKENS", world.gatewayAccess().tokens().toString());
    if (!world.options().given().temporal()) {
      keep(variables, "BREAKWATER_TEMPORAL_UI", world.temporal().uiUrl());
    }
    return variables;
  }

  Map<String, String> worker() {
    GivenParts given = world.options().given();
    Map<String, String> variables = both();
    if (given.simulatesSite()) {
      variables.put("BREAKWATER_CLOUDSTACK_URL", "");
      variables.put("BREAKWATER_INJECTOR", world.site().injectorCommand().toString());
      if (!given.daemon()) {
        variables.put("BREAKWATER_DAEMON_URL", world.site().daemon().url());
      }
      if (!given.vma()) {
        variables.put("BREAKWATER_VMA_URL", world.site().vma().url());
      }
      variables.put("BREAKWATER_OMA_URL", world.site().oma().url());
    }
    keep(variables, "BREAKWATER_STATE_DIR", directory.resolve("state").toString());
    keep(variables, "BREAKWATER_LOG_DIR", directory.resolve("logs").toString());
    keep(variables, "BREAKWATER_INSTALLATION", "breakwater");
    variables.putAll(world.options().tuning());
    return variables;
  }

  private Map<String, String> both() {
    Map<String, String> variables = new HashMap<>();
    variables.put("BREAKWATER_DB_URL", world.databaseAccess().url());
    variables.put("BREAKWATER_DB_USER", world.databaseAccess().user());
    variables.put("BREAKWATER_DB_PASSWORD", world.databaseAccess().password());
    if (!world.options().given().temporal()) {
      ownTemporal(variables);
    }
    return variables;
  }

  /** The user may have a profile for another server, in variables or in a file. */
  private void ownTemporal(Map<String, String> variables) {
    variables.put("TEMPORAL_ADDRESS", world.temporal().address());
    variables.put("TEMPORAL_NAMESPACE", world.temporal().namespace());
    variables.put("TEMPORAL_CONFIG_FILE", emptyProfile().toString());
    variables.put("TEMPORAL_PROFILE", "");
    variables.put("TEMPORAL_API_KEY", "");
    variables.put("TEMPORAL_TLS", "");
  }

  private Path emptyProfile() {
    Path file = directory.resolve("temporal.toml");
    try {
      Files.createDirectories(directory);
      return Files.writeString(file, "[profile.default]\n");
    } catch (IOException e) {
      throw new UncheckedIOException("write " + file, e);
    }
  }

  private static void keep(Map<String, String> variables, String name, String otherwise) {
    variables.put(name, System.getenv().getOrDefault(name, otherwise));
  }
}
